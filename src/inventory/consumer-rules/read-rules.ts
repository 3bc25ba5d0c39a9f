import type { LabelSelector } from '../../api/label-selector';
import { labelsOf } from '../../api/metadata';
import * as told from '../../diagnostics/consumer-rules';
import type { Finding } from '../../diagnostics/finding';
import { isObject, objectAt, textOf } from '../../krm/json';
import type { Consumer } from '../consumers';
import type { Fleet } from '../fleet';
import { readSelector } from '../match-labels';
import { type Entry, profilePath } from '../roster';
import { readDecision } from './read-decision';
import type { ConsumerAccess, ConsumerRule } from './rule';

/** A rule that can be asked. */
export interface ReadRule {
  readonly name: string;
  readonly field: string;
  readonly deny: boolean;
  readonly access: ConsumerAccess | undefined;
  readonly covers: (consumer: Consumer) => boolean;
  readonly selects: (entry: Entry) => boolean;
}

type Labels = Readonly<Record<string, string>>;
type Condition = (entry: Entry) => boolean;

/** The rules, in their order. One that cannot be read is an error, and covers nothing. */
export function readRules(
  rules: readonly ConsumerRule[],
  { namespaces, placementDecisions }: Pick<Fleet, 'namespaces' | 'placementDecisions'>,
  setOf: (entry: Entry) => string | undefined,
): { rules: ReadRule[]; findings: Finding[] } {
  const labels = new Map(namespaces.map(({ object }) => [object.metadata.name, labelsOf(object)]));
  const findings: Finding[] = [];
  const read = rules.map(({ name: given, match, clusters = {}, deny, access }, at): ReadRule => {
    const field = `spec.consumers[${at}]`;
    const name = given ?? `consumers[${at}]`;
    const select = (selector: LabelSelector, part: string, isText = false) => {
      const reading = readSelector(selector, isText);
      if ('matches' in reading) return reading.matches;
      findings.push(told.selectorInvalid({ field: `${field}.${part}` }, name, part, reading.fault));
      return () => false;
    };
    const covers =
      typeof match === 'string'
        ? (consumer: Consumer) => consumer.name === match
        : ofNamespace(select(match, 'match'), labels);
    return { name, field, deny, access, covers, selects: allOf(listConditions()) };

    function listConditions(): Condition[] {
      const { cluster, clusterProfile, clusterSets, properties, placementDecision: decision } = clusters;
      const conditions: Condition[] = [];
      if (cluster !== undefined) conditions.push(ofCluster(select(cluster, 'clusters.cluster')));
      if (clusterProfile !== undefined) conditions.push(ofProfile(select(clusterProfile, 'clusters.clusterProfile')));
      if (clusterSets !== undefined) conditions.push((entry) => clusterSets.includes(setOf(entry) ?? '\0'));
      if (properties !== undefined) conditions.push(ofProperties(select(properties, 'clusters.properties', true)));
      if (decision !== undefined) {
        const reading = readDecision(decision, placementDecisions);
        if ('profiles' in reading) conditions.push((entry) => reading.profiles.has(profilePath(entry)));
        else {
          const place = { field: `${field}.clusters.placementDecision` };
          findings.push(told.decisionIncomplete(place, name, decision, reading.fault));
          conditions.push(() => false);
        }
      }
      return conditions;
    }
  });
  return { rules: read, findings };
}

function allOf(conditions: readonly Condition[]): Condition {
  return (entry) => conditions.every((holds) => holds(entry));
}

function ofNamespace(matches: (labels: Labels) => boolean, labels: ReadonlyMap<string, Labels>) {
  return ({ namespace }: Consumer) => matches(labels.get(namespace) ?? {});
}

/** What is not there has no labels, and fits no selector, not even one for an absent label. */
function ofCluster(matches: (labels: Labels) => boolean): Condition {
  return ({ cluster, managedCluster }) => {
    const found = cluster ?? managedCluster;
    return found !== undefined && matches(labelsOf(found.object));
  };
}

function ofProfile(matches: (labels: Labels) => boolean): Condition {
  return ({ profile }) => profile !== undefined && matches(labelsOf(profile.object));
}

function ofProperties(matches: (labels: Labels) => boolean): Condition {
  return ({ profile }) => {
    if (profile === undefined) return false;
    const { properties } = objectAt(profile.object, 'status');
    const list = Array.isArray(properties) ? properties.filter(isObject) : [];
    return matches(Object.fromEntries(list.map(({ name, value }) => [textOf(name), textOf(value)])));
  };
}
