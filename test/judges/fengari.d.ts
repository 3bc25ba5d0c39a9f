/** As much of fengari (Lua in JavaScript; it has no types of its own) as the judge uses. */
declare module 'fengari' {
  export interface LuaState {
    readonly l_G: object;
  }

  type Open = (state: LuaState) => number;

  export function to_luastring(text: string): Uint8Array;

  export const lua: {
    readonly LUA_OK: number;
    readonly LUA_TNIL: number;
    readonly LUA_TBOOLEAN: number;
    readonly LUA_TNUMBER: number;
    readonly LUA_TSTRING: number;
    readonly LUA_TTABLE: number;
    lua_close(state: LuaState): void;
    lua_createtable(state: LuaState, list: number, map: number): void;
    lua_getglobal(state: LuaState, name: Uint8Array): number;
    lua_gettop(state: LuaState): number;
    lua_next(state: LuaState, index: number): number;
    lua_pcall(state: LuaState, args: number, results: number, handler: number): number;
    lua_pop(state: LuaState, count: number): void;
    lua_pushboolean(state: LuaState, value: boolean): void;
    lua_pushnil(state: LuaState): void;
    lua_pushnumber(state: LuaState, value: number): void;
    lua_pushstring(state: LuaState, value: Uint8Array): void;
    lua_setfield(state: LuaState, index: number, key: Uint8Array): void;
    lua_setglobal(state: LuaState, name: Uint8Array): void;
    lua_seti(state: LuaState, index: number, key: number): void;
    lua_toboolean(state: LuaState, index: number): boolean;
    lua_tojsstring(state: LuaState, index: number): string | null;
    lua_tonumber(state: LuaState, index: number): number;
    lua_type(state: LuaState, index: number): number;
  };

  export const lauxlib: {
    luaL_loadstring(state: LuaState, chunk: Uint8Array): number;
    luaL_newstate(): LuaState;
    luaL_requiref(state: LuaState, name: Uint8Array, open: Open, global: number): void;
  };

  export const lualib: {
    readonly luaopen_base: Open;
    readonly luaopen_math: Open;
    readonly luaopen_string: Open;
    readonly luaopen_table: Open;
  };
}
