import type { Instant } from '../api/instant';
import type { RunRules } from '../engines/cel/job';
import type { RunLua } from '../engines/lua/job';
import type { PluginAnswers } from './credentials/exec-plugin';

/** Text from outside, or why there is none, in half a sentence. */
export type ReadText = { readonly text: string } | { readonly reason: string };

/** What a function may use of the world outside; its host hands it in. */
export interface Capabilities {
  /** The provider file that the command line names. */
  readonly providerFile?: { readonly path: string; readonly read: () => ReadText } | undefined;
  /** Reads a file that the configuration names, relative to it. */
  readonly readFile: (path: string) => ReadText;
  /** The present, where whoever renders asks for what depends on it. */
  readonly now?: Instant | undefined;
  /** How long before the end of credentials a warning is given, in milliseconds, whatever the configuration says. */
  readonly expiresWithin?: number | undefined;
  /** When a certificate (PEM) expires; `undefined` where it cannot be read. */
  readonly readCertificateExpiry: (pem: string) => Instant | undefined;
  /** What credential plugins have answered so far. */
  readonly answers: PluginAnswers;
  /** Runs the Lua of EventSources. */
  readonly runLua?: RunLua | undefined;
  /** Judges the CEL rules of EventSources. */
  readonly runRules?: RunRules | undefined;
  /** Who keeps what is rendered, where it is not only those who apply it: Argo CD, in its cache. */
  readonly keeper?: string | undefined;
  /** Notes what is going on, for whoever stops a render that takes too long. */
  readonly note: (running: string) => void;
}

/** For a host that gives none. */
export const NO_CAPABILITIES: Capabilities = {
  readFile: () => ({ reason: 'this host reads no files' }),
  readCertificateExpiry: () => undefined,
  answers: new Map(),
  note: () => {},
};
