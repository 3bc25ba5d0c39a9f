import type { Finding } from '../diagnostics/finding';
import * as wire from '../diagnostics/wire';
import { indexStandIns } from '../inventory/stand-ins';
import { wordsFor } from '../krm/identity';
import { type Item, placesInWords } from '../krm/item';
import { objectAt } from '../krm/json';
import { groupBy } from '../lists/group';
import { sortedBy } from '../lists/order';

/** The objects of the input by kind. A kind is sorted, and its faults are found, when it is first asked for. */
export class Stock {
  readonly findings: Finding[] = [];
  private readonly byKind: ReadonlyMap<string, readonly Item[]>;
  private readonly sorted = new Map<string, readonly Item[]>();

  private readonly items: readonly Item[];

  constructor(items: readonly Item[]) {
    this.items = items;
    this.byKind = groupBy(items, ({ identity: { group, kind } }) => kindKey(group, kind));
  }

  /** In the order of an API server's keys, so that `b-c/a` comes before `b/a`; without those that are being deleted. */
  of(group: string, kind: string): readonly Item[] {
    const key = kindKey(group, kind);
    const known = this.sorted.get(key);
    if (known !== undefined) return known;
    const items = this.sound(this.byKind.get(key) ?? [], kind);
    this.sorted.set(key, items);
    return items;
  }

  find(group: string, kind: string, namespace: string, name: string): Item | undefined {
    return this.of(group, kind).find(({ identity }) => identity.namespace === namespace && identity.name === name);
  }

  /** Of a Secret that is missing: what stands in its place, as the end of half a sentence. */
  standIn(namespace: string, name: string): string {
    const standIns = indexStandIns(this.items);
    return standIns.forName(namespace, name) || standIns.encryptedWhole;
  }

  /** The kinds that the input holds, as `Kind.group`. */
  get kinds(): string[] {
    return sortedBy(this.byKind.keys(), (key) => key).map((key) => {
      const [kind = '', group = ''] = key.split('\0');
      return group === '' ? kind : `${kind}.${group}`;
    });
  }

  private sound(items: readonly Item[], kind: string): readonly Item[] {
    const found = new Map<string, Item>();
    for (const item of items) {
      const twin = found.get(item.key);
      if (item.fault !== undefined) this.findings.push(item.fault);
      else if (objectAt(item.object, 'metadata').deletionTimestamp) {
        this.findings.push(wire.beingDeleted(item.at('metadata.deletionTimestamp'), wordsFor(item.object)));
      } else if (item.identity.name === '') this.findings.push(wire.nameMissing(item.at(), kind));
      else if (twin !== undefined) {
        this.findings.push(wire.objectTwice(item.at(), wordsFor(item.object), placesInWords([twin, item])));
      } else found.set(item.key, item);
    }
    return sortedBy(found.values(), ({ identity: { namespace, name } }) =>
      namespace === '' ? name : `${namespace}/${name}`,
    );
  }
}

function kindKey(group: string, kind: string): string {
  return `${kind}\0${group}`;
}
