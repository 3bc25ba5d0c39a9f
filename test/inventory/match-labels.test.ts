import type { LabelSelector } from '../../src/api/label-selector';
import { readSelector } from '../../src/inventory/match-labels';

/** Kubernetes' own semantics of LabelSelectors (apimachinery, LabelSelectorAsSelector). */

const labels = { env: 'prod', tier: '', 'example.com/ring': '1' };

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];
const expressions = (...matchExpressions: Expression[]): LabelSelector => ({ matchExpressions });
const on = (key: string, operator: string, ...values: string[]): Expression => ({ key, operator, values });

test.each<[rule: string, selector: LabelSelector | null | undefined, matches: boolean]>([
  ['none selects nothing', undefined, false],
  ['null selects nothing', null, false],
  ['an empty one selects everything', {}, true],
  ['empty parts select everything', { matchLabels: {}, matchExpressions: [] }, true],
  ['null parts select everything', { matchLabels: null, matchExpressions: null }, true],
  ['a label that is there', { matchLabels: { env: 'prod' } }, true],
  ['a label with another value', { matchLabels: { env: 'dev' } }, false],
  ['a label that is absent', { matchLabels: { zone: 'a' } }, false],
  ['an empty value is a value', { matchLabels: { tier: '' } }, true],
  ['an empty value does not match an absent label', { matchLabels: { zone: '' } }, false],
  ['labels are ANDed', { matchLabels: { env: 'prod', tier: 'x' } }, false],
  ['In: one of the values', expressions(on('env', 'In', 'dev', 'prod')), true],
  ['In: none of the values', expressions(on('env', 'In', 'dev')), false],
  ['In: an absent label is in no list', expressions(on('zone', 'In', '')), false],
  ['NotIn: none of the values', expressions(on('env', 'NotIn', 'dev')), true],
  ['NotIn: one of the values', expressions(on('env', 'NotIn', 'dev', 'prod')), false],
  ['NotIn matches absent keys', expressions(on('zone', 'NotIn', 'a')), true],
  ['Exists: a label with an empty value', expressions(on('tier', 'Exists')), true],
  ['Exists: an absent label', expressions(on('zone', 'Exists')), false],
  ['Exists: a name that every object inherits is no label', expressions(on('constructor', 'Exists')), false],
  ['DoesNotExist: an absent label', expressions(on('zone', 'DoesNotExist')), true],
  ['DoesNotExist: a label with an empty value', expressions(on('tier', 'DoesNotExist')), false],
  ['Exists without the field values', expressions({ key: 'env', operator: 'Exists' }), true],
  ['expressions are ANDed', expressions(on('env', 'Exists'), on('tier', 'DoesNotExist')), false],
  [
    'labels and expressions are ANDed',
    { matchLabels: { env: 'prod' }, ...expressions(on('env', 'NotIn', 'prod')) },
    false,
  ],
  ['a key with a prefix', expressions(on('example.com/ring', 'In', '1')), true],
])('%s', (_rule, selector, matches) => {
  const reading = readSelector(selector);
  expect('matches' in reading && reading.matches(labels)).toBe(matches);
  expect('fault' in reading).toBe(false);
});

test.each<[rule: string, selector: LabelSelector, fault: string]>([
  ['an unknown operator', expressions(on('env', 'Equals', 'prod')), 'the operator "Equals" on env'],
  ['operators are written as they are', expressions(on('env', 'in', 'prod')), 'the operator "in" on env'],
  ['In without values', expressions(on('env', 'In')), 'the operator In on env needs values'],
  ['NotIn without values', expressions({ key: 'env', operator: 'NotIn', values: null }), 'needs values'],
  ['Exists with values', expressions(on('env', 'Exists', 'prod')), 'the operator Exists on env takes no values'],
  ['DoesNotExist with values', expressions(on('env', 'DoesNotExist', 'prod')), 'takes no values'],
  ['a key that is none', expressions(on('-env', 'Exists')), '"-env" is no key of a label'],
  ['a key of matchLabels that is none', { matchLabels: { 'a b': 'c' } }, '"a b" is no key of a label'],
  ['a value that is none', expressions(on('env', 'In', 'prod', 'a b')), '"a b" is no value of a label'],
  [
    'a fault behind a requirement that does not hold',
    { matchLabels: { env: 'dev' }, ...expressions(on('env', 'x')) },
    'x',
  ],
])('%s cannot be evaluated', (_rule, selector, fault) => {
  const reading = readSelector(selector);
  expect('fault' in reading && reading.fault).toContain(fault);
});
