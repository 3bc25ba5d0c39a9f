import type { ClusterClaim } from '../../api/cluster-claim';
import type { ClusterProperty } from '../../api/cluster-property';
import { labelOf } from '../../api/metadata';
import type { Item } from '../../krm/item';
import { sortedBy } from '../../lists/order';
import type { Found } from '../fleet';

/** A fact about a managed cluster, and the object that states it. */
export interface Claim {
  readonly name: string;
  readonly value: string;
  readonly item: Item;
}

export interface ClaimOptions {
  /** A claim whose name ends in one of these is reserved. */
  readonly reservedClaimSuffixes: readonly string[];
  /** How many claims that are not reserved are taken. */
  readonly maxCustomClaims: number;
}

/** Whatever its value, the label keeps an object on its spoke. */
export const SPOKE_ONLY_LABEL = 'open-cluster-management.io/spoke-only';

/** The claims that are never cut (Open Cluster Management's ClusterClaim API). */
const RESERVED_CLAIMS = new Set([
  'id.k8s.io',
  'kubeversion.open-cluster-management.io',
  'platform.open-cluster-management.io',
  'product.open-cluster-management.io',
]);

/** What a spoke states, one claim a name: a ClusterProperty counts over a ClusterClaim of the same name. */
export function gatherClaims(
  properties: readonly Found<ClusterProperty>[],
  claims: readonly Found<ClusterClaim>[],
): Claim[] {
  const byName = new Map<string, Claim>();
  for (const { object, item } of [...claims, ...properties]) {
    if (labelOf(object, SPOKE_ONLY_LABEL) !== undefined) continue;
    const { name } = object.metadata;
    byName.set(name, { name, value: object.spec.value, item });
  }
  return [...byName.values()];
}

/**
 * Lays what a spoke states beside what the hub knows already: the hub's value counts. In the registration agent's order,
 * reserved claims and then custom ones, each sorted by name; those of the spoke are cut to the maximum of custom ones.
 * Where the spoke adds nothing, the hub's claims keep their order.
 */
export function mergeClaims(
  known: readonly Claim[],
  stated: readonly Claim[],
  { reservedClaimSuffixes, maxCustomClaims }: ClaimOptions,
): { claims: readonly Claim[]; differing: readonly string[]; cut: readonly string[] } {
  const isReserved = ({ name }: Claim) =>
    RESERVED_CLAIMS.has(name) || reservedClaimSuffixes.some((suffix) => name.endsWith(suffix));
  const values = new Map(known.map(({ name, value }) => [name, value]));
  const inOrder = sortedBy(stated, ({ name }) => name);
  const differing = inOrder.filter(({ name, value }) => values.has(name) && values.get(name) !== value);
  const added = inOrder.filter(({ name }) => !values.has(name));
  const room = Math.max(0, maxCustomClaims - known.filter((claim) => !isReserved(claim)).length);
  const custom = added.filter((claim) => !isReserved(claim));
  const taken = [...known, ...added.filter(isReserved), ...custom.slice(0, room)];
  const claims =
    taken.length === known.length
      ? known
      : sortedBy(
          taken,
          (claim) => (isReserved(claim) ? '0' : '1'),
          ({ name }) => name,
        );
  return {
    claims,
    differing: differing.map(({ name }) => name),
    cut: custom.slice(room).map(({ name }) => name),
  };
}
