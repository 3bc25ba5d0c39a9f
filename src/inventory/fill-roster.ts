import { CLUSTER_EXTERNAL_SECRET, EXTERNAL_SECRET } from '../api/external-secrets';
import { pathOf } from '../api/metadata';
import { SECRET } from '../api/secret';
import * as credentialFindings from '../diagnostics/credentials';
import type { Finding, Place } from '../diagnostics/finding';
import type { Item } from '../krm/item';
import type { EarlierOutputs } from '../krm/ownership';
import { SharedText } from '../krm/yaml/scalar';
import type { AccessContext } from './credentials/access-context';
import { type Choice, chooseCredentials, credentialsInWords } from './credentials/choose';
import type { CredentialSource, Credentials } from './credentials/credentials';
import type { PluginCall } from './credentials/exec-plugin';
import { type ExpiryRules, type Held, judgeExpiry } from './credentials/expiry';
import { judgeKubeconfig, type KubeconfigPolicy } from './credentials/kubeconfig-policy';
import { decideMissing, isUp, type MissingPolicy } from './missing-credentials';
import type { CredentialsDecision } from './record';
import { type Entry, profilePath, wordsForEntry } from './roster';

/** An entry of which it is known where its credentials are. */
export interface Filled {
  readonly entry: Entry;
  readonly credentials: { readonly source: CredentialSource | 'WorkloadIdentity' };
  /** What an earlier render made for it. */
  readonly earlier: readonly Item[];
}

/** An entry with its credentials. */
export interface Present extends Filled {
  readonly credentials: Credentials;
  readonly kubeconfig: SharedText;
}

/** The roster after its credentials were looked for. Entries that are in none of the three are skipped or in error. */
export interface FilledRoster<One extends Filled = Present> {
  readonly present: readonly One[];
  /** Without credentials: what an earlier render made from them stays as it is. */
  readonly kept: readonly { readonly entry: Entry; readonly earlier: readonly Item[] }[];
  /** Without credentials, and registered all the same. */
  readonly bare: readonly Entry[];
  /** What was decided about every entry's credentials. */
  readonly decisions: ReadonlyMap<Entry, CredentialsDecision>;
}

/** What the search came to; with `asks`, plugins have to answer before it is the whole. */
export interface Filling<One extends Filled = Present> {
  readonly filled: FilledRoster<One>;
  readonly asks: readonly PluginCall[];
  readonly findings: readonly Finding[];
}

export interface FillOptions {
  /** Where credentials may come from, by rank. */
  readonly sources: readonly CredentialSource[];
  readonly policy: MissingPolicy;
  /** Whether a ClusterProfile is registered without credentials, as the event-framework document has it. */
  readonly registerBare: boolean;
  readonly kubeconfigPolicy: KubeconfigPolicy;
  readonly expiry: ExpiryRules;
  /** Whether an object can be what an earlier render made for an entry. */
  readonly recognises: (entry: Entry, item: Item) => boolean;
}

/** What carries credentials to somebody: a Secret, or what External Secrets Operator makes one from. */
const CARRIERS: ReadonlySet<string> = new Set([SECRET.kind, EXTERNAL_SECRET.kind, CLUSTER_EXTERNAL_SECRET.kind]);

/** Finds every entry's credentials and decides what happens to those that have none. */
export function fillRoster(
  roster: readonly Entry[],
  context: AccessContext,
  earlier: EarlierOutputs,
  options: FillOptions,
): Filling {
  const present: Present[] = [];
  const kept: { entry: Entry; earlier: Item[] }[] = [];
  const bare: Entry[] = [];
  const decisions = new Map<Entry, CredentialsDecision>();
  const asks: PluginCall[] = [];
  const held: Held[] = [];
  const findings: Finding[] = [];
  for (const entry of roster) {
    const choice = chooseCredentials(entry, options.sources, context);
    findings.push(...choice.findings);
    decisions.set(entry, readChoice(choice));
    const { search } = choice;
    const items = earlierItems(entry, earlier).filter((item) => options.recognises(entry, item));
    if (search.state === 'found') {
      const { credentials } = search;
      const place = placeOf(credentials);
      findings.push(
        ...judgeKubeconfig(credentials.config, options.kubeconfigPolicy, place, wordsFor(entry, credentials)),
      );
      held.push({ credentials, place, profile: profilePath(entry) });
      present.push({ entry, credentials, kubeconfig: SharedText.ofBase64(credentials.base64), earlier: items });
    } else if (search.state === 'asks') asks.push(search.call);
    else if (search.state === 'missing') {
      // A SveltosCluster that was made without credentials is no cluster that an earlier render had some for.
      const hadCredentials = items.some(({ identity }) => CARRIERS.has(identity.kind));
      const outcome = judgeMissing(entry, search.reason, hadCredentials, options);
      findings.push(outcome.finding);
      decisions.set(entry, { state: 'missing', reason: search.reason, action: outcome.becomes });
      if (outcome.becomes === 'Keep') kept.push({ entry, earlier: items });
      else if (outcome.becomes === 'RegisterBare') bare.push(entry);
    }
  }
  findings.push(...judgeExpiry(held, options.expiry));
  return { filled: { present, kept, bare, decisions }, asks, findings };
}

/** What the record says of a choice. */
function readChoice({ search, passedOver }: Choice): CredentialsDecision {
  if (search.state === 'missing') return { state: 'missing', reason: search.reason, action: 'Skip' };
  if (search.state !== 'found') return { state: search.state };
  const { credentials } = search;
  const { source, secret } = credentials;
  return {
    state: 'found',
    source,
    from: credentialsInWords(credentials),
    secret: secret && pathOf(secret.object),
    passedOver,
  };
}

function placeOf(credentials: Credentials): Place {
  if (credentials.origin === 'AccessProvider') return credentials.place;
  return credentials.secret.item.at(`data.${credentials.key}`);
}

function wordsFor(entry: Entry, credentials: Credentials): string {
  if (credentials.origin === 'AccessProvider') return `The access provider of ClusterProfile ${profilePath(entry)}`;
  return `The kubeconfig in Secret ${pathOf(credentials.secret.object)} (key ${credentials.key})`;
}

export function judgeMissing(
  entry: Entry,
  reason: string,
  renderedEarlier: boolean,
  { policy, registerBare }: Pick<FillOptions, 'policy' | 'registerBare'>,
) {
  const place = (entry.cluster ?? entry.profile)?.item.at() ?? {};
  const words = wordsForEntry(entry);
  const { action, because } = decideMissing(policy, { renderedEarlier, isUp: isUp(entry) });
  if (action === 'Keep') {
    return { becomes: 'Keep', finding: credentialFindings.credentialsMissingKept(place, words, reason) } as const;
  }
  // A Cluster that is up needs its consumer Secrets; a profile alone may be registered before its credentials come.
  if (registerBare && entry.profile && (action === 'Skip' || (because === 'it is up' && entry.cluster === undefined))) {
    return {
      becomes: 'RegisterBare',
      finding: credentialFindings.registeredWithoutCredentials(place, words, reason),
    } as const;
  }
  const finding =
    because === 'it is up'
      ? credentialFindings.credentialsMissingUp(place, words, reason)
      : action === 'Stop'
        ? credentialFindings.credentialsMissingForbidden(place, words, reason)
        : credentialFindings.credentialsMissingSkipped(place, words, reason);
  return { becomes: action, finding } as const;
}

export function earlierItems({ cluster, profile, managedCluster }: Entry, earlier: EarlierOutputs): Item[] {
  if (earlier.isEmpty) return [];
  const sources = [cluster, profile, managedCluster].flatMap((found) => (found ? [found.item.key] : []));
  return [...new Set(sources.flatMap((source) => earlier.madeFrom(source)))];
}
