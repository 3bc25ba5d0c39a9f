import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Deadline } from '../../src/hosts/deadline';
import { mutate } from './mutate';
import { Random } from './random';
import { type Target, targets } from './targets';

/**
 * Texts that are nearly right, for everything that reads what a repository may write: no exception, no hang, nothing
 * fewer, nothing told. Some of them in `npm test`, the same every time; `npm run fuzz` takes a time and a new seed, and puts
 * what it finds into test/fuzz/corpus, where it stays as a case.
 */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 0);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const SMOKE = 100;
/** Far more than any mutant takes, even on a machine that is busy. */
const HANG = 20_000;
const corpus = join(__dirname, 'corpus');

function attempt(target: Target, text: string): string | undefined {
  const deadline = new Deadline(HANG);
  try {
    return deadline.within<string | undefined>(
      () => target.try(text),
      () => 'it hangs',
    );
  } catch (error) {
    // The program has a finding for what nests too deeply.
    if (error instanceof RangeError && error.message.includes('call stack')) return undefined;
    return `it throws: ${typeof error === 'object' && error !== null && 'stack' in error ? error.stack : 'something'}`;
  }
}

function keptCases(name: string): string[] {
  const folder = join(corpus, name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}

function keep(name: string, text: string): void {
  mkdirSync(join(corpus, name), { recursive: true });
  const file = join(corpus, name, `${readdirSync(join(corpus, name)).length + 1}.txt`);
  writeFileSync(file, text);
}

describe.each(targets)('$name', (target) => {
  const kept = keptCases(target.name);
  const sources = [...target.seeds, ...kept];

  test('what it starts from, and what was found', () => {
    expect(sources.map((text) => attempt(target, text))).toEqual(sources.map(() => undefined));
  });

  test(
    'what is nearly right',
    () => {
      const random = new Random(SEED);
      const until = performance.now() + (SECONDS * 1000) / targets.length;
      const found = new Map<string, string>();
      let count = 0;
      for (; count < SMOKE || performance.now() < until; count++) {
        const text = mutate(random.of(sources), random, sources);
        const wrong = attempt(target, text);
        if (wrong === undefined) continue;
        const key = wrong.split('\n').slice(0, 2).join('\n');
        if (!found.has(key) && SECONDS > 0) keep(target.name, text);
        found.set(key, found.get(key) ?? text.slice(0, 200));
        if (found.size >= 5) break;
      }
      if (SECONDS > 0) process.stderr.write(`${target.name}: ${count} mutants, ${found.size} findings\n`);
      expect([...found]).toEqual([]);
    },
    (SECONDS + 60) * 1000,
  );
});
