import { type Claim, mergeClaims } from '../../../src/inventory/managed-clusters/claims';
import { itemOf } from '../../support/objects';

/** The registration agent's rules, and how what a spoke states meets what the hub knows. */

const item = itemOf({});
const claims = (text: string): Claim[] =>
  text
    .split(' ')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', value = 'v'] = pair.split('=');
      return { name, value, item };
    });

interface Row {
  readonly rule: string;
  readonly known?: string;
  readonly stated: string;
  readonly max?: number;
  readonly suffixes?: string[];
  readonly want: string;
  readonly differing?: string[];
  readonly cut?: string[];
}

const rows: Row[] = [
  {
    rule: 'the document’s case: max 2 with {a, e, id.k8s.io, id-test.k8s.io, c} gives id.k8s.io, a, c',
    stated: 'a e id.k8s.io id-test.k8s.io c',
    max: 2,
    want: 'id.k8s.io a c',
    cut: ['e', 'id-test.k8s.io'],
  },
  {
    rule: 'the document’s case: the suffix reserved.io gives id.k8s.io, test.reserved.io, a, c',
    stated: 'a e id.k8s.io test.reserved.io c',
    max: 2,
    suffixes: ['reserved.io'],
    want: 'id.k8s.io test.reserved.io a c',
    cut: ['e'],
  },
  {
    rule: 'each reserved name comes first and is never cut',
    stated:
      'product.open-cluster-management.io platform.open-cluster-management.io kubeversion.open-cluster-management.io id.k8s.io a',
    max: 0,
    want: 'id.k8s.io kubeversion.open-cluster-management.io platform.open-cluster-management.io product.open-cluster-management.io',
    cut: ['a'],
  },
  {
    rule: 'a suffix is a plain one: it need not begin at a dot',
    stated: 'b notreserved.io',
    suffixes: ['reserved.io'],
    want: 'notreserved.io b',
  },
  {
    rule: 'names are sorted by bytes',
    stated: 'a.b a-b aB b.a ab',
    want: 'a-b a.b aB ab b.a',
  },
  {
    rule: 'twenty custom claims are taken by default',
    stated: Array.from({ length: 22 }, (_, at) => `c${String(at).padStart(2, '0')}`).join(' '),
    want: Array.from({ length: 20 }, (_, at) => `c${String(at).padStart(2, '0')}`).join(' '),
    cut: ['c20', 'c21'],
  },
  {
    rule: 'the hub’s claims keep their order where the spoke states nothing',
    known: 'z a id.k8s.io',
    stated: '',
    want: 'z a id.k8s.io',
  },
  { rule: 'and where the spoke states nothing new', known: 'z a', stated: 'a z', want: 'z a' },
  {
    rule: 'what the hub does not know is added, in the agent’s order',
    known: 'z',
    stated: 'a id.k8s.io',
    want: 'id.k8s.io a z',
  },
  {
    rule: 'where both are there the hub’s value counts, and a difference is told',
    known: 'a=1 b=1',
    stated: 'b=2 a=1',
    want: 'a=1 b=1',
    differing: ['b'],
  },
  {
    rule: 'what the hub knows is never cut, and counts towards the maximum',
    known: 'x y z',
    stated: 'a id.k8s.io',
    max: 2,
    want: 'id.k8s.io x y z',
    cut: ['a'],
  },
];

test.each(rows)('$rule', ({ known = '', stated, max = 20, suffixes = [], want, differing = [], cut = [] }) => {
  const merged = mergeClaims(claims(known), claims(stated), { reservedClaimSuffixes: suffixes, maxCustomClaims: max });
  expect(merged.claims.map(({ name, value }) => `${name}=${value}`)).toEqual(
    claims(want).map(({ name, value }) => `${name}=${value}`),
  );
  expect({ differing: merged.differing, cut: merged.cut }).toEqual({ differing, cut });
});
