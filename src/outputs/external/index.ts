/** What `credentials: External` needs: a file of its own in the program. */
export { publishExternally } from './publish';
export { buildReaders } from './readers';
export { registerExternally } from './register';
export { judgeStore } from './store';
