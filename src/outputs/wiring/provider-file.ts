import { KUBECONFIG_SECRETREADER } from '../../api/cluster-profile';
import type { Provider } from '../../api/provider-file';
import type { WritableObject } from '../../krm/yaml/write';

/** Where the configuration names no plugin: the one that every ClusterProfile of Cluster API needs, looked up in PATH. */
export const DEFAULT_PROVIDERS: readonly Provider[] = [
  { name: KUBECONFIG_SECRETREADER, execConfig: { command: `${KUBECONFIG_SECRETREADER}-plugin` } },
];

/** The providers as every reader of a provider file takes them, without the fields that Rollcall alone knows. */
export function describeProviders(providers: readonly Provider[]): WritableObject[] {
  return providers.map(({ name, execConfig, profileSourcedCLIArgsPolicy, profileSourcedEnvVarsPolicy }) => ({
    name,
    ...(execConfig && { execConfig: describeExec(execConfig) }),
    ...(profileSourcedCLIArgsPolicy && { profileSourcedCLIArgsPolicy }),
    ...(profileSourcedEnvVarsPolicy && { profileSourcedEnvVarsPolicy }),
  }));
}

/** The plugins of cluster-inventory-api need this version, and to be told of the cluster; there is no terminal. */
function describeExec({
  command,
  args,
  env,
  apiVersion,
  installHint,
}: NonNullable<Provider['execConfig']>): WritableObject {
  return {
    apiVersion: apiVersion ?? 'client.authentication.k8s.io/v1',
    command,
    ...(args && { args: [...args] }),
    ...(env && { env: env.map(({ name, value }) => ({ name, value })) }),
    ...(installHint !== undefined && { installHint }),
    interactiveMode: 'Never',
    provideClusterInfo: true,
  };
}
