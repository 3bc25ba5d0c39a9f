import type { SourceView } from './cluster-view';

/** Where an object of the input is, by its key; without the input, its name alone. */
export type Locate = (key: string) => SourceView;

/** For who has no input. */
export const locateNowhere: Locate = (key) => {
  const [, kind = '', namespace = '', ...name] = key.split('/');
  return { kind, namespace, name: name.join('/') };
};
