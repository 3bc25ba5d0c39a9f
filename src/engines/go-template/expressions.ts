import type { Budget } from './budget';
import { Stop } from './fault';
import type { GoFunction } from './functions/signature';
import { Arguments } from './functions/signature';
import type { Command, Operand, Pipe } from './nodes';
import { constantFor, numberFor, valueFor } from './parameters';
import { Scope } from './scope';
import {
  asSlot,
  EMPTY_SLOT,
  GoMap,
  isGoObject,
  isTrue,
  type Param,
  type Slot,
  typeName,
  unwrap,
  type Value,
} from './value';

/** What a function's last argument is where no pipeline feeds it. */
const MISSING = Symbol('no value from the pipeline');
type Final = Value | typeof MISSING;

/** Evaluates what stands between the delimiters: pipelines of fields, variables and calls. */
export class Expressions {
  scope = new Scope(null);
  /** The place that a fault is reported at: the last that was evaluated. */
  at = 0;
  readonly #functions: ReadonlyMap<string, GoFunction>;
  readonly #budget: Budget;

  constructor(functions: ReadonlyMap<string, GoFunction>, budget: Budget) {
    this.#functions = functions;
    this.#budget = budget;
  }

  /** Evaluates a pipeline, and declares or assigns its variables. */
  pipe(dot: Slot, pipe: Pipe): Value {
    this.at = pipe.at;
    this.#budget.enter();
    let value: Final = MISSING;
    for (const command of pipe.commands) value = unwrap(this.#command(dot, command, value));
    const result: Value = value === MISSING ? null : value;
    for (const name of pipe.variables) {
      if (pipe.assigns) this.scope.assign(name, result);
      else this.scope.declare(name, result);
    }
    this.#budget.leave();
    return result;
  }

  #command(dot: Slot, command: Command, final: Final): Slot {
    const { first, args } = command;
    switch (first.kind) {
      case 'field':
        this.at = first.at;
        return this.#fields(dot, dot, first.names, args, final);
      case 'chain':
        return this.#chain(dot, first, args, final);
      case 'variable':
        return this.#variableNode(dot, first, args, final);
      case 'identifier':
        return this.#function(dot, first.name, first.at, command.at, args, final);
      case 'pipe':
        this.#wantNoArguments(args, final);
        return this.pipe(dot, first);
    }
    this.at = first.at;
    this.#wantNoArguments(args, final);
    if (first.kind === 'nil') throw new Stop('nil is not a command');
    return first.kind === 'dot' ? dot : this.#constant(first);
  }

  #wantNoArguments(args: readonly Operand[], final: Final): void {
    if (args.length > 0 || final !== MISSING) throw new Stop("can't give argument to non-function");
  }

  #chain(dot: Slot, node: Extract<Operand, { kind: 'chain' }>, args: readonly Operand[], final: Final): Slot {
    this.at = node.at;
    const receiver = this.#operand(dot, node.node);
    return this.#fields(dot, receiver, node.names, args, final);
  }

  #variableNode(dot: Slot, node: Extract<Operand, { kind: 'variable' }>, args: readonly Operand[], final: Final): Slot {
    this.at = node.at;
    const value = this.scope.get(node.name);
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
    if (receiver === null) throw new Stop(`nil data; no entry for key "${name}"`);
    if (receiver === EMPTY_SLOT) throw new Stop(`null has no field ${name}`);
    if (isGoObject(receiver)) return this.#method(dot, receiver, name, args, final);
    if (!(receiver instanceof GoMap)) throw new Stop(`can't evaluate field ${name} in type ${typeName(receiver)}`);
    if (args.length > 0 || final !== MISSING) throw new Stop(`${name} is not a method but has arguments`);
    const value = receiver.entries.get(name);
    if (value === undefined) throw new Stop(`map has no entry for key "${name}"`);
    return asSlot(value);
  }

  #method(dot: Slot, receiver: Exclude<Value, null>, name: string, args: readonly Operand[], final: Final): Slot {
    const method = isGoObject(receiver) ? receiver.methods.get(name) : undefined;
    if (method === undefined) throw new Stop(`can't evaluate field ${name} in type ${typeName(receiver)}`);
    const given = this.#arguments(dot, name, method.params, undefined, args, final);
    return method.call(given);
  }

  #function(dot: Slot, name: string, at: number, callAt: number, args: readonly Operand[], final: Final): Slot {
    this.at = at;
    const known = this.#functions.get(name);
    if (known === undefined) throw new Stop(`"${name}" is not a defined function`);
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
      throw new Stop(`wrong number of args for ${name}: want at least 1 got 0`);
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
      throw new Stop(`wrong number of args for ${name}: want at least ${params.length} got ${args.length}`);
    }
    if (rest === undefined && count !== params.length) {
      throw new Stop(`wrong number of args for ${name}: want ${params.length} got ${count}`);
    }
    const paramAt = (at: number): Param => params[at] ?? rest ?? 'any';
    const values: Value[] = args.map((arg, at) => this.#argument(dot, paramAt(at), arg));
    if (final !== MISSING) values.push(valueFor(final, paramAt(args.length)));
    return values;
  }

  #argument(dot: Slot, param: Param, node: Operand): Value {
    this.at = node.at;
    switch (node.kind) {
      case 'nil':
      case 'bool':
      case 'string':
        return constantFor(node, param);
      case 'number':
        return numberFor(node, param);
      default:
        return valueFor(this.#operand(dot, node), param);
    }
  }

  /** An operand for which any type will do. */
  #operand(dot: Slot, node: Operand): Slot {
    switch (node.kind) {
      case 'dot':
        return dot;
      case 'field':
        this.at = node.at;
        return this.#fields(dot, dot, node.names, [], MISSING);
      case 'variable':
        return this.#variableNode(dot, node, [], MISSING);
      case 'pipe':
        return this.pipe(dot, node);
      case 'identifier':
        return this.#function(dot, node.name, node.at, node.at, [], MISSING);
      case 'chain':
        return this.#chain(dot, node, [], MISSING);
      case 'nil':
        throw new Stop('indirection through explicit nil');
      default:
        return this.#constant(node);
    }
  }

  #constant(node: Extract<Operand, { kind: 'bool' | 'string' | 'number' }>): Value {
    return node.kind === 'number' ? numberFor(node, 'any') : node.value;
  }
}
