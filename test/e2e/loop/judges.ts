import { spawnSync } from 'node:child_process';
import { find } from '../tools';
import type { Judge } from './proof';

function printedBy(program: string, args: readonly string[], pattern: RegExp): string {
  const { stdout } = spawnSync(find(program) ?? program, args, { encoding: 'utf8' });
  return pattern.exec(stdout)?.[1] ?? 'unknown';
}

/** The module that build.sh built; the program itself does not know. */
export const kubeApiserver: Judge = {
  name: 'kube-apiserver',
  version: () => printedBy('go', ['version', '-m', find('kube-apiserver') ?? ''], /k8s\.io\/kubernetes\s+(v\S+)/),
};

export const kubectl: Judge = {
  name: 'kubectl',
  version: () => printedBy('kubectl', ['version', '--client'], /Client Version: (v\S+)/),
};
