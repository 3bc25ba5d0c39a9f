import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { clusterClaimSchema } from '../../src/api/cluster-claim';
import { clusterPropertySchema } from '../../src/api/cluster-property';
import { managedClusterSchema } from '../../src/api/managed-cluster';
import { managedClusterSetSchema } from '../../src/api/managed-cluster-set';
import { managedClusterSetBindingSchema } from '../../src/api/managed-cluster-set-binding';
import { managedProxyConfigurationSchema } from '../../src/api/managed-proxy-configuration';
import { isObject, type Json, type JsonObject, objectAt, textOf } from '../../src/krm/json';
import { toPlain } from '../../src/krm/yaml/write';
import { CRDS as folder, readCrd } from '../support/crds';
import {
  binding,
  certificate,
  clusterSet,
  condition,
  imported,
  managedCluster,
  proxyConfiguration,
  proxySecret,
} from '../support/hub';

/** Open Cluster Management's own CustomResourceDefinitions, and SIG Multicluster's: judges for what is read and written. */

const example = join(__dirname, '..', '..', 'examples', 'ocm-sandbox-fleet');

/** What Rollcall asks for and the API does not: without it there is nothing to make. */
const STRICTER = [
  'status.clusterClaims[].name',
  'status.clusterClaims[].value',
  'spec',
  'spec.clusterSet',
  'spec.value',
];

function judge(): void {
  describe('what is read', () => {
    test.each<[file: string, schema: object]>([
      ['managedclusters.yaml', managedClusterSchema],
      ['managedclustersets.yaml', managedClusterSetSchema],
      ['managedclustersetbindings.yaml', managedClusterSetBindingSchema],
      ['managedproxyconfigurations.yaml', managedProxyConfigurationSchema],
      ['clusterproperties.yaml', clusterPropertySchema],
      ['clusterclaims.yaml', clusterClaimSchema],
    ])('%s has every field that is looked at, of the same type', (file, schema) => {
      const { metadata: _metadata, ...fields } = objectAt(schema, 'properties');
      const required = listOf(objectAt(schema).required).filter((name) => name !== 'metadata');
      expect(Object.keys(fields)).not.toEqual([]);
      const faults = compare({ type: 'object', required, properties: fields }, readCrd(file).schema, '');
      expect(faults.filter((fault) => !STRICTER.some((path) => fault === `${path} may be absent`))).toEqual([]);
    });

    const files = readdirSync(example, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
    const objects = files.flatMap((file) =>
      parseAllDocuments(readFileSync(join(example, file), 'utf8')).map((one) => objectAt(one.toJS())),
    );
    const crds = readdirSync(folder).map((file) => readCrd(file));
    const judged = objects.flatMap((object) => {
      const crd = crds.find(
        ({ kind, group }) => object.kind === kind && textOf(object.apiVersion).startsWith(`${group}/`),
      );
      return crd === undefined
        ? []
        : [{ kind: crd.kind, name: textOf(objectAt(object, 'metadata').name), object, crd }];
    });

    test('the example holds an object of each kind but ClusterClaim', () => {
      expect(new Set(judged.map(({ kind }) => kind))).toEqual(
        new Set([
          'ManagedCluster',
          'ManagedClusterSet',
          'ManagedClusterSetBinding',
          'ManagedProxyConfiguration',
          'ManagedServiceAccount',
          'ClusterProperty',
        ]),
      );
    });

    test.each(judged)('the example’s $kind $name is valid', ({ object, crd }) => {
      expect(crd.faultsOf(object)).toEqual([]);
    });
  });

  describe('what is written', () => {
    const profiles = readCrd('clusterprofiles.yaml');
    const proxy = [
      proxyConfiguration('p'),
      proxySecret('p', 'cluster-proxy-user-serving-cert', { 'tls.crt': certificate }),
    ];
    const full = {
      version: { kubernetes: 'v1.35.0' },
      clusterClaims: [{ name: 'id.k8s.io', value: 'a' }],
      conditions: [condition('ManagedClusterConditionAvailable'), condition('ManagedClusterJoined', 'False')],
    };

    test.each([
      ['without a status', undefined, []],
      ['with all of it', full, proxy],
      ['with what cluster-proxy adds alone', undefined, proxy],
      ['with one condition', { conditions: [condition('ManagedClusterJoined')] }, []],
    ])('a ClusterProfile %s is valid', (_what, status, more) => {
      const cluster = managedCluster('one', status === undefined ? {} : { status });
      const { profiles: made } = imported([cluster, clusterSet(), binding(), ...more]);
      expect(made).toHaveLength(1);
      expect(made.flatMap((one) => profiles.faultsOf(objectAt(JSON.parse(JSON.stringify(toPlain(one))))))).toEqual([]);
    });

    test('a judge that lets everything pass is none', () => {
      const wrong = {
        apiVersion: 'multicluster.x-k8s.io/v1alpha1',
        kind: 'ClusterProfile',
        spec: {},
        status: { a: 1 },
      };
      expect(profiles.faultsOf(wrong)).toHaveLength(2);
    });
  });
}

/** Where what is read differs from what there is: unknown fields, other types, fields that may be absent. */
function compare(ours: JsonObject, theirs: JsonObject, path: string): string[] {
  const faults: string[] = [];
  const types = [ours.type].flat().map(textOf);
  if (!types.includes(textOf(theirs.type))) faults.push(`${path} is ${textOf(theirs.type)}`);
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  for (const name of listOf(ours.required)) {
    if (!listOf(theirs.required).includes(name)) faults.push(`${at(name)} may be absent`);
  }
  for (const [name, field] of Object.entries(objectAt(ours, 'properties'))) {
    const their = objectAt(theirs, 'properties')[name];
    if (their === undefined) faults.push(`${at(name)} is no field`);
    else faults.push(...compare(objectAt(field), objectAt(their), at(name)));
  }
  if (isObject(ours.items)) faults.push(...compare(ours.items, objectAt(theirs, 'items'), `${path}[]`));
  return faults;
}

function listOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

if (existsSync(folder)) judge();
else {
  describe.skip(`Open Cluster Management’s CRDs as judges: skipped, since there are none in ${folder}`, () => {
    test('nothing to judge by', () => undefined);
  });
}
