import type { Item } from '../../src/krm/item';
import { type JsonObject, objectAt, textOf } from '../../src/krm/json';
import { runFunction } from '../../src/run/run-function';
import { namespace, nextInput, plain, profile, secret } from '../support/objects';

/** Clusters that join Argo CD and leave it: what a cluster Secret guards is every Application of the cluster. */

const providers = [{ name: 'reader', execConfig: { command: 'reader' } }];
const config = (spec: JsonObject = {}, name = 'fleet'): JsonObject => ({
  apiVersion: 'rollcall.dev/v1alpha1',
  kind: 'RegisterArgoCDClusters',
  metadata: { name },
  spec: { providers, ...spec },
});
const argocd = namespace('argocd');
const up = [{ type: 'ControlPlaneHealthy', status: 'True' }];
const offered = (name: string, provider = 'reader', conditions: JsonObject[] = []) =>
  profile(name, {
    status: { conditions, accessProviders: [{ name: provider, cluster: { server: `https://${name}.example` } }] },
  });
const many = (count: number) => Array.from({ length: count }, (_, at) => offered(`c${at}`));

function render(items: readonly Item[], functionConfig = config()) {
  const outcome = runFunction({ items: [argocd, namespace('default'), ...items], functionConfig, findings: [] });
  const made = outcome.state === 'rendered' ? outcome.generated : [];
  return {
    codes: outcome.findings.map(({ code }) => code),
    objects: made.map(plain),
    next: nextInput(made),
  };
}

const namesOf = (objects: readonly JsonObject[]) => objects.map((object) => textOf(objectAt(object, 'metadata').name));

test('a cluster Secret that leaves is a withdrawal', () => {
  const first = render(many(10));
  expect(first.codes).toEqual([]);
  expect(render([...many(7), ...first.next]).codes).not.toContain('RC415');
  expect(render([...many(6), ...first.next]).codes).toContain('RC415');
});

test('a cluster that can no longer be reached keeps its Secret', () => {
  const first = render([offered('a'), offered('b')]);
  const second = render([offered('a', 'unknown'), offered('b'), ...first.next]);
  expect(second.codes).toEqual(['RC341']);
  expect(second.objects).toEqual(first.objects);
});

test('one that is up and was never reached is an error, a young one is not', () => {
  expect(render([offered('a', 'unknown', up), offered('b')]).codes).toEqual(['RC342']);
  const young = render([offered('a', 'unknown'), offered('b')]);
  expect(young.codes).toEqual(['RC343']);
  expect(namesOf(young.objects)).toEqual(['argocd-cluster.default.b']);
});

test('clusters that Argo CD would mistake for each other can be quarantined, and the others render', () => {
  const twins = [offered('twin'), profile('again', { status: objectAt(offered('twin').object, 'status') })];
  expect(render([...twins, offered('b')]).codes).toEqual(['RC770']);
  const first = render([offered('b')]);
  const second = render([...twins, offered('b'), ...first.next], config({ onClusterError: 'Quarantine' }));
  expect(namesOf(second.objects)).toEqual(['argocd-cluster.default.b']);
  expect(second.codes).toContain('RC770');
});

test('no two ClusterProfiles have one name, however their names are cut', () => {
  const named = (name: string, inNamespace: string, server: string) =>
    profile(name, {
      namespace: inNamespace,
      status: { accessProviders: [{ name: 'reader', cluster: { server } }] },
    });
  const { objects } = render(
    [
      namespace('a'),
      namespace('a-b'),
      named('b-c', 'a', 'https://1.example'),
      named('c', 'a-b', 'https://2.example'),
      named('b.c', 'a', 'https://3.example'),
    ],
    config({ clusterName: '{namespace}-{name}.{name}' }),
  );
  expect(new Set(namesOf(objects)).size).toBe(3);
});

test('what Argo CD’s own controller registers is a warning', () => {
  const labels = {
    'argocd.argoproj.io/secret-type': 'cluster',
    'argocd.argoproj.io/cluster-profile-name': 'a',
  };
  const a = profile('a', { namespace: 'argocd', status: objectAt(offered('a').object, 'status') });
  const written = (inNamespace: string) => secret('cluster-a', { namespace: inNamespace, labels });
  expect(render([a, written('argocd')]).codes).toEqual(['RC777']);
  expect(render([a, written('elsewhere')]).codes).toEqual([]);
});
