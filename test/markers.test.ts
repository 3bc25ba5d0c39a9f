import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseDocument, stringify } from 'yaml';
import { functions } from '../functions';
import { FORMATS, writeFindings } from '../src/diagnostics/formats';
import { isObject, type Json, type JsonObject } from '../src/krm/json';
import { readResourceList } from '../src/krm/resource-list';
import { collectText } from '../src/krm/sink';
import { writeFailure } from '../src/krm/write-resource-list';
import { runFunction } from '../src/run/run-function';
import { Random } from './fuzz/random';
import { WITH_LUA } from './support/run-lua';

/**
 * A secret in any field of any object, a pasted one where a name belongs too, is in no message: every string of every
 * golden case, each key, and what is inside of kubeconfigs, one at a time. `npm test` tries a part, the same every time;
 * `npm run fuzz` tries all of them.
 */
const SAMPLE = process.env.FUZZ_SECONDS ? Number.POSITIVE_INFINITY : 50;

const PAYLOAD = Buffer.from('{"sub":"marker-7f3a91c5"}').toString('base64url');
/** What is planted, and the part of it that must not be seen. */
const MARKERS = {
  'a token': { planted: `eyJhbGciOiJSUzI1NiJ9.${PAYLOAD}.c2lnbmF0dXJl`, seen: [PAYLOAD] },
  'a password': { planted: 'Marker 7f3a91c5+/!', seen: ['7f3a91c5'] },
  'a key': {
    planted: `-----BEGIN EC PRIVATE KEY-----\n${'mArKeR7f'.repeat(8)}\n${'mArKeR7f'.repeat(4)}\n-----END EC PRIVATE KEY-----\n`,
    seen: ['mArKeR7f'],
  },
} as const;

type Path = readonly (string | number)[];

/** The places of all strings in a value, and of all keys. */
function placesIn(value: Json, path: Path = []): { path: Path; of: 'value' | 'key' | 'kubeconfig'; inner?: Path }[] {
  if (typeof value === 'string') {
    const whole = { path, of: 'value' } as const;
    const inside = readInside(value);
    if (inside === undefined) return [whole];
    return [whole, ...placesIn(inside).map(({ path: inner }) => ({ path, of: 'kubeconfig' as const, inner }))];
  }
  if (Array.isArray(value)) return value.flatMap((one, at) => placesIn(one, [...path, at]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => [
    { path: [...path, key], of: 'key' as const },
    ...placesIn(one, [...path, key]),
  ]);
}

/** A kubeconfig, as a Secret holds it. */
function readInside(text: string): JsonObject | undefined {
  const decoded = Buffer.from(text, 'base64').toString();
  if (!decoded.includes('clusters')) return undefined;
  const document = parseDocument(decoded, { logLevel: 'silent' });
  const value: unknown = document.errors.length > 0 ? undefined : document.toJS();
  return isObject(value) ? value : undefined;
}

function change(value: Json, path: Path, with_: (old: Json) => Json, isKey = false): Json {
  const [step, ...rest] = path;
  if (step === undefined) return with_(value);
  if (Array.isArray(value)) return value.map((one, at) => (at === step ? change(one, rest, with_, isKey) : one));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (key !== step) return [key, one];
      return isKey && rest.length === 0 ? [String(with_(key)), one] : [key, change(one, rest, with_, isKey)];
    }),
  );
}

/** Where files are named, and what is no data but a program: a fault may quote a word of it. */
function isShown(path: Path): boolean {
  const field = path.join('.');
  return (
    /config\.kubernetes\.io\/(?:path|package-path|index)$/.test(field) ||
    /(?:evaluate|aggregatedSelection|rule)$/.test(field)
  );
}

const golden = join(__dirname, 'golden');
const cases = readdirSync(golden).flatMap((name) =>
  readdirSync(join(golden, name)).map((one) => {
    const list: Json = parse(readFileSync(join(golden, name, one, 'input.yaml'), 'utf8'), { logLevel: 'silent' });
    return {
      name,
      one,
      list,
      places: placesIn(list).filter(
        ({ path }) => (path[0] === 'items' || path[0] === 'functionConfig') && !isShown(path),
      ),
    };
  }),
);

function tell(name: string, list: Json): string {
  const reading = readResourceList(Buffer.from(stringify(list)));
  const { findings } =
    reading.list === undefined
      ? reading
      : runFunction({
          ...reading.list,
          asked: functions.find((one) => one.name === name),
          capabilities: WITH_LUA,
          findings: reading.findings,
        });
  return [
    ...FORMATS.map((format) => writeFindings(findings, format)),
    collectText((sink) => writeFailure(sink, findings)),
  ].join('\n');
}

describe.each(Object.entries(MARKERS))('%s', (_name, { planted, seen }) => {
  test.each(functions.map(({ name }) => name))('%s tells it nowhere', (name) => {
    const random = new Random(1);
    const all = cases
      .filter((one) => one.name === name)
      .flatMap((one) => one.places.map((place) => ({ ...one, place })));
    const step = Math.max(1, all.length / SAMPLE);
    const told: string[] = [];
    let tried = 0;
    for (let at = random.next() * step; at < all.length; at += step) {
      const chosen = all[Math.floor(at)];
      if (chosen === undefined) break;
      const { one, list, place } = chosen;
      const plant = (old: Json): Json => {
        if (place.of !== 'kubeconfig') return planted;
        const inside = readInside(String(old)) ?? {};
        return Buffer.from(stringify(change(inside, place.inner ?? [], () => planted))).toString('base64');
      };
      const text = tell(name, change(list, place.path, plant, place.of === 'key'));
      tried++;
      const lines = text.split('\n').filter((line) => seen.some((part) => line.includes(part)));
      if (lines.length > 0) told.push(`${one} ${place.path.join('.')} (${place.of}): ${lines[0]}`);
    }
    expect(tried).toBeGreaterThan(40);
    expect(told).toEqual([]);
  });
});
