import { Stop } from './fault';
import type { NumberNode, Operand } from './nodes';
import {
  EMPTY_SLOT,
  GoInt,
  GoMap,
  goInt,
  isGoObject,
  kindName,
  type Param,
  type Slot,
  typeName,
  unwrap,
  type Value,
} from './value';

/** A number in the template's text takes the type that the parameter asks for. */
export function numberFor(node: NumberNode, param: Param): Value {
  if (param === 'int' || (param === 'any' && !node.looksFloat)) {
    if (node.integer !== undefined) return goInt(node.integer);
    throw new Stop(param === 'any' ? `${node.text} overflows int` : `expected integer; found ${node.text}`);
  }
  if (param === 'float64' || param === 'any') {
    if (node.float !== undefined) return node.float;
    throw new Stop(`expected float; found ${node.text}`);
  }
  throw new Stop(`expected ${paramName(param)}; found ${node.text}`);
}

/** Makes sure that a value fits a parameter; Go converts nothing here, not even an int64 to an int. */
export function valueFor(slot: Slot, param: Param): Value {
  const value = unwrap(slot);
  if (param === 'any') return value;
  if (value === null) {
    if (param === 'map' && slot !== EMPTY_SLOT) return GoMap.nil();
    throw new Stop(`invalid value; expected ${paramName(param)}`);
  }
  if (!fits(value, param)) {
    throw new Stop(`wrong type for value; expected ${paramName(param)}; got ${typeName(value)}`);
  }
  return value;
}

/** The other constants. */
export function constantFor(node: Extract<Operand, { kind: 'nil' | 'bool' | 'string' }>, param: Param): Value {
  switch (node.kind) {
    case 'nil':
      if (param === 'any') return null;
      if (param === 'map') return GoMap.nil();
      throw new Stop(`cannot assign nil to ${paramName(param)}`);
    case 'bool':
      if (param !== 'any' && param !== 'bool') throw new Stop(`expected ${paramName(param)}; found ${node.value}`);
      return node.value;
    case 'string':
      if (param !== 'any' && param !== 'string') throw new Stop(`expected ${paramName(param)}; found a string`);
      return node.value;
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
