import type { LimitsSpec } from '../../../functions/function';
import type { Finding } from '../../diagnostics/finding';
import { nameObject } from '../../diagnostics/finding';
import * as limitFindings from '../../diagnostics/limits';
import type { Output } from '../../outputs/output';
import { costsOnHosts, isNearALimit } from './host-costs';
import { dataSizeOf, type Size } from './weigh-output';

/**
 * What goes beyond the configuration's limits.
 * @param outputs those of every shard.
 * @param size that of what this render writes.
 */
export function checkLimits(
  outputs: readonly Output[],
  { objects, bytes, shards }: Size,
  limits: LimitsSpec,
): Finding[] {
  const judge = (field: 'objects' | 'bytes', what: string, size: number) => {
    const limit = limits[field];
    if (limit === undefined || size <= limit) return [];
    return [
      limitFindings.limitExceeded({ field: `spec.limits.${field}` }, what, limit, Math.ceil((shards * size) / limit)),
    ];
  };
  return [
    ...judge('objects', `The render would write ${objects} objects`, objects),
    ...judge('bytes', `The render would write about ${bytes} bytes`, bytes),
    ...outputs.flatMap((output) => {
      const size = dataSizeOf(output);
      if (size === undefined || size <= limits.bytesPerSecret) return [];
      const { kind, metadata } = output.object;
      const [namespace = ''] = output.namespaces;
      const words = nameObject({ kind, namespace, name: metadata.name });
      return [
        limitFindings.limitExceeded(
          output.origin.at(),
          `${words} would have ${size} bytes of data`,
          limits.bytesPerSecret,
          undefined,
        ),
      ];
    }),
  ];
}

/**
 * What a render costs the programs that take it.
 * @param isAsked whether somebody wants to know; else it is told where a limit is near.
 */
export function tellCosts(size: Size, isAsked: boolean): Finding[] {
  if (size.objects === 0 || !(isAsked || isNearALimit(size))) return [];
  return [limitFindings.hostCosts({}, size.objects, size.bytes, costsOnHosts(size))];
}
