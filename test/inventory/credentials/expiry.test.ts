import { type Instant, parseInstant } from '../../../src/api/instant';
import { NO_CAPABILITIES } from '../../../src/inventory/capabilities';
import {
  type BuiltCredentials,
  type CopiedCredentials,
  readCredentials,
} from '../../../src/inventory/credentials/credentials';
import { type ExpiryRules, expiryRules, type Held, judgeExpiry } from '../../../src/inventory/credentials/expiry';
import { readYaml } from '../../../src/krm/yaml/read';
import { expiryAnnotation } from '../../../src/outputs/expiry-annotation';
import { base64, FAKE_MATERIAL, fleetOf, only, secret, sentence, told } from '../../support/objects';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 0, 31, 12, 0, 0);
const WEEK = 7 * DAY;

const CLUSTERS = 'clusters: [{name: a, cluster: {server: "https://a.example"}}]';
const BUILT: BuiltCredentials = {
  origin: 'AccessProvider',
  source: 'AccessProvider',
  from: 'the plugin p of its access provider gcp',
  place: {},
  base64: base64(FAKE_MATERIAL),
  config: { clusters: [{ name: 'cluster', cluster: { server: 'https://a.example' } }] },
};

/** Credentials that a plugin made at `madeAt`. */
const fromPlugin = (expiresAt: Instant | undefined, madeAt = NOW): BuiltCredentials => ({
  ...BUILT,
  expiresAt,
  madeAt,
});
/** Credentials that were made without a plugin. */
const fromToken = (expiresAt: Instant | undefined): BuiltCredentials => ({ ...BUILT, expiresAt });

/** A kubeconfig in a Secret, with these users. */
function copied(users: string): CopiedCredentials {
  const given = secret('source', { stringData: { config: `${CLUSTERS}\n` } });
  const search = readCredentials('LabelledSecret', only(fleetOf(given).secrets), 'config');
  const reading = readYaml(users);
  if (search?.state !== 'found' || 'fault' in reading) throw new Error('no kubeconfig');
  const { credentials } = search;
  return { ...credentials, config: { ...credentials.config, users: reading.value } };
}

const hold = (credentials: Held['credentials'], profile = 'default/alpha'): Held => ({
  credentials,
  profile,
  place: { field: 'here' },
});

/** A certificate is the text `expires <instant>` here; whatever else there is cannot be read. */
const readCertificateExpiry = (pem: string) => parseInstant(/^expires (.*)$/.exec(pem)?.[1] ?? '');
const CLOCK: ExpiryRules = { now: NOW, warning: WEEK, readCertificateExpiry };
const NO_CLOCK: ExpiryRules = {
  now: undefined,
  warning: WEEK,
  readCertificateExpiry: () => {
    throw new Error('a certificate was looked at');
  },
};

const iso = (at: Instant) => new Date(at).toISOString().replace('.000Z', 'Z');

interface Row {
  readonly rule: string;
  readonly credentials: Held['credentials'];
  readonly rules?: ExpiryRules;
  readonly want: string[];
  readonly says?: Readonly<Record<string, string>>;
}

const AGAIN = 'info RC386';
const SHORT = 'warning RC385';
const EXPIRED = 'error RC387 here';
const SOON = 'warning RC388 here';
const UNREADABLE = 'warning RC389 here';

const plugins: Row[] = [
  { rule: 'no expirationTimestamp: nothing to say', credentials: fromPlugin(undefined), rules: NO_CLOCK, want: [] },
  {
    rule: 'without a clock, the time of the answer counts: look again after 80 % of the life (as the controller requeues)',
    credentials: fromPlugin(NOW + 10 * DAY),
    rules: NO_CLOCK,
    want: [AGAIN],
    says: { RC386: iso(NOW + 8 * DAY) },
  },
  {
    rule: '80 % of 75 seconds is the minute that the controller waits at least',
    credentials: fromPlugin(NOW + 75 * SECOND),
    rules: NO_CLOCK,
    want: [AGAIN, SHORT],
    says: { RC386: iso(NOW + MINUTE) },
  },
  {
    rule: 'and less is a minute too',
    credentials: fromPlugin(NOW + 30 * SECOND),
    rules: NO_CLOCK,
    want: [AGAIN, SHORT],
    says: { RC386: iso(NOW + MINUTE) },
  },
  {
    rule: '80 % of 80 seconds is more than a minute',
    credentials: fromPlugin(NOW + 80 * SECOND),
    rules: NO_CLOCK,
    want: [AGAIN, SHORT],
    says: { RC386: iso(NOW + 64 * SECOND) },
  },
  {
    rule: 'under 24 hours is short',
    credentials: fromPlugin(NOW + DAY - SECOND),
    rules: NO_CLOCK,
    want: [AGAIN, SHORT],
    says: { RC385: 'default/alpha' },
  },
  { rule: '24 hours are not', credentials: fromPlugin(NOW + DAY), rules: NO_CLOCK, want: [AGAIN] },
  {
    rule: 'exactly at its end it has expired',
    credentials: fromPlugin(NOW),
    rules: NO_CLOCK,
    want: [EXPIRED],
    says: { RC387: 'the plugin p of its access provider gcp' },
  },
  {
    rule: 'a plugin may answer with what is over',
    credentials: fromPlugin(NOW - DAY),
    rules: NO_CLOCK,
    want: [EXPIRED],
  },
  {
    rule: 'a millisecond before its end it has not',
    credentials: fromPlugin(NOW + 1),
    rules: NO_CLOCK,
    want: [AGAIN, SHORT],
  },
  {
    rule: 'short-lived ones are not also told to end soon',
    credentials: fromPlugin(NOW + HOUR),
    rules: CLOCK,
    want: [AGAIN, SHORT],
  },
  {
    rule: 'with a clock, those that live a day or more are told to end soon',
    credentials: fromPlugin(NOW + 2 * DAY),
    rules: CLOCK,
    want: [AGAIN, SOON],
    says: { RC388: '2 days' },
  },
  { rule: 'and not beyond expiryWarning', credentials: fromPlugin(NOW + WEEK), rules: CLOCK, want: [AGAIN] },
  {
    rule: 'a clock that is behind the answer’s time does not count: the life is what it was when the plugin answered',
    credentials: fromPlugin(NOW + HOUR),
    rules: { ...CLOCK, now: NOW - 365 * DAY },
    want: [AGAIN, SHORT],
    says: { RC386: `Render again at ${iso(NOW + 48 * MINUTE)}: ` },
  },
  {
    rule: 'a clock that is ahead of it does not count either: nothing has expired',
    credentials: fromPlugin(NOW + 10 * DAY),
    rules: { ...CLOCK, now: NOW + 365 * DAY },
    want: [AGAIN],
    says: { RC386: `Render again at ${iso(NOW + 8 * DAY)}: ` },
  },
  {
    rule: 'nor a clock by which it would live on: by the answer’s time it has expired',
    credentials: fromPlugin(NOW),
    rules: { ...CLOCK, now: NOW - DAY },
    want: [EXPIRED],
  },
  {
    rule: 'how long is left is told by the answer’s time too',
    credentials: fromPlugin(NOW + 2 * DAY),
    rules: { ...CLOCK, now: NOW - 365 * DAY },
    want: [AGAIN, SOON],
    says: { RC388: 'in 2 days' },
  },
  {
    rule: 'without a clock nothing is told to end soon: expiryWarning takes one',
    credentials: fromPlugin(NOW + 2 * DAY),
    rules: NO_CLOCK,
    want: [AGAIN],
  },
];

const tokens: Row[] = [
  { rule: 'without a clock nothing is said', credentials: fromToken(NOW + HOUR), rules: NO_CLOCK, want: [] },
  { rule: 'not even of what expired in 1970', credentials: fromToken(1), rules: NO_CLOCK, want: [] },
  { rule: 'no expiry is known', credentials: fromToken(undefined), want: [] },
  { rule: 'expired', credentials: fromToken(NOW), want: [EXPIRED], says: { RC387: iso(NOW) } },
  {
    rule: 'soon, even under 24 hours: nobody made it for this render',
    credentials: fromToken(NOW + HOUR),
    want: [AGAIN, SOON],
    says: { RC386: iso(NOW + 48 * MINUTE), RC388: '1 hour' },
  },
  { rule: 'later', credentials: fromToken(NOW + 10 * DAY), want: [AGAIN], says: { RC386: iso(NOW + 8 * DAY) } },
];

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: unknown) => `${part({ alg: 'RS256', note: FAKE_MATERIAL })}.${part(claims)}.${FAKE_MATERIAL}`;
const withToken = (claims: unknown) => copied(`[{name: u, user: {token: "${jwt(claims)}"}}]`);
const withCertificate = (pem: string) => copied(`[{name: u, user: {client-certificate-data: "${base64(pem)}"}}]`);
const expiring = (at: Instant) => withCertificate(`expires ${iso(at)}`);
const seconds = (at: Instant) => at / 1000;

const kubeconfigs: Row[] = [
  { rule: 'a token within expiryWarning', credentials: withToken({ exp: seconds(NOW + WEEK - SECOND) }), want: [SOON] },
  { rule: 'a token at expiryWarning', credentials: withToken({ exp: seconds(NOW + WEEK) }), want: [] },
  {
    rule: 'a token that ends in a second',
    credentials: withToken({ exp: seconds(NOW + SECOND) }),
    want: [SOON],
    says: { RC388: 'in 1 second: the token of users[0]' },
  },
  {
    rule: 'a token exactly at its end (RFC 7519: not on or after)',
    credentials: withToken({ exp: seconds(NOW) }),
    want: [EXPIRED],
    says: { RC387: `at ${iso(NOW)}: the token of users[0]` },
  },
  { rule: 'a token that never ends', credentials: withToken({ sub: 'x' }), want: [] },
  ...[1e300, -1e300, 253_402_300_800, -62_135_596_801].map((exp) => ({
    rule: `a token whose end RFC 3339 cannot write (${exp}) says nothing`,
    credentials: withToken({ exp }),
    want: [],
  })),
  {
    rule: 'a token that ends with the year 9999, as some never do',
    credentials: withToken({ exp: 253_402_300_799 }),
    rules: { ...CLOCK, warning: Number.POSITIVE_INFINITY },
    want: [SOON],
    says: { RC388: 'expire at 9999-12-31T23:59:59Z' },
  },
  { rule: 'an opaque token', credentials: copied(`[{name: u, user: {token: ${FAKE_MATERIAL}}}]`), want: [] },
  { rule: 'a token that is no string', credentials: copied('[{name: u, user: {token: [1]}}]'), want: [] },
  { rule: 'a certificate within expiryWarning', credentials: expiring(NOW + WEEK - SECOND), want: [SOON] },
  { rule: 'a certificate at expiryWarning', credentials: expiring(NOW + WEEK), want: [] },
  {
    rule: 'a certificate at its end',
    credentials: expiring(NOW),
    want: [EXPIRED],
    says: { RC387: 'the client certificate of users[0]' },
  },
  {
    rule: 'a certificate that cannot be read',
    credentials: withCertificate(FAKE_MATERIAL),
    want: [UNREADABLE],
    says: { RC389: 'the client certificate of users[0]' },
  },
  {
    rule: 'a certificate that is not base64',
    credentials: copied(`[{name: u, user: {client-certificate-data: "${FAKE_MATERIAL}!"}}]`),
    want: [UNREADABLE],
  },
  {
    rule: 'base64 over several lines is read',
    credentials: copied(
      `\n- name: u\n  user:\n    client-certificate-data: |\n      ${base64(`expires ${iso(NOW)}`).replace(/(.{8})/g, '$1\n      ')}\n`,
    ),
    want: [EXPIRED],
  },
  {
    rule: 'an empty certificate is none',
    credentials: copied('[{name: u, user: {client-certificate-data: ""}}]'),
    want: [],
  },
  { rule: 'a path is not followed', credentials: copied('[{name: u, user: {client-certificate: /x}}]'), want: [] },
  {
    rule: 'a token and a certificate of one user: each is judged',
    credentials: copied(
      `[{name: u, user: {token: "${jwt({ exp: seconds(NOW + DAY) })}", client-certificate-data: "${base64(`expires ${iso(NOW - DAY)}`)}"}}]`,
    ),
    want: [EXPIRED, SOON],
  },
  {
    rule: 'an expired token does not hide an unreadable certificate',
    credentials: copied(`[{name: u, user: {token: "${jwt({ exp: 0 })}", client-certificate-data: "eA=="}}]`),
    want: [EXPIRED, UNREADABLE],
  },
  {
    rule: 'every user is judged',
    credentials: copied(
      `[{name: u, user: {token: "${jwt({ exp: 1 })}"}}, {name: v, user: {token: "${jwt({ exp: 2 })}"}}]`,
    ),
    want: [EXPIRED, EXPIRED],
  },
  {
    rule: 'a user without a name',
    credentials: copied(`[{user: {token: "${jwt({ exp: 1 })}"}}]`),
    want: [EXPIRED],
    says: { RC387: 'users[0]' },
  },
  { rule: 'users of another shape', credentials: copied('[1, null, [x], {name: u}, {name: v, user: x}]'), want: [] },
  { rule: 'users that are a map', credentials: copied('{u: {token: x}}'), want: [] },
  {
    rule: 'without a clock nothing is looked at, however wrong: certificates are not parsed',
    credentials: copied(`[{name: u, user: {token: "${jwt({ exp: 1 })}", client-certificate-data: "eA=="}}]`),
    rules: NO_CLOCK,
    want: [],
  },
];

describe.each([
  { topic: 'what a plugin made', rows: plugins },
  { topic: 'the token of a ManagedServiceAccount', rows: tokens },
  { topic: 'a kubeconfig that is passed on', rows: kubeconfigs },
])('$topic', ({ rows }) => {
  test.each(rows)('$rule', ({ credentials, rules = CLOCK, want, says = {} }) => {
    const findings = judgeExpiry([hold(credentials)], rules);
    expect(told(findings)).toEqual(want);
    for (const [code, fact] of Object.entries(says)) expect(sentence(findings, code)).toContain(fact);
    expect(JSON.stringify(findings)).not.toContain(FAKE_MATERIAL);
    expect(JSON.stringify(findings)).not.toContain(base64(FAKE_MATERIAL));
  });
});

describe('several', () => {
  const held = [
    hold(fromPlugin(NOW + 20 * HOUR), 'default/long'),
    hold(fromPlugin(NOW + HOUR), 'default/short'),
    hold(fromPlugin(NOW - HOUR), 'default/over'),
    hold(fromPlugin(undefined), 'default/endless'),
  ];

  test.each([
    { rule: 'in one order', given: held },
    { rule: 'in the other', given: held.toReversed() },
  ])('the first renewal is told once, the short-lived ones in one list, $rule', ({ given }) => {
    const findings = judgeExpiry(given, NO_CLOCK);
    expect(told(findings)).toEqual([EXPIRED, AGAIN, SHORT]);
    expect(sentence(findings, 'RC386')).toContain(iso(NOW + 48 * MINUTE));
    expect(sentence(findings, 'RC386')).toContain('default/short');
    expect(sentence(findings, 'RC385')).toContain('default/short');
    expect(sentence(findings, 'RC385')).toContain('default/long');
    expect(sentence(findings, 'RC385')).not.toContain('default/endless');
    expect(sentence(findings, 'RC387')).toContain('default/over');
  });

  test('each is judged by the time of its own answer', () => {
    const findings = judgeExpiry(
      [hold(fromPlugin(NOW + HOUR, NOW), 'default/a'), hold(fromPlugin(NOW + HOUR, NOW + 30 * MINUTE), 'default/b')],
      NO_CLOCK,
    );
    expect(sentence(findings, 'RC386')).toBe(
      `Render again at ${iso(NOW + 48 * MINUTE)}: the credentials of ClusterProfile default/a are the first to expire, at ${iso(NOW + HOUR)}.`,
    );
  });

  test('the one that is to be renewed first is told, though it is not the first in the list', () => {
    const first = hold(fromPlugin(NOW + HOUR, NOW + 30 * MINUTE), 'default/b');
    const findings = judgeExpiry([hold(fromPlugin(NOW + 2 * HOUR), 'default/a'), first], NO_CLOCK);
    expect(sentence(findings, 'RC386')).toBe(
      `Render again at ${iso(NOW + 54 * MINUTE)}: the credentials of ClusterProfile default/b are the first to expire, at ${iso(NOW + HOUR)}.`,
    );
  });

  test('what a plugin made goes by its answer’s time and everything else by the clock, side by side', () => {
    const findings = judgeExpiry(
      [hold(fromPlugin(NOW + HOUR, NOW - 365 * DAY), 'default/plugin'), hold(fromToken(NOW - 1), 'default/token')],
      CLOCK,
    );
    expect(told(findings)).toEqual([EXPIRED, AGAIN]);
    expect(sentence(findings, 'RC387')).toContain('default/token');
    expect(sentence(findings, 'RC386')).toContain('default/plugin');
  });

  test('nobody: nothing', () => {
    expect(judgeExpiry([], CLOCK)).toEqual([]);
  });
});

describe('the rules', () => {
  const lent = { ...NO_CAPABILITIES, readCertificateExpiry };
  const MIDNIGHT = Date.UTC(2026, 0, 31);

  test.each([
    { rule: 'no clock', spec: {}, capabilities: lent, want: undefined },
    { rule: 'spec.now', spec: { now: '2026-01-31T00:00:00Z' }, capabilities: lent, want: MIDNIGHT },
    { rule: 'the command line’s clock', spec: {}, capabilities: { ...lent, now: NOW }, want: NOW },
    {
      rule: 'the command line’s clock over spec.now',
      spec: { now: '2026-01-31T00:00:00Z' },
      capabilities: { ...lent, now: NOW },
      want: NOW,
    },
    {
      rule: 'the command line’s clock over spec.now, though it is 1970',
      spec: { now: '2026-01-31T00:00:00Z' },
      capabilities: { ...lent, now: 0 },
      want: 0,
    },
  ])('$rule', ({ spec, capabilities, want }) => {
    const rules = expiryRules({ ...spec, expiryWarning: '1d12h' }, capabilities);
    expect(rules).toEqual({ now: want, warning: 36 * HOUR, readCertificateExpiry });
  });

  test('expiryWarning: 0s warns of nothing', () => {
    const rules = { ...CLOCK, warning: 0 };
    expect(judgeExpiry([hold(expiring(NOW + 1 * SECOND))], rules)).toEqual([]);
  });
});

describe('the annotation', () => {
  test.each([
    {
      rule: 'what is built: RFC 3339, UTC, whole seconds',
      credentials: fromPlugin(NOW + 999),
      want: { 'rollcall.dev/credentials-expire-at': '2026-01-31T12:00:00Z' },
    },
    { rule: 'what is built without an expiry', credentials: fromToken(undefined), want: {} },
    { rule: 'what is passed on', credentials: withToken({ exp: seconds(NOW) }), want: {} },
  ])('$rule', ({ credentials, want }) => {
    expect(expiryAnnotation(credentials)).toEqual(want);
  });
});
