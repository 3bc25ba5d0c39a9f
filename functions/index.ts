import { type AnyFunction, bind } from './function';
import { importCapiClusters } from './import-capi-clusters';
import { importManagedClusters } from './import-managed-clusters';
import { publishCredentials } from './publish-credentials';
import { registerArgoCDClusters } from './register-argocd-clusters';
import { registerSveltosClusters } from './register-sveltos-clusters';
import { renderInventory } from './render-inventory';
import { runEventTrigger } from './run-event-trigger';
import { wireConsumers } from './wire-consumers';

/** The function that runs when nothing says which. */
export const defaultFunction: AnyFunction = bind(renderInventory);

export const functions: readonly AnyFunction[] = [
  bind(publishCredentials),
  bind(registerSveltosClusters),
  bind(registerArgoCDClusters),
  bind(wireConsumers),
  bind(runEventTrigger),
  bind(importCapiClusters),
  bind(importManagedClusters),
  defaultFunction,
];
