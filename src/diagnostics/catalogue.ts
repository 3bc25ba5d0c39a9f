import * as access from './access';
import * as argoCD from './argo-cd';
import * as clusterProfiles from './cluster-profiles';
import * as configuration from './configuration';
import * as consumerRules from './consumer-rules';
import * as credentials from './credentials';
import * as difference from './difference';
import * as encryption from './encryption';
import * as eventFramework from './event-framework';
import * as eventSelection from './event-selection';
import * as expiry from './expiry';
import type { Diagnostic } from './finding';
import * as hosts from './hosts';
import * as init from './init';
import * as inputs from './inputs';
import * as inventory from './inventory';
import * as kubeconfigs from './kubeconfigs';
import * as limits from './limits';
import * as lint from './lint';
import * as lua from './lua';
import * as nearMisses from './near-misses';
import * as openClusterManagement from './open-cluster-management';
import * as outputFolder from './output-folder';
import * as outputs from './outputs';
import * as ownership from './ownership';
import * as parameters from './parameters';
import * as policy from './policy';
import * as references from './references';
import * as roll from './roll';
import * as severity from './severity';
import * as shards from './shards';
import * as snapshot from './snapshot';
import * as wire from './wire';
import * as wiring from './wiring';

/** Every finding that there is: the one source for results, stderr and docs/findings.md. */
export const catalogue: readonly Pick<Diagnostic<never[]>, 'code' | 'severity' | 'title' | 'remedy' | 'protects'>[] = [
  wire,
  configuration,
  inventory,
  clusterProfiles,
  consumerRules,
  credentials,
  access,
  expiry,
  kubeconfigs,
  references,
  outputs,
  argoCD,
  wiring,
  ownership,
  policy,
  roll,
  nearMisses,
  encryption,
  snapshot,
  severity,
  lint,
  openClusterManagement,
  hosts,
  outputFolder,
  difference,
  init,
  limits,
  shards,
  eventFramework,
  eventSelection,
  lua,
  inputs,
  parameters,
].flatMap((room) => Object.values(room));
