import type { EarlierOutputs } from '../krm/ownership';
import type { AccessContext } from './credentials/access-context';
import type { SecretReference, WorkloadIdentity } from './credentials/credentials';
import { chooseReference, referenceInWords, referencePath } from './credentials/reference';
import {
  earlierItems,
  type Filled,
  type FilledRoster,
  type Filling,
  type FillOptions,
  judgeMissing,
} from './fill-roster';
import type { CredentialsDecision } from './record';
import type { Entry } from './roster';
import { type IdentityRule, openIdentities } from './workload-identity';

/** An entry whose credentials stay where they are. */
export interface Referred extends Filled {
  readonly credentials: SecretReference | WorkloadIdentity;
}

export interface ReferOptions extends Pick<FillOptions, 'sources' | 'policy' | 'registerBare' | 'recognises'> {
  /** The clusters that need no Secret. */
  readonly workloadIdentity?: readonly IdentityRule[] | undefined;
}

/** Finds the Secret of every entry by name. No value of a Secret is read, so the input may hold none. */
export function referRoster(
  roster: readonly Entry[],
  context: AccessContext,
  earlier: EarlierOutputs,
  options: ReferOptions,
): Filling<Referred> {
  const decisions = new Map<Entry, CredentialsDecision>();
  const present: Referred[] = [];
  const kept: FilledRoster['kept'][number][] = [];
  const bare: Entry[] = [];
  const findings: Filling['findings'][number][] = [];
  const identities = openIdentities(options.workloadIdentity ?? []);
  findings.push(...identities.findings);
  for (const entry of roster) {
    const identified = identities.of(entry);
    if (identified !== undefined && 'findings' in identified) {
      decisions.set(entry, { state: 'broken' });
      findings.push(...identified.findings);
      continue;
    }
    if (identified !== undefined) {
      const { identity } = identified;
      const from = `a workload identity of ${identity.provider}`;
      decisions.set(entry, { state: 'found', source: identity.source, from, passedOver: [] });
      const earlierOnes = earlierItems(entry, earlier).filter((item) => options.recognises(entry, item));
      present.push({ entry, credentials: identity, earlier: earlierOnes });
      continue;
    }
    const { search, passedOver } = chooseReference(entry, options.sources, context);
    const items = earlierItems(entry, earlier).filter((item) => options.recognises(entry, item));
    if (search.state === 'found') {
      const { reference } = search;
      const { source } = reference;
      const from = referenceInWords(reference);
      decisions.set(entry, { state: 'found', source, from, secret: referencePath(reference), passedOver });
      present.push({ entry, credentials: reference, earlier: items });
    } else if (search.state === 'broken') {
      decisions.set(entry, { state: 'broken' });
      findings.push(...search.findings);
    } else {
      const outcome = judgeMissing(entry, search.reason, items.length > 0, options);
      decisions.set(entry, { state: 'missing', reason: search.reason, action: outcome.becomes });
      findings.push(outcome.finding);
      if (outcome.becomes === 'Keep') kept.push({ entry, earlier: items });
      else if (outcome.becomes === 'RegisterBare') bare.push(entry);
    }
  }
  return { filled: { present, kept, bare, decisions }, asks: [], findings };
}
