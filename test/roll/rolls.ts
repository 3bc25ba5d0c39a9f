import { readMember } from '../../src/roll/member-text';
import type { Member, Roll } from '../../src/roll/roll';

type Lines = Readonly<Record<string, string>>;

/** What differs from a Roll that names nobody. Clusters are lines, as in the file. */
export interface Written extends Partial<Record<Exclude<keyof Roll, 'name' | 'function' | 'clusters'>, Lines>> {
  readonly clusters?: Lines;
}

export function member(line: string): Member {
  const found = readMember(line);
  if (found === undefined) throw new Error(`not a line of a Roll: ${line}`);
  return found;
}

export function roll({ clusters = {}, consumers, clusterSets, registeredLabels, objects }: Written = {}): Roll {
  const mapOf = (lines: Lines = {}) => new Map(Object.entries(lines));
  return {
    name: 'fleet',
    function: 'render-inventory',
    clusters: new Map(Object.entries(clusters).map(([path, line]) => [path, member(line)])),
    consumers: mapOf(consumers),
    clusterSets: mapOf(clusterSets),
    registeredLabels: mapOf(registeredLabels),
    objects: mapOf(objects),
  };
}
