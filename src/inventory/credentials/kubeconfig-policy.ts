import type { Kubeconfig } from '../../api/kubeconfig';
import * as access from '../../diagnostics/access';
import { type Diagnostic, type Finding, type Place, withSeverity } from '../../diagnostics/finding';
import { isObject, type JsonObject } from '../../krm/json';

type Verdict = 'Allow' | 'Warn' | 'Deny';

/** What may be in a kubeconfig that is handed on. */
export type KubeconfigPolicy = Readonly<Record<Rule, Verdict>>;
export type Rule = keyof typeof rules;

/** A rule gives what it objects to, in words fit for the finding, or nothing. */
type Check = (config: Parsed) => string[];

const rules = {
  execPlugin: [access.kubeconfigRuns, ({ users }) => having(users, 'exec')],
  authProvider: [access.kubeconfigAuthProvider, ({ users }) => having(users, 'auth-provider')],
  filePath: [
    access.kubeconfigNamesFiles,
    ({ users, clusters }) => [
      ...having(users, 'client-certificate', 'client-key', 'tokenFile'),
      ...having(clusters, 'certificate-authority'),
    ],
  ],
  insecureTLS: [
    access.kubeconfigSkipsVerification,
    ({ clusters }) => names(clusters.filter(({ fields }) => isTrue(fields['insecure-skip-tls-verify']))),
  ],
  plainHTTP: [access.kubeconfigPlainHttp, ({ clusters }) => names(clusters.filter(({ fields }) => isPlain(fields)))],
  currentContext: [access.kubeconfigWithoutContext, findNoContext],
  multipleContexts: [
    access.kubeconfigManyContexts,
    ({ contexts }) => (contexts.length > 1 ? [`${contexts.length} contexts`] : []),
  ],
} satisfies Record<string, [Diagnostic<[holder: string, found: readonly string[]]>, Check]>;

/**
 * Judges a kubeconfig before it is handed on: whoever gets it runs what it says, reads the files that it names, and trusts
 * the server that it names.
 * @param holder where the kubeconfig comes from, in words.
 */
export function judgeKubeconfig(config: Kubeconfig, policy: KubeconfigPolicy, place: Place, holder: string): Finding[] {
  const parsed = parse(config);
  return Object.entries(policy).flatMap(([name, verdict]) => {
    if (verdict === 'Allow' || !isRule(name)) return [];
    const [diagnose, check] = rules[name];
    const found = check(parsed);
    if (found.length === 0) return [];
    return [withSeverity(diagnose(place, holder, found), verdict === 'Deny' ? 'error' : 'warning')];
  });
}

function isRule(name: string): name is Rule {
  return Object.hasOwn(rules, name);
}

/** An entry of one of a kubeconfig's lists. */
interface Entry {
  readonly name: string;
  readonly fields: JsonObject;
}

interface Parsed {
  readonly clusters: readonly Entry[];
  readonly users: readonly Entry[];
  readonly contexts: readonly Entry[];
  readonly current: unknown;
}

/** client-go's lists, as far as they have the shape that client-go reads. */
function parse(config: Kubeconfig): Parsed {
  const read = (list: unknown, field: string): Entry[] => {
    if (!Array.isArray(list)) return [];
    return list.filter(isObject).map((one) => ({
      name: typeof one.name === 'string' ? one.name : '',
      fields: isObject(one[field]) ? one[field] : {},
    }));
  };
  return {
    clusters: read(config.clusters, 'cluster'),
    users: read(config.users, 'user'),
    contexts: read(config.contexts, 'context'),
    current: config['current-context'],
  };
}

function names(entries: readonly Entry[]): string[] {
  return entries.map(({ name }) => name || '(unnamed)');
}

/** The entries that have one of some fields; of several, with the field: `name (field)`. */
function having(entries: readonly Entry[], ...fields: readonly string[]): string[] {
  return entries.flatMap((entry) => {
    const [name = ''] = names([entry]);
    const found = fields.filter((field) => isSet(entry.fields[field]));
    return found.map((field) => (fields.length > 1 ? `${name} (${field})` : name));
  });
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** The Kubernetes tools read YAML 1.1, where `yes` and `on` are true. */
function isTrue(value: unknown): boolean {
  if (typeof value === 'string') return !/^(?:|n|no|off|false)$/i.test(value);
  return isSet(value) && value !== false;
}

/** Without a scheme client-go speaks TLS where there is something to verify it with, and plain http else. */
function isPlain({ server, ...fields }: JsonObject): boolean {
  if (typeof server !== 'string' || server === '') return false;
  if (server.includes('://')) return /^http:/i.test(server.trim());
  return !isSet(fields['certificate-authority-data']) && !isTrue(fields['insecure-skip-tls-verify']);
}

function findNoContext({ contexts, current }: Parsed): string[] {
  if (typeof current !== 'string' || current === '') return ['no current-context'];
  if (contexts.some(({ name }) => name === current)) return [];
  return ['a current-context that it does not hold'];
}
