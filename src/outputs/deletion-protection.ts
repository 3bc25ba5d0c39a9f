import type { OutputObject } from './output';

/** What Argo CD does with an object, as a list of options. */
const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const PROTECTION = ['Prune=confirm', 'Delete=confirm'];

/** The object with annotations by which Argo CD asks somebody before it prunes or deletes it. Other options stay. */
export function protectFromDeletion(object: OutputObject): OutputObject {
  const { annotations } = object.metadata;
  const options = (annotations[SYNC_OPTIONS] ?? '').split(',').map((option) => option.trim());
  const others = options.filter((option) => option !== '' && !/^(?:Prune|Delete)=/.test(option));
  const value = [...others, ...PROTECTION].join(',');
  return { ...object, metadata: { ...object.metadata, annotations: { ...annotations, [SYNC_OPTIONS]: value } } };
}
