import { findPackage } from '../../src/krm/package-scope';
import { cluster } from '../support/objects';

const PACKAGE_PATH = 'internal.config.kubernetes.io/package-path';

interface Row {
  readonly rule: string;
  readonly config?: string;
  readonly items: readonly string[];
  readonly want: string | undefined;
}

const rows: Row[] = [
  { rule: 'a configuration’s own package', config: '/fleet', items: ['/fleet', '/fleet/edge'], want: '/fleet' },
  { rule: 'a subpackage’s configuration', config: '/fleet/edge', items: ['/fleet/edge'], want: '/fleet/edge' },
  { rule: 'even where its items hold another’s', config: '/fleet/edge', items: ['/fleet'], want: '/fleet/edge' },
  { rule: 'of a pipeline, the package that holds the others', items: ['/fleet/edge', '/fleet'], want: '/fleet' },
  { rule: 'through two levels', items: ['/fleet/edge/a', '/fleet', '/fleet/edge'], want: '/fleet' },
  { rule: 'the only one', items: ['/fleet/edge', '/fleet/edge'], want: '/fleet/edge' },
  { rule: 'beside each other: none can be told', items: ['/fleet/a', '/fleet/b'], want: undefined },
  { rule: 'a name that begins alike is another folder', items: ['/fleet', '/fleet-b'], want: undefined },
  { rule: 'a host that knows no packages', items: ['', ''], want: '' },
  { rule: 'a host that names only some', items: ['/fleet', ''], want: '' },
  { rule: 'no items: nothing to remove, and none can be told', items: [], want: undefined },
];

test.each(rows)('$rule', ({ config, items, want }) => {
  const annotated = (path: string) => (path === '' ? {} : { [PACKAGE_PATH]: path });
  const functionConfig = config === undefined ? null : { metadata: { annotations: annotated(config) } };
  const found = items.map((path, at) => cluster(`c${at}`, { annotations: annotated(path) }));
  expect(findPackage(functionConfig, found)).toBe(want);
});
