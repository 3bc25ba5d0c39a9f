import { type Additions, NO_ADDITIONS } from './additions';
import { CHUNK } from './chunk';
import { type Activation, type Engine, type LuaState, TYPE } from './fengari';
import type { LuaAnswer, LuaJob } from './job';
import type { Json } from './json';
import { Libraries } from './libraries';
import { BEYOND_INTERPRETER } from './lua-messages';
import { loadLua51 } from './lua51';
import { explainFault, explainSyntax, type ScriptFault } from './script-fault';
import { isTable, readTable, TableWriter } from './tables';

let loaded: Engine | undefined;

/** After so many of Lua's instructions the line is noted. */
const NOTE_EVERY = 100;

/** `LUA_ERRSYNTAX`. */
const SYNTAX = 3;

const bytes = (text: string) => Buffer.from(text);

/** Is told, now and then, which line of the script is being run. */
export type NoteLine = (line: number) => void;

/** Runs one script in a Lua of its own. Nothing here limits time or memory: whoever runs it must. */
export function runScript(job: LuaJob, additions: Additions = NO_ADDITIONS, noteLine: NoteLine = () => {}): LuaAnswer {
  loaded ??= loadLua51();
  return new ScriptRun(loaded, job, additions, noteLine).answer();
}

class ScriptRun {
  private readonly engine: Engine;
  private readonly job: LuaJob;
  private readonly additions: Additions;
  private readonly state: LuaState;
  private readonly writer: TableWriter;

  constructor(engine: Engine, job: LuaJob, additions: Additions, noteLine: NoteLine) {
    this.engine = engine;
    this.job = job;
    this.additions = additions;
    this.state = engine.auxiliary.luaL_newstate();
    this.writer = new TableWriter(this.state);
    const { lua } = engine;
    new Libraries(engine, this.state, additions, (status) => this.check(status)).open();
    const what = bytes('Sl');
    const hook = (state: LuaState, activation: Activation) => {
      lua.lua_getinfo(state, what, activation);
      if (activation.source?.length === CHUNK.length && activation.currentline > 0) noteLine(activation.currentline);
    };
    lua.lua_sethook(this.state, hook, lua.LUA_MASKCOUNT, NOTE_EVERY);
  }

  answer(): LuaAnswer {
    const { calls: mode, objects: inputs } = this.job;
    const values: Json[] = [];
    const calls = mode === 'each' ? inputs.map((one) => [one]) : [inputs];
    try {
      for (const call of calls) values.push(this.call(call));
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
}

class Fault extends Error {
  readonly fault: ScriptFault;

  constructor(fault: ScriptFault) {
    super('the script failed');
    this.fault = fault;
  }
}
