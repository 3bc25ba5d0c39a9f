import { type Rule, RuleReader, toCel, type Variables } from '../../engines/cel/rules';

/** Sveltos (libsveltos, lib/cel) gives a rule one variable, and registers none of the functions that Kubernetes adds. */
const reader = new RuleReader(['resource']);

/** Reads a rule of `evaluateCEL`. */
export function readRule(text: string): Rule {
  return reader.read(text);
}

/** What a rule sees of an object. */
export function variablesOf(object: object): Variables {
  return { resource: toCel(object) };
}
