import { protectFromDeletion } from '../../src/outputs/deletion-protection';

const object = (annotations: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'a', labels: {}, annotations },
});
const options = (annotations: Record<string, string>) =>
  protectFromDeletion(object(annotations)).metadata.annotations['argocd.argoproj.io/sync-options'];

test('Argo CD asks before it prunes or deletes', () => {
  expect(options({})).toBe('Prune=confirm,Delete=confirm');
});

test('other options of a template stay, and its own ones for deletion do not', () => {
  const given = { 'argocd.argoproj.io/sync-options': 'ServerSideApply=true, Prune=false, NoPrune=true', other: 'x' };
  expect(options(given)).toBe('ServerSideApply=true,NoPrune=true,Prune=confirm,Delete=confirm');
  expect(protectFromDeletion(object(given)).metadata.annotations.other).toBe('x');
});
