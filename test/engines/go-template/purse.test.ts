import { LIMITS, Purse } from '../../../src/engines/go-template/budget';
import { Functions } from '../../../src/engines/go-template/functions';
import { sprig, textTemplate } from '../../../src/engines/go-template/functions/families';
import { refused } from '../../../src/engines/go-template/functions/refused';
import { execute, parseTemplate } from '../../../src/engines/go-template/render';

const functions = Functions.of([...textTemplate, ...sprig], refused);

/** Runs a template again and again, and gives what came out each time. */
function runs(text: string, purse: Purse | undefined): string[] {
  const parsed = parseTemplate('t', text, functions);
  if ('fault' in parsed) throw new Error(parsed.fault.reason);
  return Array.from({ length: 4 }, () => {
    const outcome = execute(parsed.template, {}, LIMITS, purse);
    return 'fault' in outcome ? outcome.fault.reason : outcome.text;
  });
}

test('runs share what all of them may do', () => {
  const steps = 'all templates together do more steps than a render may';
  const size = 'all templates together give more text than a render may';
  expect(runs('{{ range until 9 }}{{ end }}x', new Purse(60, 100))).toEqual(['x', 'x', steps, steps]);
  expect(runs('twelve marks', new Purse(1000, 30))).toEqual(['twelve marks', 'twelve marks', size, size]);
  expect(runs('x', undefined)).toEqual(['x', 'x', 'x', 'x']);
});
