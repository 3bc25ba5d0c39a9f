import type { WritableObject } from '../krm/yaml/write';

/** On a Secret in Argo CD's namespace: that it is one of Argo CD's own, and which. */
export const SECRET_TYPE_LABEL = 'argocd.argoproj.io/secret-type';
export const CLUSTER_SECRET = 'cluster';
/** On the cluster Secrets that Argo CD's ClusterProfile controller writes: the name of the ClusterProfile. */
export const CONTROLLER_PROFILE_LABEL = 'argocd.argoproj.io/cluster-profile-name';
/** Access providers that this controller knows by itself: what it runs is part of Argo CD. */
export const BUILTIN_PREFIX = 'argo-cd-builtin-';
export const BUILTIN_COMMAND = 'argocd-k8s-auth';

/** Argo CD's ClusterConfig: the JSON under the key `config` of a cluster Secret, in the order of its fields. */
export interface ClusterConfig {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly bearerToken?: string | undefined;
  readonly tlsClientConfig: {
    readonly insecure: boolean;
    readonly serverName?: string | undefined;
    /** Base64 of PEM, as are the two after it. */
    readonly certData?: string | undefined;
    readonly keyData?: string | undefined;
    readonly caData?: string | undefined;
  };
  readonly awsAuthConfig?:
    | {
        readonly clusterName: string;
        readonly roleARN?: string | undefined;
        readonly profile?: string | undefined;
      }
    | undefined;
  readonly execProviderConfig?:
    | {
        readonly command: string;
        readonly args?: readonly string[] | undefined;
        readonly env?: Readonly<Record<string, string>> | undefined;
        readonly apiVersion: string;
        readonly installHint?: string | undefined;
        /** From Argo CD 3.5 on. */
        readonly provideClusterInfo?: true | undefined;
        readonly config?: WritableObject | undefined;
      }
    | undefined;
  readonly disableCompression?: true | undefined;
  readonly proxyUrl?: string | undefined;
}
