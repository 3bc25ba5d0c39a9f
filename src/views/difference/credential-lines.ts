import { type Line, type Part, transition, withheldInWords } from './parts';
import type { ClusterDifference, CredentialDifference, CredentialView } from './record';

/** A line for each kubeconfig that takes the place of another. */
export function credentialLines({ clusterProfile, credentials }: ClusterDifference): Line[] {
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
