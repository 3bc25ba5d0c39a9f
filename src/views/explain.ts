import type { Finding } from '../diagnostics/finding';
import type { LabelKeys } from '../inventory/label-keys';
import { profilePath } from '../inventory/roster';
import type { RenderRecord } from '../run/render-record';
import {
  type ClusterView,
  indexFindings,
  type SourceView,
  viewCluster,
  viewExpiries,
  viewSource,
} from './cluster-view';
import {
  type Explanation,
  explainCluster,
  explainConsumer,
  explainFindings,
  explainOutput,
  nameOutput,
  type Surroundings,
} from './explain-cluster';
import { type Locate, locateNowhere } from './locate';
import { nameSource, nameWithFile } from './name-source';
import { indexOutputs } from './outputs-of-clusters';

/**
 * Explains a cluster (`namespace/name` of its ClusterProfile, or the name of one of its objects), an object of the output
 * (`Kind/namespace/name`) or a consumer (its name or Namespace); several where a name is not unique.
 */
export function explain(
  record: RenderRecord,
  findings: readonly Finding[],
  subject: string,
  locate: Locate = locateNowhere,
): readonly Explanation[] {
  const findingsOf = indexFindings(findings);
  const surroundings: Surroundings = { keys: keysOf(record), locate };
  const outputs = record.outputs();
  const clusters = record.fleet.clusters.map((one) => viewCluster(one, findingsOf, record.division));
  const own = indexOutputs(clusters, outputs);
  const consumers = record.fleet.consumers.filter(({ name, namespace }) => name === subject || namespace === subject);
  const found = [
    ...clusters
      .filter((cluster) => isCluster(cluster, subject))
      .map((cluster) => explainCluster(withExpiry(cluster, record), own.get(cluster) ?? [], surroundings)),
    ...outputs
      .filter((output) => nameOutput(output) === subject)
      .map((output) =>
        explainOutput(
          output,
          record.owner,
          clusters.find(({ clusterProfile }) => clusterProfile === output.cluster),
          surroundings,
        ),
      ),
    ...(consumers[0] === undefined
      ? []
      : [
          explainConsumer(
            consumers[0].name,
            consumers.map(({ namespace }) => namespace),
            clusters,
            surroundings,
          ),
        ]),
  ];
  if (found.length > 0) return found;
  return record.fleet.leftOut
    .filter(({ source }) => isSource(source.item.identity, subject))
    .map(({ source: { item }, because }) => ({
      subject: nameSource(item.identity),
      sections: [
        { title: 'Source', lines: [nameWithFile(viewSource(item))] },
        { title: 'Nothing is made from it', lines: [`Reason: ${because}.`] },
        ...explainFindings(findingsOf(item.identity)),
      ],
    }));
}

/**
 * The findings about a subject: about the objects of its clusters, its own object, or its Namespaces. All others are about
 * something else in the fleet.
 */
export function findingsAbout(record: RenderRecord, findings: readonly Finding[], subject: string): Finding[] {
  const { fleet } = record;
  const outputs = record.outputs().filter((output) => nameOutput(output) === subject);
  const clusters = fleet.clusters.map((one) => viewCluster(one, () => []));
  const asked = clusters.filter(
    (cluster) => isCluster(cluster, subject) || outputs.some((output) => output.cluster === cluster.clusterProfile),
  );
  const consumers = fleet.consumers.filter(({ name, namespace }) => name === subject || namespace === subject);
  const objects = [
    ...outputs,
    ...asked.flatMap(({ sources }) => sources),
    ...asked.flatMap(({ clusterProfile }) => refersTo('ClusterProfile', clusterProfile)),
    ...consumers.map(({ namespace }) => ({ kind: 'Namespace', namespace: '', name: namespace })),
    ...fleet.leftOut.map(({ source }) => source.item.identity).filter((one) => isSource(one, subject)),
  ];
  const names = new Set(objects.map(nameOutput));
  const profiles = new Set(asked.map(({ clusterProfile }) => clusterProfile));
  return findings.filter(
    ({ object, problem }) =>
      (object !== undefined && names.has(nameOutput(object))) ||
      // What is about many objects at once points at none of them.
      (object === undefined && problem.split(/[\s,;:]+/).some((word) => profiles.has(word.replace(/\.$/, '')))),
  );
}

function refersTo(kind: string, path: string) {
  const [namespace = '', name = ''] = path.split('/');
  return [{ kind, namespace, name }];
}

/** Dates are read for what is shown, not for the whole fleet. */
function withExpiry(cluster: ClusterView, { fleet }: RenderRecord): ClusterView {
  const record = fleet.clusters.find((one) => profilePath(one) === cluster.clusterProfile);
  return record ? { ...cluster, expires: viewExpiries(record, fleet) } : cluster;
}

/** A function that reads no labels decides nothing by them. */
export function keysOf({ fleet }: RenderRecord): LabelKeys {
  return (
    fleet.labelKeys ?? { profileName: '', profileNamespace: '', clusterSet: '', namespaceClusterSet: '', consumer: '' }
  );
}

/** Every subject that `explain` knows, for suggestions. */
export function listSubjects({ fleet, outputs }: RenderRecord): string[] {
  const clusters = fleet.clusters.flatMap(({ profileNamespace, profileName }) => [
    `${profileNamespace}/${profileName}`,
    profileName,
  ]);
  const consumers = fleet.consumers.flatMap(({ name, namespace }) => [name, namespace]);
  return [...new Set([...clusters, ...consumers, ...outputs().map(nameOutput)])].filter((name) => name !== '');
}

function isCluster({ clusterProfile, sources }: ClusterView, subject: string): boolean {
  return clusterProfile === subject || sources.some((source) => isSource(source, subject));
}

function isSource({ kind, namespace, name }: SourceView, subject: string): boolean {
  return [name, `${namespace}/${name}`, `${kind}/${namespace}/${name}`, `${kind}/${name}`].includes(subject);
}
