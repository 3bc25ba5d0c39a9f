import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functions } from '../functions';
import { hasErrors } from '../src/diagnostics/finding';
import { linesFor } from '../src/diagnostics/in-words';
import { readResourceList } from '../src/krm/resource-list';
import { collectText } from '../src/krm/sink';
import { writeFailure, writeResourceList } from '../src/krm/write-resource-list';
import { runFunction } from '../src/run/run-function';
import { WITH_LUA } from './support/run-lua';

/**
 * A case is a folder: `input.yaml` goes in, `expected.yaml` comes out, `findings.txt` is what stderr says. With
 * UPDATE_GOLDEN=1 what comes out is written down instead; reading the difference is the reviewer's job.
 */
const folder = join(__dirname, 'golden');
const update = process.env.UPDATE_GOLDEN === '1';

function run(name: string, input: Buffer) {
  const asked = functions.find((one) => one.name === name);
  const { list, findings } = readResourceList(input);
  if (list === undefined) return { output: collectText((sink) => writeFailure(sink, findings)), findings };
  const outcome = runFunction({
    items: list.items,
    functionConfig: list.functionConfig,
    asked,
    capabilities: WITH_LUA,
    findings,
  });
  const output = collectText((sink) =>
    outcome.state === 'failed'
      ? writeFailure(sink, outcome.findings)
      : writeResourceList(sink, list, outcome.written, outcome.findings),
  );
  return { output, findings: outcome.findings };
}

/** Compares with the file, or writes it. */
function expectFile(file: string, text: string): void {
  if (update) writeFileSync(file, text);
  expect(text).toBe(
    existsSync(file) ? readFileSync(file, 'utf8') : `${file} is missing: write it with UPDATE_GOLDEN=1`,
  );
}

function withoutResults(list: string): string {
  const at = list.indexOf('\nresults:\n');
  return at < 0 ? list : list.slice(0, at + 1);
}

for (const name of readdirSync(folder)) {
  describe(name, () => {
    test.each(readdirSync(join(folder, name)))('%s', (golden) => {
      const at = (file: string) => join(folder, name, golden, file);
      const { output, findings } = run(name, readFileSync(at('input.yaml')));
      expectFile(at('expected.yaml'), output);
      expectFile(
        at('findings.txt'),
        linesFor(findings)
          .map((line) => `${line}\n`)
          .join(''),
      );
      if (hasErrors(findings)) return;
      // What came out, sent in again, comes out unchanged.
      const { output: again } = run(name, Buffer.from(output));
      expect(withoutResults(again)).toBe(withoutResults(output));
    });
  });
}
