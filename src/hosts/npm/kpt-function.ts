import type { Configs, KptFunc, Result } from 'kpt-functions';
import { functions } from '../../../functions';
import { API_VERSION } from '../../config/configure';
import { readTimeout } from '../timeout';
import { withdrawalsAllowed } from '../withdrawals';
import { isKubernetesObject, runOn } from './transform';
import type { Finding } from './types';

/**
 * One of Rollcall's functions for pipelines on the TypeScript SDK: `run(publishCredentials)`. The SDK reads and writes: it
 * sorts objects, loses comments, and of two objects with one name keeps the last without a word. On errors nothing is
 * changed and the results hold them; the SDK's `run` then exits 1.
 */
export function kptFunctionOf(name: string): KptFunc {
  const asked = functions.find((one) => one.name === name);
  const transform = async (configs: Configs): Promise<void> => {
    const objects = configs.getAll();
    const timeout = readTimeout();
    if (typeof timeout !== 'number') throw new Error(timeout.fault);
    const limits = { allowWithdrawals: withdrawalsAllowed(), timeout };
    const outcome = await runOn(objects, configs.getFunctionConfig(), asked, limits);
    configs.addResults(...outcome.findings.map(toResult));
    if (outcome.state === 'failed') return;
    const passed = new Set(outcome.objects);
    const known = new Set<object>(objects);
    configs.delete(...objects.filter((object) => !passed.has(object)));
    for (const object of outcome.objects) {
      if (!known.has(object) && isKubernetesObject(object)) configs.insert(object);
    }
  };
  const usage = `${name}: ${asked?.summary}.\n\nIts functionConfig is a ${API_VERSION} ${asked?.kind}, or a ConfigMap.`;
  return Object.assign(transform, { usage });
}

/** The SDK writes `warn` where the KRM Functions Specification says `warning`. */
function toResult({ code, severity, problem, remedy, object, field }: Finding): Result {
  return {
    message: [problem, remedy, `(${code})`].filter(Boolean).join(' '),
    severity: severity === 'warning' ? 'warn' : severity,
    tags: { code },
    ...(object === undefined ? {} : { resourceRef: { ...object } }),
    ...(object === undefined || field === undefined ? {} : { field: { path: field } }),
  };
}
