import type { Kubeconfig } from '../../api/kubeconfig';
import * as access from '../../diagnostics/access';
import { type Finding, type Place, withSeverity } from '../../diagnostics/finding';
import { isObject, type JsonObject } from '../../krm/json';

type Verdict = 'Allow' | 'Warn' | 'Deny';

const diagnostics = {
  execPlugin: access.kubeconfigRuns,
  authProvider: access.kubeconfigAuthProvider,
  filePath: access.kubeconfigNamesFiles,
  insecureTLS: access.kubeconfigSkipsVerification,
  plainHTTP: access.kubeconfigPlainHttp,
  currentContext: access.kubeconfigWithoutContext,
  multipleContexts: access.kubeconfigManyContexts,
} as const;

export type Rule = keyof typeof diagnostics;

/** What may be in a kubeconfig that is handed on. */
export type KubeconfigPolicy = Readonly<Record<Rule, Verdict>>;

/**
 * Judges a kubeconfig before it is handed on: whoever gets it runs what it says, reads the files that it names, and trusts
 * the server that it names.
 * @param holder where the kubeconfig comes from, in words.
 */
export function judgeKubeconfig(config: Kubeconfig, policy: KubeconfigPolicy, place: Place, holder: string): Finding[] {
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

/** Something that a rule objects to, in words fit for its finding. */
interface Objection {
  readonly rule: Rule;
  readonly what: string;
}

/** One pass over the lists, since a fleet has thousands of kubeconfigs and most hold nothing to object to. */
function listObjections(config: Kubeconfig): Objection[] {
  const objections: Objection[] = [];
  const users = listAt(config, 'users');
  for (const cluster of listAt(config, 'clusters')) {
    const fields = mapAt(cluster, 'cluster');
    if (isSet(fields['certificate-authority'])) {
      objections.push({ rule: 'filePath', what: `${nameOf(cluster)} (certificate-authority)` });
    }
    if (isTrue(fields['insecure-skip-tls-verify'])) objections.push({ rule: 'insecureTLS', what: nameOf(cluster) });
    if (isPlain(fields, users)) objections.push({ rule: 'plainHTTP', what: nameOf(cluster) });
  }
  for (const user of users) {
    const fields = mapAt(user, 'user');
    if (isSet(fields.exec)) objections.push({ rule: 'execPlugin', what: nameOf(user) });
    if (isSet(fields['auth-provider'])) objections.push({ rule: 'authProvider', what: nameOf(user) });
    for (const field of USER_FILES) {
      if (isSet(fields[field])) objections.push({ rule: 'filePath', what: `${nameOf(user)} (${field})` });
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

/** One of client-go's lists, as far as it has the shape that client-go reads. */
function listAt(config: Kubeconfig, field: 'clusters' | 'users' | 'contexts'): JsonObject[] {
  const list: unknown = config[field];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function mapAt(entry: JsonObject, field: string): JsonObject {
  const value = entry[field];
  return isObject(value) ? value : {};
}

function nameOf({ name }: JsonObject): string {
  return typeof name === 'string' && name !== '' ? name : '(unnamed)';
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** The Kubernetes tools read YAML 1.1, where `yes` and `on` are true. */
function isTrue(value: unknown): boolean {
  if (typeof value === 'string') return !/^(?:|n|no|off|false)$/i.test(value);
  return isSet(value) && value !== false;
}

/** Without a scheme client-go speaks TLS where there is an authority or a certificate, or none is wanted; else plain http. */
function isPlain(cluster: JsonObject, users: readonly JsonObject[]): boolean {
  const { server } = cluster;
  if (typeof server !== 'string' || server === '') return false;
  const scheme = /^\s*([a-z][a-z0-9+.-]*):\/\//i.exec(server)?.[1];
  if (scheme !== undefined) return scheme.toLowerCase() === 'http';
  const fields = [cluster, ...users.map((user) => mapAt(user, 'user'))];
  const hasOne = fields.some((map) => MAKES_TLS.some((field) => isSet(map[field])));
  return !hasOne && !isTrue(cluster['insecure-skip-tls-verify']);
}

const MAKES_TLS = [
  'certificate-authority',
  'certificate-authority-data',
  'client-certificate',
  'client-certificate-data',
];
