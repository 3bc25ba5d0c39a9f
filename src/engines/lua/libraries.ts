import type { Additions } from './additions';
import type { Engine, LuaFunction, LuaState } from './fengari';
import { BEYOND_INTERPRETER } from './lua-messages';
import { addedNatives, nativesOf } from './natives';
import { PRELUDE } from './prelude';
import { PROVIDED, WITHHELD, WITHHELD_LIBRARIES } from './provided';

const bytes = (text: string) => Buffer.from(text);

/** Makes what a script finds: Lua's own libraries as 5.1 has them, and what the caller adds. */
export class Libraries {
  private readonly engine: Engine;
  private readonly state: LuaState;
  private readonly additions: Additions;
  /** Throws where a status is one of a fault. */
  private readonly check: (status: number) => void;

  constructor(engine: Engine, state: LuaState, additions: Additions, check: (status: number) => void) {
    this.engine = engine;
    this.state = state;
    this.additions = additions;
    this.check = check;
  }

  /** Leaves the function that makes environments on the stack. */
  open(): void {
    const { lua, auxiliary, libraries } = this.engine;
    const { state } = this;
    for (const [name, open] of Object.entries({ _G: libraries.base, ...libraries, base: undefined })) {
      if (open === undefined) continue;
      auxiliary.luaL_requiref(state, bytes(name), open, 1);
      lua.lua_pop(state, 1);
    }
    this.loadOwn(PRELUDE);
    this.pushFunctions(nativesOf(this.engine));
    lua.lua_createtable(state, 0, 0);
    for (const [library, names] of Object.entries(PROVIDED)) {
      this.pushList(library === '' ? [...names, ...this.additions.names] : names);
      lua.lua_setfield(state, -2, bytes(library));
    }
    this.pushWithheld();
    this.loadOwn(this.additions.source);
    this.pushFunctions(addedNatives(this.engine, this.additions));
    this.check(lua.lua_pcall(state, 1, 1, 0));
    this.check(lua.lua_pcall(state, 4, 1, 0));
  }

  private loadOwn(source: string): void {
    const text = bytes(source);
    this.check(this.engine.auxiliary.luaL_loadbufferx(this.state, text, text.length, bytes('=prelude'), bytes('t')));
  }

  private pushFunctions(functions: Readonly<Record<string, LuaFunction>>): void {
    const { lua } = this.engine;
    lua.lua_createtable(this.state, 0, 0);
    for (const [name, native] of Object.entries(functions)) {
      lua.lua_pushcfunction(this.state, (state) => {
        try {
          return native(state);
        } catch (error) {
          // An error of Lua has a status; one of JavaScript leaves nothing that a script could catch.
          if (typeof error === 'object' && error !== null && 'status' in error) throw error;
          return this.engine.auxiliary.luaL_error(state, bytes(BEYOND_INTERPRETER));
        }
      });
      lua.lua_setfield(this.state, -2, bytes(name));
    }
  }

  private pushWithheld(): void {
    const { lua } = this.engine;
    lua.lua_createtable(this.state, 0, 0);
    for (const [at, [full, reason]] of Object.entries(WITHHELD).entries()) {
      const [name = '', library = ''] = full.split('.').reverse();
      this.pushList([library, name, reason]);
      lua.lua_pushboolean(this.state, WITHHELD_LIBRARIES.has(full));
      lua.lua_seti(this.state, -2, 4);
      lua.lua_seti(this.state, -2, at + 1);
    }
  }

  private pushList(list: readonly string[]): void {
    const { lua } = this.engine;
    lua.lua_createtable(this.state, list.length, 0);
    for (const [at, one] of list.entries()) {
      lua.lua_pushstring(this.state, bytes(one));
      lua.lua_seti(this.state, -2, at + 1);
    }
  }
}
