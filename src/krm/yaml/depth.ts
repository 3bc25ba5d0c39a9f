import type { Json } from '../json';
import type { YamlFault } from './fault';

/** Far below what any engine's stack holds, so that every engine refuses the same texts. No Kubernetes object comes near. */
export const DEEPEST = 200;

export const tooDeep: YamlFault = {
  line: 1,
  column: 1,
  reason: `its maps and lists are nested more than ${DEEPEST} levels deep`,
};

/** Whether maps and lists are nested more than 200 levels deep. */
export function isNestedTooDeeply(value: Json, levels = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((one) => isNestedTooDeeply(one, levels - 1));
}

/** Whether a reader ran out of stack: V8 and JavaScriptCore both use this type and these words. */
export function isOverflow(reason: unknown): boolean {
  return reason instanceof RangeError && reason.message.includes('call stack');
}
