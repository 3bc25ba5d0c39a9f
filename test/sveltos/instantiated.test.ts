import { NO_CAPABILITIES } from '../../src/inventory/capabilities';
import type { Item } from '../../src/krm/item';
import { runFunction } from '../../src/run/run-function';
import { writeExplanation, writeList } from '../../src/views';
import { event, eventSource, eventTrigger, team, template } from '../support/events';
import { WITH_LUA } from '../support/run-lua';

/** Why the event framework makes an object: the EventSource and its rule, the EventTrigger, the template. */
const paint = (text: string) => text;

function render(source: Item) {
  const { record, findings } = runFunction({
    items: [source, eventTrigger(), template(), event('one'), event('two'), team],
    functionConfig: { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RunEventTrigger', metadata: { name: 'team' } },
    capabilities: { ...NO_CAPABILITIES, ...WITH_LUA },
    findings: [],
  });
  if (record === undefined) throw new Error('nothing was decided');
  return { record, findings };
}

function rulesOf(source: Item): string[] {
  return render(source)
    .record.outputs()
    .flatMap(({ instantiated }) => instantiated?.rules.map(({ words }) => words) ?? []);
}

const configMaps = { group: '', version: 'v1', kind: 'ConfigMap', namespace: 'team' };

test('the fields and labels of a selector', () => {
  const rules = rulesOf(eventSource({ resourceSelectors: [{ ...configMaps, name: 'one' }] }));
  expect(rules).toEqual(['The selector in spec.resourceSelectors[0]']);
});

test('the Lua of a selector', () => {
  const evaluate = `function evaluate()
    return { matching = obj.metadata.name == "two" }
  end`;
  expect(rulesOf(eventSource({ resourceSelectors: [{ ...configMaps, evaluate }] }))).toEqual([
    'Lua in spec.resourceSelectors[0].evaluate',
  ]);
});

test('a CEL rule, by its name', () => {
  const evaluateCEL = [
    { name: 'never', rule: 'false' },
    { name: 'first', rule: 'resource.metadata.name == "one"' },
  ];
  expect(rulesOf(eventSource({ resourceSelectors: [{ ...configMaps, evaluateCEL }] }))).toEqual([
    'CEL rule first in spec.resourceSelectors[0].evaluateCEL[1]',
  ]);
});

test('explain and list show them', () => {
  const { record, findings } = render(eventSource({ resourceSelectors: [{ ...configMaps, name: 'one' }] }));
  const view = writeExplanation(record, findings, 'ConfigMap/team/made-one', {
    form: 'text',
    paint,
    hide: paint,
    items: [],
  });
  expect(view).toMatchObject({
    text: expect.stringContaining(`Event framework
  EventSource source
  Selected by: The selector in spec.resourceSelectors[0]
  EventTrigger trigger
  Template: ConfigMap team/template, `),
  });
  const list = writeList(record, findings, { form: 'name', wide: false, filter: {}, paint, hide: paint });
  expect(list).toEqual({ text: 'ConfigMap/team/made-one\n' });
});
