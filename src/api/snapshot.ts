/** What `rollcall snapshot` says of what it has read; no render reads it. */
export const SNAPSHOT = { apiVersion: 'rollcall.dev/v1alpha1', group: 'rollcall.dev', kind: 'Snapshot' } as const;
