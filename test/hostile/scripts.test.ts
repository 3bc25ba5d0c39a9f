import { type Attack, expectAll } from './attack';
import { documents, FLEET } from './fleet';

/** Whoever writes an EventSource or EventTrigger has the render never end, take all memory, or tell what it reads. */

const CONFIG =
  'apiVersion: rollcall.dev/v1alpha1\nkind: RunEventTrigger\nmetadata:\n  name: fleet\nspec:\n  luaTimeLimit: 1\n  luaMemoryLimit: 64\n';
const base = [
  {
    apiVersion: 'lib.projectsveltos.io/v1beta1',
    kind: 'SveltosCluster',
    metadata: { name: 'mgmt', namespace: 'mgmt', labels: { role: 'management' } },
  },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 't', labels: { wanted: 'yes' } } },
];
const source = (selector: object) => ({
  apiVersion: 'lib.projectsveltos.io/v1beta1',
  kind: 'EventSource',
  metadata: { name: 's' },
  spec: {
    resourceSelectors: [
      { group: '', version: 'v1', kind: 'Namespace', labelFilters: [{ key: 'wanted', operation: 'Has' }], ...selector },
    ],
    collectResources: true,
  },
});
const trigger = (body: string) => [
  {
    apiVersion: 'lib.projectsveltos.io/v1beta1',
    kind: 'EventTrigger',
    metadata: { name: 't' },
    spec: {
      sourceClusterSelector: { matchLabels: { role: 'management' } },
      eventSourceName: 's',
      oneForEvent: true,
      policyRefs: [{ kind: 'ConfigMap', name: 'body', namespace: 'mgmt' }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'body', namespace: 'mgmt', annotations: { 'projectsveltos.io/instantiate': 'ok' } },
    data: { a: body },
  },
];
const run = (what: string, wants: string, ...objects: object[]): Attack => ({
  what,
  wants,
  args: ['render', 'scripts', '--timeout', '20s'],
  files: { 'scripts/rollcall.yaml': CONFIG, 'scripts/all.yaml': documents(...base, ...objects) },
});
const template = (body: string, wants: string) =>
  run(
    `the template ${body.slice(0, 60)}`,
    wants,
    source({}),
    ...trigger(`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  namespace: t\ndata:\n  a: "${body}"\n`),
  );
const lua = (script: string, wants: string) =>
  run(
    `the script ${script.slice(0, 60)}`,
    wants,
    source({ evaluate: `function evaluate()\n${script}\nreturn {matching = true}\nend` }),
    ...trigger('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  namespace: t\n'),
  );
const cel = (rule: string, wants: string) =>
  run(
    `the rule ${rule.slice(0, 60)}`,
    wants,
    source({ evaluateCEL: [{ name: 'r', rule }] }),
    ...trigger('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  namespace: t\n'),
  );

test('it ends, with an error', async () => {
  await expectAll(FLEET, [
    template('sound', 'warning RC443'),
    template('{{ range $i, $e := until 2000000000 }}x{{ end }}', 'RC749'),
    template('{{ repeat 2000000000 `x` }}', 'RC749'),
    template('{{ define `t` }}{{ template `t` . }}{{ end }}{{ template `t` . }}', 'RC749'),
    template('{{ regexMatch `(a*)*b` (repeat 50000 `a`) }}', 'warning RC443'),
    template('{{ regexReplaceAll `((a{1000}){1000}){1000}` `a` `b` }}', 'RC749'),
    template('{{ $x := `x` }}{{ range until 100 }}{{ $x = print $x $x }}{{ end }}{{ len $x }}', 'RC749'),
    template('{{ $x := list 1 }}{{ range until 100 }}{{ $x = concat $x $x }}{{ end }}{{ len $x }}', 'RC749'),
    template('{{ genPrivateKey `rsa` }}', 'RC749'),
    template('{{ env `PATH` }}', 'RC749'),
    template(`${'{{ if true }}'.repeat(5000)}x${'{{ end }}'.repeat(5000)}`, 'RC749'),
    template(`{{ ${'('.repeat(20000)}1${')'.repeat(20000)} }}`, 'RC749'),
    lua('local x = string.find(string.rep("a", 100000), ".-.-.-.-b")', 'RC722'),
    lua('table.sort({3,2,1,5,4,9,8,7}, function(a, b) while true do end end)', 'RC722'),
    lua('coroutine.wrap(function() end)', 'RC721'),
    lua('os.execute("touch /tmp/x")', 'RC721'),
    lua('io.open("/etc/passwd")', 'RC721'),
    lua('require("fs")', 'RC721'),
    lua('debug.getregistry()', 'RC721'),
    lua('local x = js.global', 'RC721'),
    cel(`${'('.repeat(250)}true${')'.repeat(250)}`, 'RC421'),
    cel(`${'('.repeat(249)}true${')'.repeat(249)}`, 'warning RC443'),
    cel(`"${'('.repeat(500)}" != '${'['.repeat(500)}'`, 'warning RC443'),
    cel(`${'['.repeat(10_000)}${']'.repeat(10_000)}.size() == 1`, 'RC421'),
    cel(`"${'a'.repeat(100_000)}" != ""`, 'RC421'),
    cel('"a".matches("((a{1000}){1000}){1000}")', 'RC421'),
  ]);
}, 900_000);
