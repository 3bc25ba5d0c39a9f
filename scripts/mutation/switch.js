// biome-ignore-all lint/correctness/noUnusedVariables: the instrumented files call them
/** The switch of mutants inside a program that a test starts: which is on, and where to note what was run. */
const { MUTANT, MUTANT_LIMIT, MUTANTS_RUN } = process.env;
let hits = 0;
const ran = new Set();

function stryMutAct_9fa48(id) {
  if (id !== MUTANT) return false;
  if (++hits > Number(MUTANT_LIMIT)) process.kill(process.pid, 'SIGKILL');
  return true;
}

function stryCov_9fa48(...ids) {
  if (MUTANTS_RUN !== undefined) for (const id of ids) ran.add(id);
}

if (MUTANTS_RUN !== undefined) {
  process.on('exit', () => require('node:fs').appendFileSync(MUTANTS_RUN, `${[...ran].join(' ')} `));
}
