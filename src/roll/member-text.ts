import type { Member } from './roll';

/**
 * A cluster as one line: `from Cluster mgmt/a, ClusterProfile; credentials CAPICluster mgmt/a-kubeconfig; registered env=prod`.
 * `consumers` is on it only where not every consumer receives the credentials.
 */
export function writeMember({ sources, credentials, registered, consumers }: Member): string {
  const facts = [`from ${sources.join(', ')}`, `credentials ${credentials}`];
  if (registered !== undefined) facts.push(['registered', writeLabels(registered)].filter(Boolean).join(' '));
  if (consumers !== undefined) facts.push(`consumers ${consumers.join(', ') || 'none'}`);
  return facts.join('; ');
}

function writeLabels(labels: ReadonlyMap<string, string>): string {
  return [...labels].map(([key, value]) => `${key}=${value}`).join(', ');
}

/** The member that a line describes; `undefined` where it is no such line. */
export function readMember(text: string): Member | undefined {
  const facts = new Map<string, string>();
  for (const fact of text.split('; ')) {
    const [word = '', ...rest] = fact.split(' ');
    if (!FACTS.has(word) || facts.has(word)) return undefined;
    facts.set(word, rest.join(' '));
  }
  const sources = facts.get('from');
  const credentials = facts.get('credentials');
  if (!sources || !credentials) return undefined;
  const registered = facts.get('registered');
  const consumers = facts.get('consumers');
  return {
    sources: sources.split(', '),
    credentials,
    registered: registered === undefined ? undefined : readLabels(registered),
    consumers: consumers === undefined ? undefined : consumers === 'none' ? [] : consumers.split(', '),
  };
}

const FACTS = new Set(['from', 'credentials', 'registered', 'consumers']);

function readLabels(text: string): ReadonlyMap<string, string> {
  if (text === '') return new Map();
  return new Map(
    text.split(', ').map((label): [string, string] => {
      const [key = '', ...value] = label.split('=');
      return [key, value.join('=')];
    }),
  );
}
