/** What people look at: every view reads the record of a render and decides nothing. */

export { type Paint, type Tone, writeColumns } from './columns';
export * from './difference';
export type { Hide } from './hide';
export { lintFleet } from './lint';
export * from './write-explanation';
export * from './write-graph';
export * from './write-list';
export * from './write-page';
