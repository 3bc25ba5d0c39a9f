import type { LuaJob } from '../../engines/lua/job';

/** How Sveltos calls the scripts of an EventSource: `evaluate` once for each object, an aggregatedSelection once for all. */
export function evaluateJob(script: string, objects: LuaJob['objects']): LuaJob {
  return { script, entry: 'evaluate', global: 'obj', calls: 'each', objects };
}

export function aggregateJob(script: string, objects: LuaJob['objects']): LuaJob {
  return { script, entry: 'evaluate', global: 'resources', calls: 'all', objects };
}
