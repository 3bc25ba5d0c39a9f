import type { parse } from '@bufbuild/cel';
import {
  areCompatible,
  EITHER,
  EMPTY_LIST,
  FUNCTIONS,
  joined,
  listOf,
  METHODS,
  mapOf,
  partsOf,
  TYPE_NAMES,
  type Type,
} from './types';

export type Expression = NonNullable<ReturnType<typeof parse>['expr']>;

/**
 * What is wrong with a rule whatever its data: cel-go checks a rule before it runs it, and the library does not. Without
 * it `nobody || true` would match.
 */
export function findFault(rule: Expression | undefined, variables: readonly string[]): string | undefined {
  try {
    typeOf(rule, new Map(variables.map((name) => [name, 'dyn'])));
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

class Fault extends Error {}

type Scope = ReadonlyMap<string, Type>;

function typeOf(node: Expression | undefined, scope: Scope): Type {
  const kind = node?.exprKind;
  switch (kind?.case) {
    case 'constExpr':
      return CONSTANTS[kind.value.constantKind.case ?? ''] ?? 'dyn';
    case 'identExpr':
      return scope.get(kind.value.name) ?? nameOfType(kind.value.name);
    case 'selectExpr':
      return typeOfField(kind.value, node, scope);
    case 'callExpr':
      return typeOfCall(kind.value, scope);
    case 'listExpr':
      if (kind.value.elements.length === 0) return EMPTY_LIST;
      return listOf(joined(kind.value.elements.map((element) => typeOf(element, scope))));
    case 'structExpr':
      return typeOfMap(kind.value, scope);
    case 'comprehensionExpr':
      return typeOfMacro(kind.value, scope);
    default:
      return 'dyn';
  }
}

const CONSTANTS: Readonly<Record<string, Type>> = {
  boolValue: 'bool',
  bytesValue: 'bytes',
  doubleValue: 'double',
  int64Value: 'int',
  nullValue: 'null',
  stringValue: 'string',
  uint64Value: 'uint',
};

type Kind<Case extends Expression['exprKind']['case']> = Extract<Expression['exprKind'], { case: Case }>['value'];

function nameOfType(name: string): Type {
  if (TYPE_NAMES.has(name.replace(/^\./, ''))) return 'type';
  throw new Fault(`undeclared reference to ${name}`);
}

function typeOfField(
  { operand, field, testOnly }: Kind<'selectExpr'>,
  node: Expression | undefined,
  scope: Scope,
): Type {
  const dotted = dottedName(node);
  const [first = ''] = dotted?.split('.') ?? [];
  if (dotted !== undefined && !scope.has(first) && TYPE_NAMES.has(dotted)) return 'type';
  const holder = typeOf(operand, scope);
  const parts = partsOf(holder);
  if (holder !== 'dyn' && parts?.length !== 2) throw new Fault(`a value of type ${holder} has no field ${field}`);
  return testOnly ? 'bool' : (parts?.[1] ?? 'dyn');
}

function dottedName(node: Expression | undefined): string | undefined {
  const kind = node?.exprKind;
  if (kind?.case === 'identExpr') return kind.value.name;
  if (kind?.case !== 'selectExpr' || kind.value.testOnly) return undefined;
  const before = dottedName(kind.value.operand);
  return before === undefined ? undefined : `${before}.${kind.value.field}`;
}

function typeOfCall({ function: name, target, args }: Kind<'callExpr'>, scope: Scope): Type {
  const overload = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  const isCalledRightly = EITHER.has(name) || METHODS.has(name) === (target !== undefined);
  if (overload === undefined || !isCalledRightly) throw new Fault(`undeclared reference to ${name}`);
  const types = (target === undefined ? args : [target, ...args]).map((one) => typeOf(one, scope));
  const result = overload(types);
  if (result === undefined) throw new Fault(`found no matching overload for ${name} applied to (${types.join(', ')})`);
  return result;
}

function typeOfMap({ entries, messageName }: Kind<'structExpr'>, scope: Scope): Type {
  if (messageName !== '') throw new Fault(`undeclared reference to ${messageName}`);
  const keys = entries.map(({ keyKind }) => (keyKind.case === 'mapKey' ? typeOf(keyKind.value, scope) : 'dyn'));
  const values = entries.map(({ value }) => typeOf(value, scope));
  return mapOf(joined(keys), joined(values));
}

/** What macros become: a range that is gone through with an accumulator. */
function typeOfMacro(macro: Kind<'comprehensionExpr'>, scope: Scope): Type {
  const range = typeOf(macro.iterRange, scope);
  const parts = partsOf(range);
  if (range !== 'dyn' && parts === undefined) throw new Fault(`a macro cannot go through a value of type ${range}`);
  const first = typeOf(macro.accuInit, scope);
  const inside = new Map([...scope, [macro.accuVar, first], [macro.iterVar, parts?.[0] ?? 'dyn']]);
  if (!areCompatible(typeOf(macro.loopCondition, inside), 'bool')) throw new Fault('a condition is no bool');
  const step = typeOf(macro.loopStep, inside);
  if (!areCompatible(step, first)) throw new Fault(`a macro’s ${first} becomes ${step}`);
  return typeOf(macro.result, new Map([...scope, [macro.accuVar, first === EMPTY_LIST ? step : first]]));
}
