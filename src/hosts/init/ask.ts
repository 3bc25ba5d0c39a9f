import { functions } from '../../../functions';
import { credentialModes } from '../../schema/fields/credentials-mode';
import { type Choice, HOSTS } from './choice';

/** Asks a question in a terminal; the answer is empty where people just press Enter. */
export type Ask = (question: string) => Promise<string>;

/** Lets a person change what was guessed. What the command line says is not asked again. */
export async function askChoice(ask: Ask, guess: Choice, given: Partial<Choice>): Promise<Choice> {
  const kinds = functions.map(({ kind }) => kind);
  const kind = given.kind ?? (await choose(ask, 'Kind of the configuration', kinds, guess.kind));
  const name =
    given.name ??
    (await ask(`Name of the configuration, to which everything belongs that is made\n[${guess.name}] `)).trim();
  const takesMode = guess.credentials !== undefined || kind !== guess.kind;
  const credentials =
    takesMode && passesCredentials(kind)
      ? (given.credentials ?? (await choose(ask, 'Credentials', credentialModes, guess.credentials ?? 'Copy')))
      : undefined;
  const host = given.host ?? (await choose(ask, 'Lines for the host', HOSTS, guess.host));
  return { kind, name: name || guess.name, credentials, host };
}

export function passesCredentials(kind: string): boolean {
  const { schema = {} } = functions.find((one) => one.kind === kind) ?? {};
  return 'properties' in schema && typeof schema.properties === 'object' && 'credentials' in (schema.properties ?? {});
}

async function choose<Word extends string>(ask: Ask, what: string, words: readonly Word[], guess: Word): Promise<Word> {
  for (;;) {
    const answer = (await ask(`${what}: ${words.join(', ')}\n[${guess}] `)).trim() || guess;
    const found = words.find((word) => word.toLowerCase() === answer.toLowerCase());
    if (found !== undefined) return found;
  }
}
