import { functions } from '../../../functions';
import type { AnyFunction } from '../../../functions/function';
import { API_VERSION } from '../../config/configure';
import type { Finding as InternalFinding } from '../../diagnostics/finding';
import { sortFindings } from '../../diagnostics/finding';
import * as wire from '../../diagnostics/wire';
import { Item } from '../../krm/item';
import { isObject, type Json, objectAt, textOf, typeInWords } from '../../krm/json';
import type { Written } from '../../krm/written';
import { toPlain } from '../../krm/yaml/write';
import { runFunction } from '../../run/run-function';
import { libraryCapabilities } from '../capabilities';
import { Deadline } from '../deadline';
import { forgetHalfLoaded } from './forget-half-loaded';
import { loadNodeModules } from './load-node-modules';
import type { Finding, KubernetesObject, Outcome, RunLimits, Transform } from './types';

/** Milliseconds, as at the command line. */
const TIMEOUT = 60_000;

/** One of the functions as a transform, for its own configuration. */
export function transformOf<Spec>(name: string): Transform<Spec> {
  const asked = functions.find((one) => one.name === name);
  return (objects, { name: owner = 'default', spec = {}, ...limits } = {}) => {
    const config = { apiVersion: API_VERSION, kind: asked?.kind, metadata: { name: owner }, spec };
    return runOn(objects, config, asked, limits);
  };
}

/** Whichever function a functionConfig is for. */
export function render(objects: readonly object[], functionConfig?: object, limits: RunLimits = {}): Promise<Outcome> {
  return runOn(objects, functionConfig, undefined, limits);
}

/** Runs on objects; those that were not touched come back as themselves. */
export async function runOn(
  objects: readonly object[],
  functionConfig: object | undefined,
  asked: AnyFunction | undefined,
  { allowWithdrawals = false, timeout = TIMEOUT }: RunLimits,
): Promise<Outcome> {
  if (!Number.isFinite(timeout) || timeout < 0) {
    throw new RangeError('timeout is a number of milliseconds, or 0 for no limit');
  }
  loadNodeModules();
  const deadline = new Deadline(timeout);
  return deadline.within<Outcome>(
    () => renderObjects(objects, functionConfig, asked, allowWithdrawals, deadline),
    (finding) => {
      forgetHalfLoaded();
      return { state: 'failed', findings: tellable([finding]) };
    },
  );
}

function renderObjects(
  objects: readonly object[],
  functionConfig: object | undefined,
  asked: AnyFunction | undefined,
  allowWithdrawals: boolean,
  deadline: Deadline,
): Outcome {
  const items: Item[] = [];
  const origins = new Map<Item, object>();
  const findings: InternalFinding[] = [];
  for (const [position, object] of objects.entries()) {
    const text = JSON.stringify(object);
    const plain = asPlain(text);
    if (isObject(plain)) {
      const item = new Item(Buffer.from(`${text}\n`), plain);
      items.push(item);
      origins.set(item, object);
    } else findings.push(wire.itemNotObject({}, position + 1, typeInWords(plain)));
  }
  const config = functionConfig === undefined ? undefined : asPlain(JSON.stringify(functionConfig));
  const outcome = runFunction({
    items,
    functionConfig: config,
    asked,
    findings,
    capabilities: libraryCapabilities(deadline),
    allowWithdrawals,
  });
  if (outcome.state === 'failed') return { state: 'failed', findings: tellable(outcome.findings) };

  const objectOf = (one: Written) => ('item' in one ? origins.get(one.item) : undefined) ?? copyOf(one);
  // One object for each, so that `generated` is a part of `objects`.
  const written = new Map(outcome.written.map((one) => [one, objectOf(one)]));
  return {
    state: 'rendered',
    objects: [...written.values()],
    generated: outcome.generated.map((one) => written.get(one)).filter(isKubernetesObject),
    findings: tellable(outcome.findings),
  };
}

function asPlain(text: string | undefined): Json {
  const value: Json = JSON.parse(text ?? 'null');
  return value;
}

function copyOf(one: Written): object {
  return 'item' in one ? structuredClone(one.item.object) : asObject(toPlain(one.copyOf.in(one.namespace)));
}

function asObject(value: unknown): object {
  const object: object = JSON.parse(JSON.stringify(value));
  return object;
}

export function isKubernetesObject(object: unknown): object is KubernetesObject {
  if (!isObject(object)) return false;
  return (
    textOf(object.apiVersion) !== '' && textOf(object.kind) !== '' && textOf(objectAt(object, 'metadata').name) !== ''
  );
}

function tellable(findings: readonly InternalFinding[]): Finding[] {
  return sortFindings(findings).map(({ code, severity, problem, remedy, object, field }) => ({
    code,
    severity,
    problem,
    remedy,
    ...(object === undefined ? {} : { object }),
    ...(field === undefined ? {} : { field }),
  }));
}
