import { isObject, objectAt } from '../krm/json';

const group = 'external-secrets.io';
const apiVersion = `${group}/v1`;

/** External Secrets Operator, `external-secrets.io/v1`: what it makes Secrets from. */
export const EXTERNAL_SECRET = { apiVersion, group, kind: 'ExternalSecret' } as const;
/** Makes an ExternalSecret in each namespace that it selects. Cluster-scoped. */
export const CLUSTER_EXTERNAL_SECRET = { apiVersion, group, kind: 'ClusterExternalSecret' } as const;
export const SECRET_STORE = { apiVersion, group, kind: 'SecretStore' } as const;

/** What its kubernetes provider reads Secrets with. */
export const SERVICE_ACCOUNT = { apiVersion: 'v1', group: '', kind: 'ServiceAccount' } as const;
const rbac = 'rbac.authorization.k8s.io';
export const ROLE = { apiVersion: `${rbac}/v1`, group: rbac, kind: 'Role' } as const;
export const ROLE_BINDING = { apiVersion: `${rbac}/v1`, group: rbac, kind: 'RoleBinding' } as const;

/** On every Namespace since Kubernetes 1.21: its name. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';
/** In every namespace: the certificate authority of the cluster's own API server. */
export const ROOT_CA = { name: 'kube-root-ca.crt', key: 'ca.crt' } as const;

/** The namespaces that a ClusterExternalSecret selects by name, whatever labels they must have too. */
export function selectedNamespaces(object: unknown): string[] {
  const { namespaceSelectors } = objectAt(object, 'spec');
  return listOf(namespaceSelectors)
    .flatMap(({ matchExpressions }) => listOf(matchExpressions))
    .filter(({ key, operator }) => key === NAMESPACE_NAME_LABEL && operator === 'In')
    .flatMap(({ values }) => (Array.isArray(values) ? values.filter((one) => typeof one === 'string') : []));
}

function listOf(value: unknown) {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
