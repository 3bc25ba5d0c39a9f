import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { JsonObject } from '../../src/krm/json';
import { runFunction } from '../../src/run/run-function';
import { itemOf, plain, told } from '../support/objects';

/** The README's first example, rendered: what it shows is what comes out. */
const blocks = [...readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)];

function objects(text = ''): JsonObject[] {
  return parseAllDocuments(text).map((document) => document.toJS());
}

test('the first example’s input gives its output', () => {
  const [config, input, output] = blocks.map(([, text]) => objects(text));
  const [functionConfig] = config ?? [];
  const outcome = runFunction({ items: (input ?? []).map(itemOf), functionConfig, findings: [] });
  if (outcome.state === 'failed') throw new Error(told(outcome.findings).join('\n'));
  expect(outcome.generated.map(plain)).toEqual(output);
});
