import { endingOf, inWords } from './expiry';
import { type Model, type Row, registrarIn } from './model';

/** What one cell of the matrix shows and says. */
export interface CellFace {
  /** Names the look, in the style sheet. */
  readonly look: string;
  readonly text: string;
  /** What a screen reader says, and the tooltip. */
  readonly says: string;
}

/** A column of the matrix. */
export interface Column {
  readonly key: string;
  readonly title: string;
  /** Below the title: how many clusters. */
  readonly note: string;
  readonly width: number;
  readonly face: (row: Row) => CellFace;
}

/** Beyond so many consumers, their columns are narrow and their names are upright. */
export const MOST_WIDE = 8;
/** A letter of a name, and what is beside it, in pixels. */
const LETTER = 7.6;
const MARGIN = 40;
const WIDEST = 112;
const NARROWEST_WIDE = 72;
const NARROW = 34;

/** The columns before the consumers'. */
export function fixedColumns({ now, rows }: Model, isNarrow: boolean): Column[] {
  const registrar = registrarIn(rows);
  const longest = rows.reduce((most, { name }) => Math.max(most, name.length), 0);
  const room = Math.min(300, Math.max(180, Math.ceil(longest * LETTER) + MARGIN));
  return [
    { key: 'name', title: 'Cluster', note: '', width: isNarrow ? 168 : room, face: nameFace },
    { key: 'credentials', title: 'Credentials', note: '', width: 118, face: credentialsFace },
    { key: 'expires', title: 'Expires', note: '', width: 104, face: (row) => expiryFace(row, now) },
    { key: 'sveltos', title: registrar, note: '', width: 76, face: (row) => registrationFace(row, registrar) },
  ];
}

/** @param room the pixels that are left for the consumers' columns. */
export function consumerColumns({ consumers, rows, data }: Model, room: number): Column[] {
  const share = Math.floor(room / Math.max(1, consumers.length));
  const width = consumers.length > MOST_WIDE ? NARROW : Math.min(WIDEST, Math.max(NARROWEST_WIDE, share));
  const counts = new Map<string, number>();
  for (const { receivers, change } of rows) {
    if (change?.change === 'left') continue;
    for (const namespace of receivers) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  return consumers.map(({ name, namespace }) => {
    const title = name || namespace;
    const isNew = data.difference?.newConsumers.includes(namespace) ?? false;
    return {
      key: namespace,
      title,
      note: (counts.get(namespace) ?? 0).toLocaleString('en'),
      width,
      face: (row) => consumerFace(row, namespace, title, isNew),
    };
  });
}

function nameFace({ name, path, change }: Row): CellFace {
  const word = change && CHANGES[change.change];
  return { look: `name${change ? ` ${change.change}` : ''}`, text: name, says: word ? `${path}, ${word}` : path };
}

const CHANGES = { joined: 'joins', left: 'leaves', moved: 'moves here', changed: 'changes' } as const;

function credentialsFace({ credentials, isMissing, change, cluster }: Row): CellFace {
  if (change?.rotated) return { look: 'rotated', text: credentials, says: `${credentials}, new content` };
  if (!isMissing) return { look: 'words', text: credentials, says: credentials };
  const reason = cluster.credentials.state === 'missing' ? `: ${cluster.credentials.reason}` : '';
  return { look: 'words missing', text: credentials, says: `${credentials}${reason}` };
}

function expiryFace(row: Row, now: number): CellFace {
  if (row.ends === undefined) return { look: 'words faint', text: '–', says: 'no expiry date known' };
  const ending = endingOf(row, now);
  const text = inWords(row.ends, now);
  const look = ending === 'later' ? 'words' : `words ${ending}`;
  return { look, text, says: `${ending === 'expired' ? 'expired' : 'expires'} ${text}` };
}

function registrationFace({ cluster: { registration }, change }: Row, registrar: string): CellFace {
  if (change?.registration === 'gained')
    return { look: 'mark gained', text: '', says: `is newly registered with ${registrar}` };
  if (change?.registration === 'lost')
    return { look: 'mark lost', text: '', says: `is no longer registered with ${registrar}` };
  switch (registration.state) {
    case 'registered':
      return { look: 'mark yes', text: '', says: `registered with ${registrar}` };
    case 'kept':
      return { look: 'mark kept', text: '', says: `kept in ${registrar} as an earlier render made it` };
    case 'none':
      return { look: 'mark none', text: '', says: `not registered with ${registrar}` };
  }
}

function consumerFace(row: Row, namespace: string, title: string, isNew: boolean): CellFace {
  const { cluster, receivers, change, isMissing } = row;
  if (change?.gained.includes(namespace) || (isNew && receivers.has(namespace))) {
    return { look: 'mark gained', text: '', says: `${title} gains the credentials` };
  }
  if (change?.lost.includes(namespace)) return { look: 'mark lost', text: '', says: `${title} loses the credentials` };
  if (receivers.has(namespace)) {
    if (change?.rotated) return { look: 'mark renewed', text: '', says: `${title} receives new credentials` };
    return { look: 'mark yes', text: '', says: `${title} receives the credentials` };
  }
  if (cluster.delivery.state === 'kept') {
    return { look: 'mark kept', text: '', says: `${title}: kept as an earlier render made it` };
  }
  if (isMissing) return { look: 'mark gap', text: '', says: `${title} receives nothing: there are no credentials` };
  return { look: 'mark none', text: '', says: `${title} does not receive it` };
}
