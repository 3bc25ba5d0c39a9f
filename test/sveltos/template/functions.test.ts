import { renderTemplate } from '../../../src/engines/go-template/render';
import type { TemplateData } from '../../../src/engines/go-template/value';
import { functionTable, sveltosFunctions } from '../../../src/sveltos/template/functions';

const render = (text: string, data: TemplateData) => renderTemplate('main', text, data, sveltosFunctions);

test('every name stands once in the table', () => {
  const names = functionTable.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test('what setField changes lasts for the rest of the run', () => {
  const text = '{{ $_ := setField .Resource "a.b" "new" }}{{ .Resource.a.b }}';
  expect(render(text, { Resource: { a: { b: 'old' } } })).toEqual({ text: 'new' });
});

test('setField takes no map that holds itself', () => {
  const text = '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ setField (dict) "a" $d }}';
  expect(render(text, null)).toMatchObject({ fault: { reason: expect.stringContaining('nested too deeply') } });
});

test('a misspelt function of Sveltos is proposed like others', () => {
  expect(render('{{ getFeild . "a" }}', {})).toMatchObject({
    fault: { reason: 'function "getFeild" is not defined; the nearest is "getField"' },
  });
});
