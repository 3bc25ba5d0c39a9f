import { type Additions, NO_ADDITIONS } from './additions';
import { type Activation, type Engine, type LuaFunction, type LuaState, objects, TAG, TYPE } from './fengari';
import { type FormatValue, formatLua } from './format';
import type { LuaAnswer, LuaJob } from './job';
import type { Json } from './json';
import { PROVIDED, WITHHELD, WITHHELD_LIBRARIES } from './library';
import { BEYOND_INTERPRETER } from './lua-messages';
import { entriesInOrder, loadLua51 } from './lua51';
import { numberText, toNumber } from './number-text';
import { PRELUDE } from './prelude';
import { explainFault, explainSyntax, type ScriptFault } from './script-fault';
import { isTable, readTable, TableWriter } from './tables';

let loaded: Engine | undefined;

/** After so many of Lua's instructions the line is noted. */
const NOTE_EVERY = 100;

/** `LUA_ERRSYNTAX`. */
const SYNTAX = 3;

const bytes = (text: string) => Buffer.from(text);
const CHUNK = bytes('=script');

/** Whom a run tells how far it is. */
export interface Listener {
  /** Now and then, with the line that is being run. */
  readonly noteLine: (line: number) => void;
  /** Before each call of the script: the limit of time is for one. */
  readonly beginCall: () => void;
}

const NOBODY: Listener = { noteLine: () => {}, beginCall: () => {} };

/** Runs one script in a Lua of its own. Nothing here limits time or memory: whoever runs it must. */
export function runScript(job: LuaJob, additions: Additions = NO_ADDITIONS, listener = NOBODY): LuaAnswer {
  loaded ??= loadLua51();
  const run = new ScriptRun(loaded, job, additions, listener.noteLine);
  return run.answer(listener.beginCall);
}

class ScriptRun {
  private readonly engine: Engine;
  private readonly job: LuaJob;
  private readonly additions: Additions;
  private readonly state: LuaState;
  private readonly writer: TableWriter;

  constructor(engine: Engine, job: LuaJob, additions: Additions, noteLine: Listener['noteLine']) {
    this.engine = engine;
    this.job = job;
    this.additions = additions;
    this.state = engine.auxiliary.luaL_newstate();
    this.writer = new TableWriter(this.state);
    const { lua } = engine;
    this.openLibraries();
    const what = bytes('Sl');
    const hook = (state: LuaState, activation: Activation) => {
      lua.lua_getinfo(state, what, activation);
      if (activation.source?.length === CHUNK.length && activation.currentline > 0) noteLine(activation.currentline);
    };
    lua.lua_sethook(this.state, hook, lua.LUA_MASKCOUNT, NOTE_EVERY);
  }

  answer(beginCall: () => void): LuaAnswer {
    const { calls: mode, objects: inputs } = this.job;
    const values: Json[] = [];
    const calls = mode === 'each' ? inputs.map((one) => [one]) : [inputs];
    try {
      for (const call of calls) {
        beginCall();
        values.push(this.call(call));
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { state: 'failed', ...error.fault };
    } finally {
      this.engine.lua.lua_close(this.state);
    }
    return { state: 'answered', values };
  }

  /** Runs the script's text, then its function with what it is about, as a global and as an argument. */
  private call(inputs: LuaJob['objects']): Json {
    const { lua } = this.engine;
    const { state } = this;
    lua.lua_settop(state, 1); // the function that makes environments
    lua.lua_pushvalue(state, 1);
    this.check(lua.lua_pcall(state, 0, 1, 0));
    this.load();
    lua.lua_pushvalue(state, 2);
    lua.lua_setupvalue(state, 3, 1);
    this.check(lua.lua_pcall(state, 0, 0, 0));

    if (lua.lua_getfield(state, 2, bytes(this.job.entry)) !== TYPE.function) {
      throw new Fault({ reason: `it defines no function ${this.job.entry}`, line: undefined });
    }
    lua.lua_createtable(state, 0, 0);
    const table = lua.lua_topointer(state, -1);
    const [first] = inputs;
    if (isTable(table)) {
      if (this.job.calls === 'all') this.writer.fillList(table, inputs);
      else if (first !== undefined) this.writer.fill(table, first);
    }
    lua.lua_pushvalue(state, -1);
    lua.lua_setfield(state, 2, bytes(this.job.global));
    this.check(lua.lua_pcall(state, 1, 1, 0));
    return this.readResult();
  }

  private load(): void {
    const text = bytes(this.job.script);
    const status = this.engine.auxiliary.luaL_loadbufferx(this.state, text, text.length, CHUNK, bytes('t'));
    if (status === SYNTAX) throw new Fault(explainSyntax(this.message(), this.job.script));
    this.check(status);
  }

  private readResult(): Json {
    const result = this.engine.lua.lua_topointer(this.state, -1);
    if (!isTable(result)) throw new Fault({ reason: `${this.job.entry} returned no table`, line: undefined });
    const reading = readTable(result);
    if ('fault' in reading) throw new Fault({ reason: reading.fault, line: undefined });
    return reading.value;
  }

  private check(status: number): void {
    if (status < 0) throw new Fault({ reason: BEYOND_INTERPRETER, line: undefined }); // nothing is on the stack
    if (status !== 0) throw new Fault(explainFault(this.message(), this.job.script, this.additions));
  }

  private message(): string {
    const { lua } = this.engine;
    const message = lua.lua_type(this.state, -1) === TYPE.string ? lua.lua_tostring(this.state, -1) : null;
    return message === null ? '' : Buffer.from(message).toString();
  }

  /** Leaves the function that makes environments on the stack. */
  private openLibraries(): void {
    const { lua, auxiliary, libraries } = this.engine;
    const { state } = this;
    for (const [name, open] of Object.entries({ _G: libraries.base, ...libraries, base: undefined })) {
      if (open === undefined) continue;
      auxiliary.luaL_requiref(state, bytes(name), open, 1);
      lua.lua_pop(state, 1);
    }
    this.loadOwn(PRELUDE);
    this.pushFunctions(this.natives());
    lua.lua_createtable(state, 0, 0);
    for (const [library, names] of Object.entries(PROVIDED)) {
      this.pushList(library === '' ? [...names, ...this.additions.names] : names);
      lua.lua_setfield(state, -2, bytes(library));
    }
    this.pushWithheld();
    this.loadOwn(this.additions.source);
    this.pushFunctions(this.addedNatives());
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

  private addedNatives(): Record<string, LuaFunction> {
    const { lua, auxiliary } = this.engine;
    const adapted = Object.entries(this.additions.natives).map(([name, call]): [string, LuaFunction] => [
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

  /** The functions that Lua's own library has otherwise, or not at all. */
  private natives(): Record<string, LuaFunction> {
    const { lua, auxiliary } = this.engine;
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
}

/** Letter by letter, as Go does: one that would become two stays. */
function changeCase(text: string, change: (letter: string) => string): string {
  return [...text].map((letter) => ([...change(letter)].length === 1 ? change(letter) : letter)).join('');
}

function push(state: LuaState, type: number, value: unknown): void {
  state.stack[state.top] = new objects.TValue(type, value);
  state.top++;
}

class Fault extends Error {
  readonly fault: ScriptFault;

  constructor(fault: ScriptFault) {
    super('the script failed');
    this.fault = fault;
  }
}
