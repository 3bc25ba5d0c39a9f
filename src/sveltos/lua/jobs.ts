import type { LuaJob } from '../../engines/lua/job';

/** How Sveltos calls the scripts of an EventSource: `evaluate` once for each object, an aggregatedSelection once for all. */
export function evaluateJob(name: string, script: string, objects: LuaJob['objects']): LuaJob {
  return { name, script, entry: 'evaluate', global: 'obj', calls: 'each', objects };
}

export function aggregateJob(name: string, script: string, objects: LuaJob['objects']): LuaJob {
  return { name, script, entry: 'evaluate', global: 'resources', calls: 'all', objects };
}
