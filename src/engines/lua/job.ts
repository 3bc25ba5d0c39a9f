import type { Json, JsonObject } from './json';

/** A script, and what a function of it is called with. */
export interface LuaJob {
  /** What the script is called in messages. */
  readonly name: string;
  readonly script: string;
  /** The function of the script that is called: it returns a table. */
  readonly entry: string;
  /** The global that holds what it is called with, which is its argument too. */
  readonly global: string;
  /** Whether it is called with each object in turn, or once with the list of them. */
  readonly calls: 'each' | 'all';
  readonly objects: readonly JsonObject[];
}

/** Why a script gave nothing. The reason holds no value that the script has read, as far as Lua's own words go. */
export type LuaFault =
  | { readonly state: 'failed'; readonly reason: string; readonly line: number | undefined }
  | { readonly state: 'stopped'; readonly limit: 'time' | 'memory'; readonly line: number | undefined };

/** What a script answered: one table for each call, as JSON. */
export type LuaAnswer = { readonly state: 'answered'; readonly values: readonly Json[] } | LuaFault;

export interface LuaLimits {
  /** For each script, in seconds. */
  readonly seconds: number;
  /** For each script, in MiB. */
  readonly megabytes: number;
}

/** Runs scripts away from everything else, one answer for each job: a capability, since it takes a process of its own. */
export type RunLua = (jobs: readonly LuaJob[], limits: LuaLimits) => LuaAnswer[];
