import { parseServer } from '../../api/server-address';
import { type Finding, type Place, withSeverity } from '../../diagnostics/finding';
import * as kubeconfigs from '../../diagnostics/kubeconfigs';
import { isObject, type JsonObject } from '../../krm/json';

type Verdict = 'Allow' | 'Warn' | 'Deny';

const diagnostics = {
  execPlugin: kubeconfigs.kubeconfigRuns,
  authProvider: kubeconfigs.kubeconfigAuthProvider,
  filePath: kubeconfigs.kubeconfigNamesFiles,
  unprotectedToken: kubeconfigs.kubeconfigTokenUnprotected,
  insecureTLS: kubeconfigs.kubeconfigSkipsVerification,
  plainHTTP: kubeconfigs.kubeconfigPlainHttp,
  currentContext: kubeconfigs.kubeconfigWithoutContext,
  multipleContexts: kubeconfigs.kubeconfigManyContexts,
} as const;

export type Rule = keyof typeof diagnostics;

/** What may be in a kubeconfig that is handed on. */
export type KubeconfigPolicy = Readonly<Record<Rule, Verdict>>;

/**
 * Judges a kubeconfig before it is handed on: whoever gets it runs what it says, reads the files that it names, and trusts
 * the server that it names.
 * @param holder where the kubeconfig comes from, in words.
 */
export function judgeKubeconfig(
  config: KubeconfigLists,
  policy: KubeconfigPolicy,
  place: Place,
  holder: string,
): Finding[] {
  const objections = listObjections(config);
  if (objections.length === 0) return [];
  const rules = new Set(objections.map(({ rule }) => rule));
  return [...rules].flatMap((rule) => {
    const verdict = policy[rule];
    if (verdict === 'Allow') return [];
    const found = objections.filter((one) => one.rule === rule).map(({ what }) => what);
    return [withSeverity(diagnostics[rule](place, holder, found), verdict === 'Deny' ? 'error' : 'warning')];
  });
}

/** A kubeconfig, or what client-go would read as one. */
type KubeconfigLists = Readonly<Record<string, unknown>>;

/** Something that a rule objects to: its place in the kubeconfig, since names in it may hold anything. */
interface Objection {
  readonly rule: Rule;
  readonly what: string;
}

/** One pass over the lists, since a fleet has thousands of kubeconfigs and most hold nothing to object to. */
function listObjections(config: KubeconfigLists): Objection[] {
  const objections: Objection[] = [];
  const users = listAt(config, 'users');
  const hasToken = users.some((user) => BEARER.some((field) => isSet(mapAt(user, 'user')[field])));
  for (const [at, cluster] of listAt(config, 'clusters').entries()) {
    const what = `clusters[${at}]`;
    const fields = mapAt(cluster, 'cluster');
    const isInsecure = isTrue(fields['insecure-skip-tls-verify']);
    const isPlain = speaksPlainHttp(fields.server);
    if (isSet(fields['certificate-authority'])) {
      objections.push({ rule: 'filePath', what: `${what}.cluster.certificate-authority` });
    }
    if (isInsecure) objections.push({ rule: 'insecureTLS', what });
    if (isPlain) objections.push({ rule: 'plainHTTP', what });
    if (hasToken && (isInsecure || isPlain)) objections.push({ rule: 'unprotectedToken', what });
  }
  for (const [at, user] of users.entries()) {
    const what = `users[${at}]`;
    const fields = mapAt(user, 'user');
    if (isSet(fields.exec)) objections.push({ rule: 'execPlugin', what });
    if (isSet(fields['auth-provider'])) objections.push({ rule: 'authProvider', what });
    for (const field of USER_FILES) {
      if (isSet(fields[field])) objections.push({ rule: 'filePath', what: `${what}.user.${field}` });
    }
  }
  const contexts = listAt(config, 'contexts');
  const current = config['current-context'];
  if (typeof current !== 'string' || current === '') {
    objections.push({ rule: 'currentContext', what: 'no current-context' });
  } else if (!contexts.some(({ name }) => name === current)) {
    objections.push({ rule: 'currentContext', what: 'a current-context that it does not hold' });
  }
  if (contexts.length > 1) objections.push({ rule: 'multipleContexts', what: `${contexts.length} contexts` });
  return objections;
}

const USER_FILES = ['client-certificate', 'client-key', 'tokenFile'];

/** What is sent to the server as it is, and is all that its finder needs. */
const BEARER = ['token', 'tokenFile', 'password'];

/** One of client-go's lists, as far as it has the shape that client-go reads. */
function listAt(config: KubeconfigLists, field: 'clusters' | 'users' | 'contexts'): JsonObject[] {
  const list: unknown = config[field];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function mapAt(entry: JsonObject, field: string): JsonObject {
  const value = entry[field];
  return isObject(value) ? value : {};
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** The Kubernetes tools read YAML 1.1, where `yes` and `on` are true. */
function isTrue(value: unknown): boolean {
  if (typeof value === 'string') return !/^(?:|n|no|off|false)$/i.test(value);
  return isSet(value) && value !== false;
}

function speaksPlainHttp(server: unknown): boolean {
  if (typeof server !== 'string' || server === '') return false;
  const address = parseServer(server);
  return 'scheme' in address && address.scheme === 'http';
}
