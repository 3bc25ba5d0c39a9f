import type { AnyFunction } from '../../../functions/function';
import type { Finding } from '../../diagnostics/finding';
import * as inputFindings from '../../diagnostics/inputs';
import { identityKey, identityOf } from '../../krm/identity';
import type { Item } from '../../krm/item';
import { isObject, type Json } from '../../krm/json';
import type { Written } from '../../krm/written';
import { adoptItem } from '../../run/mark';
import type { AccessOptions } from '../capabilities';
import { inputsNamedBy, listInputs } from '../inputs';
import { readObjects } from '../read-files';
import { FileWatch } from '../watch-files';

/** What a run works on, and whether all of it was read from files, so that only what is generated goes out. */
export interface Fleet {
  readonly items: readonly Item[];
  readonly isGenerator: boolean;
  readonly watch: FileWatch;
  readonly findings: readonly Finding[];
}

/**
 * The fleet of a run that a host started. kustomize sends a generator nothing but its own configuration (as an item too,
 * or nothing at all to a legacy plugin): then the configuration's `inputs` name the fleet, relative to the working folder,
 * which is the kustomization's.
 * @param access whether inputs may lie outside it, and may be decrypted.
 */
export function findFleet(
  items: readonly Item[],
  functionConfig: Json | undefined,
  { allowOutsideInputs: mayLeave, decrypt }: Pick<AccessOptions, 'allowOutsideInputs' | 'decrypt'>,
  asked?: AnyFunction,
): Fleet {
  const own = isObject(functionConfig) ? identityKey(identityOf(functionConfig)) : undefined;
  const strangers = items.filter(({ key }) => key !== own);
  const inputs = inputsNamedBy(functionConfig, asked);
  const watch = new FileWatch();
  if (strangers.length > 0) {
    if (inputs === undefined) return { items, isGenerator: false, watch, findings: [] };
    const finding = inputFindings.inputsBesideObjects({ field: 'spec.inputs' }, strangers.length);
    return { items, isGenerator: false, watch, findings: [finding] };
  }
  if (inputs !== undefined) {
    const listing = watch.list(() => listInputs(inputs, { folder: '.', mayLeave }));
    const read = readObjects(listing.files, '.', watch, undefined, decrypt?.reader);
    return { items: read.items, isGenerator: true, watch, findings: [...listing.findings, ...read.findings] };
  }
  const isGenerator = items.length > 0;
  return { items, isGenerator, watch, findings: isGenerator ? [inputFindings.inputsMissing({})] : [] };
}

/** What a generator gives: an object of an earlier render that lies among the inputs goes out as an object of this one. */
export function asGenerated(generated: readonly Written[], owner: string): Written[] {
  return generated.map((one) =>
    'item' in one ? { copyOf: adoptItem(one.item, owner), namespace: one.item.identity.namespace } : one,
  );
}

/** kustomize marks what it sends, and shows no results: what it should know has to stand on stderr. */
export function isKustomize({ items, isGenerator }: Fleet): boolean {
  return isGenerator || items.some((item) => item.annotation('kustomize.config.k8s.io/id') !== undefined);
}
