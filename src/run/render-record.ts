import type { FleetRecord } from '../inventory/record';
import { profilePath } from '../inventory/roster';
import { type Identity, identityOf } from '../krm/identity';
import { sourcesOf } from '../krm/ownership';
import type { CopiedObject, Written } from '../krm/written';
import type { Instantiated, Output, OutputRole } from '../outputs/output';
import { indexWanted } from './index-wanted';
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
  let described: readonly OutputRecord[] | undefined;
  return {
    owner,
    function: name,
    fleet,
    severity,
    division,
    count: () => ({ here: countObjects(division?.take(outputs) ?? outputs), inAll: countObjects(outputs) }),
    outputs() {
      described ??= describeAll(generated, outputs, replaced);
      return described;
    },
    leaving: () => leaving.map(({ identity }) => identity),
  };
}

export function countObjects(outputs: readonly Output[]): number {
  return outputs.reduce((sum, { namespaces }) => sum + namespaces.size, 0);
}

function describeAll(
  generated: readonly Written[],
  outputs: readonly Output[],
  replaced: ReadonlySet<Written>,
): OutputRecord[] {
  const wanted = indexWanted(outputs);
  // A copy goes to many namespaces, and is the same in each.
  const known = new Map<CopiedObject, Described>();
  return generated.map((one) => {
    if ('item' in one) {
      const { item } = one;
      const output = wanted(item);
      const rest = output === undefined ? { sources: sourcesOf(item) } : describe(output);
      return { ...item.identity, ...rest, change: 'unchanged' };
    }
    const { copyOf, namespace } = one;
    let about = known.get(copyOf);
    if (about === undefined) {
      const identity = { ...identityOf(copyOf.head), namespace };
      const output = wanted({ identity });
      about = { ...identity, ...(output === undefined ? { sources: [] } : describe(output)) };
      known.set(copyOf, about);
    }
    return { ...about, namespace, change: replaced.has(one) ? 'changed' : 'new' };
  });
}

type Described = Omit<OutputRecord, 'change'>;

function describe({ role, sources, entry, instantiated }: Output): Omit<Described, keyof Identity> {
  return { role, sources, cluster: entry && profilePath(entry), instantiated: instantiated?.() };
}
