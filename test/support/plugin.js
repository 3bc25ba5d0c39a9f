#!/usr/bin/env node
/**
 * A credential plugin for the tests. Its first argument says how it behaves; what it prints is an ExecCredential of
 * client-go's.
 */
const { readFileSync, writeFileSync, writeSync } = require('node:fs');
const { join } = require('node:path');

const [behaviour, ...rest] = process.argv.slice(2);
const certificate = {
  clientCertificateData: readFileSync(join(__dirname, 'certificates', 'client.crt'), 'utf8'),
  clientKeyData: readFileSync(join(__dirname, 'certificates', 'client.key'), 'utf8'),
};
const say = (text) => writeSync(1, `${text}\n`);
const answer = (status) =>
  say(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status }));
const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const behaviours = {
  token: () => answer({ token: rest[0] ?? 'plugin-token' }),
  certificate: () => answer(certificate),
  both: () => answer({ token: 'plugin-token', ...certificate }),
  expiring: () => answer({ token: 'plugin-token', expirationTimestamp: rest[0] }),
  'in-an-hour': () =>
    answer({ token: 'plugin-token', expirationTimestamp: new Date(Date.now() + 3_600_000).toISOString() }),
  slow: async () => {
    await later(500);
    answer({ token: 'plugin-token' });
  },
  silent: () => {},
  garbage: () => say('token: plugin-token'),
  'no-status': () => say('{"kind":"ExecCredential"}'),
  empty: () => answer({}),
  'half-a-certificate': () => answer({ clientCertificateData: certificate.clientCertificateData }),
  'exit-3': () => {
    say('plugin-token on stdout is never shown');
    writeSync(2, '\u001b[31mthe vault is sealed\u001b[0m\n');
    process.exitCode = 3;
  },
  'much-stderr': () => {
    for (let line = 0; line < 16_384; line++) writeSync(2, `${'chatter '.repeat(8)}\n`);
    answer({ token: 'plugin-token' });
  },
  'much-stdout': () => {
    for (let line = 0; line < 32_768; line++) say('plugin-token '.repeat(8));
  },
  endless: () => later(600_000),
  'endless-with-pid': () => {
    writeFileSync(rest[0], String(process.pid));
    return later(600_000);
  },
  /** Says on stderr what it was given and what it answers, as a debug option would have it. */
  'tells-all': () => {
    const { PLUGIN_B } = process.env;
    writeSync(2, `given ${rest.join(' ')} and ${PLUGIN_B}\n${'chatter '.repeat(30)}`);
    writeSync(2, `the answer: plugin-token, Bearer ${rest.at(-1)}, ${certificate.clientKeyData}\n`);
    if (rest[0] === 'fails') process.exitCode = 1;
    else answer({ token: 'plugin-token', ...certificate });
  },
  /** Starts a process of its own that would outlive it, and says which. */
  'endless-family': () => {
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600_000)'], { stdio: 'ignore' });
    writeFileSync(rest[0], String(child.pid));
    return later(600_000);
  },
  /** Answers, and leaves a process in a session of its own that holds the output open. */
  'leaves-one-behind': () => {
    const { spawn } = require('node:child_process');
    const options = { stdio: ['ignore', 'inherit', 'inherit'], detached: true };
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], options);
    writeFileSync(rest[0], String(child.pid));
    child.unref();
    answer({ token: 'plugin-token' });
  },
  /** Gives what it was told back, in the token. */
  echo: () => {
    const { KUBERNETES_EXEC_INFO, PLUGIN_A, PLUGIN_B, PLUGIN_C } = process.env;
    const told = { args: rest, info: KUBERNETES_EXEC_INFO, PLUGIN_A, PLUGIN_B, PLUGIN_C };
    answer({ token: Buffer.from(JSON.stringify(told)).toString('base64') });
  },
};

behaviours[behaviour]();
