import { Budget, LIMITS, type Limits, type Purse } from './budget';
import { joinHalves } from './bytes';
import { Evaluation } from './evaluate';
import { locate, Stop, type TemplateFault } from './fault';
import type { Functions } from './functions';
import { type Parsed, parse } from './parser';
import { fromData, type TemplateData } from './value';

export type TemplateOutcome = { readonly text: string } | { readonly fault: TemplateFault };

/** A template that was parsed once and can be run on any number of values. */
export interface Template {
  readonly name: string;
  readonly text: string;
  readonly parsed: Parsed;
  readonly functions: Functions;
}

/** Parses a template. A function that it cannot call is a fault here already. */
export function parseTemplate(
  name: string,
  text: string,
  functions: Functions,
): { readonly template: Template } | { readonly fault: TemplateFault } {
  try {
    const parsed = parse(name, text, (called, at) => {
      const reason = functions.findFault(called);
      if (reason !== undefined) throw new Stop(reason, at);
    });
    return { template: { name, text, parsed, functions } };
  } catch (error) {
    return { fault: faultOf(error, name, text) };
  }
}

/**
 * Runs a template on one value. Each run sees the data as it was given: what functions such as `set` change lasts as
 * long as the run. A missing map key is a fault (`missingkey=error`).
 */
export function execute(
  template: Template,
  data: TemplateData,
  limits: Limits = LIMITS,
  purse?: Purse,
): TemplateOutcome {
  const { name, text, parsed, functions } = template;
  try {
    const run = new Evaluation(parsed, functions.all, new Budget(limits, purse));
    const output = joinHalves(run.run(name, fromData(data)));
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
  functions: Functions,
  limits?: Limits,
): TemplateOutcome {
  const outcome = parseTemplate(name, text, functions);
  return 'fault' in outcome ? outcome : execute(outcome.template, data, limits);
}

function faultOf(error: unknown, name: string, text: string): TemplateFault {
  if (error instanceof Stop) return locate(name, text, error.at ?? 0, error.reason, error.isExhausted);
  if (error instanceof RangeError)
    return locate(name, text, 0, 'the template nests too deeply, or makes values too large');
  throw error;
}
