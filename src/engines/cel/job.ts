import type { Rule, Variables } from './rules';

/** The rules of one selector, and the objects that they judge. */
export interface RuleJob {
  /** What they are called in messages. */
  readonly name: string;
  readonly rules: readonly string[];
  readonly objects: readonly object[];
}

/** What the rules say together: an object matches where one of them takes it. */
export interface Judgement {
  /** For each object. */
  readonly matches: readonly boolean[];
  /** For each object, the place of the rule that took it; -1 where none did. */
  readonly by: readonly number[];
  /** Rules, by their place, that failed on objects which none before them took. */
  readonly failures: readonly { readonly rule: number; readonly reason: string; readonly count: number }[];
  /** For each rule, the functions that CEL itself does not have. */
  readonly extensions: readonly (readonly string[])[];
}

/** Why rules judged nothing. Of one that was stopped, `line` is its place among the rules, counted from 1. */
export type RuleFault =
  | { readonly state: 'failed'; readonly reason: string; readonly line: number | undefined }
  | { readonly state: 'stopped'; readonly limit: 'time' | 'memory'; readonly line: number | undefined };

export type RuleAnswer = { readonly state: 'answered'; readonly judgement: Judgement } | RuleFault;

export interface RuleLimits {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Judges away from everything else, one answer for each job: a rule can take any amount of time and memory. */
export type RunRules = (jobs: readonly RuleJob[], limits: RuleLimits) => RuleAnswer[];

/**
 * Judges a job's objects here. Nothing limits time or memory: whoever runs it must.
 * @param note is told which rule is being read or run, counted from 1.
 */
export function judgeObjects(
  { rules, objects }: RuleJob,
  read: (rule: string) => Rule,
  variablesOf: (object: object) => Variables,
  note: (rule: number) => void = () => {},
): Judgement {
  const known = rules.map((rule, at) => {
    note(at + 1);
    return read(rule);
  });
  const failures = new Map<string, { rule: number; reason: string; count: number }>();
  const by = objects.map((object) => {
    const seen = variablesOf(object);
    return known.findIndex((rule, at) => {
      if (rule.extensions.length > 0) return false; // it has a finding of its own
      note(at + 1);
      const verdict = rule.judge(seen);
      if ('matches' in verdict) return verdict.matches;
      const key = `${at} ${verdict.fault}`;
      const failure = failures.get(key) ?? { rule: at, reason: verdict.fault, count: 0 };
      failure.count++;
      failures.set(key, failure);
      return false;
    });
  });
  const matches = by.map((rule) => rule >= 0);
  return { matches, by, failures: [...failures.values()], extensions: known.map(({ extensions }) => extensions) };
}
