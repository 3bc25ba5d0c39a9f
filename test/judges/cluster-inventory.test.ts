import type { JsonObject } from '../../src/krm/json';
import { objectAt, textOf } from '../../src/krm/json';
import { runFunction } from '../../src/run/run-function';
import { cluster, namespace, plain, told } from '../support/objects';

/**
 * What the conformance tests of SIG Multicluster's cluster-inventory-api ask of the ClusterProfiles of one namespace
 * (conformance/ of that repository), and what v1alpha2 asks beyond v1alpha1, of the profiles of Cluster API's Clusters.
 */
const since = { lastTransitionTime: '2026-01-01T00:00:00Z', reason: 'Known', message: '' };
const up = (name: string) =>
  cluster(name, {
    spec: { controlPlaneEndpoint: { host: `${name}.example`, port: 6443 } },
    status: {
      conditions: [
        { type: 'ControlPlaneAvailable', status: 'True', ...since },
        { type: 'ControlPlaneInitialized', status: 'True', ...since },
      ],
      controlPlane: { versions: [{ version: 'v1.36.1', replicas: 3 }] },
    },
    apiVersion: 'cluster.x-k8s.io/v1beta2',
  });

const kinds = [
  ['ImportCAPIClusters', {}],
  ['RenderInventory', { emitClusterProfiles: true, missingCredentials: 'Skip' }],
] as const;

describe.each(kinds)('%s', (kind, spec) => {
  describe.each(['v1alpha1', 'v1alpha2'])('in %s', (version) => {
    const outcome = runFunction({
      items: [up('alpha'), up('beta'), cluster('written-in-git'), namespace('default')],
      functionConfig: {
        apiVersion: 'rollcall.dev/v1alpha1',
        kind,
        metadata: { name: 'fleet' },
        spec: { ...spec, clusterProfileVersion: version },
      },
      findings: [],
    });
    if (outcome.state === 'failed') throw new Error(told(outcome.findings).join('\n'));
    const profiles = outcome.generated.map(plain).filter(({ kind }) => kind === 'ClusterProfile');
    const labelsOf = (profile: JsonObject) => objectAt(profile, 'metadata', 'labels');

    test('there is a profile for each Cluster, in a namespace', () => {
      expect(profiles.map(({ metadata }) => textOf(objectAt(metadata).name))).toEqual([
        'alpha',
        'beta',
        'written-in-git',
      ]);
      expect(profiles.every(({ metadata }) => objectAt(metadata).namespace === 'default')).toBe(true);
      expect(profiles.every(({ apiVersion }) => apiVersion === `multicluster.x-k8s.io/${version}`)).toBe(true);
    });

    test('the manager’s label is that of the spec, which is a label value', () => {
      for (const profile of profiles) {
        const { name } = objectAt(profile, 'spec', 'clusterManager');
        expect(labelsOf(profile)['x-k8s.io/cluster-manager']).toBe(name);
        expect(name).toMatch(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/);
      }
    });

    test('member IDs are set, not empty, and unique in the namespace', () => {
      const ids = profiles.map((profile) => labelsOf(profile)['multicluster.x-k8s.io/inventory-member-id']);
      expect(ids).toEqual(['mgmt.alpha', 'mgmt.beta', 'mgmt.written-in-git']);
    });

    test('a cluster that is up has both conditions and its version', () => {
      for (const { status } of profiles.slice(0, 2)) {
        const types = [objectAt(status).conditions ?? []].flat().map((condition) => objectAt(condition).type);
        expect(types).toEqual(['ControlPlaneHealthy', 'Joined']);
        expect(objectAt(status, 'version').kubernetes).toBe('v1.36.1');
      }
    });

    test('every access provider has a cluster with a server that is a URL with a host', () => {
      for (const { status } of profiles.slice(0, 2)) {
        const providers = [objectAt(status).accessProviders ?? []].flat();
        expect(providers).toHaveLength(1);
        for (const provider of providers) {
          expect(new URL(textOf(objectAt(provider, 'cluster').server)).host).not.toBe('');
          expect(objectAt(provider, 'cluster')).not.toHaveProperty('certificate-authority');
        }
      }
    });

    test('what only Git knows has no status', () => {
      expect(profiles[2]).not.toHaveProperty('status');
    });
  });
});
