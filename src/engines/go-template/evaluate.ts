import type { Budget } from './budget';
import { Stop } from './fault';
import type { GoFunction } from './functions/signature';
import { Arguments } from './functions/signature';
import type { Command, NumberNode, Operand, Pipe, Range, Statement } from './nodes';
import type { Parsed } from './parser';
import { printValue } from './print';
import {
  asSlot,
  EMPTY_SLOT,
  GoInt,
  GoMap,
  GoSlice,
  goInt,
  isGoObject,
  isTrue,
  kindName,
  type Param,
  type Slot,
  typeName,
  unwrap,
  type Value,
} from './value';

/** What a function's last argument is where no pipeline feeds it. */
const MISSING = Symbol('no value from the pipeline');
type Final = Value | typeof MISSING;

type Left = 'break' | 'continue' | undefined;

interface Variable {
  readonly name: string;
  value: Slot;
}

/** Runs one template on one value, rule for rule as text/template/exec does with missingkey=error. */
export class Evaluation {
  readonly #templates: Parsed['templates'];
  readonly #functions: ReadonlyMap<string, GoFunction>;
  readonly #budget: Budget;
  #variables: Variable[] = [];
  /** The place that a fault is reported at. */
  #at = 0;

  constructor(parsed: Parsed, functions: ReadonlyMap<string, GoFunction>, budget: Budget) {
    this.#templates = parsed.templates;
    this.#functions = functions;
    this.#budget = budget;
  }

  run(name: string, data: Value): string {
    try {
      this.#call(name, data);
    } catch (error) {
      // A function's own fault knows no place: it is that of its call.
      if (error instanceof Stop && error.at === undefined) throw new Stop(error.reason, this.#at, error.isExhausted);
      throw error;
    }
    return this.#budget.output();
  }

  #call(name: string, dot: Value): void {
    const body = this.#templates.get(name);
    if (body === undefined) throw this.#stop(`template "${name}" not defined`);
    const outer = this.#variables;
    // A template sees no variable of its caller.
    this.#variables = [{ name: '$', value: dot }];
    this.#budget.enter();
    this.#walkAll(dot, body);
    this.#budget.leave();
    this.#variables = outer;
  }

  #walkAll(dot: Slot, list: readonly Statement[]): Left {
    this.#budget.enter();
    for (const statement of list) {
      const left = this.#walk(dot, statement);
      if (left !== undefined) {
        this.#budget.leave();
        return left;
      }
    }
    this.#budget.leave();
    return undefined;
  }

  #walk(dot: Slot, node: Statement): Left {
    this.#at = node.at;
    this.#budget.spend(1);
    switch (node.kind) {
      case 'text':
        this.#budget.write(node.text);
        return undefined;
      case 'action': {
        const value = this.#pipe(dot, node.pipe);
        this.#at = node.at;
        if (node.pipe.variables.length === 0) {
          this.#budget.write(value === null ? '<no value>' : printValue(value, this.#budget));
        }
        return undefined;
      }
      case 'if':
      case 'with': {
        const mark = this.#variables.length;
        const value = this.#pipe(dot, node.pipe);
        const inner = node.kind === 'with' ? value : dot;
        const left = isTrue(value)
          ? this.#walkAll(inner, node.body)
          : node.otherwise && this.#walkAll(dot, node.otherwise);
        this.#variables.length = mark;
        return left;
      }
      case 'range': {
        const mark = this.#variables.length;
        const left = this.#range(dot, node);
        this.#variables.length = mark;
        return left;
      }
      case 'template': {
        if (!this.#templates.has(node.name)) throw this.#stop(`template "${node.name}" not defined`);
        this.#call(node.name, node.pipe ? this.#pipe(dot, node.pipe) : null);
        return undefined;
      }
      case 'break':
      case 'continue':
        return node.kind;
    }
  }

  #range(dot: Slot, node: Range): Left {
    const value = this.#pipe(dot, node.pipe);
    const mark = this.#variables.length;
    let ran = false;
    for (const [index, element] of this.#elements(value, node)) {
      ran = true;
      this.#budget.spend(1);
      this.#setRangeVariables(node.pipe, index, element);
      const left = this.#walkAll(element, node.body);
      this.#variables.length = mark;
      if (left === 'break') return undefined;
    }
    return !ran && node.otherwise ? this.#walkAll(dot, node.otherwise) : undefined;
  }

  *#elements(value: Value, node: Range): Iterable<readonly [Slot, Slot]> {
    if (value === null) return;
    if (value instanceof GoSlice) {
      for (const [index, item] of value.items.entries()) {
        yield [goInt(index), value.element === 'interface {}' ? asSlot(item) : item];
      }
    } else if (value instanceof GoMap) {
      for (const [key, item] of value.sorted()) yield [key, asSlot(item)];
    } else if (value instanceof GoInt) {
      if (node.pipe.variables.length > 1) {
        throw this.#stop(`can't use ${value.value} to iterate over more than one variable`);
      }
      for (let at = 0n; at < value.value; at++) yield [null, new GoInt(at, value.type)];
    } else {
      throw this.#stop(`range can't iterate over a value of type ${typeName(value)}`);
    }
  }

  #setRangeVariables(pipe: Pipe, index: Slot, element: Slot): void {
    const [first, second] = pipe.variables;
    if (first === undefined) return;
    if (pipe.assigns) {
      this.#assign(first, second === undefined ? element : index);
      if (second !== undefined) this.#assign(second, element);
      return;
    }
    // Declared by the pipe, on top of the stack: the last is the element.
    const top = this.#variables.length - 1;
    this.#variables[top] = { name: second ?? first, value: element };
    if (second !== undefined) this.#variables[top - 1] = { name: first, value: index };
  }

  #pipe(dot: Slot, pipe: Pipe): Value {
    this.#at = pipe.at;
    this.#budget.enter();
    let value: Final = MISSING;
    for (const command of pipe.commands) value = unwrap(this.#command(dot, command, value));
    const result: Value = value === MISSING ? null : value;
    for (const name of pipe.variables) {
      if (pipe.assigns) this.#assign(name, result);
      else this.#variables.push({ name, value: result });
    }
    this.#budget.leave();
    return result;
  }

  #assign(name: string, value: Slot): void {
    this.#variable(name).value = value;
  }

  #variable(name: string): Variable {
    for (let at = this.#variables.length - 1; at >= 0; at--) {
      const variable = this.#variables[at];
      if (variable?.name === name) return variable;
    }
    throw this.#stop(`undefined variable: ${name}`);
  }

  #command(dot: Slot, command: Command, final: Final): Slot {
    const { first, args } = command;
    switch (first.kind) {
      case 'field':
        this.#at = first.at;
        return this.#fields(dot, dot, first.names, args, final);
      case 'chain':
        return this.#chain(dot, first, args, final);
      case 'variable':
        return this.#variableNode(dot, first, args, final);
      case 'identifier':
        return this.#function(dot, first.name, first.at, command.at, args, final);
      case 'pipe':
        this.#wantNoArguments(args, final);
        return this.#pipe(dot, first);
    }
    this.#at = first.at;
    this.#wantNoArguments(args, final);
    if (first.kind === 'nil') throw this.#stop('nil is not a command');
    return first.kind === 'dot' ? dot : this.#constant(first);
  }

  #wantNoArguments(args: readonly Operand[], final: Final): void {
    if (args.length > 0 || final !== MISSING) throw this.#stop("can't give argument to non-function");
  }

  #chain(dot: Slot, node: Extract<Operand, { kind: 'chain' }>, args: readonly Operand[], final: Final): Slot {
    this.#at = node.at;
    const receiver = this.#operand(dot, node.node);
    return this.#fields(dot, receiver, node.names, args, final);
  }

  #variableNode(dot: Slot, node: Extract<Operand, { kind: 'variable' }>, args: readonly Operand[], final: Final): Slot {
    this.#at = node.at;
    const { value } = this.#variable(node.name);
    if (node.names.length > 0) return this.#fields(dot, value, node.names, args, final);
    this.#wantNoArguments(args, final);
    return value;
  }

  #fields(dot: Slot, receiver: Slot, names: readonly string[], args: readonly Operand[], final: Final): Slot {
    let value = receiver;
    names.forEach((name, at) => {
      const last = at === names.length - 1;
      value = this.#field(dot, value, name, last ? args : [], last ? final : MISSING);
    });
    return value;
  }

  #field(dot: Slot, receiver: Slot, name: string, args: readonly Operand[], final: Final): Slot {
    if (receiver === null) throw this.#stop(`nil data; no entry for key "${name}"`);
    if (receiver === EMPTY_SLOT) throw this.#stop(`null has no field ${name}`);
    if (isGoObject(receiver)) return this.#method(dot, receiver, name, args, final);
    if (!(receiver instanceof GoMap)) throw this.#stop(`can't evaluate field ${name} in type ${typeName(receiver)}`);
    if (args.length > 0 || final !== MISSING) throw this.#stop(`${name} is not a method but has arguments`);
    const value = receiver.entries.get(name);
    if (value === undefined) throw this.#stop(`map has no entry for key "${name}"`);
    return asSlot(value);
  }

  #method(dot: Slot, receiver: Exclude<Value, null>, name: string, args: readonly Operand[], final: Final): Slot {
    const method = isGoObject(receiver) ? receiver.methods.get(name) : undefined;
    if (method === undefined) throw this.#stop(`can't evaluate field ${name} in type ${typeName(receiver)}`);
    const given = this.#arguments(dot, name, method.params, undefined, args, final);
    return method.call(given);
  }

  #function(dot: Slot, name: string, at: number, callAt: number, args: readonly Operand[], final: Final): Slot {
    this.#at = at;
    const known = this.#functions.get(name);
    if (known === undefined) throw this.#stop(`"${name}" is not a defined function`);
    if (known.shortCircuits !== undefined) return this.#shortCircuit(dot, name, known.shortCircuits, args, final);
    const given = this.#arguments(dot, name, known.params, known.rest, args, final);
    this.#budget.spend(1);
    try {
      for (const value of given) this.#budget.charge(value);
      return this.#budget.charge(known.call(new Arguments(given, this.#budget)));
    } catch (error) {
      if (error instanceof Stop && error.at === undefined) {
        throw new Stop(`error calling ${name}: ${error.reason}`, callAt, error.isExhausted);
      }
      throw error;
    }
  }

  /** `and` and `or` evaluate no further than they must. */
  #shortCircuit(dot: Slot, name: string, stopsAt: boolean, args: readonly Operand[], final: Final): Slot {
    if (args.length === 0 && final === MISSING)
      throw this.#stop(`wrong number of args for ${name}: want at least 1 got 0`);
    let value: Slot = null;
    for (const arg of args) {
      value = this.#argument(dot, 'any', arg);
      if (isTrue(unwrap(value)) === stopsAt) return value;
    }
    return final === MISSING ? value : final;
  }

  #arguments(
    dot: Slot,
    name: string,
    params: readonly Param[],
    rest: Param | undefined,
    args: readonly Operand[],
    final: Final,
  ): Value[] {
    const count = args.length + (final === MISSING ? 0 : 1);
    if (rest !== undefined && count < params.length) {
      throw this.#stop(`wrong number of args for ${name}: want at least ${params.length} got ${args.length}`);
    }
    if (rest === undefined && count !== params.length) {
      throw this.#stop(`wrong number of args for ${name}: want ${params.length} got ${count}`);
    }
    const paramAt = (at: number): Param => params[at] ?? rest ?? 'any';
    const values: Value[] = args.map((arg, at) => this.#argument(dot, paramAt(at), arg));
    if (final !== MISSING) values.push(this.#typed(final, paramAt(args.length)));
    return values;
  }

  #argument(dot: Slot, param: Param, node: Operand): Value {
    this.#at = node.at;
    switch (node.kind) {
      case 'nil':
        if (param === 'any') return null;
        if (param === 'map') return GoMap.nil();
        throw this.#stop(`cannot assign nil to ${paramName(param)}`);
      case 'bool':
        if (param !== 'any' && param !== 'bool') throw this.#stop(`expected ${paramName(param)}; found ${node.value}`);
        return node.value;
      case 'string':
        if (param !== 'any' && param !== 'string') throw this.#stop(`expected ${paramName(param)}; found a string`);
        return node.value;
      case 'number':
        return this.#number(node, param);
      default:
        return this.#typed(this.#operand(dot, node), param);
    }
  }

  /** An operand for which any type will do. */
  #operand(dot: Slot, node: Operand): Slot {
    switch (node.kind) {
      case 'dot':
        return dot;
      case 'field':
        this.#at = node.at;
        return this.#fields(dot, dot, node.names, [], MISSING);
      case 'variable':
        return this.#variableNode(dot, node, [], MISSING);
      case 'pipe':
        return this.#pipe(dot, node);
      case 'identifier':
        return this.#function(dot, node.name, node.at, node.at, [], MISSING);
      case 'chain':
        return this.#chain(dot, node, [], MISSING);
      case 'nil':
        throw this.#stop('indirection through explicit nil');
      default:
        return this.#constant(node);
    }
  }

  #constant(node: Extract<Operand, { kind: 'bool' | 'string' | 'number' }>): Value {
    return node.kind === 'number' ? this.#number(node, 'any') : node.value;
  }

  #number(node: NumberNode, param: Param): Value {
    if (param === 'int' || (param === 'any' && !node.looksFloat)) {
      if (node.integer !== undefined) return goInt(node.integer);
      throw this.#stop(param === 'any' ? `${node.text} overflows int` : `expected integer; found ${node.text}`);
    }
    if (param === 'float64' || param === 'any') {
      if (node.float !== undefined) return node.float;
      throw this.#stop(`expected float; found ${node.text}`);
    }
    throw this.#stop(`expected ${paramName(param)}; found ${node.text}`);
  }

  /** Makes sure that a value fits a parameter; Go converts nothing here, not even an int64 to an int. */
  #typed(slot: Slot, param: Param): Value {
    const value = unwrap(slot);
    if (param === 'any') return value;
    if (value === null) {
      if (param === 'map' && slot !== EMPTY_SLOT) return GoMap.nil();
      throw this.#stop(`invalid value; expected ${paramName(param)}`);
    }
    if (!fits(value, param)) {
      throw this.#stop(`wrong type for value; expected ${paramName(param)}; got ${typeName(value)}`);
    }
    return value;
  }

  #stop(reason: string): Stop {
    return new Stop(reason, this.#at);
  }
}

function fits(value: Exclude<Value, null>, param: Param): boolean {
  switch (param) {
    case 'int':
      return value instanceof GoInt && value.type === 'int';
    case 'map':
      return value instanceof GoMap && value.element === 'interface {}';
    case 'object':
      return isGoObject(value);
    default:
      return kindName(value) === param;
  }
}

function paramName(param: Param): string {
  if (param === 'map') return 'map[string]interface {}';
  return param === 'object' ? '*semver.Version' : param;
}
