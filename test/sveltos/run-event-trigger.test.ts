import type { RunLua } from '../../src/engines/lua/job';
import { NO_CAPABILITIES } from '../../src/inventory/capabilities';
import type { Item } from '../../src/krm/item';
import { type Json, type JsonObject, objectAt } from '../../src/krm/json';
import {
  codesOf,
  configMap,
  event,
  eventSource,
  eventTrigger,
  MADE,
  madeBy,
  runEvents,
  team,
  template,
} from '../support/events';
import { base64, itemOf, told } from '../support/objects';
import { WITH_LUA } from '../support/run-lua';

const selector = (more: JsonObject = {}): JsonObject => ({ group: '', version: 'v1', kind: 'ConfigMap', ...more });
const selecting = (...selectors: JsonObject[]) => eventSource({ resourceSelectors: selectors });
const lua = (aggregatedSelection: string, more: JsonObject = {}) => eventSource({ aggregatedSelection, ...more });
const returns = (table: string) => lua(`function evaluate() return ${table} end`);

/** With the default EventTrigger, template and two events, but for what is given. */
function fleet(...given: Item[]): Item[] {
  const defaults = [eventSource(), eventTrigger(), template(), event('one'), event('two'), team];
  return [...defaults.filter(({ key }) => !given.some((one) => one.key === key)), ...given];
}

const keysOf = (items: readonly Item[], spec?: JsonObject) => Object.keys(madeBy(runEvents(items, spec)));
const ONE = 'ConfigMap team/made-one';
const TWO = 'ConfigMap team/made-two';

test('one object for each event, with marks that name it', () => {
  const outcome = runEvents(fleet());
  expect(told(outcome.findings)).toEqual([expect.stringContaining('RC731')]);
  expect(madeBy(outcome)).toEqual({
    [ONE]: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'made-one',
        namespace: 'team',
        labels: { 'app.kubernetes.io/managed-by': 'rollcall' },
        annotations: {
          'rollcall.dev/generated-by': 'run-event-trigger/team',
          'rollcall.dev/source': '/ConfigMap/team/one',
        },
      },
      data: { from: 'one' },
    },
    [TWO]: expect.objectContaining({ data: { from: 'two' } }),
  });
});

describe('what a resourceSelector takes', () => {
  const labelled = (labels: JsonObject) => event('one', {}, labels);
  test.each<[string, JsonObject, JsonObject, boolean]>([
    ['Equal', { labelFilters: [{ key: 'a', operation: 'Equal', value: '1' }] }, { a: '1' }, true],
    ['Equal, another value', { labelFilters: [{ key: 'a', operation: 'Equal', value: '1' }] }, { a: '2' }, false],
    ['Equal, absent', { labelFilters: [{ key: 'a', operation: 'Equal', value: '' }] }, {}, false],
    ['Different', { labelFilters: [{ key: 'a', operation: 'Different', value: '1' }] }, { a: '2' }, true],
    [
      'Different takes what lacks the label',
      { labelFilters: [{ key: 'a', operation: 'Different', value: '1' }] },
      {},
      true,
    ],
    ['Different, the same', { labelFilters: [{ key: 'a', operation: 'Different', value: '1' }] }, { a: '1' }, false],
    ['Has', { labelFilters: [{ key: 'a', operation: 'Has' }] }, { a: '' }, true],
    ['Has, absent', { labelFilters: [{ key: 'a', operation: 'Has' }] }, {}, false],
    ['DoesNotHave', { labelFilters: [{ key: 'a', operation: 'DoesNotHave' }] }, {}, true],
    ['DoesNotHave, there', { labelFilters: [{ key: 'a', operation: 'DoesNotHave' }] }, { a: '' }, false],
    [
      'filters are ANDed',
      {
        labelFilters: [
          { key: 'a', operation: 'Has' },
          { key: 'b', operation: 'Has' },
        ],
      },
      { a: '' },
      false,
    ],
    ['matchLabels', { selector: { matchLabels: { a: '1' } } }, { a: '1' }, true],
    ['In', { selector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['1', '2'] }] } }, { a: '2' }, true],
    ['In, absent', { selector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['1'] }] } }, {}, false],
    [
      'NotIn takes what lacks it',
      { selector: { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['1'] }] } },
      {},
      true,
    ],
    ['Exists', { selector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } }, {}, false],
    ['DoesNotExist', { selector: { matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] } }, {}, true],
    ['the namespace', { namespace: 'team' }, {}, true],
    ['another namespace', { namespace: 'other' }, {}, false],
    ['the name', { name: 'one' }, {}, true],
    ['another name', { name: 'other' }, {}, false],
    ['no namespace is every one', { namespace: '' }, {}, true],
    ['a rule', { evaluateCEL: [{ name: 'r', rule: 'resource.metadata.name == "one"' }] }, {}, true],
    ['a rule that says no', { evaluateCEL: [{ name: 'r', rule: 'resource.metadata.name == "no"' }] }, {}, false],
    [
      'rules are ORed',
      {
        evaluateCEL: [
          { name: 'r', rule: 'false' },
          { name: 's', rule: 'resource.kind == "ConfigMap"' },
        ],
      },
      {},
      true,
    ],
    [
      'a failing rule is no match, and another may still be one',
      {
        evaluateCEL: [
          { name: 'r', rule: 'resource.nope == 1' },
          { name: 's', rule: 'true' },
        ],
      },
      {},
      true,
    ],
    ['evaluate', { evaluate: 'function evaluate() return { matching = obj.metadata.name == "one" } end' }, {}, true],
    ['evaluate that says no', { evaluate: 'function evaluate() return { matching = false } end' }, {}, false],
    ['evaluate without matching', { evaluate: 'function evaluate() return {} end' }, {}, false],
    [
      'evaluate is given the object too',
      { evaluate: 'function evaluate(it) return { matching = it.kind ~= nil } end' },
      {},
      true,
    ],
    [
      'what no rule takes is left to evaluate',
      { evaluateCEL: [{ name: 'r', rule: 'false' }], evaluate: 'function evaluate() return { matching = true } end' },
      {},
      true,
    ],
    [
      'what a rule takes is not asked again',
      { evaluateCEL: [{ name: 'r', rule: 'true' }], evaluate: 'function evaluate() return { matching = false } end' },
      {},
      true,
    ],
  ])('%s', (_name, more, labels, taken) => {
    const name = { evaluateCEL: [], ...more };
    const items = [selecting(selector({ name: 'one', ...name })), eventTrigger(), template(), labelled(labels), team];
    expect(keysOf(items, { allowEmpty: true })).toEqual(taken ? [ONE] : []);
  });

  test('an object that is being deleted is none', () => {
    const leaving = configMap('one', {
      metadata: { labels: { event: 'one' }, deletionTimestamp: '2026-01-01T00:00:00Z' },
    });
    const outcome = runEvents(fleet(leaving));
    expect(Object.keys(madeBy(outcome))).toEqual([TWO]);
    expect(codesOf(outcome.findings)).toContain('RC111');
  });

  test('what two selectors take is made once', () => {
    expect(keysOf(fleet(selecting(selector({ name: 'one' }), selector({ name: 'one' }))))).toEqual([ONE]);
  });

  test('a Secret is seen as an API server gives it out', () => {
    const secret = itemOf({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'one', namespace: 'team' },
      stringData: { a: 'plain' },
      data: { b: 'Yg=\n=' },
    });
    const source = selecting({
      group: '',
      version: 'v1',
      kind: 'Secret',
      evaluateCEL: [{ name: 'r', rule: 'resource.type == "Opaque"' }],
    });
    const text = `${MADE}  a: {{ .Resource.data.a }}\n  b: {{ .Resource.data.b }}\n`;
    const made = madeBy(runEvents(fleet(source, template(text), secret)));
    expect(made[ONE]?.data).toEqual({ from: 'one', a: base64('plain'), b: 'Yg==' });
  });

  test('the annotations of a host are not seen', () => {
    const one = configMap('one', {
      metadata: { labels: { event: 'one' }, annotations: { 'internal.config.kubernetes.io/path': 'a.yaml', own: 'x' } },
    });
    const text = `${MADE}  keys: {{ keys .Resource.metadata.annotations | join "," }}\n`;
    expect(madeBy(runEvents(fleet(one, template(text, { 'projectsveltos.io/instantiate': '' }))))).toEqual({});
    const alone = fleet(one, template(text)).filter(({ identity }) => identity.name !== 'two');
    expect(madeBy(runEvents(alone))[ONE]?.data).toEqual({ from: 'one', keys: 'own' });
  });
});

describe('what templates are given', () => {
  const filled = (text: string, spec: JsonObject = {}, ...more: Item[]): Json | undefined => {
    const body = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: made\n  namespace: team\ndata:\n  v: ${text}\n`;
    const outcome = runEvents(
      fleet(eventTrigger(spec), template(body), ...more).filter(({ identity }) => identity.name !== 'two'),
    );
    expect(told(outcome.findings.filter(({ severity }) => severity === 'error'))).toEqual([]);
    return objectAt(madeBy(outcome)['ConfigMap team/made'], 'data').v;
  };
  const management = itemOf({
    apiVersion: 'lib.projectsveltos.io/v1beta1',
    kind: 'SveltosCluster',
    metadata: { name: 'hub', namespace: 'system', labels: { env: 'management' } },
  });
  test.each<[string, JsonObject, string]>([
    ['{{ .Resource.metadata.name }}', {}, 'one'],
    [
      '{{ .MatchingResource.Kind }}/{{ .MatchingResource.Namespace }}/{{ .MatchingResource.Name }}',
      {},
      'ConfigMap/team/one',
    ],
    ['{{ .Cluster.metadata.namespace }}/{{ .Cluster.metadata.name }}', {}, 'mgmt/mgmt'],
    ['{{ range .Resources }}{{ .metadata.name }}{{ end }}', { oneForEvent: false }, 'one'],
    ['{{ (index .MatchingResources 0).APIVersion }}', { oneForEvent: false }, 'v1'],
    ['{{ len .Resources }}', { oneForEvent: false }, '1'],
    // What Go's encoding/json, sigs.k8s.io/yaml and fmt give for a corev1.ObjectReference.
    [
      '{{ toJson .MatchingResource | b64enc }}',
      {},
      base64('{"kind":"ConfigMap","namespace":"team","name":"one","apiVersion":"v1"}'),
    ],
    [
      '{{ toJson .MatchingResources | b64enc }}',
      { oneForEvent: false },
      base64('[{"kind":"ConfigMap","namespace":"team","name":"one","apiVersion":"v1"}]'),
    ],
    [
      '{{ toYaml .MatchingResource | b64enc }}',
      {},
      base64('apiVersion: v1\nkind: ConfigMap\nname: one\nnamespace: team'),
    ],
    ['{{ printf "%v" .MatchingResource }}', {}, '{ConfigMap team one  v1  }'],
    [
      '{{ printf "%+v" .MatchingResource }}',
      {},
      '{Kind:ConfigMap Namespace:team Name:one UID: APIVersion:v1 ResourceVersion: FieldPath:}',
    ],
    [
      '{{ printf "%#v" .MatchingResource | b64enc }}',
      {},
      base64(
        'v1.ObjectReference{Kind:"ConfigMap", Namespace:"team", Name:"one", UID:"", APIVersion:"v1", ResourceVersion:"", FieldPath:""}',
      ),
    ],
    ['{{ printf "%q" .MatchingResource | b64enc }}', {}, base64('{"ConfigMap" "team" "one" "" "v1" "" ""}')],
    ['{{ kindOf .MatchingResource }} {{ typeOf .MatchingResource }}', {}, 'struct v1.ObjectReference'],
    ['{{ eq .MatchingResource .MatchingResource }} {{ empty .MatchingResource }}', {}, 'true false'],
    ['[{{ .MatchingResource.UID }}]', {}, '[]'],
    ['{{ getField .Resource "metadata.name" }}', {}, 'one'],
    ['{{ (getResource .Resource).kind }}', {}, 'ConfigMap'],
    ['{{ (chainSetField .Resource "metadata.name" "x").metadata.name }}', {}, 'x'],
  ])('%s', (text, spec, expected) => {
    expect(filled(`"${text.replaceAll('"', '`')}"`, spec)).toBe(expected);
  });

  test('the SveltosCluster of the input', () => {
    expect(filled('{{ .Cluster.metadata.name }}', {}, management)).toBe('hub');
  });

  test('the SveltosClusters that Rollcall makes are the fleet’s, not the cluster of the events', () => {
    const made = itemOf({
      apiVersion: 'lib.projectsveltos.io/v1beta1',
      kind: 'SveltosCluster',
      metadata: {
        name: 'alpha',
        namespace: 'x',
        annotations: {
          'rollcall.dev/generated-by': 'register-sveltos-clusters/fleet',
          'rollcall.dev/source': 'multicluster.x-k8s.io/ClusterProfile/x/alpha',
        },
      },
    });
    expect(filled('{{ .Cluster.metadata.name }}', {}, made)).toBe('mgmt');
  });

  test('eventSourceName may be a template of the cluster', () => {
    const spec = { eventSourceName: 'source{{ if eq .Cluster.metadata.name "hub" }}{{ end }}' };
    expect(filled('x', spec, management)).toBe('x');
  });

  test('names and namespaces of references may be templates of the event', () => {
    const policyRefs = [
      { kind: 'ConfigMap', namespace: '{{ .Resource.metadata.namespace }}', name: '{{ "temp" }}late' },
    ];
    expect(keysOf(fleet(eventTrigger({ policyRefs })))).toEqual([ONE, TWO]);
  });

  test('a reference without a namespace means that of the cluster', () => {
    const policyRefs = [{ kind: 'ConfigMap', name: 'template' }];
    const hub = itemOf({
      ...management.object,
      metadata: { name: 'hub', namespace: 'team', labels: { env: 'management' } },
    });
    expect(keysOf(fleet(eventTrigger({ policyRefs }), hub))).toEqual([ONE, TWO]);
  });
});

describe('where templates come from', () => {
  test('without the annotation instantiate the texts are objects as they are', () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain, namespace: team}\ndata: {a: "{{ .Resource }}"}\n';
    const made = madeBy(runEvents(fleet(template(text, {}))));
    expect(made['ConfigMap team/plain']?.data).toEqual({ a: '{{ .Resource }}' });
  });

  test('a Secret of Sveltos’ type', () => {
    const secret = itemOf({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'template', namespace: 'team', annotations: { 'projectsveltos.io/instantiate': '' } },
      type: 'addons.projectsveltos.io/cluster-profile',
      stringData: { 'made.yaml': MADE },
    });
    const policyRefs = [{ kind: 'Secret', namespace: 'team', name: 'template' }];
    expect(keysOf(fleet(eventTrigger({ policyRefs }), secret))).toEqual([ONE, TWO]);
  });

  test('several keys and several documents', () => {
    const document = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: team}\n`;
    const texts = configMap('template', {
      metadata: { annotations: { 'projectsveltos.io/instantiate': '' } },
      data: {
        b: `---\n${document('b1')}---\n# nothing\n---\n${document('b2')}`,
        a: document('a{{ "" }}'),
        empty: '{{ if false }}x{{ end }}',
      },
    });
    expect(keysOf(fleet(texts))).toEqual(['ConfigMap team/a', 'ConfigMap team/b1', 'ConfigMap team/b2']);
  });

  test('with the annotation template, a second filling: the cluster and templateResourceRefs', () => {
    const text = `apiVersion: v1
kind: ConfigMap
metadata:
  name: made-{{ .Resource.metadata.name }}
  namespace: team
data:
  cluster: '{{ "{{ .Cluster.metadata.name }}" }}'
  got: '{{ "{{ getField \`it\` \`data.key\` }}" }}'
  listed: '{{ "{{ .MgmtResources.it.kind }} {{ .MgmtResources.it.metadata.uid }} {{ getField \`it\` \`metadata.uid\` }}" }}'
  whole: '{{ "{{ (getResource \`it\`).data.key }}" }}'
  cleared: '{{ "{{ hasKey (getResource \`it\`).metadata \`uid\` }}" }}'
`;
    const annotations = { 'projectsveltos.io/instantiate': '', 'projectsveltos.io/template': '' };
    const templateResourceRefs = [
      {
        identifier: 'it',
        resource: {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          namespace: 'team',
          name: 'more-{{ .Resource.metadata.name }}',
        },
      },
      { identifier: 'no', optional: true, resource: { apiVersion: 'v1', kind: 'ConfigMap', name: 'nobody' } },
    ];
    const more = ['one', 'two'].map((name) =>
      configMap(`more-${name}`, { data: { key: `of ${name}` }, metadata: { uid: `u-${name}` } }),
    );
    const outcome = runEvents(fleet(eventTrigger({ templateResourceRefs }), template(text, annotations), ...more));
    expect(madeBy(outcome)[TWO]?.data).toEqual({
      cluster: 'mgmt',
      got: 'of two',
      whole: 'of two',
      listed: 'ConfigMap u-two u-two',
      cleared: 'false',
    });
    expect(codesOf(outcome.findings)).toEqual(['RC731', 'RC746']);
  });

  test('generators make a ConfigMap and a Secret in Sveltos’ namespace, and policyRefs may use them', () => {
    const generator = { namespace: 'team', name: 'template', nameFormat: 'gen-{{ .Resource.metadata.name }}' };
    const sveltos = itemOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'projectsveltos' } });
    const secret = itemOf({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'template', namespace: 'team' },
      type: 'addons.projectsveltos.io/cluster-profile',
      stringData: { 'made.yaml': 'is: {{ .Resource.metadata.name }}' },
    });
    const trigger = eventTrigger({
      configMapGenerator: [generator],
      secretGenerator: [generator],
      policyRefs: [{ kind: 'ConfigMap', namespace: 'projectsveltos', name: 'gen-{{ .Resource.metadata.name }}' }],
    });
    const made = madeBy(runEvents(fleet(trigger, secret, sveltos)));
    expect(Object.keys(made)).toEqual([
      'ConfigMap projectsveltos/gen-one',
      'ConfigMap projectsveltos/gen-two',
      'Secret projectsveltos/gen-one',
      'Secret projectsveltos/gen-two',
      ONE,
      TWO,
    ]);
    expect(made['ConfigMap projectsveltos/gen-one']?.data).toEqual({
      'made.yaml': MADE.replaceAll('{{ .Resource.metadata.name }}', 'one').replace(
        '{{ .Resource.metadata.name | quote }}',
        '"one"',
      ),
    });
    expect(made['Secret projectsveltos/gen-two']).toMatchObject({
      type: 'addons.projectsveltos.io/cluster-profile',
      data: { 'made.yaml': base64('is: two') },
    });
  });

  test('extraLabels and extraAnnotations are laid over everything', () => {
    const trigger = eventTrigger({ extraLabels: { a: 'b' }, extraAnnotations: { c: 'd' } });
    const metadata = objectAt(madeBy(runEvents(fleet(trigger)))[ONE], 'metadata');
    expect(metadata).toMatchObject({ labels: { a: 'b' }, annotations: { c: 'd' } });
  });

  test('annotations of hosts, and the one that keeps an object from being applied, are not written', () => {
    const hosts = {
      'config.kubernetes.io/path': '../x.yaml',
      'internal.config.kubernetes.io/index': '7',
      'config.k8s.io/id': '1',
      'config.kubernetes.io/local-config': 'true',
    };
    const text = MADE.replace('  namespace: team\n', `$&  annotations: ${JSON.stringify({ own: 'x', ...hosts })}\n`);
    const made = madeBy(runEvents(fleet(template(text), eventTrigger({ extraAnnotations: { ...hosts, more: 'y' } }))));
    const { annotations } = objectAt(made[ONE], 'metadata');
    expect(annotations).toEqual({
      own: 'x',
      more: 'y',
      'rollcall.dev/generated-by': 'run-event-trigger/team',
      'rollcall.dev/source': '/ConfigMap/team/one',
    });
  });

  // sigs.k8s.io/yaml (go-yaml 2) reads what Sveltos has filled in.
  test.each<[string, Json]>([
    ['yes', true],
    ['off', false],
    ['Y', true],
    ['0400', 256],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b11', 3],
    ['1_000', 1000],
    ['1:30', '1:30'],
    ['2024-01-01', '2024-01-01'],
    ['1e3', 1000],
    ['"yes"', 'yes'],
    ['~', null],
    ['9007199254740991', 9007199254740991],
    ['[on, {no: 0400, a: "no"}, 1_0]', [true, { false: 256, a: 'no' }, 10]],
    ['{"a": 0400, "b": "off"}', { a: 256, b: 'off' }],
    ['!!str yes', 'yes'],
    ['&a [yes]', [true]],
    ['{<<: {a: 1}, b: yes}', { a: 1, b: true }],
    ['"a\\x41"', 'aA'],
  ])('what a template makes is read by YAML 1.1: %s', (text, value) => {
    const head = 'apiVersion: example.com/v1\nkind: Odd\nmetadata: { name: odd, namespace: team }\n';
    const outcome = runEvents(fleet(template(`${head}v: ${text}\nyes: key\n`)));
    expect(madeBy(outcome)['Odd team/odd']).toMatchObject({ v: value, true: 'key' });
    const whole = `{"apiVersion": "example.com/v1", "kind": "Odd", "metadata": {"name": "odd", "namespace": "team"}, "v": ${text}}`;
    if (/[0-9]$|^"/.test(text)) {
      const inline = madeBy(runEvents(fleet(template(whole))));
      expect(inline['Odd team/odd']).toMatchObject({ v: value });
    }
  });

  test.each([
    ['9007199254740993', 'a whole number beyond 9007199254740991 would change'],
    ['-9007199254740993', 'a whole number beyond 9007199254740991 would change'],
    ['[1, {a: 123456789012345678}]', 'a whole number beyond 9007199254740991 would change'],
    ['.inf', 'NaN and Inf are not JSON'],
    ['*a', 'an alias has no anchor'],
    ['"\u0007"', 'a control character stands there'],
  ])('and %s is a finding there', (text, reason) => {
    const head = 'apiVersion: example.com/v1\nkind: Odd\nmetadata: { name: odd, namespace: team }\n';
    const outcome = runEvents(fleet(template(`---\n${head}v: ${text}\n`)));
    const problems = outcome.findings.filter(({ code }) => code === 'RC751').map(({ problem }) => problem);
    expect(problems).toEqual([expect.stringContaining(reason)]);
    expect(problems[0]).toContain('line 5, column');
  });

  test('null in a map of strings is the empty string, as to an API server', () => {
    const text = `${MADE}  nothing:\n`.replace(
      '  namespace: team\n',
      '$&  labels: { a: , b: ~ }\n  annotations: { c: null }\n',
    );
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: team }\n';
    const outcome = runEvents(fleet(template(`${text}---\n${secret}data: { d: }\nstringData: { e: }\n`)));
    expect(codesOf(outcome.findings)).not.toContain('RC753');
    const made = madeBy(outcome);
    expect(made[ONE]).toMatchObject({
      metadata: { labels: { a: '', b: '' }, annotations: { c: '' } },
      data: { from: 'one', nothing: '' },
    });
    expect(made['Secret team/s']).toMatchObject({ data: { d: '' }, stringData: { e: '' } });
  });

  test('what lies in no namespace is written without one; a kind that needs one goes to default', () => {
    const text = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reader
  finalizers: [example.com/keep]
rules: []
---
apiVersion: v1
kind: Secret
metadata: {name: plain}
`;
    const outcome = runEvents(fleet(template(text)));
    expect(madeBy(outcome)).toMatchObject({
      'ClusterRole reader': { metadata: { name: 'reader', finalizers: ['example.com/keep'] }, rules: [] },
      'Secret default/plain': { metadata: { namespace: 'default' } },
    });
    expect(codesOf(outcome.findings)).toEqual(['RC364', 'RC731', 'RC755']);
  });
});

describe('what Lua gives', () => {
  test('objects of its own, with every event’s data', () => {
    const source = lua(`function evaluate()
      local hs = { resources = {} }
      for _, r in ipairs(resources) do
        table.insert(hs.resources, { kind = "Synthetic", metadata = { name = r.metadata.name .. "-x" }, spec = { list = {1, 2.5}, none = {} } })
      end
      return hs
    end`);
    const text = `${MADE}  spec: {{ toJson .Resource.spec | quote }}\n`;
    const made = madeBy(runEvents(fleet(source, template(text))));
    expect(made['ConfigMap team/made-one-x']?.data).toEqual({ from: 'one-x', spec: '{"list":[1,2.5],"none":{}}' });
  });

  test('Sveltos’ bridge: whole numbers and lists in a list, and nulls, are lost on the way in', () => {
    const source = lua(
      'function evaluate() return { resources = { { kind = "S", metadata = { name = "s" }, spec = resources[1].data } } } end',
    );
    const data = { ints: [80, 'a', 443], nested: [['x'], { a: 1 }], nothing: null, whole: 3 };
    const odd = itemOf({
      apiVersion: 'example.com/v1',
      kind: 'Odd',
      metadata: { name: 'one', namespace: 'team' },
      data,
    });
    const only = eventSource({
      ...(source.object.spec as JsonObject),
      resourceSelectors: [{ group: 'example.com', version: 'v1', kind: 'Odd' }],
    });
    const made = madeBy(runEvents(fleet(only, odd, template(`${MADE}  spec: {{ toJson .Resource.spec | quote }}\n`))));
    expect(made['ConfigMap team/made-s']?.data).toEqual({
      from: 's',
      spec: '{"ints":["a"],"nested":[{"a":1}],"whole":3}',
    });
  });
});

describe('findings', () => {
  const cluster = (labels: JsonObject, name = 'hub') =>
    itemOf({
      apiVersion: 'lib.projectsveltos.io/v1beta1',
      kind: 'SveltosCluster',
      metadata: { name, namespace: 'mgmt', labels },
    });
  const policyRefs = (kind: string, more: JsonObject = {}) =>
    eventTrigger({ policyRefs: [{ kind, namespace: 'team', name: 'elsewhere', ...more }] });
  const plainSecret = itemOf({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'elsewhere', namespace: 'team' } });
  const rule = (text: string) => selecting(selector({ evaluateCEL: [{ name: 'mine', rule: text }] }));

  const cases: [string, Item[], string, JsonObject?][] = [
    [
      'RC701',
      [eventSource({ resourceSelector: [] })],
      'EventSource source has the field spec.resourceSelector, which is unknown. Did you mean resourceSelectors?',
    ],
    [
      'RC701',
      [selecting(selector({ labelFilter: [] }))],
      'EventSource source has the field spec.resourceSelectors[0].labelFilter, which is unknown. Did you mean labelFilters?',
    ],
    [
      'RC701',
      [eventTrigger({ oneForEvents: true })],
      'EventTrigger trigger has the field spec.oneForEvents, which is unknown. Did you mean oneForEvent?',
    ],
    [
      'RC702',
      [],
      'eventTriggers names triger, which is not in the input. Did you mean trigger?',
      { eventTriggers: ['triger'] },
    ],
    [
      'RC703',
      [eventTrigger({ eventSourceName: 'sorce' })],
      'EventTrigger trigger names the EventSource sorce, which is not in the input. Did you mean source?',
    ],
    [
      'RC704',
      [eventSource({ messagingMatchCriteria: [{ subject: 'a' }] })],
      'EventSource source waits for messages (messagingMatchCriteria), which are ignored here.',
    ],
    [
      'RC711',
      [selecting(selector({ name: 'one' }), selector({ name: 'nobody' }))],
      'In EventSource source, the selector of ConfigMap (v1) in name nobody matches nothing; there is ConfigMap team/one, team/template, team/two.',
    ],
    [
      'RC711',
      [selecting(selector({ name: 'one' }), { group: 'x', version: 'v1', kind: 'Y' })],
      'In EventSource source, the selector of Y (x/v1) matches nothing; there is no Y of that group in the input, but ConfigMap, EventSource.lib.projectsveltos.io, EventTrigger.lib.projectsveltos.io, Namespace.',
    ],
    [
      'RC712',
      [selecting(selector({ name: 'one', version: 'v2' }))],
      'EventSource source selects ConfigMap as v2, and the input has one such object as v1: selected too, with that apiVersion and unchanged fields.',
    ],
    [
      'RC713',
      [selecting(selector({ selector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }))],
      'In EventSource source, the selector of ConfigMap (v1), the values of the expression on a do not fit its operator.',
    ],
    [
      'RC713',
      [
        eventTrigger({
          sourceClusterSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] },
        }),
      ],
      'In EventTrigger trigger the values of the expression on a do not fit its operator.',
    ],
    [
      'RC714',
      [rule('resource.metadata.labels.event == "one"')],
      'In EventSource source, the rule mine fails on one object (field not found: labels). A failure counts as no match.',
    ],
    [
      'RC714',
      [rule('resource.metadata.name ==')],
      'In EventSource source, the rule mine fails on 3 objects (it cannot be read at line 1, column 24). A failure counts as no match.',
    ],
    [
      'RC715',
      [rule('resource.metadata.name.lowerAscii() == "one"')],
      'In EventSource source, the rule mine uses lowerAscii, which Sveltos’ CEL does not have, so the rule matches nothing.',
    ],
    [
      'RC721',
      [lua('function evaluate()\n  local a\n  return a.b\nend')],
      "In EventSource source, aggregatedSelection fails in line 3: attempt to index a nil value (local 'a').",
    ],
    [
      'RC721',
      [lua('x = ')],
      'In EventSource source, aggregatedSelection fails in line 1: unexpected symbol near <eof>.',
    ],
    ['RC721', [lua('x = 1')], 'In EventSource source, aggregatedSelection fails: it defines no function evaluate.'],
    [
      'RC721',
      [lua('function evaluate() error(resources[1].metadata.name) end')],
      'In EventSource source, aggregatedSelection fails in line 1: it raised an error whose text is not shown, since it may hold what the script has read.',
    ],
    [
      'RC721',
      [lua('function evaluate() return { resources = { os.time() } } end')],
      'In EventSource source, aggregatedSelection fails in line 1: os.time is not there: a render has no clock and no system for a script.',
    ],
    [
      'RC721',
      [selecting(selector({ evaluate: 'function evaluate() return 1 end' }))],
      'In EventSource source, evaluate of selector 1 fails: evaluate returned no table.',
    ],
    [
      'RC724',
      [returns('{ resources = 1 }')],
      'In EventSource source, aggregatedSelection returns a number as resources.',
    ],
    [
      'RC724',
      [returns('{ resources = { { metadata = { name = "x" } } } }')],
      'In EventSource source, aggregatedSelection returns a resource without kind (its name: 1 character, digest 2d711642).',
    ],
    [
      'RC724',
      [returns('{ resources = { "x" } }')],
      'In EventSource source, aggregatedSelection returns resources of which one is no object.',
    ],
    [
      'RC724',
      [selecting(selector({ evaluate: 'function evaluate() return { matching = "yes" } end' }))],
      'In EventSource source, evaluate of selector 1 returns a string as matching.',
    ],
    [
      'RC725',
      [returns('{ resources = {} }')],
      'In EventSource source, aggregatedSelection returns an empty table as resources, which is read as no resources.',
      { allowEmpty: true },
    ],
    [
      'RC726',
      [returns('{ resources = resources, message = "all of them" }')],
      'The message of aggregatedSelection in EventSource source: all of them',
    ],
    [
      'RC727',
      [returns('{}')],
      'EventTrigger trigger makes nothing, because EventSource source selects no object.',
      { allowEmpty: true },
    ],
    [
      'RC731',
      [],
      'The input has no SveltosCluster, so the sourceClusterSelector of these EventTriggers matches: trigger. In their templates, .Cluster is a stand-in, SveltosCluster mgmt/mgmt.',
    ],
    [
      'RC732',
      [cluster({ env: 'prod' })],
      'EventTrigger trigger makes nothing, because its sourceClusterSelector matches no SveltosCluster of the input: mgmt/hub.',
      { allowEmpty: true },
    ],
    [
      'RC756',
      [eventTrigger({ sourceClusterSelector: {} })],
      'EventTrigger trigger makes nothing, because an empty sourceClusterSelector',
      { allowEmpty: true },
    ],
    [
      'RC757',
      [eventTrigger({ destinationClusterSelector: { matchLabels: { a: 'b' } } }), cluster({ env: 'management' })],
      'EventTrigger trigger deploys nothing, because for destinationClusterSelector the input has no cluster that it selects. Clusters in the input: mgmt/hub.',
      { allowEmpty: true },
    ],
    [
      'RC743',
      [eventTrigger({ clusterSetRefs: ['edge'] }), cluster({ env: 'management' })],
      'EventTrigger trigger has parts that would change the objects that it makes: clusterSetRefs.',
    ],
    [
      'RC758',
      [eventTrigger({ configMapGenerator: [{ name: 'nowhere', namespace: 'team', nameFormat: 'x', optional: true }] })],
      'EventTrigger trigger refers to ConfigMap team/nowhere (configMapGenerator[0]), which is not in the input. On a generator, optional: true has no effect.',
    ],
    [
      'RC759',
      [eventTrigger({ configMapGenerator: [{ name: 'template', namespace: 'team', nameFormat: 'x' }] })],
      'The generators of EventTrigger trigger make ConfigMap projectsveltos/x several times, with different content. As in Sveltos, the content for the last event is used.',
    ],
    [
      'RC760',
      [
        template(
          'apiVersion: v1\nkind: Namespace\nmetadata: { name: a-{{ .Resource.metadata.name }}, namespace: team }\n',
        ),
      ],
      'These objects are cluster-scoped, so the namespace that their template sets is removed, as in Sveltos: Namespace a-one, Namespace a-two.',
    ],
    [
      'RC761',
      [template(`${MADE}data: { twice: it }\n`)],
      'The output of the template ConfigMap team/template, made.yaml for ConfigMap team/one and 1 more has a key twice in one map, the second time at line 8, column 1. As in Sveltos, the last one is used.',
    ],
    [
      'RC762',
      [eventTrigger({ patchesFrom: [{ kind: 'ConfigMap', name: 'patches' }] })],
      'EventTrigger trigger has patchesFrom. Sveltos does not read it, so it is ignored here too.',
    ],
    [
      'RC764',
      [eventTrigger({ profileNameFormat: 'p-{{ .Cluster.metadata.name }}' })],
      'profileNameFormat of EventTrigger trigger gives p-mgmt for several events. As in Sveltos, what ConfigMap team/one would deploy is overwritten.',
    ],
    [
      'RC749',
      [eventSource(), event('one', { size: 3 }), template('{{ if eq .Resource.size 3 }}{{ end }}')],
      'incompatible types for comparison: float64 and int (numbers of an event’s resource are float64, as in Sveltos: compare them with 3.0, or write int before them).',
    ],
    [
      'RC763',
      [template('{{ copy .Resource }}')],
      'EventTrigger trigger makes ConfigMap team/one, which is one of the objects that its EventSource selects.',
    ],
    [
      'RC734',
      [eventTrigger({ destinationClusterSelector: { matchLabels: { a: 'b' } } })],
      'EventTrigger trigger has destinationClusterSelector, but its objects are in the same output as all others.',
    ],
    [
      'RC741',
      [eventTrigger({ syncMode: 'Continuous', dependsOn: ['x'], tier: 5 })],
      'These fields set how Sveltos deploys, and have no effect here: dependsOn, syncMode, tier.',
    ],
    [
      'RC742',
      [eventTrigger({ helmCharts: [{}], kustomizationRefs: [{}] })],
      'EventTrigger trigger has parts that are left out: helmCharts, kustomizationRefs.',
    ],
    [
      'RC743',
      [eventTrigger({ patches: [{}] })],
      'EventTrigger trigger has parts that would change the objects that it makes: patches.',
    ],
    [
      'RC744',
      [eventTrigger({ policyRefs: [] })],
      'EventTrigger trigger has neither policyRefs nor generators.',
      { allowEmpty: true },
    ],
    [
      'RC745',
      [policyRefs('ConfigMap')],
      'EventTrigger trigger refers to ConfigMap team/elsewhere (policyRefs[0]), which is not in the input.',
    ],
    [
      'RC746',
      [policyRefs('ConfigMap', { optional: true })],
      'EventTrigger trigger is rendered without these optional objects, which are not in the input: ConfigMap team/elsewhere.',
      { allowEmpty: true },
    ],
    [
      'RC747',
      [policyRefs('GitRepository')],
      'EventTrigger trigger refers to GitRepository team/elsewhere: a GitRepository is fetched from elsewhere.',
    ],
    [
      'RC747',
      [template('x', { 'projectsveltos.io/lua': '' })],
      'EventTrigger trigger refers to ConfigMap team/template: its data are Lua scripts that make objects (projectsveltos.io/lua).',
    ],
    [
      'RC748',
      [policyRefs('Secret'), plainSecret],
      'EventTrigger trigger refers to Secret team/elsewhere, whose type is "Opaque".',
    ],
    [
      'RC749',
      [template('a\n  {{ .Resource.nope }}')],
      'The template ConfigMap team/template, made.yaml fails in line 2, column',
    ],
    ['RC749', [template('{{ nope }}')], 'The template ConfigMap team/template, made.yaml fails in line 1, column'],
    [
      'RC749',
      [eventTrigger({ eventSourceName: '{{ .Cluster.nope }}' })],
      'The template eventSourceName fails in line 1, column',
    ],
    [
      'RC751',
      [template('a: [')],
      'The output of the template ConfigMap team/template, made.yaml for ConfigMap team/one and 1 more cannot be read at line 1, column',
    ],
    [
      'RC752',
      [template('- a')],
      'The output of the template ConfigMap team/template, made.yaml for ConfigMap team/one and 1 more is not a Kubernetes object: it is a string.',
    ],
    [
      'RC752',
      [template('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 1}')],
      'The output of the template ConfigMap team/template, made.yaml for ConfigMap team/one and 1 more is not a Kubernetes object: its metadata.name is a number.',
    ],
    [
      'RC753',
      [
        template(
          MADE.replace(' | quote', '')
            .replace('.Resource.metadata.name }}\n', 'true }}\n')
            .replace('from: {{ .Resource.metadata.name }}', 'from: true'),
        ),
      ],
      'The object that the template ConfigMap team/template, made.yaml makes for ConfigMap team/one and 1 more has a boolean in data["from"], where an API server accepts only strings.',
    ],
    [
      'RC754',
      [template(MADE.replace('made-{{ .Resource.metadata.name }}', 'same'))],
      'EventTrigger trigger for ConfigMap team/one and EventTrigger trigger for ConfigMap team/two both make ConfigMap team/same, with different content.',
    ],
    [
      'RC755',
      [template(MADE.replace('  namespace: team\n', ''))],
      'The templates set no namespace, so these objects are in the namespace default, as in Sveltos: ConfigMap made-one, ConfigMap made-two.',
    ],
  ];
  test.each(cases.map(([code, given, sentence, spec = {}]) => ({ code, given, sentence, spec })))(
    '$code: $sentence',
    ({ code, given, sentence, spec }) => {
      const { findings } = runEvents(fleet(...given), spec);
      expect(findings.filter((one) => one.code === code).map(({ problem }) => problem)).toContainEqual(
        expect.stringContaining(sentence),
      );
    },
  );

  test('a fault that every event meets is told once', () => {
    const { findings } = runEvents(fleet(template('{{ .Resource.nope }}')));
    expect(findings.filter(({ code }) => code === 'RC749').map(({ problem }) => problem)).toEqual([
      expect.stringContaining('for ConfigMap team/one and 1 more'),
    ]);
  });

  test.each([
    [
      'RC722',
      'time',
      4,
      'In EventSource source, aggregatedSelection was stopped after one second; it was last seen in line 4.',
    ],
    ['RC722', 'time', undefined, 'In EventSource source, aggregatedSelection was stopped after one second.'],
    [
      'RC723',
      'memory',
      2,
      'In EventSource source, aggregatedSelection was stopped when it took more than 64 MiB; it was last seen in line 2.',
    ],
  ] as const)('%s: a script that is stopped at its limit of %s, seen in line %s', (code, limit, line, sentence) => {
    const runLua: RunLua = (jobs) => jobs.map(() => ({ state: 'stopped', limit, line }));
    const spec = { luaTimeLimit: 1, luaMemoryLimit: 64 };
    const { findings } = runEvents(fleet(lua('x')), spec, { ...WITH_LUA, runLua });
    expect(findings.filter((one) => one.code === code).map(({ problem }) => problem)).toEqual([sentence]);
  });

  test('a host that runs no Lua says so', () => {
    const { findings } = runEvents(fleet(lua('x')), {}, NO_CAPABILITIES);
    expect(findings.map(({ problem }) => problem)).toContain(
      'In EventSource source, aggregatedSelection fails: this host runs no Lua.',
    );
  });

  test('the same object with the same content is made once, from both events', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: same{{ "" }}, namespace: team}\n';
    const metadata = objectAt(madeBy(runEvents(fleet(template(text))))['ConfigMap team/same'], 'metadata');
    expect(objectAt(metadata, 'annotations')['rollcall.dev/source']).toBe('/ConfigMap/team/one,/ConfigMap/team/two');
  });

  test.each([
    ['{{ fail .Resource.data.key }}', 'its message is not shown'],
    ['{{ fail "no key here" }}', 'error calling fail: no key here'],
    ['{{ semver .Resource.data.key }}', '"…" is no semantic version'],
    ['{{ mustRegexMatch (print "(" .Resource.data.key) "x" }}', 'error parsing regexp'],
    ['{{ .Resource.data.nope }}', 'no entry for key "nope"'],
  ])('what %s was filled with is not told', (text, sentence) => {
    const secret = 'never-to-be-shown-0123456789';
    const data = { data: { key: secret } };
    const { findings } = runEvents(fleet(template(text), event('one', data), event('two', data)));
    const problems = findings.map(({ problem }) => problem).join('\n');
    expect(problems).toContain(sentence);
    expect(problems).not.toContain(secret);
  });

  test.each(['`', '"', '\\', '`"`', ' " '])('what holds quotes itself (%s) is not told either', (mark) => {
    const secret = `before${mark}never-to-be-shown${mark}after`;
    const data = { data: { key: secret } };
    for (const call of [
      'semver .Resource.data.key',
      'mustRegexMatch (print "(" .Resource.data.key) "x"',
      'fail .Resource.data.key',
    ]) {
      const { findings } = runEvents(fleet(template(`{{ ${call} }}`), event('one', data)));
      expect(findings.map(({ problem }) => problem).join('\n')).not.toMatch(/never-to-be-shown|after/);
    }
  });

  const SECOND = { 'projectsveltos.io/instantiate': '', 'projectsveltos.io/template': '' };
  test.each([
    ['{{ "{{ semver " }}{{ .Resource.data.key | quote }} }}', '"…" is no semantic version'],
    ['{{ "{{ fail " }}{{ .Resource.data.key | quote }} }}', 'its message is not shown'],
    ['{{ "{{ $" }}{{ .Resource.data.key }} }}', 'undefined variable "…"'],
    ['{{ "{{ " }}{{ .Resource.data.key }} }}', '"…"'],
    ['{{ "{{ .Cluster." }}{{ .Resource.data.key }} }}', '"…"'],
    ['{{ "{{ .Cluster.nope }}" }}', 'no entry for key "nope"'],
  ])('what the first filling put into the template of the second is not told: %s', (text, sentence) => {
    const secret = 'neverToBeShown0123456789';
    const data = { data: { key: secret } };
    const { findings } = runEvents(fleet(template(text, SECOND), event('one', data), event('two', data)));
    const problems = findings.map(({ problem }) => problem).join('\n');
    expect(problems).toContain(sentence);
    expect(problems).not.toContain(secret);
  });

  test('nothing that Lua has read is told', () => {
    const secret = 'never-to-be-shown-0123456789';
    const source = lua(
      'function evaluate() return { resources = { { kind = "S", metadata = { name = "s" } } }, message = resources[1].data.key } end',
    );
    const { findings } = runEvents(fleet(source, event('one', { data: { key: secret } })));
    expect(JSON.stringify(findings)).not.toContain(secret);
  });
});

describe('a Secret that SOPS has encrypted', () => {
  const sealed = itemOf({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'one', namespace: 'team' },
    data: { password: 'ENC[AES256_GCM,data:eA==,iv:eA==,tag:eA==,type:str]' },
    sops: { mac: 'ENC[AES256_GCM,data:eA==,iv:eA==,tag:eA==,type:str]' },
  });
  const resourceSelectors = [selector({ kind: 'Secret' })];

  test('is no event whose values templates could read', () => {
    const outcome = runEvents(fleet(eventSource({ resourceSelectors }), sealed));
    expect(told(outcome.findings)).toContain('error RC463 Secret team/one');
  });

  test('is one where templates get its name alone', () => {
    const source = eventSource({ resourceSelectors, collectResources: false });
    const text = MADE.replaceAll('.Resource.metadata.name', '.MatchingResource.Name');
    const outcome = runEvents(fleet(source, template(text), sealed));
    expect(told(outcome.findings).join('\n')).not.toContain('RC463');
    expect(Object.keys(madeBy(outcome))).toEqual([ONE]);
  });
});
