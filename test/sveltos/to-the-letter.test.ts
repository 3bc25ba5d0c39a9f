import {
  codesOf,
  configMap,
  event,
  eventSource,
  eventTrigger,
  madeBy,
  runEvents,
  team,
  template,
} from '../support/events';
import { itemOf, nextInput } from '../support/objects';

/** What Sveltos does where a reader of its documentation would guess otherwise. */
const hub = (labels: Record<string, string>, name = 'hub', more: object = {}) =>
  itemOf({
    apiVersion: 'lib.projectsveltos.io/v1beta1',
    kind: 'SveltosCluster',
    metadata: { name, namespace: 'fleet', labels, ...more },
    spec: {},
  });
const BOTH = { 'projectsveltos.io/instantiate': 'ok', 'projectsveltos.io/template': 'ok' };
const cm = (name: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: team\ndata:\n  k: ${data}\n`;

describe('clusters', () => {
  test('an EventTrigger runs for each source cluster that it selects', () => {
    const items = [
      team,
      eventSource(),
      eventTrigger(),
      template(cm('{{ .Cluster.metadata.name }}-{{ .Resource.metadata.name }}', 'x')),
      event(),
      hub({ env: 'management' }, 'one'),
      hub({ env: 'management' }, 'two'),
      hub({ env: 'other' }, 'three'),
    ];
    expect(Object.keys(madeBy(runEvents(items)))).toEqual(['ConfigMap team/one-one', 'ConfigMap team/two-one']);
  });

  test('the second filling sees each destination, whose namespace is that of templateResourceRefs without one', () => {
    const items = [
      team,
      eventSource(),
      eventTrigger({
        destinationClusterSelector: { matchLabels: { tier: 'edge' } },
        templateResourceRefs: [{ identifier: 'it', resource: { apiVersion: 'v1', kind: 'ConfigMap', name: 'site' } }],
      }),
      template(
        cm('{{ "{{ .Cluster.metadata.name }}" }}', '{{ .Cluster.metadata.name }}-{{ "{{ getField `it` `data.k` }}" }}'),
        BOTH,
      ),
      event(),
      configMap('site', { metadata: { namespace: 'fleet' }, data: { k: 'here' } }),
      hub({ env: 'management' }),
      hub({ tier: 'edge' }, 'west'),
      hub({ tier: 'edge' }, 'east'),
    ];
    const made = madeBy(runEvents(items));
    expect(Object.keys(made)).toEqual(['ConfigMap team/east', 'ConfigMap team/west']);
    expect(made['ConfigMap team/east']?.data).toEqual({ k: 'hub-here' });
  });

  test('destinationCluster may be a template of the event', () => {
    const destinationCluster = {
      apiVersion: 'lib.projectsveltos.io/v1beta1',
      kind: 'SveltosCluster',
      namespace: 'fleet',
      name: '{{ .Resource.metadata.name }}',
    };
    const text = cm('to-{{ "{{ .Cluster.metadata.name }}" }}', 'x');
    const items = [
      team,
      eventSource(),
      eventTrigger({ destinationCluster }),
      template(text, BOTH),
      event('a'),
      event('b'),
    ];
    const clusters = [hub({ env: 'management' }), hub({}, 'a')];
    const outcome = runEvents([...items, ...clusters]);
    expect(Object.keys(madeBy(outcome))).toEqual(['ConfigMap team/to-a']);
    expect(codesOf(outcome.findings)).toEqual(['RC734', 'RC757']);
    // Where the input holds no cluster at all, the one that is named is taken as there.
    expect(Object.keys(madeBy(runEvents(items)))).toEqual(['ConfigMap team/to-a', 'ConfigMap team/to-b']);
  });
});

describe('what generators make', () => {
  const generated = template(cm('read', '{{ "{{ getField `it` `data.x` }}" }}'), BOTH);
  const source = configMap('source', { data: { x: '{{ .Resource.metadata.name }}' } });
  const generator = { configMapGenerator: [{ name: 'source', namespace: 'team', nameFormat: 'g' }] };
  const templateResourceRefs = [
    { identifier: 'it', resource: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'projectsveltos', name: 'g' } },
  ];

  test('is there for templateResourceRefs, of other EventTriggers too', () => {
    const items = [team, eventSource(), generated, source, event()];
    const itself = madeBy(runEvents([...items, eventTrigger({ ...generator, templateResourceRefs })]));
    expect(itself['ConfigMap team/read']?.data).toEqual({ k: 'one' });
    const triggers = [eventTrigger({ templateResourceRefs }), eventTrigger({ ...generator, policyRefs: [] }, 'zz')];
    expect(madeBy(runEvents([...items, ...triggers]))['ConfigMap team/read']?.data).toEqual({ k: 'one' });
  });

  test('is the last event’s, in the order of an API server’s keys', () => {
    const second = itemOf({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', namespace: 'b', labels: { event: 'x' } },
    });
    const first = itemOf({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'z', namespace: 'b-c', labels: { event: 'x' } },
    });
    const outcome = runEvents([
      team,
      eventSource(),
      eventTrigger({ ...generator, templateResourceRefs }),
      generated,
      source,
      second,
      first,
    ]);
    expect(madeBy(outcome)['ConfigMap team/read']?.data).toEqual({ k: 'a' });
    expect(codesOf(outcome.findings)).toContain('RC759');
  });
});

test('a resource that templateResourceRefs miss stops everything, whether or not a template needs it', () => {
  const templateResourceRefs = [
    { identifier: 'it', resource: { apiVersion: 'v1', kind: 'ConfigMap', name: 'nobody' } },
  ];
  const items = [team, eventSource(), eventTrigger({ templateResourceRefs }), template(), event()];
  expect(codesOf(runEvents(items).findings)).toContain('RC745');
});

test.each([
  ['all of it', {}, 'up 1'],
  ['no status', { ignoreStatusChanges: true }, 'none 1'],
  ['what watchFields name', { watchFields: ['status.phase'] }, 'up none'],
])('templateResourceRefs show %s', (_what, more, seen) => {
  const text = cm(
    'seen',
    '{{ "{{ getField `it` `status.phase` | default `none` }} {{ getField `it` `spec.size` | default `none` }}" }}',
  );
  const templateResourceRefs = [
    { identifier: 'it', resource: { apiVersion: 'x.io/v1', kind: 'Thing', namespace: 'team', name: 'it' }, ...more },
  ];
  const thing = itemOf({
    apiVersion: 'x.io/v1',
    kind: 'Thing',
    metadata: { name: 'it', namespace: 'team' },
    spec: { size: 1 },
    status: { phase: 'up' },
  });
  const items = [team, eventSource(), eventTrigger({ templateResourceRefs }), template(text, BOTH), event(), thing];
  expect(madeBy(runEvents(items))['ConfigMap team/seen']?.data).toEqual({ k: seen });
});

describe('kinds', () => {
  const crd = (scope: string) =>
    itemOf({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'things.x.io' },
      spec: { group: 'x.io', names: { kind: 'Thing' }, scope },
    });
  const thing = (namespace: string) =>
    template(`apiVersion: x.io/v1\nkind: Thing\nmetadata: { name: a${namespace} }\n`);

  test.each([
    ['Namespaced', '', 'Thing default/a'],
    ['Namespaced', ', namespace: team', 'Thing team/a'],
    ['Cluster', ', namespace: team', 'Thing a'],
  ])('of a CustomResourceDefinition that is %s, with "%s"', (scope, namespace, key) => {
    const made = madeBy(runEvents([team, eventSource(), eventTrigger(), thing(namespace), event(), crd(scope)]));
    expect(Object.keys(made)).toEqual([key]);
  });

  test('that nobody here knows stay as the template has them', () => {
    const made = madeBy(runEvents([team, eventSource(), eventTrigger(), thing(', namespace: team'), event()]));
    expect(Object.keys(made)).toEqual(['Thing team/a']);
  });
});

test('a label that says who manages the object stays, and the object is still Rollcall’s', () => {
  const text = `${cm('made', 'x')}`.replace(
    'metadata:\n',
    'metadata:\n  labels: { app.kubernetes.io/managed-by: Helm }\n',
  );
  const items = [team, eventSource(), eventTrigger(), template(text), event()];
  const outcome = runEvents(items);
  const { metadata } = madeBy(outcome)['ConfigMap team/made'] ?? {};
  expect(metadata).toMatchObject({
    labels: { 'app.kubernetes.io/managed-by': 'Helm' },
    annotations: { 'rollcall.dev/generated-by': 'run-event-trigger/team' },
  });
  // It is updated in place by the next render, and not taken for somebody else's.
  if (outcome.state === 'failed') throw new Error('nothing was rendered');
  expect(runEvents(nextInput(outcome.written)).state).toBe('rendered');
});

describe('objects that an EventTrigger selects and makes', () => {
  const changed = template('{{ setField .Resource "data.seen" "yes" }}');
  const items = [team, eventSource(), eventTrigger(), changed, event('one', { data: { a: 'b' } })];

  test('are changed in place where the configuration says so, without marks, again and again', () => {
    const outcome = runEvents(items, { updateSelected: ['trigger'] });
    if (outcome.state === 'failed') throw new Error(JSON.stringify(outcome.findings));
    expect(outcome.written).toHaveLength(items.length);
    const { metadata, data } = madeBy(outcome)['ConfigMap team/one'] ?? {};
    expect(data).toEqual({ a: 'b', seen: 'yes' });
    expect(metadata).toEqual({ name: 'one', namespace: 'team', labels: { event: 'one' } });

    const again = runEvents(nextInput(outcome.written), { updateSelected: ['trigger'] });
    if (again.state === 'failed') throw new Error(JSON.stringify(again.findings));
    expect(again.generated.map((one) => 'item' in one)).toEqual([true]);
  });

  test('are an error else, and so is an EventTrigger that is not there', () => {
    expect(codesOf(runEvents(items).findings)).toContain('RC763');
    expect(codesOf(runEvents(items, { updateSelected: ['triger'] }).findings)).toEqual(['RC702', 'RC731', 'RC763']);
  });
});

test('a list of texts is a list of documents', () => {
  const text = `- |\n  ${cm('first', 'a').trimEnd().replaceAll('\n', '\n  ')}\n- |\n  ${cm('second', 'b').trimEnd().replaceAll('\n', '\n  ')}\n`;
  const made = madeBy(runEvents([team, eventSource(), eventTrigger(), template(text), event()]));
  expect(Object.keys(made)).toEqual(['ConfigMap team/first', 'ConfigMap team/second']);
});

test('what an event does not have is a nil map, as in Go', () => {
  const data = "'{{ toJson .CloudEvent }} {{ toJson .Resource }} {{ empty .Resource }} {{ len .CloudEvent }}'";
  const items = [team, eventSource({ collectResources: false }), eventTrigger(), template(cm('it', data)), event()];
  expect(madeBy(runEvents(items))).toMatchObject({ 'ConfigMap team/it': { data: { k: 'null null true 0' } } });
});
