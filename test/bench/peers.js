/** Programs that are not Rollcall's, for comparison. */
const { spawnSync } = require('node:child_process');
const { mkdirSync } = require('node:fs');
const { homedir } = require('node:os');
const { join } = require('node:path');

const { env } = process;
const tools = env.ROLLCALL_TOOLS ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rollcall');

/** Builds the same function on kyaml's framework. `undefined` where Go or its modules are not there. */
function buildOnKyaml() {
  mkdirSync(tools, { recursive: true });
  const file = join(tools, 'bench-kyaml');
  const built = spawnSync('go', ['build', '-o', file, '.'], { cwd: join(__dirname, 'go') });
  return built.status === 0 ? file : undefined;
}

module.exports = { buildOnKyaml };
