import { withheld } from '../diagnostics/withheld';
import { withoutTokens } from '../diagnostics/without-tokens';
import type { PluginCall } from '../inventory/credentials/exec-plugin';
import { objectAt, textOf } from '../krm/json';

/** How much is shown of what a plugin wrote on stderr: its end, where the reason usually stands. */
const MOST_SHOWN = 400;
/** Shorter ones are part of other words. */
const SHORTEST = 8;

/**
 * The end of a plugin's stderr in one line. What the plugin was given in variables and options, what it answered, and what
 * looks like a token is described and not shown.
 */
export function stderrInWords(stderr: string, { args, environment }: PluginCall, stdout: string): string {
  const secrets = [...Object.values(environment), ...optionValues(args), ...answeredStrings(stdout)];
  const known = [...new Set(secrets)].filter((one) => one.length >= SHORTEST).sort((a, b) => b.length - a.length);
  const text = withoutTokens(known.reduce((told, one) => told.replaceAll(one, () => `(${withheld(one)})`), stderr));
  const line = text
    .replace(/\p{Cc}\[[\d;]*[A-Za-z]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return (line.length <= MOST_SHOWN ? line : `… ${line.slice(-MOST_SHOWN).trimStart()}`).replace(/\.$/, '');
}

/** What follows an option, or its equals sign. */
function optionValues(args: readonly string[]): string[] {
  return args.flatMap((arg, at) => {
    const value = /^-[^=]*=(.*)/s.exec(arg)?.[1];
    if (value !== undefined) return [value];
    return args[at - 1]?.startsWith('-') && !arg.startsWith('-') ? [arg] : [];
  });
}

/** Of an output that is no ExecCredential, as many words are looked for as one would have. */
const MOST_WORDS = 100;

/** The credentials of an ExecCredential, or the words of an output that is none. */
function answeredStrings(stdout: string): string[] {
  try {
    const answer: unknown = JSON.parse(stdout);
    const { token, clientKeyData, clientCertificateData } = objectAt(answer, 'status');
    return [token, clientKeyData, clientCertificateData].map(textOf);
  } catch {
    return stdout.split(/\s+/, MOST_WORDS);
  }
}
