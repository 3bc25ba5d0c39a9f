import { durationInWords, readDuration } from '../../api/duration';
import { type Instant, parseInstant, writeInstant } from '../../api/instant';
import { readTokenClaims } from '../../api/json-web-token';
import * as expiries from '../../diagnostics/expiry';
import type { Finding, Place } from '../../diagnostics/finding';
import { decodeBase64 } from '../../krm/base64';
import { isObject, textOf } from '../../krm/json';
import type { Capabilities } from '../capabilities';
import type { BuiltCredentials, CopiedCredentials, Credentials } from './credentials';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The clock, where whoever renders asked for it, and what to do with it. */
export interface ExpiryRules {
  readonly now: Instant | undefined;
  /** How long before the end a warning is given, in milliseconds. */
  readonly warning: number;
  readonly readCertificateExpiry: (pem: string) => Instant | undefined;
}

/** The command line's clock counts over the configuration's. */
export function expiryRules(
  spec: { readonly now?: string | undefined; readonly expiryWarning: string },
  { now, expiresWithin, readCertificateExpiry }: Pick<Capabilities, 'now' | 'expiresWithin' | 'readCertificateExpiry'>,
): ExpiryRules {
  return {
    now: now ?? (spec.now === undefined ? undefined : parseInstant(spec.now)),
    warning: expiresWithin ?? readDuration(spec.expiryWarning),
    readCertificateExpiry,
  };
}

/** Credentials, and whose they are. */
export interface Held {
  readonly credentials: Credentials;
  readonly place: Place;
  /** The ClusterProfile's `namespace/name`. */
  readonly profile: string;
}

/**
 * What there is to say of when credentials expire. Those that a plugin made are judged by the time at which it made them;
 * everything else by `now`, and without it not at all, so that nothing depends on the clock.
 */
export function judgeExpiry(held: readonly Held[], rules: ExpiryRules): Finding[] {
  const findings: Finding[] = [];
  const shortLived: string[] = [];
  let again: { at: Instant; profile: string; end: Instant } | undefined;
  for (const { credentials, place, profile } of held) {
    if (credentials.origin === 'Secret') {
      findings.push(...judgeCopied(credentials, place, profile, rules));
      continue;
    }
    const { expiresAt } = credentials;
    const now = credentials.madeAt ?? rules.now;
    if (expiresAt === undefined || now === undefined) continue;
    if (expiresAt <= now) {
      findings.push(expiries.credentialsExpired(place, profile, credentials.from, writeInstant(expiresAt)));
      continue;
    }
    const renewal = renewAt(expiresAt, now);
    if (again === undefined || renewal < again.at) again = { at: renewal, profile, end: expiresAt };
    if (isShortLived(credentials, now)) shortLived.push(profile);
    else if (rules.now !== undefined)
      findings.push(...warnBefore(expiresAt, credentials.from, place, profile, { ...rules, now }));
  }
  if (shortLived.length > 0) findings.push(expiries.credentialsShortLived({}, shortLived));
  if (again !== undefined)
    findings.push(expiries.renderAgain({}, writeInstant(again.at), again.profile, writeInstant(again.end)));
  return findings;
}

/** clusterinventory-controller looks again after 80 % of the life that is left, and not before a minute has passed. */
function renewAt(expiresAt: Instant, now: Instant): Instant {
  return now + Math.max(MINUTE, Math.floor((expiresAt - now) * 0.8));
}

/** Hosts keep what was rendered, Argo CD for a day: what lives shorter is stale before it is replaced. */
function isShortLived({ expiresAt, madeAt }: BuiltCredentials, now: Instant): boolean {
  return madeAt !== undefined && expiresAt !== undefined && expiresAt - now < DAY;
}

function judgeCopied({ config }: CopiedCredentials, place: Place, profile: string, rules: ExpiryRules): Finding[] {
  if (rules.now === undefined) return [];
  const { users } = config;
  const list = Array.isArray(users) ? users.filter(isObject) : [];
  return list.flatMap(({ user }, at) => {
    if (!isObject(user)) return [];
    const whose = (what: string) => `the ${what} of users[${at}]`;
    const { expiresAt } = readTokenClaims(textOf(user.token));
    const findings = judgeOne(expiresAt, whose('token'), place, profile, rules);
    const data = textOf(user['client-certificate-data']);
    if (data === '') return findings;
    const pem = decodeBase64(data.replace(/\s/g, ''));
    const end = pem === undefined ? undefined : rules.readCertificateExpiry(pem);
    const certificate = whose('client certificate');
    if (end === undefined) return [...findings, expiries.certificateUnreadable(place, profile, certificate)];
    return [...findings, ...judgeOne(end, certificate, place, profile, rules)];
  });
}

function judgeOne(
  end: Instant | undefined,
  what: string,
  place: Place,
  profile: string,
  rules: ExpiryRules,
): Finding[] {
  if (end === undefined || rules.now === undefined) return [];
  if (end <= rules.now) return [expiries.credentialsExpired(place, profile, what, writeInstant(end))];
  return warnBefore(end, what, place, profile, rules);
}

function warnBefore(
  end: Instant,
  what: string,
  place: Place,
  profile: string,
  { now, warning }: ExpiryRules,
): Finding[] {
  if (now === undefined || end - now >= warning) return [];
  return [expiries.credentialsExpireSoon(place, profile, what, writeInstant(end), durationInWords(end - now))];
}
