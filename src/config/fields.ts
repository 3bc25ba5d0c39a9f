import { CONSUMER_LABEL } from '../api/cluster-profile';
import { DURATION_PATTERN, POSITIVE_DURATION_PATTERN } from '../api/duration';
import { INSTANT_PATTERN } from '../api/instant';
import { CLUSTER_SET_LABEL } from '../api/namespace';
import { providerSchema } from '../api/provider-file';
import { sveltosClusterSpecSchema } from '../api/sveltos-cluster';

/**
 * The fields of the functions' configurations: each is described, typed and given its default here, and each function
 * says which of them it takes. The documentation is made from these descriptions.
 */

const labelKey = (description: string, key: string) =>
  ({ type: 'string', minLength: 1, default: key, description }) as const;

const stringMap = { type: 'object', additionalProperties: { type: 'string' } } as const;
const names = { type: 'array', items: { type: 'string', minLength: 1 } } as const;

const verdict = <Fallback extends 'Warn' | 'Deny'>(fallback: Fallback, description: string) =>
  ({ enum: ['Allow', 'Warn', 'Deny'], default: fallback, description }) as const;

const duration = <Fallback extends string>(fallback: Fallback, description: string) =>
  ({ type: 'string', pattern: DURATION_PATTERN, minLength: 1, default: fallback, description }) as const;

export const sharedFields = {
  labelKeys: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'The keys of the labels that are read, for fleets that have names of their own.',
    properties: {
      profileName: labelKey('On a Cluster: the name of its ClusterProfile.', 'clusterprofile-name'),
      profileNamespace: labelKey('On a Cluster: the namespace of its ClusterProfile.', 'clusterprofile-namespace'),
      clusterSet: labelKey('On a Cluster: its ClusterSet.', 'clusterset.k8s.io'),
      namespaceClusterSet: labelKey(
        'On a Namespace: the ClusterSet whose profiles it holds. With the default key, multicluster.x-k8s.io/clusterset counts where that one is absent.',
        CLUSTER_SET_LABEL,
      ),
      consumer: labelKey('On a Namespace: the consumer that reads credentials there.', CONSUMER_LABEL),
    },
  },
  clusterNamespaces: {
    ...names,
    description:
      'The namespaces whose Clusters are read (in register-sveltos-clusters: whose ClusterProfiles), by their exact names. Without it, all are. For Open Cluster Management’s there is bindingNamespaces.',
  },
  missingCredentials: {
    enum: ['Auto', 'Skip', 'Error'],
    default: 'Auto',
    description:
      'What happens to a cluster without credentials. Auto: what an earlier render made stays; else a cluster that is up (status.controlPlaneReady, status.initialization.controlPlaneInitialized or the condition ControlPlaneInitialized of a Cluster, the condition ControlPlaneHealthy of a ClusterProfile) is an error, and a young one is skipped with a warning. Skip: always skipped. Error: always an error.',
  },
  kubeconfigPolicy: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description:
      'What a kubeconfig that is handed on may hold. Deny is an error. Its bytes are passed on as they came in, whatever is said here.',
    properties: {
      execPlugin: verdict('Deny', 'A user with an exec stanza: whoever gets the kubeconfig runs the command in it.'),
      authProvider: verdict('Deny', 'A user with an auth-provider stanza, which runs commands too.'),
      filePath: verdict(
        'Deny',
        'Paths (certificate-authority, client-certificate, client-key, tokenFile): they name files of another machine.',
      ),
      insecureTLS: verdict('Warn', 'A cluster with insecure-skip-tls-verify.'),
      plainHTTP: verdict('Warn', 'A cluster whose server is reached without TLS.'),
      currentContext: verdict('Warn', 'No current-context, or one that the kubeconfig does not hold.'),
      multipleContexts: verdict('Warn', 'More than one context.'),
    },
  },
  now: {
    type: 'string',
    pattern: INSTANT_PATTERN,
    description:
      'The time (RFC 3339) by which credentials are judged: what has expired is an error. Without it, and without the option --now, which counts over it, nothing depends on the clock.',
  },
  expiryWarning: duration(
    '7d',
    'How long before credentials expire a warning is given (d, h, m, s as in 7d or 36h); it takes now.',
  ),
  inputs: {
    ...names,
    minItems: 1,
    description:
      'Files, folders and globs to read the fleet from, where the host sends nothing but this configuration: a kustomize generator, relative to the kustomization, or `rollcall render` without a PATH, relative to this file. Nothing outside that folder is read.',
  },
  allowEmpty: {
    type: 'boolean',
    default: false,
    description:
      'Whether a render that finds no cluster, or makes nothing, may succeed. Hosts then delete what was there.',
  },
  takeOverFrom: {
    ...names,
    default: [],
    description:
      'Owners (`<function>/<name>`) that this configuration replaces: what they made and this one wants changes hands, the rest leaves. Not for an owner that still runs.',
  },
} as const;

export const consumerFormats = ['Sveltos', 'ClusterInventory', 'MulticlusterRuntime'] as const;
export const sveltosFormats = ['SveltosController', 'SveltosEvents'] as const;

export const publishFields = {
  dataKeys: {
    ...names,
    minItems: 1,
    uniqueItems: true,
    description: 'The data keys that the kubeconfig is written under, in place of the format’s own.',
  },
} as const;

/** The ways from a ClusterProfile to its credentials. */
export const accessFields = {
  providers: {
    type: 'array',
    items: providerSchema,
    description:
      'Credential plugins by the names of access providers, as in clusterinventory-controller’s provider file; their order decides. They run only where rollcall was started with --allow-exec-plugins.',
  },
  providerFile: {
    type: 'string',
    minLength: 1,
    description:
      'A file that holds the providers, JSON or YAML, relative to the configuration’s own file or else to the working folder, and inside that folder.',
  },
  execPlugins: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'How credential plugins are run.',
    properties: {
      timeout: { ...duration('30s', 'How long one may take.'), pattern: POSITIVE_DURATION_PATTERN },
      concurrency: {
        type: 'integer',
        minimum: 1,
        maximum: 64,
        default: 8,
        description: 'How many run at the same time.',
      },
    },
  },
  openClusterManagement: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'Clusters of Open Cluster Management, whose access provider is open-cluster-management.',
    properties: {
      managedServiceAccount: {
        type: 'string',
        minLength: 1,
        description:
          'The ManagedServiceAccount whose token is used. Without it the only one that there is; several are an error.',
      },
    },
  },
  crossNamespace: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description:
      'Whether an access provider may lead to a Secret of another namespace than its ClusterProfile’s. Whoever may write a ClusterProfile can otherwise have any Secret of the package handed on.',
    properties: {
      policy: { enum: ['Allow', 'Deny'], default: 'Allow', description: 'Deny is an error.' },
      allowedNamespaces: {
        ...names,
        default: [],
        description: 'Where this is not empty, these namespaces are allowed and no others, whatever the policy is.',
      },
    },
  },
} as const;

export const registerFields = {
  ...accessFields,
  template: {
    type: 'object',
    additionalProperties: false,
    description: 'Laid under every SveltosCluster: what the ClusterProfile or Rollcall says counts over it.',
    properties: {
      metadata: {
        type: 'object',
        additionalProperties: false,
        properties: { labels: stringMap, annotations: stringMap },
      },
      spec: sveltosClusterSpecSchema,
    },
  },
  dropLabels: {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    default: [
      'app.kubernetes.io/instance',
      'app.kubernetes.io/managed-by',
      'argocd.argoproj.io/*',
      'applyset.kubernetes.io/*',
      'kustomize.toolkit.fluxcd.io/*',
      'helm.toolkit.fluxcd.io/*',
      'objectset.rio.cattle.io/*',
      'projectsveltos.io/k8s-version',
    ],
    description:
      'Labels of a ClusterProfile that are not copied: the marks by which other tools own an object. A `*` at the end stands for anything.',
  },
  managedBy: {
    type: 'string',
    minLength: 1,
    default: 'rollcall',
    description: 'The value of the label clusterinventory.projectsveltos.io/managed-by.',
  },
} as const;

/** What is read of a hub of Open Cluster Management, and how. */
export const hubFields = {
  implicitSets: {
    type: 'boolean',
    default: true,
    description:
      'Whether the ManagedClusterSets `default` and `global` are there without being sent along, and a ManagedCluster without a set belongs to `default`, as on a hub with the gate DefaultClusterSet.',
  },
  bindingNamespaces: {
    ...names,
    description:
      'The namespaces whose ManagedClusterSetBindings count, by their exact names. Without it, all do: a cluster that is bound in two namespaces has two ClusterProfiles. With an empty list none does.',
  },
  spokes: {
    type: 'array',
    default: [],
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['cluster', 'path'],
      properties: { cluster: { type: 'string', minLength: 1 }, path: { type: 'string', minLength: 1 } },
    },
    description:
      'Where the ClusterProperties and ClusterClaims of each managed cluster lie: `cluster`, a ManagedCluster’s name, and `path`, a folder or file relative to the package (in `rollcall render`: to the configuration’s file). An object may carry the annotation rollcall.dev/managed-cluster instead.',
  },
  reservedClaimSuffixes: {
    ...names,
    default: [],
    description:
      'Suffixes of the names of claims that are reserved, as the klusterlets have them (reservedClusterClaimSuffixes): those are never cut and come first.',
  },
  maxCustomClaims: {
    type: 'integer',
    default: 20,
    minimum: 0,
    description:
      'How many claims that are not reserved are taken from a spoke, as the klusterlets have it (maxCustomClusterClaims).',
  },
  clusterProxy: {
    type: 'object',
    additionalProperties: false,
    default: {},
    description: 'How clients reach managed clusters through cluster-proxy.',
    properties: {
      caFrom: {
        enum: ['ServingCert', 'ProxyCA'],
        default: 'ServingCert',
        description:
          'What clients trust: ServingCert, the user server’s own certificate (tls.crt of the Secret cluster-proxy-user-serving-cert), as cluster-proxy writes it; ProxyCA, the authority that signs it and outlives it (ca.crt of the Secret proxy-server-ca).',
      },
    },
  },
} as const;
