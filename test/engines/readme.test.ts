import { RuleReader, toCel } from '../../src/engines/cel/rules';
import { Functions } from '../../src/engines/go-template/functions';
import { sprig, textTemplate } from '../../src/engines/go-template/functions/families';
import { refused } from '../../src/engines/go-template/functions/refused';
import { renderTemplate } from '../../src/engines/go-template/render';
import { runScript } from '../../src/engines/lua/interpreter';

/** What the README of each engine shows. */
test('a template', () => {
  const functions = Functions.of([...textTemplate, ...sprig], refused);
  const outcome = renderTemplate('hello', 'Hello {{ .name | upper }}', { name: 'world' }, functions);
  expect(outcome).toEqual({ text: 'Hello WORLD' });
});

test('a script', () => {
  const script = 'function evaluate() return { big = obj.size > 3 } end';
  const answer = runScript({
    name: 'size',
    script,
    entry: 'evaluate',
    global: 'obj',
    calls: 'each',
    objects: [{ size: 5 }],
  });
  expect(answer).toEqual({ state: 'answered', values: [{ big: true }] });
});

test('a rule', () => {
  const rules = new RuleReader(['resource']);
  const rule = rules.read('resource.metadata.name.startsWith("a")');
  expect(rule.judge({ resource: toCel({ metadata: { name: 'alpha' } }) })).toEqual({ matches: true });
});
