import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKubeconfig } from '../../src/api/kubeconfig';
import { judgeKubeconfig } from '../../src/inventory/credentials/kubeconfig-policy';
import { mutateKubeconfig } from '../fuzz/kubeconfigs';
import { Random } from '../fuzz/random';
import { POLICY } from '../support/objects';
import { Judge, type Verdict } from './kubeconfig/judge';

/**
 * client-go judges kubeconfigs that are nearly right. What it made of the first of them is kept, so that the test needs no
 * Go; `KUBECONFIG_MUTANTS=60000` asks it about as many, and `UPDATE_JUDGED=1` keeps its verdicts anew.
 */
const KEPT = join(__dirname, 'kubeconfig', 'verdicts.txt');
const KEPT_SEED = 1;
const KEPT_COUNT = 1_500;

/** One letter a verdict: refused, or accepted and reached by plain http or TLS. */
function letterOf({ load, config, scheme }: Verdict): string {
  if (load !== undefined || config !== undefined) return 'r';
  return scheme === 'http' ? 'p' : scheme === 'https' ? 's' : '?';
}

function mutants(seed: number, count: number): string[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => mutateKubeconfig(random));
}

/** Which findings there are about a kubeconfig; an error stands for itself. */
function judged(text: string): { refused: boolean; codes: ReadonlySet<string> } {
  const reading = readKubeconfig(text);
  if (reading.state !== 'kubeconfig') return { refused: true, codes: new Set() };
  const findings = judgeKubeconfig(reading.config, { ...POLICY, currentContext: 'Deny' }, {}, '');
  const codes = new Set(findings.map(({ code }) => code));
  return { refused: findings.some(({ severity }) => severity === 'error'), codes };
}

/** What we let through and client-go does not, or take for TLS and client-go for plain http. */
function findLax(texts: readonly string[], letters: string): string[] {
  return texts.filter((text, at) => {
    const { refused, codes } = judged(text);
    const letter = letters.charAt(at);
    return !refused && (letter === 'r' || (letter === 'p') !== codes.has('RC395'));
  });
}

test('no kubeconfig passes that client-go refuses, or reaches by plain http', () => {
  const texts = mutants(KEPT_SEED, KEPT_COUNT);
  const letters = readFileSync(KEPT, 'utf8').trim();
  expect(letters).toHaveLength(KEPT_COUNT);
  // The mutants are of every kind.
  for (const letter of 'rps') expect(letters.split(letter).length).toBeGreaterThan(50);
  expect(findLax(texts, letters)).toEqual([]);
  expect(texts.filter((text) => !judged(text).refused).length).toBeGreaterThan(50);
});

/** Found among more than 60,000 mutants, each refused by client-go. */
const FOUND = [
  'ApiVersion: {}\nkind: Config\n',
  'APIVersion: true\n',
  'Kind: 7\n',
  'users:\n- name: admin\n  : ',
  'users:\n- {name: yes, user: {}}\n',
  'users:\n- {name: u, user: {token: off}}\n',
  'users:\n- {name: u, user: {token: 1_000}}\n',
  'users:\n- {name: u, user: {token: 017}}\n',
  'users:\n- {name: u, user: {client-key-data: a-_=}}\n',
  'users:\n- {name: u, user: {as-groups: a}}\n',
  'users:\n- {name: u, user: {exec: {args: x}}}\n',
  'users:\n- {name: u}\n- {name: u}\n',
  'kind: Secret\n',
  'apiVersion: v2\n',
  'preferences: []\n',
];

test.each(FOUND)('%j', (line) => {
  const rest = 'clusters:\n- name: a\n  cluster:\n    server: https://a.example\n';
  expect(readKubeconfig(rest).state).toBe('kubeconfig');
  expect(readKubeconfig(rest + line).state).not.toBe('kubeconfig');
});

const CALL = '{apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Never}';
/** Fields of a user, and what client-go would run or ask for them: it reads letters as they are. */
const SPELLINGS: readonly [string, 'runs' | 'asks a provider' | 'nothing'][] = [
  [`{exec: ${CALL}}`, 'runs'],
  [`{"ex\\u0065c": ${CALL}}`, 'runs'],
  [`{exec: null, Exec: ${CALL}}`, 'nothing'],
  [`{Exec: ${CALL}, exec: null}`, 'nothing'],
  [`{EXEC: ${CALL}}`, 'nothing'],
  [`{exe\u0441: ${CALL}}`, 'nothing'],
  [`{"exec\\0": ${CALL}}`, 'nothing'],
  [`{exec : ${CALL}}`, 'runs'],
  ['{auth-provider: {name: gcp}}', 'asks a provider'],
  ['{authProvider: {name: gcp}}', 'nothing'],
];
const withUser = (fields: string) =>
  `apiVersion: v1\nkind: Config\nclusters:\n- name: a\n  cluster: {server: https://a.example}\ncontexts:\n- name: a\n  context: {cluster: a, user: b}\ncurrent-context: a\nusers:\n- name: b\n  user: ${fields}\n`;

test.each(SPELLINGS)('%s: %s', (fields, what) => {
  const reading = readKubeconfig(withUser(fields));
  const codes = reading.state === 'kubeconfig' ? judgeKubeconfig(reading.config, POLICY, {}, '') : [];
  expect(reading.state).toBe('kubeconfig');
  expect(codes.map(({ code }) => code)).toEqual(
    what === 'runs' ? ['RC391'] : what === 'asks a provider' ? ['RC392'] : [],
  );
});

const count = Number(process.env.KUBECONFIG_MUTANTS ?? 0);
const asking = count > 0 || process.env.UPDATE_JUDGED !== undefined ? describe : describe.skip;

asking('client-go itself', () => {
  const judge = new Judge();
  beforeAll(() => expect(judge.build()).toBe(true), 300_000);
  afterAll(() => judge.end());

  test('its kept verdicts are its own', () => {
    const letters = judge.ask(mutants(KEPT_SEED, KEPT_COUNT)).map(letterOf).join('');
    if (process.env.UPDATE_JUDGED !== undefined) writeFileSync(KEPT, `${letters}\n`);
    expect(letters).toBe(readFileSync(KEPT, 'utf8').trim());
    const rest = 'clusters:\n- name: a\n  cluster:\n    server: https://a.example\n';
    expect(judge.ask(FOUND.map((line) => rest + line)).filter(({ load }) => load === undefined)).toEqual([]);
    const verdicts = judge.ask(SPELLINGS.map(([fields]) => withUser(fields)));
    expect(verdicts.map(({ exec, provider }) => (exec ? 'runs' : provider ? 'asks a provider' : 'nothing'))).toEqual(
      SPELLINGS.map(([, what]) => what),
    );
  });

  test('no other kubeconfig passes that it refuses', () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
    for (let done = 0; done < count; done += 5_000) {
      const texts = mutants(seed + done, Math.min(5_000, count - done));
      expect(findLax(texts, judge.ask(texts).map(letterOf).join(''))).toEqual([]);
    }
  }, 900_000);
});
