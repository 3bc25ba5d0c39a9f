import { type ExecCredentialStatus, readExecCredential } from '../../src/api/exec-credential';
import { FAKE_MATERIAL } from '../support/objects';

const PEM = `-----BEGIN CERTIFICATE-----\n${FAKE_MATERIAL}\n-----END CERTIFICATE-----\n`;
const KEY = `-----BEGIN PRIVATE KEY-----\n${FAKE_MATERIAL}\n-----END PRIVATE KEY-----\n`;
const answer = (status: unknown) =>
  JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status });

interface Row {
  readonly rule: string;
  readonly text: string;
  readonly want: ExecCredentialStatus | { readonly fault: string };
}

/** What clusterinventory-controller takes from a plugin (invokeExecPlugin). */
const taken: Row[] = [
  { rule: 'a token', text: answer({ token: FAKE_MATERIAL }), want: { token: FAKE_MATERIAL } },
  {
    rule: 'a client certificate and its key',
    text: answer({ clientCertificateData: PEM, clientKeyData: KEY }),
    want: { certificate: { pem: PEM, key: KEY } },
  },
  {
    rule: 'both',
    text: answer({ token: FAKE_MATERIAL, clientCertificateData: PEM, clientKeyData: KEY }),
    want: { token: FAKE_MATERIAL, certificate: { pem: PEM, key: KEY } },
  },
  {
    rule: 'a null is an absent field',
    text: answer({ token: FAKE_MATERIAL, clientCertificateData: null, clientKeyData: null, expirationTimestamp: null }),
    want: { token: FAKE_MATERIAL },
  },
  {
    rule: 'an empty token beside a certificate is left out',
    text: answer({ token: '', clientCertificateData: PEM, clientKeyData: KEY }),
    want: { certificate: { pem: PEM, key: KEY } },
  },
  {
    rule: 'an empty certificate and an empty key beside a token are left out',
    text: answer({ token: FAKE_MATERIAL, clientCertificateData: '', clientKeyData: '' }),
    want: { token: FAKE_MATERIAL },
  },
  {
    rule: 'expirationTimestamp, in any offset',
    text: answer({ token: FAKE_MATERIAL, expirationTimestamp: '2026-02-03T01:00:00+01:00' }),
    want: { token: FAKE_MATERIAL, expiresAt: Date.UTC(2026, 1, 3) },
  },
  {
    rule: 'kind and apiVersion are not looked at',
    text: JSON.stringify({ kind: 'Other', apiVersion: 'v0', status: { token: FAKE_MATERIAL } }),
    want: { token: FAKE_MATERIAL },
  },
  {
    rule: 'fields that nobody knows are passed over',
    text: answer({ token: FAKE_MATERIAL, extra: [FAKE_MATERIAL] }),
    want: { token: FAKE_MATERIAL },
  },
  {
    rule: 'white space around it',
    text: `\n  ${answer({ token: FAKE_MATERIAL })}\r\n`,
    want: { token: FAKE_MATERIAL },
  },
];

const NEITHER = { fault: 'its output holds neither a token nor a client certificate' };
const NOT_JSON = { fault: 'its output is not JSON' };
const HALF = { fault: 'its output holds a client certificate or its key, and not both' };
const NO_TIME = { fault: 'status.expirationTimestamp in its output is not a time (RFC 3339)' };

const refused: Row[] = [
  { rule: 'nothing: bad JSON', text: '', want: NOT_JSON },
  { rule: 'YAML: bad JSON', text: `status:\n  token: ${FAKE_MATERIAL}\n`, want: NOT_JSON },
  { rule: 'a bare token: bad JSON', text: FAKE_MATERIAL, want: NOT_JSON },
  { rule: 'something behind the JSON: bad JSON', text: `${answer({ token: FAKE_MATERIAL })}\nDone.`, want: NOT_JSON },
  { rule: 'two answers: bad JSON', text: answer({ token: FAKE_MATERIAL }).repeat(2), want: NOT_JSON },
  { rule: 'a list: no ExecCredential', text: '[]', want: { fault: 'its output is not an ExecCredential' } },
  {
    rule: 'a string: no ExecCredential',
    text: JSON.stringify(FAKE_MATERIAL),
    want: { fault: 'its output is not an ExecCredential' },
  },
  {
    rule: 'null: Go reads an ExecCredential without status from it, and it is refused there too',
    text: 'null',
    want: { fault: 'its output is not an ExecCredential' },
  },
  { rule: 'no status', text: '{"kind":"ExecCredential"}', want: { fault: 'its output has no status' } },
  { rule: 'no status: null', text: answer(null), want: { fault: 'its output has no status' } },
  {
    rule: 'a status that is a list',
    text: answer([FAKE_MATERIAL]),
    want: { fault: 'the status in its output is not a map' },
  },
  {
    rule: 'a status that is a string',
    text: answer(FAKE_MATERIAL),
    want: { fault: 'the status in its output is not a map' },
  },
  { rule: 'a status with nothing in it', text: answer({}), want: NEITHER },
  { rule: 'a status with an empty token', text: answer({ token: '' }), want: NEITHER },
  {
    rule: 'a key alone is neither a token nor a client certificate',
    text: answer({ clientKeyData: KEY }),
    want: NEITHER,
  },
  {
    rule: 'an expiry alone is neither a token nor a client certificate',
    text: answer({ expirationTimestamp: '2026-02-03T00:00:00Z' }),
    want: NEITHER,
  },
  {
    rule: 'a certificate without its key: the controller writes a kubeconfig that no client can use',
    text: answer({ clientCertificateData: PEM }),
    want: HALF,
  },
  {
    rule: 'a key without its certificate beside a token: the same',
    text: answer({ token: FAKE_MATERIAL, clientKeyData: KEY }),
    want: HALF,
  },
  {
    rule: 'a token that is a number',
    text: answer({ token: 1 }),
    want: { fault: 'status.token in its output is not a string' },
  },
  {
    rule: 'a token that is a list',
    text: answer({ token: [FAKE_MATERIAL] }),
    want: { fault: 'status.token in its output is not a string' },
  },
  {
    rule: 'a certificate that is a map, though there is a token',
    text: answer({ token: FAKE_MATERIAL, clientCertificateData: { pem: PEM } }),
    want: { fault: 'status.clientCertificateData in its output is not a string' },
  },
  {
    rule: 'a key that is false',
    text: answer({ token: FAKE_MATERIAL, clientKeyData: false }),
    want: { fault: 'status.clientKeyData in its output is not a string' },
  },
  {
    rule: 'an expiry in seconds',
    text: answer({ token: FAKE_MATERIAL, expirationTimestamp: 1769860800 }),
    want: { fault: 'status.expirationTimestamp in its output is not a string' },
  },
  {
    rule: 'an empty expiry, which Go does not parse either',
    text: answer({ token: FAKE_MATERIAL, expirationTimestamp: '' }),
    want: NO_TIME,
  },
  {
    rule: 'an expiry in other words',
    text: answer({ token: FAKE_MATERIAL, expirationTimestamp: 'in an hour' }),
    want: NO_TIME,
  },
];

describe.each([
  { topic: 'taken', rows: taken },
  { topic: 'refused, and nothing of it told', rows: refused },
])('an answer that is $topic', ({ rows }) => {
  test.each(rows)('$rule', ({ text, want }) => {
    const reading = readExecCredential(text);
    expect(reading).toEqual(want);
    if ('fault' in reading) expect(reading.fault).not.toContain(FAKE_MATERIAL);
  });
});
