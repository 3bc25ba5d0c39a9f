/** What is mutated, which tests judge it, and the share of mutants that must be killed. */

/**
 * Whole runs from bytes to bytes: they judge everything that decides or writes. The property tests take seconds each and
 * draw other examples every time, so they are left out.
 */
const WHOLE = ['test/run', 'test/golden.test.ts'];

/** Tests that take seconds, and say little about one mutant: of what happens at the same time, and of every cut of a file. */
const TOO_LONG = /renders that start together|files that change in the meantime|\/exhausted-template\.|\/cuts\./;

/** Folders of src/hosts, with the names of their tests in test/hosts. */
const ofHosts = (folders) =>
  Object.fromEntries(
    Object.entries(folders).map(([folder, names]) => [
      `src/hosts/${folder}`,
      { atLeast: 95, startPrograms: true, tests: names.map((name) => `test/hosts/${name}`) },
    ]),
  );

const FOLDERS = {
  'src/outputs': { atLeast: 95, tests: ['test/outputs', 'test/roll', 'test/sveltos', 'test/judges/crds', ...WHOLE] },
  'src/outputs/external': { atLeast: 95, tests: ['test/outputs', ...WHOLE] },
  'src/inventory': { atLeast: 95, tests: ['test/inventory', 'test/outputs', 'test/roll', 'test/views', ...WHOLE] },
  'src/inventory/capi-clusters': { atLeast: 95, tests: ['test/inventory', ...WHOLE] },
  'src/inventory/consumer-rules': { atLeast: 95, tests: ['test/inventory', ...WHOLE] },
  'src/inventory/credentials': { atLeast: 95, tests: ['test/inventory', 'test/outputs', 'test/views', ...WHOLE] },
  'src/inventory/managed-clusters': {
    atLeast: 95,
    tests: ['test/inventory', 'test/judges/hubs', 'test/judges/open-cluster-management', ...WHOLE],
  },
  'src/run': { atLeast: 95, tests: ['test/run', 'test/roll', 'test/config', 'test/sveltos', ...WHOLE] },
  'src/krm': { atLeast: 95, tests: ['test/krm', 'test/run', 'test/inventory', 'test/golden.test.ts'] },
  'src/krm/list': { atLeast: 95, tests: ['test/krm'] },
  'src/krm/yaml': {
    atLeast: 95,
    tests: ['test/krm', 'test/api', 'test/conformance/documents', 'test/conformance/suites'],
  },
  'src/hosts': { atLeast: 95, startPrograms: true, tests: ['test/hosts'] },
  ...ofHosts({
    'output-folder': ['plan-changes', 'lock-and-journal'],
    sops: ['sops', 'key-services'],
    difference: ['diff'],
    init: ['init'],
    snapshot: ['read-cluster', 'snapshot', 'hub-snapshot'],
    completion: ['completion'],
    commands: ['commands', 'program', 'roll', 'check'],
    'argo-cd': ['program'],
    kustomize: ['program', 'inputs', 'sops'],
    npm: ['npm'],
    scripts: ['npm', 'deadline'],
  }),
  'src/roll': { atLeast: 95, tests: ['test/roll', 'test/guarding', 'test/run', 'test/golden.test.ts'] },
  'src/engines/cel': { atLeast: 85, tests: ['test/engines/cel', 'test/conformance/rules', 'test/sveltos'] },
  'src/engines/go-template': { atLeast: 85, tests: ['test/engines/go-template', 'test/conformance/templates'] },
  'src/engines/go-template/functions': {
    atLeast: 85,
    tests: ['test/engines/go-template', 'test/conformance/templates'],
  },
  'src/engines/lua': { atLeast: 85, tests: ['test/engines/lua', 'test/conformance/scripts', 'test/judges/lua'] },
};

module.exports = { FOLDERS, TOO_LONG };
