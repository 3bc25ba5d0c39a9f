import { readDuration } from '../api/duration';
import { loadCatalogue } from '../diagnostics/load-catalogue';
import { isObject, type Json, objectAt } from '../krm/json';
import type { Policy } from '../schema/policy';

/** What a floor makes of the value that a configuration gives, or of none. */
interface Judged {
  /** The value to use instead, where the configuration says nothing. */
  readonly value?: Json;
  /** Which part of the given value goes below the floor: empty for all of it, or the places of its entries. */
  readonly below?: readonly string[];
}

export interface Floor {
  /** The field of the policy, and that of the configuration. */
  readonly demands: string;
  readonly path: readonly string[];
  /** @param fallback the default of the configuration's field. */
  readonly judge: (given: Json | undefined, fallback: unknown) => Judged;
}

/** From the weakest to the strictest. */
const VERDICTS = ['Allow', 'Warn', 'Deny'];

/** What a policy demands, field by field of the configuration. */
export function listFloors(policy: Policy): Floor[] {
  const { kubeconfigPolicy = {}, crossNamespace, profileNamespaces, labelKeys = {}, consumerLabel } = policy;
  const floors: Floor[] = Object.entries(kubeconfigPolicy).map(([rule, verdict]) =>
    floor(['kubeconfigPolicy', rule], atLeast(VERDICTS, verdict)),
  );
  const demand = <Value>(path: string[], value: Value | undefined, judgeBy: (value: Value) => Floor['judge']) => {
    if (value !== undefined) floors.push(floor(path, judgeBy(value)));
  };
  for (const [name, grants] of Object.entries({ crossNamespace, profileNamespaces })) {
    if (grants === undefined) continue;
    demand([name, 'policy'], grants.policy, (verdict) => atLeast(VERDICTS, verdict));
    demand([name, 'allow'], grants.allow ?? [], among);
  }
  if (crossNamespace !== undefined) {
    demand(['crossNamespace', 'allowedNamespaces'], crossNamespace.allowedNamespaces ?? [], among);
  }
  demand(['openClusterManagement', 'trustedServers'], policy.openClusterManagement?.trustedServers, among);
  if (policy.allowEmpty === false) floors.push(floor(['allowEmpty'], never));
  if (policy.allowProviders === false) {
    for (const path of ['providers', 'providerFile'])
      floors.push({ demands: 'allowProviders', path: [path], judge: absent });
  }
  demand(['takeOverFrom'], policy.takeOverFrom, among);
  for (const [name, key] of Object.entries(labelKeys)) demand(['labelKeys', name], key, exactly);
  if (consumerLabel !== undefined) {
    floors.push({ demands: 'consumerLabel', path: ['labelKeys', 'consumer'], judge: exactly(consumerLabel) });
  }
  if (policy.lowerSeverity !== undefined) {
    floors.push({ demands: 'lowerSeverity', path: ['severity'], judge: loweringOnly(policy.lowerSeverity) });
  }
  demand(['credentials'], policy.credentials, (mode) => atLeast(['Copy', 'External', 'Reference'], mode, 'Copy'));
  demand(['missingCredentials'], policy.missingCredentials, (level) => atLeast(['Skip', 'Auto', 'Error'], level));
  demand(['onClusterError'], policy.onClusterError, (level) => atLeast(['Quarantine', 'Stop'], level));
  demand(['roll'], policy.roll, (level) => atLeast(['Off', 'Update', 'Check'], level));
  demand(['maxWithdrawals'], policy.maxWithdrawals, atMost);
  demand(['maxDepartures'], policy.maxDepartures, atMost);
  demand(['expiryWarning'], policy.expiryWarning, asLongAs);
  if (policy.sameClusterSetOnly === true) floors.push(floor(['sameClusterSetOnly'], always));
  if (policy.deletionProtection === true) floors.push(floor(['deletionProtection'], always));
  demand(['dropLabels'], policy.dropLabels, covering);
  demand(['luaTimeLimit'], policy.luaTimeLimit, noMoreThan);
  demand(['luaMemoryLimit'], policy.luaMemoryLimit, noMoreThan);
  for (const [name, most] of Object.entries(policy.limits ?? {})) demand(['limits', name], most, limitedTo);
  return floors;
}

function floor(path: readonly string[], judge: Floor['judge']): Floor {
  return { demands: path.join('.'), path, judge };
}

const WHOLE = [''];

/** @param absent what an absent field without a default means. */
function atLeast(ranks: readonly string[], weakest: string, absent?: string): Floor['judge'] {
  const isBelow = (value: unknown) =>
    typeof value === 'string' && ranks.includes(value) && ranks.indexOf(value) < ranks.indexOf(weakest);
  return (given, fallback) => {
    if (given !== undefined) return isBelow(given) ? { below: WHOLE } : {};
    return isBelow(fallback ?? absent) ? { value: weakest } : {};
  };
}

/** A list that holds nothing but what the policy lists. */
function among(allowed: readonly unknown[]): Floor['judge'] {
  const known = new Set(allowed.map(inOneForm));
  return (given) => {
    if (typeof given === 'string') return known.has(inOneForm(given)) ? {} : { below: WHOLE };
    if (!Array.isArray(given)) return {};
    return { below: given.flatMap((entry, at) => (known.has(inOneForm(entry)) ? [] : [`[${at}]`])) };
  };
}

/** A string or a map of strings as one text, whatever order its keys are in. */
function inOneForm(value: unknown): string {
  return JSON.stringify(isObject(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value);
}

/** Labels that are dropped: a pattern with a `*` at its end covers every longer one. */
function covering(required: readonly string[]): Floor['judge'] {
  const isCovered = (label: string, patterns: readonly unknown[]) =>
    patterns.some(
      (pattern) =>
        pattern === label ||
        (typeof pattern === 'string' && pattern.endsWith('*') && label.startsWith(pattern.slice(0, -1))),
    );
  const missingFrom = (patterns: readonly unknown[]) => required.filter((label) => !isCovered(label, patterns));
  return (given, fallback) => {
    if (Array.isArray(given)) return missingFrom(given).length > 0 ? { below: WHOLE } : {};
    if (given !== undefined) return {};
    const patterns = Array.isArray(fallback) ? fallback.filter((one): one is string => typeof one === 'string') : [];
    return { value: [...patterns, ...missingFrom(patterns)] };
  };
}

const never: Floor['judge'] = (given) => (given === true ? { below: WHOLE } : {});
const always: Floor['judge'] = (given) =>
  given === undefined ? { value: true } : given === false ? { below: WHOLE } : {};
const absent: Floor['judge'] = (given) => (given === undefined ? {} : { below: WHOLE });

function exactly(text: string): Floor['judge'] {
  return (given) => {
    if (given === undefined) return { value: text };
    return given === text ? {} : { below: WHOLE };
  };
}

/** A number and a percentage cannot be compared before the render has counted: then the smaller counts, and no error. */
function atMost(most: number | string): Floor['judge'] {
  const sort = (value: Json) => (String(value).endsWith('%') ? '%' : '');
  return (given) => {
    if (given === undefined || given === null || sort(given) !== sort(most)) return {};
    return Number.parseInt(String(given), 10) > Number.parseInt(String(most), 10) ? { below: WHOLE } : {};
  };
}

function noMoreThan(most: number): Floor['judge'] {
  return (given, fallback) => {
    if (given === undefined) return typeof fallback === 'number' && fallback > most ? { value: most } : {};
    return Number(given) > most ? { below: WHOLE } : {};
  };
}

/** As noMoreThan, where an absent field means no limit. */
function limitedTo(most: number): Floor['judge'] {
  return (given, fallback) => {
    if (given !== undefined) return Number(given) > most ? { below: WHOLE } : {};
    return typeof fallback === 'number' && fallback <= most ? {} : { value: most };
  };
}

function asLongAs(shortest: string): Floor['judge'] {
  const isShorter = (value: unknown) => typeof value === 'string' && readDuration(value) < readDuration(shortest);
  return (given, fallback) => {
    if (given !== undefined) return isShorter(given) ? { below: WHOLE } : {};
    return isShorter(fallback) ? { value: shortest } : {};
  };
}

const LEVELS = ['off', 'info', 'warning', 'error'];

/** Findings may weigh less only where the policy lists them, and more everywhere. */
function loweringOnly(codes: readonly string[]): Floor['judge'] {
  return (given) => {
    const below = Object.keys(objectAt(given)).filter((code) => {
      const { level } = objectAt(given, code);
      const severity = loadCatalogue().find((entry) => entry.code === code)?.severity;
      if (codes.includes(code) || severity === undefined || typeof level !== 'string') return false;
      return LEVELS.indexOf(level.toLowerCase()) < LEVELS.indexOf(severity);
    });
    return { below: below.map((code) => `.${code}`) };
  };
}
