/**
 * As much of fengari's inside (Lua 5.3 in JavaScript; it has no types of its own) as is used here. Its modules are taken
 * one by one, in the order in which they may be changed: `lua51.ts` says what is changed and why.
 */

export interface LuaState {
  readonly stack: LuaValue[];
  top: number;
}

export interface LuaValue {
  type: number;
  value: unknown;
  setfltvalue(value: number): void;
  setivalue(value: number): void;
  setsvalue(value: LuaString): void;
}

export interface LuaString {
  realstring: Uint8Array;
  hash: string | null;
}

export interface LuaEntry {
  readonly key: LuaValue;
  readonly value: LuaValue;
  /** The entry that was put in next. */
  readonly n: LuaEntry | undefined;
}

export interface LuaTable {
  readonly strong: ReadonlyMap<unknown, LuaEntry>;
  /** The entry that was put in first. */
  readonly f: LuaEntry | undefined;
}

export type LuaFunction = (state: LuaState) => number;
export interface Activation {
  readonly currentline: number;
  readonly source?: Uint8Array | null;
}

interface Objects {
  readonly TValue: { new (type: number, value: unknown): LuaValue; readonly prototype: LuaValue };
  luaO_tostring(state: LuaState, value: LuaValue): void;
  luaO_str2num(text: Uint8Array, into: LuaValue): number;
}

interface Strings {
  readonly TString: { new (state: LuaState, bytes: Uint8Array): LuaString; readonly prototype: LuaString };
}

interface Tables {
  readonly Table: { new (state: LuaState): LuaTable };
  luaH_getn(table: LuaTable): number;
  luaH_new(state: LuaState): LuaTable;
  luaH_setfrom(state: LuaState, table: LuaTable, key: LuaValue, value: LuaValue): void;
}

interface Api {
  lua_pushinteger(state: LuaState, value: number): void;
  lua_pushnumber(state: LuaState, value: number): void;
}

export interface Lua extends Api {
  readonly LUA_MASKCOUNT: number;
  lua_close(state: LuaState): void;
  lua_createtable(state: LuaState, list: number, map: number): void;
  lua_getfield(state: LuaState, index: number, key: Uint8Array): number;
  lua_getglobal(state: LuaState, name: Uint8Array): number;
  lua_getinfo(state: LuaState, what: Uint8Array, activation: Activation): number;
  lua_gettop(state: LuaState): number;
  lua_pcall(state: LuaState, args: number, results: number, handler: number): number;
  lua_pop(state: LuaState, count: number): void;
  lua_pushboolean(state: LuaState, value: boolean): void;
  lua_pushcfunction(state: LuaState, value: LuaFunction): void;
  lua_pushnil(state: LuaState): void;
  lua_pushstring(state: LuaState, value: Uint8Array | LuaString): void;
  lua_pushvalue(state: LuaState, index: number): void;
  lua_setfield(state: LuaState, index: number, key: Uint8Array): void;
  lua_setglobal(state: LuaState, name: Uint8Array): void;
  lua_sethook(
    state: LuaState,
    hook: (state: LuaState, activation: Activation) => void,
    mask: number,
    count: number,
  ): void;
  lua_seti(state: LuaState, index: number, key: number): void;
  lua_setupvalue(state: LuaState, index: number, at: number): unknown;
  lua_setmetatable(state: LuaState, index: number): void;
  lua_settop(state: LuaState, index: number): void;
  lua_toboolean(state: LuaState, index: number): boolean;
  lua_tonumber(state: LuaState, index: number): number;
  lua_topointer(state: LuaState, index: number): unknown;
  lua_tostring(state: LuaState, index: number): Uint8Array | null;
  lua_type(state: LuaState, index: number): number;
}

interface Auxiliary {
  luaL_checkstring(state: LuaState, index: number): Uint8Array;
  luaL_checktype(state: LuaState, index: number, type: number): void;
  luaL_error(state: LuaState, message: Uint8Array): number;
  luaL_loadbufferx(state: LuaState, chunk: Uint8Array, size: number, name: Uint8Array, mode: Uint8Array): number;
  luaL_newstate(): LuaState;
  luaL_requiref(state: LuaState, name: Uint8Array, open: LuaFunction, global: number): void;
  luaL_tolstring(state: LuaState, index: number): Uint8Array;
}

interface Libraries {
  readonly base: LuaFunction;
  readonly table: LuaFunction;
  readonly string: LuaFunction;
  readonly math: LuaFunction;
}

/** The types of Lua's values, as `lua_type` gives them. */
export const TYPE = { nil: 0, boolean: 1, number: 3, string: 4, table: 5, function: 6 } as const;
/** The variants that a value's own tag tells apart; see `LuaValue.type`. */
export const TAG = { nil: 0, boolean: 1, float: 3, integer: 19, shortString: 4, longString: 20, table: 5 } as const;

// Its modules need each other in circles, which open in this order alone.
require('fengari/src/defs.js');
// Whole numbers print without a point, in messages too: the other modules copy this when they are loaded.
const settings: { LUA_COMPAT_FLOATSTRING: boolean } = require('fengari/src/luaconf.js');
settings.LUA_COMPAT_FLOATSTRING = true;

export const api: Api = require('fengari/src/lapi.js');
export const objects: Objects = require('fengari/src/lobject.js');
export const strings: Strings = require('fengari/src/lstring.js');
export const tables: Tables = require('fengari/src/ltable.js');

export interface Engine {
  readonly lua: Lua;
  readonly auxiliary: Auxiliary;
  readonly libraries: Libraries;
}

/** Loads the rest, which copies what it takes from the modules above: they are to be changed before. */
export function loadEngine(): Engine {
  return {
    lua: require('fengari/src/lua.js'),
    auxiliary: require('fengari/src/lauxlib.js'),
    libraries: {
      base: require('fengari/src/lbaselib.js').luaopen_base,
      table: require('fengari/src/ltablib.js').luaopen_table,
      string: require('fengari/src/lstrlib.js').luaopen_string,
      math: require('fengari/src/lmathlib.js').luaopen_math,
    },
  };
}
