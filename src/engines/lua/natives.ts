import type { Additions } from './additions';
import { CHUNK } from './chunk';
import { type Engine, type LuaFunction, type LuaState, objects, TAG, TYPE } from './fengari';
import { type FormatValue, formatLua } from './format';
import { entriesInOrder } from './lua51';
import { numberText, toNumber } from './number-text';
import { isTable } from './tables';

const bytes = (text: string) => Buffer.from(text);

/** The functions that Lua's own library has otherwise, or not at all. */
export function nativesOf({ lua, auxiliary }: Engine): Record<string, LuaFunction> {
  const pushText = (state: LuaState, text: string) => {
    lua.lua_pushstring(state, bytes(text));
    return 1;
  };
  const checkText = (state: LuaState, at: number) => Buffer.from(auxiliary.luaL_checkstring(state, at)).toString();
  const textAt = (state: LuaState, at: number) => Buffer.from(auxiliary.luaL_tolstring(state, at)).toString();
  return {
    tostring: (state) => {
      if (lua.lua_type(state, 1) === TYPE.number) return pushText(state, numberText(lua.lua_tonumber(state, 1)));
      auxiliary.luaL_tolstring(state, 1);
      return 1;
    },
    tonumber: (state) => {
      if (lua.lua_type(state, 1) === TYPE.number) {
        lua.lua_pushvalue(state, 1);
        return 1;
      }
      const base = lua.lua_gettop(state) > 1 ? lua.lua_tonumber(state, 2) : undefined;
      const text = lua.lua_type(state, 1) === TYPE.string ? checkText(state, 1) : '';
      const number = toNumber(text, base);
      if (number === undefined) lua.lua_pushnil(state);
      else lua.lua_pushnumber(state, number);
      return 1;
    },
    lower: (state) =>
      pushText(
        state,
        changeCase(checkText(state, 1), (letter) => letter.toLowerCase()),
      ),
    upper: (state) =>
      pushText(
        state,
        changeCase(checkText(state, 1), (letter) => letter.toUpperCase()),
      ),
    format: (state) => {
      const format = Buffer.from(auxiliary.luaL_checkstring(state, 1)).toString();
      const values: FormatValue[] = [];
      for (let at = 2, last = lua.lua_gettop(state); at <= last; at++) {
        const isNumber = lua.lua_type(state, at) === TYPE.number;
        values.push(isNumber ? { number: lua.lua_tonumber(state, at) } : { text: textAt(state, at) });
      }
      return pushText(state, formatLua(format, values));
    },
    pairs: (state) => {
      auxiliary.luaL_checktype(state, 1, TYPE.table);
      const table = lua.lua_topointer(state, 1);
      const entries = isTable(table) ? entriesInOrder(table) : [];
      let at = 0;
      lua.lua_pushcfunction(state, (inner) => {
        while (at < entries.length) {
          const entry = entries[at++];
          // An entry that was taken out on the way has no value any more.
          if (entry?.value === undefined) continue;
          push(inner, entry.key.type === TAG.integer ? TAG.float : entry.key.type, entry.key.value);
          push(inner, entry.value.type, entry.value.value);
          return 2;
        }
        lua.lua_pushnil(inner);
        return 1;
      });
      lua.lua_pushvalue(state, 1);
      lua.lua_pushnil(state);
      return 3;
    },
    // All strings share one metatable, and a script can reach it by getmetatable(''): each call gets a new one.
    setStringMetatable: (state) => {
      lua.lua_settop(state, 1);
      pushText(state, '');
      lua.lua_pushvalue(state, 1);
      lua.lua_setmetatable(state, 2);
      return 0;
    },
    compile: (state) => {
      const text = Buffer.from(auxiliary.luaL_checkstring(state, 2));
      if (auxiliary.luaL_loadbufferx(state, text, text.length, CHUNK, bytes('t')) !== 0) {
        lua.lua_pushnil(state);
        lua.lua_pushvalue(state, -2);
        return 2;
      }
      lua.lua_pushvalue(state, 1);
      lua.lua_setupvalue(state, -2, 1);
      return 1;
    },
  };
}

/** The natives of the functions that the caller adds. */
export function addedNatives({ lua, auxiliary }: Engine, { natives }: Additions): Record<string, LuaFunction> {
  const adapted = Object.entries(natives).map(([name, call]): [string, LuaFunction] => [
    name,
    (state) => {
      const outcome = call(Buffer.from(auxiliary.luaL_checkstring(state, 1)));
      if (!('fault' in outcome)) {
        lua.lua_pushstring(state, outcome);
        return 1;
      }
      lua.lua_pushnil(state);
      lua.lua_pushstring(state, bytes(outcome.fault));
      return 2;
    },
  ]);
  return Object.fromEntries(adapted);
}

/** Letter by letter, as Go does: one that would become two stays. */
function changeCase(text: string, change: (letter: string) => string): string {
  return [...text].map((letter) => ([...change(letter)].length === 1 ? change(letter) : letter)).join('');
}

function push(state: LuaState, type: number, value: unknown): void {
  state.stack[state.top] = new objects.TValue(type, value);
  state.top++;
}
