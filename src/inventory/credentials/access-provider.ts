import {
  type AccessProvider,
  type ClusterProfile,
  KUBECONFIG_SECRETREADER,
  OPEN_CLUSTER_MANAGEMENT,
  providerField,
  providersOf,
} from '../../api/cluster-profile';
import { readExecCredential } from '../../api/exec-credential';
import { pathOf } from '../../api/metadata';
import type { Provider } from '../../api/provider-file';
import * as access from '../../diagnostics/access';
import { repeatedIn } from '../../lists/repeated';
import type { Found } from '../fleet';
import type { AccessContext } from './access-context';
import { buildCredentials } from './build-kubeconfig';
import { broken, missing, type NotFound, type Search } from './credentials';
import { planCall } from './exec-plugin';
import { readCluster } from './reachable-cluster';
import { readReferencedSecret } from './secretreader';
import { refuseServer, searchServiceAccountToken } from './service-account-token';

/**
 * The kubeconfig that a profile's access provider leads to. As clusterinventory-controller chooses: `kubeconfig-secretreader`
 * wherever it stands, then the first of the provider file that the profile names. What needs no plugin comes last:
 * `open-cluster-management` with the token of a ManagedServiceAccount.
 */
export function searchAccessProvider(profile: Found<ClusterProfile>, context: AccessContext): Search {
  const offered = providersOf(profile.object);
  const named = (name: string) => offered.find((provider) => provider.name === name);
  const reader = named(KUBECONFIG_SECRETREADER);
  if (reader !== undefined) {
    return (
      refuseTwins(profile, reader) ?? readReferencedSecret(profile, reader, context.secrets, context.crossNamespace)
    );
  }
  // What could not be read has had its finding, and any of these may be in it.
  if (context.providers === undefined && offered.length > 0) return broken();
  for (const configured of context.providers ?? []) {
    const provider = named(configured.name);
    if (provider !== undefined) {
      return refuseTwins(profile, provider) ?? useConfigured(profile, provider, configured, context);
    }
  }
  const hub = named(OPEN_CLUSTER_MANAGEMENT);
  if (hub !== undefined) return refuseTwins(profile, hub) ?? searchServiceAccountToken(profile, hub, context);
  if (offered.length === 0) return missing('it has no access provider');
  const names = offered.map(({ name }) => name).join(', ');
  return missing(`no access provider of it is built in or configured in a provider file: ${names}`);
}

/** Which of two extensions of one name counts nobody can tell. */
function refuseTwins({ object, item }: Found<ClusterProfile>, provider: AccessProvider): NotFound | undefined {
  const [twice] = repeatedIn((provider.cluster?.extensions ?? []).map(({ name }) => name));
  if (twice === undefined) return undefined;
  return broken(access.extensionTwice(item.at(providerField(object, provider)), pathOf(object), provider.name, twice));
}

/** A provider of the file: Open Cluster Management's needs no plugin where the token is there. */
function useConfigured(
  profile: Found<ClusterProfile>,
  provider: AccessProvider,
  configured: Provider,
  context: AccessContext,
): Search {
  if (provider.name === OPEN_CLUSTER_MANAGEMENT) {
    const search = searchServiceAccountToken(profile, provider, context);
    if (search.state !== 'missing') return search;
  }
  const reading = readCluster(profile, provider);
  if ('findings' in reading) return broken(...reading.findings);
  if (provider.name === OPEN_CLUSTER_MANAGEMENT) {
    const refused = refuseServer(profile, provider, reading, context);
    if (refused !== undefined) return refused;
  }
  const planned = planCall(profile, provider, configured, reading);
  if ('findings' in planned) return broken(...planned.findings);
  const { call } = planned;
  const answer = context.answers.get(call.key);
  if (answer === undefined) return { state: 'asks', call };
  const { place, command } = call;
  if (answer.state === 'failed') {
    const hint = answer.notFound ? call.installHint : '';
    return broken(access.pluginFailed(place, command, call.profile, answer.reason, answer.stderr, hint));
  }
  const status = readExecCredential(answer.stdout);
  if ('fault' in status) return broken(access.pluginAnswerWrong(place, command, call.profile, status.fault));
  const { expiresAt, ...user } = status;
  return buildCredentials(reading, user, {
    from: `the plugin ${command} of its access provider ${provider.name}`,
    expiresAt,
    madeAt: answer.at,
  });
}
