import { pathOf } from '../../api/metadata';
import * as credentialFindings from '../../diagnostics/credentials';
import type { Finding } from '../../diagnostics/finding';
import { type Entry, profilePath, whyNoCluster } from '../roster';
import type { AccessContext } from './access-context';
import { searchAccessProvider } from './access-provider';
import { searchCapiSecret } from './capi-secret';
import { type CredentialSource, type Credentials, missing, type Search } from './credentials';
import { searchLabelledSecret } from './labelled-secret';

/** What the search for one line's credentials came to. */
export interface Choice {
  readonly search: Search;
  /** Sources of lower rank that have credentials too, in words. */
  readonly passedOver: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * The credentials of one line of the roster: the first source that has some wins. A source of higher rank that is broken
 * is an error, not a reason to look further. What was passed over is an info.
 * @param sources the sources that are asked, by rank.
 */
export function chooseCredentials(entry: Entry, sources: readonly CredentialSource[], context: AccessContext): Choice {
  const reasons: string[] = [];
  for (const [rank, source] of sources.entries()) {
    const search = searchSource(entry, source, context);
    if (search === undefined) continue;
    if (search.state === 'missing') reasons.push(search.reason);
    else if (search.state === 'asks') return { search, passedOver: [], findings: [] };
    else if (search.state === 'broken') return { search, passedOver: [], findings: search.findings };
    else {
      const passedOver = sources.slice(rank + 1).flatMap((lower) => {
        const other = searchSource(entry, lower, context);
        return other?.state === 'found' ? [credentialsInWords(other.credentials)] : [];
      });
      return { search, passedOver, findings: notePassedOver(entry, search.credentials, passedOver) };
    }
  }
  return { search: missing(reasons.join('; ')), passedOver: [], findings: [] };
}

/** `undefined` where the entry has nothing that such a source could belong to. */
function searchSource(entry: Entry, source: CredentialSource, context: AccessContext): Search | undefined {
  switch (source) {
    case 'AccessProvider':
      return entry.profile && searchAccessProvider(entry.profile, context);
    case 'LabelledSecret':
      return entry.profile && searchLabelledSecret(profilePath(entry), context.secrets);
    case 'CAPICluster':
      return entry.cluster ? searchCapiSecret(entry.cluster, context.secrets) : missing(whyNoCluster(entry));
  }
}

function notePassedOver(entry: Entry, used: Credentials, passedOver: readonly string[]): Finding[] {
  if (passedOver.length === 0) return [];
  const place = (entry.profile ?? entry.cluster)?.item.at() ?? {};
  return [credentialFindings.credentialsPassedOver(place, profilePath(entry), credentialsInWords(used), passedOver)];
}

const sourceWords: Record<CredentialSource, string> = {
  AccessProvider: 'its access provider',
  LabelledSecret: 'a labelled Secret',
  CAPICluster: 'its Cluster API Cluster',
};

/** Which credentials these are: their source, and the Secret and key where there is one. */
export function credentialsInWords(credentials: Credentials): string {
  const source = sourceWords[credentials.source];
  if (credentials.origin === 'AccessProvider') return credentials.from;
  return `${source} (Secret ${pathOf(credentials.secret.object)}, key ${credentials.key})`;
}
