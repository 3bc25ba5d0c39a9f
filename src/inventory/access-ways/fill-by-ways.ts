import type { EarlierOutputs } from '../../krm/ownership';
import type { NotFound } from '../credentials/credentials';
import {
  earlierItems,
  type Filled,
  type FilledRoster,
  type Filling,
  type FillOptions,
  judgeMissing,
} from '../fill-roster';
import type { CredentialsDecision } from '../record';
import type { Entry } from '../roster';

/** An entry that can be reached without any credential of its own. */
export interface Reached<Way> extends Filled {
  readonly credentials: { readonly source: 'AccessProvider' | 'WorkloadIdentity'; readonly way: Way };
}

export type WaySearch<Way> =
  | {
      readonly state: 'found';
      readonly credentials: Reached<Way>['credentials'];
      /** Where the credentials are, in words. */
      readonly from: string;
      /** The Secret's `namespace/name`, where there is one. */
      readonly secret?: string | undefined;
    }
  | NotFound;

/** Finds the way to every entry, and decides what happens to those that have none. */
export function fillByWays<Way>(
  roster: readonly Entry[],
  earlier: EarlierOutputs,
  search: (entry: Entry) => WaySearch<Way>,
  options: Pick<FillOptions, 'policy' | 'recognises'>,
): Filling<Reached<Way>> {
  const decisions = new Map<Entry, CredentialsDecision>();
  const present: Reached<Way>[] = [];
  const kept: FilledRoster['kept'][number][] = [];
  const findings: Filling['findings'][number][] = [];
  for (const entry of roster) {
    const items = earlierItems(entry, earlier).filter((item) => options.recognises(entry, item));
    const found = search(entry);
    if (found.state === 'found') {
      const { credentials, from, secret } = found;
      decisions.set(entry, { state: 'found', source: credentials.source, from, secret, passedOver: [] });
      present.push({ entry, credentials, earlier: items });
    } else if (found.state === 'broken') {
      decisions.set(entry, { state: 'broken' });
      findings.push(...found.findings);
    } else {
      const outcome = judgeMissing(entry, found.reason, items.length > 0, { ...options, registerBare: false });
      decisions.set(entry, { state: 'missing', reason: found.reason, action: outcome.becomes });
      findings.push(outcome.finding);
      if (outcome.becomes === 'Keep') kept.push({ entry, earlier: items });
    }
  }
  return { filled: { present, kept, bare: [], decisions }, asks: [], findings };
}
