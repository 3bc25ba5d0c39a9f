import type { FillOptions } from '../../src/inventory/fill-roster';
import { type CapiClusters, chooseRegistrations } from '../../src/inventory/registrations';
import { profilePath } from '../../src/inventory/roster';
import type { Item } from '../../src/krm/item';
import {
  base64,
  capiSecret,
  cluster,
  filledFrom,
  itemOf,
  kubeconfig,
  profile,
  readsSecret,
  secret,
  told,
} from '../support/objects';

/** Why each ClusterProfile is registered with Sveltos, or is not. */
const PROFILE = 'multicluster.x-k8s.io/ClusterProfile/default/alpha';
const CLUSTER = 'cluster.x-k8s.io/Cluster/mgmt/alpha';
const FROM_CAPI =
  'its credentials come from a Cluster API Cluster, which Sveltos manages by itself (capiClusters: Skip)';

const provided = [
  profile('alpha', { status: readsSecret({ name: 'source', key: 'k' }) }),
  secret('source', { data: { k: base64(kubeconfig()) } }),
];
const from = (source: string) => ({ 'rollcall.dev/source': source });
const earlier = (source: string) => [
  itemOf({
    apiVersion: 'lib.projectsveltos.io/v1beta1',
    kind: 'SveltosCluster',
    metadata: { name: 'alpha', namespace: 'default', annotations: from(source) },
  }),
  secret('alpha-sveltos-kubeconfig', { annotations: from(source) }),
];
const ofConsumer = secret('default-alpha-kubeconfig', { namespace: 'argocd', annotations: from(PROFILE) });

interface Row {
  readonly rule: string;
  readonly given: readonly Item[];
  readonly earlier?: readonly Item[];
  readonly capiClusters?: CapiClusters;
  readonly options?: Partial<FillOptions>;
  readonly want: string;
  /** How many earlier objects stay. */
  readonly keeps?: number;
  readonly told?: string[];
}

const rows: Row[] = [
  { rule: 'credentials of its own', given: provided, want: 'registered: its ClusterProfile has credentials' },
  { rule: 'none', given: [profile()], want: 'none: it has no credentials' },
  { rule: 'no ClusterProfile', given: [cluster()], want: 'none: the input has no ClusterProfile for it' },
  {
    rule: 'a Cluster with a kubeconfig and no ClusterProfile',
    given: [cluster(), capiSecret()],
    want: 'none: the input has no ClusterProfile for it',
  },
  {
    rule: 'missing, and registered earlier',
    given: [profile()],
    earlier: earlier(PROFILE),
    want: 'kept: its credentials are missing',
    keeps: 2,
  },
  {
    rule: 'missing, and a consumer’s Secret was made beside them earlier',
    given: [profile()],
    earlier: [ofConsumer, ...earlier(PROFILE)],
    want: 'kept: its credentials are missing',
    keeps: 2,
  },
  {
    rule: 'missing, and only a consumer’s Secret was made earlier',
    given: [profile()],
    earlier: [ofConsumer],
    want: 'none: it has no credentials',
  },
  {
    rule: 'from its Cluster',
    given: [profile(), cluster(), capiSecret()],
    want: 'registered: its Cluster API Cluster has credentials',
    told: ['warning RC353'],
  },
  {
    rule: 'from its Cluster, and registered by its own earlier',
    given: [profile(), cluster(), capiSecret()],
    earlier: earlier(PROFILE),
    want: 'registered: its Cluster API Cluster has credentials',
    told: ['warning RC353'],
  },
  {
    rule: 'from its Cluster, which Sveltos manages itself',
    given: [profile(), cluster(), capiSecret()],
    capiClusters: 'Skip',
    want: `none: ${FROM_CAPI}`,
    told: ['info RC354'],
  },
  {
    rule: 'from its Cluster, which Sveltos manages itself, and made from that Cluster earlier',
    given: [profile(), cluster(), capiSecret()],
    earlier: earlier(`${CLUSTER},${PROFILE}`),
    capiClusters: 'Skip',
    want: `none: ${FROM_CAPI}`,
    told: ['info RC354'],
  },
  {
    rule: 'from its Cluster, which Sveltos manages itself, and made from its own earlier',
    given: [profile(), cluster(), capiSecret()],
    earlier: earlier(PROFILE),
    capiClusters: 'Skip',
    want: 'kept: the credentials of its own are missing',
    keeps: 2,
    told: ['warning RC341 ClusterProfile default/alpha'],
  },
  {
    rule: 'bare',
    given: [profile()],
    options: { registerBare: true },
    want: 'registered: SveltosEvents registers without credentials',
  },
  {
    rule: 'bare, without a Cluster, where Sveltos manages Clusters itself',
    given: [profile()],
    capiClusters: 'Skip',
    options: { registerBare: true },
    want: 'registered: SveltosEvents registers without credentials',
  },
  {
    rule: 'bare, with a Cluster',
    given: [profile(), cluster()],
    options: { registerBare: true },
    want: 'registered: SveltosEvents registers without credentials',
  },
  {
    rule: 'bare, with a Cluster that Sveltos manages itself',
    given: [profile(), cluster()],
    capiClusters: 'Skip',
    options: { registerBare: true },
    want: `none: ${FROM_CAPI}`,
    told: ['info RC354'],
  },
];

test.each(rows)(
  '$rule: $want',
  ({ given, earlier: made = [], capiClusters = 'Register', options, want, keeps = 0, told: said = [] }) => {
    const filled = filledFrom(given, { earlier: made, ...options });
    const { decisions, keep, registrations, findings } = chooseRegistrations(filled, capiClusters);
    const lines = [...decisions.values()].map(({ state, because }) => `${state}: ${because}`);
    expect(lines).toEqual([want]);
    expect(registrations.map(({ entry }) => profilePath(entry))).toEqual(
      want.startsWith('registered') ? ['default/alpha'] : [],
    );
    expect(keep).toHaveLength(keeps);
    expect(told(findings)).toEqual(said);
  },
);
