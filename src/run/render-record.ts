import type { FleetRecord } from '../inventory/record';
import { profilePath } from '../inventory/roster';
import { groupOf, type Identity, identityKey, identityOf } from '../krm/identity';
import type { Item } from '../krm/item';
import { sourcesOf } from '../krm/ownership';
import type { Written } from '../krm/written';
import type { Instantiated, Output, OutputRole } from '../outputs/output';
import type { Reconciled } from './reconcile';
import type { Division } from './shards/divide';
import type { Weights } from './weigh';

/** One render on record: the decisions about the fleet, and what they came to. It holds no secret. */
export interface RenderRecord {
  /** `<function>/<name>`. */
  readonly owner: string;
  /** The function that ran. */
  readonly function: string;
  readonly fleet: FleetRecord;
  /** How heavily the configuration lets findings weigh. */
  readonly severity: Weights;
  /** Which part of the output this render writes; all of it, where it is absent. */
  readonly division?: Division | undefined;
  /** How many objects this render makes, and how many all shards make: objects that are only kept are not counted. */
  count(): { readonly here: number; readonly inAll: number };
  /** What findings may ask for: nothing is computed before. Sorted as the output is. */
  outputs(): readonly OutputRecord[];
  /** Outputs of an earlier render that this one withdraws. */
  leaving(): readonly Identity[];
}

/** One object of the output, with the cluster and the decision behind it. */
export interface OutputRecord extends Identity {
  /** Absent where an earlier render made it and this one keeps it. */
  readonly role?: OutputRole | undefined;
  /** The ClusterProfile's `namespace/name`. */
  readonly cluster?: string | undefined;
  /** `<group>/<Kind>/<namespace>/<name>` of every source. */
  readonly sources: readonly string[];
  /** Why an EventTrigger makes it, where one does. */
  readonly instantiated?: Instantiated | undefined;
  /** What this render does to the object: `new` and `changed` ones are written, the others stay as they are. */
  readonly change: 'new' | 'changed' | 'unchanged';
}

export function recordRender(
  {
    owner,
    function: name,
    fleet,
    severity,
    division,
  }: Pick<RenderRecord, 'owner' | 'function' | 'fleet' | 'severity' | 'division'>,
  outputs: readonly Output[],
  { generated, replaced, leaving }: Pick<Reconciled, 'generated' | 'replaced' | 'leaving'>,
): RenderRecord {
  return {
    owner,
    function: name,
    fleet,
    severity,
    division,
    count: () => ({ here: countObjects(division?.take(outputs) ?? outputs), inAll: countObjects(outputs) }),
    outputs() {
      const wanted = indexOutputs(outputs);
      return generated.map((one) => describe(one, wanted, replaced));
    },
    leaving: () => leaving.map(({ identity }) => identity),
  };
}

export function countObjects(outputs: readonly Output[]): number {
  return outputs.reduce((sum, { namespaces }) => sum + namespaces.size, 0);
}

function indexOutputs(outputs: readonly Output[]): ReadonlyMap<string, Output> {
  return new Map(
    outputs.flatMap((output) => {
      const { apiVersion, kind, metadata } = output.object;
      const group = groupOf(apiVersion);
      return [...output.namespaces].map((namespace) => [
        identityKey({ group, kind, namespace, name: metadata.name }),
        output,
      ]);
    }),
  );
}

function describe(one: Written, wanted: ReadonlyMap<string, Output>, replaced: ReadonlySet<Written>): OutputRecord {
  const identity = 'item' in one ? one.item.identity : identityOfCopy(one);
  const output = wanted.get(identityKey(identity));
  const change = 'item' in one ? 'unchanged' : replaced.has(one) ? 'changed' : 'new';
  if (output === undefined) return { ...identity, sources: 'item' in one ? sourcesOf(one.item) : [], change };
  const { role, sources, entry } = output;
  return {
    ...identity,
    role,
    sources,
    cluster: entry && profilePath(entry),
    instantiated: output.instantiated?.(),
    change,
  };
}

function identityOfCopy({ copyOf, namespace }: Exclude<Written, { readonly item: Item }>): Identity {
  return { ...identityOf(copyOf.head), namespace };
}
