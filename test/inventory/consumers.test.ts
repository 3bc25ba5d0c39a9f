import { type Consumer, listConsumers } from '../../src/inventory/consumers';
import type { LabelKeys } from '../../src/inventory/label-keys';
import type { Item } from '../../src/krm/item';
import { fleetOf, KEYS, namespace, told } from '../support/objects';

const LABEL = 'x-k8s.io/cluster-inventory-consumer';

interface Row {
  readonly rule: string;
  readonly given: readonly Item[];
  readonly keys?: Partial<LabelKeys>;
  readonly want: Consumer[];
  readonly told?: string[];
}

const rows: Row[] = [
  {
    rule: 'KEP-4322: the label on a Namespace makes a consumer, its value is the consumer’s name',
    given: [namespace('argocd', { [LABEL]: 'argo' }), namespace('default')],
    want: [{ name: 'argo', namespace: 'argocd' }],
  },
  {
    rule: 'consumers come by the name of their Namespace, whatever the order of the input',
    given: [namespace('kueue', { [LABEL]: 'a' }), namespace('argocd', { [LABEL]: 'z' })],
    want: [
      { name: 'z', namespace: 'argocd' },
      { name: 'a', namespace: 'kueue' },
    ],
  },
  {
    rule: 'two Namespaces may be of one consumer',
    given: [namespace('a', { [LABEL]: 'argo' }), namespace('b', { [LABEL]: 'argo' })],
    want: [
      { name: 'argo', namespace: 'a' },
      { name: 'argo', namespace: 'b' },
    ],
  },
  {
    rule: 'a Namespace with the ClusterSet’s label too is there once (the document lists it twice)',
    given: [namespace('a', { [LABEL]: 'argo', 'clusterset.multicluster.x-k8s.io': 'edge' })],
    want: [{ name: 'argo', namespace: 'a' }],
  },
  {
    rule: 'the label’s presence counts, so an empty one makes a consumer and a warning',
    given: [namespace('a', { [LABEL]: '' })],
    want: [{ name: '', namespace: 'a' }],
    told: ['warning RC311 Namespace a metadata.labels'],
  },
  {
    rule: 'labelKeys.consumer is read in place of the KEP’s label',
    given: [namespace('a', { [LABEL]: 'argo' }), namespace('b', { 'example.com/consumer': 'flux' })],
    keys: { consumer: 'example.com/consumer' },
    want: [{ name: 'flux', namespace: 'b' }],
  },
];

test.each(rows)('$rule', ({ given, keys, want, told: findings = [] }) => {
  const listed = listConsumers(fleetOf(...given), { ...KEYS, ...keys });
  expect(listed.consumers).toEqual(want);
  expect(told(listed.findings)).toEqual(findings);
});
