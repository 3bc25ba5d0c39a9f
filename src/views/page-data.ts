import { type Instant, writeInstant } from '../api/instant';
import { type Finding, nameFile, nameObject, sortFindings } from '../diagnostics/finding';
import { loadCatalogue } from '../diagnostics/load-catalogue';
import { profilePath } from '../inventory/roster';
import type { OutputRecord, RenderRecord } from '../run/render-record';
import { keyOf, secretBehind, viewCluster, viewExpiries } from './cluster-view';
import { keysOf } from './explain';
import { nameSource } from './name-source';
import { indexOutputs } from './outputs-of-clusters';
import type { PageCluster, PageData, PageDifference, PageFinding, PageOutput } from './page-shape';

export interface PageOptions {
  /** The time that the page is seen from; absent for the present. */
  readonly now?: Instant | undefined;
  readonly difference?: PageDifference | undefined;
  /** The old side of the difference, where it was rendered: clusters that leave are shown as they were. */
  readonly old?: RenderRecord | undefined;
}

/** The record as the page of a fleet holds it. */
export function pageData(
  record: RenderRecord,
  findings: readonly Finding[],
  { now, difference, old }: PageOptions = {},
): PageData {
  const { fleet, owner } = record;
  const sorted = sortFindings(findings);
  const about = new Map<string, number[]>();
  sorted.forEach(({ object }, at) => {
    if (object === undefined) return;
    const key = keyOf(object);
    const known = about.get(key);
    if (known === undefined) about.set(key, [at]);
    else known.push(at);
  });
  const sets = new SharedSets();
  const setOf = new Map(fleet.clusterSets.map(({ name, namespace }) => [namespace, name]));
  const leaving = (old?.fleet.clusters ?? []).filter(
    (one) => difference?.clusters[profilePath(one)]?.change === 'left',
  );
  const views = [
    ...fleet.clusters.map((one) => ({ ...viewCluster(one, () => []), expires: viewExpiries(one, fleet) })),
    ...leaving.map((one) => viewCluster(one, () => [])),
  ];
  const outputs = indexOutputs(views, record.outputs());
  return {
    owner,
    now: now === undefined ? undefined : writeInstant(now),
    keys: keysOf(record),
    consumers: fleet.consumers.map(({ name, namespace }) => ({ name, namespace })),
    clusters: views.map((view): PageCluster => {
      const { delivery, ...rest } = view;
      const namespace = view.clusterProfile.slice(0, view.clusterProfile.indexOf('/'));
      return {
        ...rest,
        set: view.placement.clusterSet ?? setOf.get(namespace) ?? '',
        delivery:
          delivery.state === 'delivered'
            ? { ...delivery, to: sets.placeOf(delivery.to.map((one) => one.namespace)) }
            : delivery,
        findings: [...view.sources, ...secretBehind(view.credentials)].flatMap((one) => about.get(keyOf(one)) ?? []),
        outputs: foldOutputs(outputs.get(view) ?? [], sets),
      };
    }),
    namespaceSets: sets.list,
    findings: sorted.map(viewFinding),
    leftOut: fleet.leftOut.map(({ source: { item }, because }) => ({
      subject: nameSource(item.identity) + (item.file ? ` (${nameFile(item.file)})` : ''),
      because,
    })),
    difference,
  };
}

/** Lists of Namespaces, each of which is held once. */
class SharedSets {
  readonly list: (readonly string[])[] = [];
  private readonly places = new Map<string, number>();

  placeOf(namespaces: readonly string[]): number {
    const key = JSON.stringify(namespaces);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.list.length);
    return this.list.push(namespaces) - 1;
  }
}

/** One object in many Namespaces is one entry. */
function foldOutputs(outputs: readonly OutputRecord[], sets: SharedSets): PageOutput[] {
  const folded = new Map<string, { first: OutputRecord; namespaces: string[] }>();
  for (const output of outputs) {
    const { group, kind, name, role, change } = output;
    const key = [group, kind, name, role, change].join('\0');
    const same = folded.get(key);
    if (same === undefined) folded.set(key, { first: output, namespaces: [output.namespace] });
    else same.namespaces.push(output.namespace);
  }
  return [...folded.values()].map(({ first: { group, kind, name, role, sources, change }, namespaces }) => ({
    group,
    kind,
    name,
    role,
    sources,
    change,
    namespaces: sets.placeOf(namespaces),
  }));
}

function viewFinding({ code, severity, problem, remedy, object, file }: Finding): PageFinding {
  const title = loadCatalogue().find((entry) => entry.code === code)?.title ?? code;
  const place = [object && nameObject(object), file && nameFile(file)].filter((part) => part !== undefined).join(' · ');
  return { code, severity, title, problem, remedy, place };
}
