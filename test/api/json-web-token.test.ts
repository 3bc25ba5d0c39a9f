import { readTokenClaims, type TokenClaims } from '../../src/api/json-web-token';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = part({ alg: 'RS256', kid: 'x' });
const token = (claims: unknown) => `${HEADER}.${part(claims)}.c2lnbmF0dXJl`;
const SUBJECT = 'system:serviceaccount:open-cluster-management-agent-addon:deployer';

const rows: { rule: string; given: string; want: TokenClaims }[] = [
  {
    rule: 'exp is seconds since 1970 (RFC 7519, section 4.1.4), and may have a fraction',
    given: token({ exp: 1769860800.5 }),
    want: { expiresAt: 1769860800500 },
  },
  {
    rule: 'the subject of a service account gives its name',
    given: token({ exp: 1769860800, sub: SUBJECT }),
    want: { expiresAt: 1769860800000, serviceAccount: 'deployer' },
  },
  {
    rule: 'legacy service account tokens have no exp',
    given: token({ sub: SUBJECT }),
    want: { serviceAccount: 'deployer' },
  },
  {
    rule: 'base64url: - and _ stand in the payload',
    given: token({ note: '~~~???>>>', sub: SUBJECT }),
    want: { serviceAccount: 'deployer' },
  },
  { rule: 'no signature is looked at', given: `${HEADER}.${part({ exp: 1 })}.`, want: { expiresAt: 1000 } },
  { rule: 'an exp of 0 is 1970', given: token({ exp: 0 }), want: { expiresAt: 0 } },
  { rule: 'an exp before 1970', given: token({ exp: -1 }), want: { expiresAt: -1000 } },
  {
    rule: 'the last second that RFC 3339 can write',
    given: token({ exp: 253_402_300_799 }),
    want: { expiresAt: 253_402_300_799_000 },
  },
  ...['253402300800', '1e300', '1e999', '-62135596801', '-1e300', '-1e999'].map((exp) => ({
    rule: `an exp of ${exp}, which RFC 3339 cannot write, says nothing; the subject still does`,
    given: `${HEADER}.${Buffer.from(`{"exp":${exp},"sub":"${SUBJECT}"}`).toString('base64url')}.x`,
    want: { serviceAccount: 'deployer' },
  })),
  {
    rule: 'blanks around the token',
    given: ` ${token({ exp: 1, sub: SUBJECT })}\n`,
    want: { expiresAt: 1000, serviceAccount: 'deployer' },
  },
  { rule: 'an exp that is a string says nothing', given: token({ exp: '1769860800' }), want: {} },
  { rule: 'an exp that is null says nothing', given: token({ exp: null }), want: {} },
  { rule: 'another subject says nothing', given: token({ sub: 'system:node:alpha' }), want: {} },
  { rule: 'a subject with a part too many', given: token({ sub: `${SUBJECT}:x` }), want: {} },
  { rule: 'a subject with a part too few', given: token({ sub: 'system:serviceaccount:deployer' }), want: {} },
  { rule: 'a subject with an empty name', given: token({ sub: 'system:serviceaccount:ns:' }), want: {} },
  { rule: 'a subject that only ends like one', given: token({ sub: `x${SUBJECT}` }), want: {} },
  { rule: 'a subject that is no string', given: token({ sub: [SUBJECT] }), want: {} },
  { rule: 'a payload that is no map', given: token([1]), want: {} },
  { rule: 'a payload that is null', given: token(null), want: {} },
  { rule: 'a payload that is no JSON', given: `${HEADER}.e30e30.x`, want: {} },
  { rule: 'two parts: no signed token', given: `${HEADER}.${part({ exp: 1 })}`, want: {} },
  { rule: 'an opaque token', given: 'abcdef', want: {} },
  { rule: 'the token of a bootstrap (abcdef.0123456789abcdef)', given: 'abcdef.0123456789abcdef', want: {} },
  { rule: 'points alone', given: '....', want: {} },
  { rule: 'nothing', given: '', want: {} },
];

test.each(rows)('$rule', ({ given, want }) => {
  expect(readTokenClaims(given)).toEqual(want);
});
