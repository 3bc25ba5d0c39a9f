import type { Budget } from './budget';
import { Expressions } from './expressions';
import { Stop } from './fault';
import type { GoFunction } from './functions/signature';
import type { Pipe, Range, Statement } from './nodes';
import type { Parsed } from './parser';
import { printValue } from './print';
import { Scope } from './scope';
import { asSlot, GoInt, GoMap, GoSlice, goInt, isTrue, type Slot, typeName, type Value } from './value';

type Left = 'break' | 'continue' | undefined;

/** Runs one template on one value, rule for rule as text/template/exec does with missingkey=error. */
export class Evaluation {
  readonly #templates: Parsed['templates'];
  readonly #expressions: Expressions;
  readonly #budget: Budget;

  constructor(parsed: Parsed, functions: ReadonlyMap<string, GoFunction>, budget: Budget) {
    this.#templates = parsed.templates;
    this.#expressions = new Expressions(functions, budget);
    this.#budget = budget;
  }

  run(name: string, data: Value): string {
    try {
      this.#call(name, data);
    } catch (error) {
      // A fault without a place happened where the last thing was evaluated.
      if (error instanceof Stop && error.at === undefined)
        throw new Stop(error.reason, this.#expressions.at, error.isExhausted);
      throw error;
    }
    return this.#budget.output();
  }

  #call(name: string, dot: Value): void {
    const body = this.#templates.get(name);
    if (body === undefined) throw new Stop(`template "${name}" not defined`);
    const outer = this.#expressions.scope;
    // A template sees no variable of its caller.
    this.#expressions.scope = new Scope(dot);
    this.#budget.enter();
    this.#walkAll(dot, body);
    this.#budget.leave();
    this.#expressions.scope = outer;
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
    this.#expressions.at = node.at;
    this.#budget.spend(1);
    switch (node.kind) {
      case 'text':
        this.#budget.write(node.text);
        return undefined;
      case 'action': {
        const value = this.#expressions.pipe(dot, node.pipe);
        this.#expressions.at = node.at;
        if (node.pipe.variables.length === 0) {
          this.#budget.write(value === null ? '<no value>' : printValue(value, this.#budget));
        }
        return undefined;
      }
      case 'if':
      case 'with': {
        const mark = this.#expressions.scope.size;
        const value = this.#expressions.pipe(dot, node.pipe);
        const inner = node.kind === 'with' ? value : dot;
        const left = isTrue(value)
          ? this.#walkAll(inner, node.body)
          : node.otherwise && this.#walkAll(dot, node.otherwise);
        this.#expressions.scope.shrink(mark);
        return left;
      }
      case 'range': {
        const mark = this.#expressions.scope.size;
        const left = this.#range(dot, node);
        this.#expressions.scope.shrink(mark);
        return left;
      }
      case 'template': {
        if (!this.#templates.has(node.name)) throw new Stop(`template "${node.name}" not defined`);
        this.#call(node.name, node.pipe ? this.#expressions.pipe(dot, node.pipe) : null);
        return undefined;
      }
      case 'break':
      case 'continue':
        return node.kind;
    }
  }

  #range(dot: Slot, node: Range): Left {
    const value = this.#expressions.pipe(dot, node.pipe);
    const mark = this.#expressions.scope.size;
    let ran = false;
    for (const [index, element] of this.#elements(value, node)) {
      ran = true;
      this.#budget.spend(1);
      this.#setRangeVariables(node.pipe, index, element);
      const left = this.#walkAll(element, node.body);
      this.#expressions.scope.shrink(mark);
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
        throw new Stop(`can't use ${value.value} to iterate over more than one variable`);
      }
      for (let at = 0n; at < value.value; at++) yield [null, new GoInt(at, value.type)];
    } else {
      throw new Stop(`range can't iterate over a value of type ${typeName(value)}`);
    }
  }

  #setRangeVariables(pipe: Pipe, index: Slot, element: Slot): void {
    const [first, second] = pipe.variables;
    if (first === undefined) return;
    const { scope } = this.#expressions;
    if (pipe.assigns) {
      scope.assign(first, second === undefined ? element : index);
      if (second !== undefined) scope.assign(second, element);
      return;
    }
    // Declared by the pipe, on top of the others: the last is the element.
    scope.setFromTop(0, second ?? first, element);
    if (second !== undefined) scope.setFromTop(1, first, index);
  }
}
