import { Budget, LIMITS, type Limits } from './budget';
import { joinHalves } from './bytes';
import { Evaluation } from './evaluate';
import { locate, Stop, type TemplateFault } from './fault';
import { type GoFunction, takesMany } from './functions/signature';
import { families, functions, nearestFunction, refused } from './functions/table';
import { type Parsed, parse } from './parser';
import { fromData, type TemplateData, toData, type Value } from './value';

export { LIMITS, type Limits } from './budget';
export type { TemplateFault } from './fault';
export { GoStruct, type TemplateData } from './value';

export type TemplateOutcome = { readonly text: string } | { readonly fault: TemplateFault };

/** A function that the caller adds: arguments and result are plain JSON-like values. It beats a function of its name. */
export type ExtraFunction = (
  args: readonly TemplateData[],
) => { readonly value: TemplateData } | { readonly fault: string };

/** A template that was parsed once and can be run on any number of values. */
export interface Template {
  readonly name: string;
  readonly text: string;
  readonly parsed: Parsed;
}

/** Every function known, with its family and whether it is refused and why: the documentation is made from it. */
export const functionTable: readonly {
  readonly name: string;
  readonly family: string;
  readonly support: 'supported' | 'refused';
  readonly reason?: string;
}[] = [
  ...families.flatMap(({ family, functions: members }) =>
    Object.keys(members).map((name) => ({ name, family, support: 'supported' as const })),
  ),
  ...refused.flatMap(({ family, reason, names }) =>
    names.map((name) => ({ name, family, support: 'refused' as const, reason })),
  ),
];

const refusals = new Map(refused.flatMap(({ reason, names }) => names.map((name) => [name, reason] as const)));

/** Parses a template. Functions that are not known, or refused, are faults here already. */
export function parseTemplate(
  name: string,
  text: string,
  extraNames: Iterable<string> = [],
): { readonly template: Template } | { readonly fault: TemplateFault } {
  const extra = new Set(extraNames);
  try {
    const parsed = parse(name, text, (called, at) => {
      if (functions.has(called) || extra.has(called)) return;
      throw new Stop(unknownFunction(called, extra), at);
    });
    return { template: { name, text, parsed } };
  } catch (error) {
    return { fault: faultOf(error, name, text) };
  }
}

function unknownFunction(name: string, extra: ReadonlySet<string>): string {
  const reason = refusals.get(name);
  if (reason !== undefined) return `function "${name}" is not available here: ${reason}`;
  const nearest = nearestFunction(name, extra);
  return `function "${name}" is not defined${nearest === '' ? '' : `; did you mean "${nearest}"?`}`;
}

/**
 * Runs a template on one value. Each run sees the data as it was given: what functions such as `set` change lasts as
 * long as the run. A missing map key is a fault, as Sveltos has it (`missingkey=error`).
 */
export function execute(
  template: Template,
  data: TemplateData,
  extra: ReadonlyMap<string, ExtraFunction> = new Map(),
  limits: Limits = LIMITS,
): TemplateOutcome {
  const { name, text, parsed } = template;
  try {
    const known = extra.size === 0 ? functions : withExtra(extra);
    const output = joinHalves(new Evaluation(parsed, known, new Budget(limits)).run(name, fromData(data)));
    if (output.isWellFormed()) return { text: output };
    throw new Stop('the output is not valid UTF-8: a character was cut in two, or binary data was decoded', 0);
  } catch (error) {
    return { fault: faultOf(error, name, text) };
  }
}

/** Parses and runs a template that is needed once. */
export function renderTemplate(
  name: string,
  text: string,
  data: TemplateData,
  extra?: ReadonlyMap<string, ExtraFunction>,
  limits?: Limits,
): TemplateOutcome {
  const outcome = parseTemplate(name, text, extra?.keys());
  return 'fault' in outcome ? outcome : execute(outcome.template, data, extra, limits);
}

/** Made once for each map of a caller's, which must not change between runs. */
const extended = new WeakMap<ReadonlyMap<string, ExtraFunction>, ReadonlyMap<string, GoFunction>>();

function withExtra(extra: ReadonlyMap<string, ExtraFunction>): ReadonlyMap<string, GoFunction> {
  const known = extended.get(extra) ?? new Map([...functions, ...adapted(extra)]);
  extended.set(extra, known);
  return known;
}

function* adapted(extra: ReadonlyMap<string, ExtraFunction>): Iterable<readonly [string, GoFunction]> {
  for (const [name, call] of extra) {
    const adapter = takesMany([], 'any', (args) => {
      const outcome = call(args.values.map(wantData));
      if ('fault' in outcome) throw new Stop(outcome.fault);
      return fromData(outcome.value);
    });
    yield [name, adapter];
  }
}

function wantData(value: Value): TemplateData {
  const data = toData(value);
  if (data === undefined) throw new Stop('a value is nested too deeply, or holds itself');
  return data;
}

function faultOf(error: unknown, name: string, text: string): TemplateFault {
  if (error instanceof Stop) return locate(name, text, error.at ?? 0, error.reason, error.isExhausted);
  if (error instanceof RangeError)
    return locate(name, text, 0, 'the template nests too deeply, or makes values too large');
  throw error;
}
