import { groupBy } from '../../lists/group';
import type {
  ClusterDifference,
  CredentialDifference,
  CredentialView,
  DifferenceRecord,
  FieldDifference,
  LabelDifference,
  ObjectDifference,
  ValueView,
  Withheld,
} from './record';

/** A part of a line: our own words, or something that the input says, which each form has to make harmless. */
export type Part = string | { readonly given: string };

/** `+` comes, `-` goes, `>` moves, `~` changes. */
export interface Line {
  readonly sign: '+' | '-' | '>' | '~';
  readonly parts: readonly Part[];
  /** What there is to say about it, a line each. */
  readonly below: readonly (readonly Part[])[];
}

export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** So many names are on a line; of more, the first ones and their number. */
const MOST_NAMES = 10;
/** So many groups of the same shape are on lines of their own. */
const MOST_ALIKE = 5;
const SAMPLES = 3;
/** Whoever reviews a change wants to see who leaves. */
const MOST_CLUSTERS = 50;

/** A difference for people: the fleet first, then what is left to say of objects. One cause is on one line. */
export function listSections(record: DifferenceRecord): Section[] {
  const sections = [
    { title: 'Clusters', lines: clusterLines(record.clusters) },
    { title: 'Consumers', lines: [...record.consumers.map(consumerLine), ...receiverLines(record.clusters)] },
    { title: 'Credentials', lines: record.clusters.flatMap(credentialLines) },
    { title: 'Labels of registered clusters, which select add-ons', lines: labelLines(record.clusters) },
    { title: 'ClusterSets', lines: record.clusterSets.map(clusterSetLine) },
    { title: 'Other objects', lines: objectLines(record.objects) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** The whole difference in one sentence. */
export function summarise({ clusters, consumers, objects }: DifferenceRecord): string {
  const countOf = (change: ClusterDifference['change']) => clusters.filter((one) => one.change === change).length;
  const changeOf = (change: 'joined' | 'left') => consumers.filter((one) => one.change === change).length;
  const rotated = clusters.filter(({ credentials }) => credentials.length > 0).length;
  const numbers = (change: ObjectDifference['change']) =>
    objects.reduce((sum, one) => (one.change === change ? sum + one.objects.length : sum), 0);
  return [
    said(countOf('joined'), 'cluster joins', 'clusters join'),
    said(countOf('left'), 'cluster leaves', 'clusters leave'),
    said(countOf('moved'), 'cluster moves', 'clusters move'),
    said(rotated, 'cluster has new credentials', 'clusters have new credentials'),
    said(changeOf('joined'), 'consumer joins', 'consumers join'),
    said(changeOf('left'), 'consumer leaves', 'consumers leave'),
    `objects: ${numbers('added')} added, ${numbers('removed')} removed, ${numbers('changed')} changed`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function said(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}

function clusterLines(clusters: readonly ClusterDifference[]): Line[] {
  const told = clusters.flatMap((cluster) => {
    const what = describeCluster(cluster);
    return what === undefined ? [] : [{ cluster, ...what }];
  });
  // What is the same for many is on one line.
  return [...groupBy(told, ({ sign, what }) => JSON.stringify([sign, what]))].flatMap(([, group]): Line[] => {
    const [first] = group;
    if (first === undefined) return [];
    if (group.length <= MOST_ALIKE || first.sign === '~' || first.sign === '>') return group.map(({ line }) => line);
    const objects = group.reduce((sum, { cluster }) => sum + cluster.objects.added + cluster.objects.removed, 0);
    const names = group.map(({ cluster }) => cluster.clusterProfile);
    const verb = first.sign === '+' ? 'join' : 'leave';
    const parts = [
      `${group.length} clusters ${verb}${inObjects(objects)}: `,
      ...first.what,
      ': ',
      ...given(names, MOST_CLUSTERS),
    ];
    return [{ sign: first.sign, parts, below: [] }];
  });
}

/** A cluster's line, and what of it can be the same for many. */
interface ClusterWords {
  readonly sign: Line['sign'];
  readonly what: readonly Part[];
  readonly line: Line;
}

function describeCluster(cluster: ClusterDifference): ClusterWords | undefined {
  const { clusterProfile, change, movedFrom = '', because = '', sources, consumers, objects } = cluster;
  const path = { given: clusterProfile };
  const tell = (sign: Line['sign'], what: readonly Part[], parts: readonly Part[], below: Line['below'] = []) => ({
    sign,
    what,
    line: { sign, parts: [path, ...parts], below },
  });
  switch (change) {
    case 'joined': {
      const goes = [
        ...(cluster.registration === 'gained' ? ['registered'] : []),
        ...(consumers.gained.length > 0 ? [forConsumers(consumers.gained.length)] : []),
      ].join(', ');
      const what = goes || 'nothing is made for it';
      const from: Part[] = sources ? [', from ', ...given(sources.new)] : [];
      return tell('+', [what], [' joins', ...from, `: ${what}${inObjects(objects.added)}`]);
    }
    case 'left': {
      const why: Part[] = because === '' ? ['the reason is not known'] : [{ given: because }];
      return tell('-', why, [` leaves${inObjects(objects.removed)}: `, ...why]);
    }
    case 'moved': {
      const counts = `${objects.removed} removed, ${objects.added} added`;
      return tell(
        '>',
        [],
        [
          ' was ',
          { given: movedFrom },
          `: every object that is made for it gets another name or namespace (${counts})`,
        ],
      );
    }
    case 'changed': {
      const below = changesOf(cluster);
      return below.length === 0 ? undefined : tell('~', [], [], below);
    }
  }
}

function changesOf({ registration, sources, credentialSource }: ClusterDifference): (readonly Part[])[] {
  return [
    ...(registration === 'gained' ? [['It is now registered.']] : []),
    ...(registration === 'lost' ? [['It is no longer registered.']] : []),
    ...(sources ? [['Sources: ', ...given(sources.old), ' → ', ...given(sources.new)]] : []),
    ...(credentialSource
      ? [['Credentials come from ', { given: credentialSource.new }, ' instead of ', { given: credentialSource.old }]]
      : []),
  ];
}

function forConsumers(count: number): string {
  return count === 1 ? 'credentials for one consumer' : `credentials for ${count} consumers`;
}

function inObjects(count: number): string {
  return count === 0 ? '' : ` (${count === 1 ? 'one object' : `${count} objects`})`;
}

function consumerLine({
  namespace,
  name,
  change,
  renamedFrom,
  because,
  clusters,
}: DifferenceRecord['consumers'][number]): Line {
  const who: Part[] = [...(name === '' ? [] : [{ given: name }, ' in Namespace ']), { given: namespace }];
  const what = clusters === 1 ? 'the credentials of one cluster' : `the credentials of ${clusters} clusters`;
  switch (change) {
    case 'joined':
      return { sign: '+', parts: [...who, ` joins and receives ${what}`], below: [] };
    case 'left': {
      const why: Part[] = because === undefined ? [] : [': ', { given: because }];
      return { sign: '-', parts: [...who, ` leaves and loses ${what}`, ...why], below: [] };
    }
    case 'renamed':
      return { sign: '~', parts: [...who, ' was named ', { given: renamedFrom ?? '' }], below: [] };
  }
}

/** Which consumers clusters gain and lose, with all the clusters for which it is the same. */
function receiverLines(clusters: readonly ClusterDifference[]): Line[] {
  const changed = clusters.filter(({ change }) => change === 'changed' || change === 'moved');
  const lines = (['gained', 'lost'] as const).map((what) => {
    const told = changed.filter(({ change, consumers }) => consumers[what].length > 0 && change === 'changed');
    return [...groupBy(told, ({ consumers }) => consumers[what].join()).values()].flatMap((group): Line[] => {
      const names = group[0]?.consumers[what] ?? [];
      const verb = what === 'gained' ? ' now receives the credentials of ' : ' no longer receives the credentials of ';
      const of = group.map(({ clusterProfile }) => clusterProfile);
      return [{ sign: what === 'gained' ? '+' : '-', parts: [...given(names), verb, ...given(of)], below: [] }];
    });
  });
  return lines.flat();
}

function credentialLines({ clusterProfile, credentials }: ClusterDifference): Line[] {
  return credentials.map((one) => ({
    sign: '~',
    parts: [
      { given: clusterProfile },
      ` has new credentials in ${one.secrets === 1 ? 'one Secret' : `${one.secrets} Secrets`}: `,
      ...describeRotation(one),
    ],
    below: [],
  }));
}

type Fact = readonly [name: string, read: (view: CredentialView) => string | undefined];

const FACTS: readonly Fact[] = [
  ['user', ({ user }) => user],
  ['server', ({ server }) => server],
  ['certificate', ({ certificate }) => certificate && `serial ${certificate.serial}`],
  ['subject', ({ certificate }) => certificate?.subject],
  ['expires', ({ certificate, token }) => certificate?.expires ?? token?.expires],
  ['token', ({ token }) => token && withheldInWords(token)],
  ['authority', ({ authority }) => authority && withheldInWords(authority)],
];

/** Who logs in, and what of a kubeconfig is another one now; its digest where nothing else can be said. */
function describeRotation({ old, new: is }: CredentialDifference): Part[] {
  const changed = FACTS.filter(([, read]) => read(old) !== read(is));
  const facts: readonly Fact[] = changed.length > 0 ? changed : [['kubeconfig', withheldInWords]];
  const isSameUser = old.user !== undefined && old.user === is.user;
  return [
    ...(isSameUser ? ['user ', { given: old.user }] : []),
    ...facts.flatMap(([name, read], at): Part[] => [
      `${at > 0 || isSameUser ? '; ' : ''}${name} `,
      ...transition(read(old), read(is)),
    ]),
  ];
}

function transition(before: string | undefined, after: string | undefined): Part[] {
  return [before === undefined ? 'none' : { given: before }, ' → ', after === undefined ? 'none' : { given: after }];
}

function withheldInWords({ bytes, digest }: Withheld): string {
  const length = bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return digest === undefined ? `(${length}, not shown)` : `(${length}, sha256 ${digest})`;
}

/** A label and its value, with all the clusters for which it is the same. */
function labelLines(clusters: readonly ClusterDifference[]): Line[] {
  const told = clusters.flatMap(({ clusterProfile, labels }) => labels.map((label) => ({ clusterProfile, label })));
  const groups = groupBy(told, ({ label: { key, old, new: is } }) => JSON.stringify([key, old ?? null, is ?? null]));
  return [...groups.values()].flatMap((group): Line[] => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      {
        sign: signOf(first.label),
        parts: [
          { given: first.label.key },
          ': ',
          ...transition(first.label.old, first.label.new),
          ' on ',
          ...given(group.map(({ clusterProfile }) => clusterProfile)),
        ],
        below: [],
      },
    ];
  });
}

function signOf({ old, new: is }: Pick<LabelDifference, 'old' | 'new'>): Line['sign'] {
  if (old === undefined) return '+';
  return is === undefined ? '-' : '~';
}

function clusterSetLine({ name, old, new: is }: DifferenceRecord['clusterSets'][number]): Line {
  return {
    sign: signOf({ old, new: is }),
    parts: [{ given: name }, ': Namespace ', ...transition(old, is)],
    below: [],
  };
}

/** What no cluster and no consumer explains. */
function objectLines(objects: readonly ObjectDifference[]): Line[] {
  const open = objects.filter(({ explainedBy }) => explainedBy === undefined);
  const shapes = groupBy(open, ({ change, kind, role, fields }) =>
    JSON.stringify([change, kind, role ?? '', shown(fields).map(({ path, old, new: is }) => [path, !old, !is])]),
  );
  return [...shapes.values()].flatMap((group) =>
    group.length > MOST_ALIKE ? [shapeLine(group)] : group.map((one) => groupLine(one)),
  );
}

/** Fields that a cluster's line tells already are not told again. */
function shown(fields: readonly FieldDifference[]): FieldDifference[] {
  return fields.filter(({ isExplained }) => !isExplained);
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

function groupLine({ change, objects, fields }: ObjectDifference): Line {
  return {
    sign: SIGNS[change],
    parts: namesOfObjects(objects),
    below: shown(fields).map(({ path, old, new: is }) => [{ given: path }, ': ', ...values(old, is)]),
  };
}

/** The same fields of many objects, each with a value of its own. */
function shapeLine(group: readonly ObjectDifference[]): Line {
  const [first] = group;
  return {
    sign: SIGNS[first?.change ?? 'changed'],
    parts: namesOfObjects(group.flatMap(({ objects }) => objects)),
    below: shown(first?.fields ?? []).map(({ path, old, new: is }) => [
      { given: path },
      old === undefined
        ? ' is new, with values that differ'
        : is === undefined
          ? ' goes, with values that differ'
          : ' changes, with values that differ',
    ]),
  };
}

function namesOfObjects(objects: readonly string[]): Part[] {
  const [first = ''] = objects;
  if (objects.length === 1) return [{ given: first }];
  const kind = first.slice(0, first.indexOf('/'));
  return [`${objects.length} objects of kind `, { given: kind }, ': ', ...given(objects, SAMPLES)];
}

function values(old: ValueView | undefined, is: ValueView | undefined): Part[] {
  const inWords = (value: ValueView | undefined): string | undefined =>
    value && ('shown' in value ? value.shown : withheldInWords(value.withheld));
  return transition(inWords(old), inWords(is));
}

/** Names as parts: all of a few, the first ones and a count of many. */
function given(names: readonly string[], most = MOST_NAMES): Part[] {
  const some = names.length <= most + 1 ? names : names.slice(0, most);
  const parts = some.flatMap((name, at): Part[] => [...(at > 0 ? [', '] : []), { given: name }]);
  return some.length === names.length ? parts : [...parts, ` and ${names.length - some.length} more`];
}
