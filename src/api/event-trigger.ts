import type { FromSchema } from 'json-schema-to-ts';
import { validateEventTrigger } from '../../generated/event-validators';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';
import { labelSelectorSchema } from './sveltos-selector';

const text = { type: 'string' } as const;
const nonEmpty = { type: 'string', minLength: 1 } as const;
const flag = { type: 'boolean' } as const;
const list = { type: 'array' } as const;
const texts = { type: 'array', items: text } as const;
const textMap = { type: 'object', additionalProperties: text } as const;
const objectReference = { type: 'object' } as const;

const policyRefSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'name'],
  properties: {
    kind: { enum: ['ConfigMap', 'Secret', 'GitRepository', 'OCIRepository', 'Bucket'] },
    namespace: text,
    name: nonEmpty,
    optional: flag,
    deploymentType: { enum: ['Local', 'Remote'] },
    path: text,
    force: flag,
    skipNamespaceCreation: flag,
    tier: { type: 'integer' },
  },
} as const;

const generatorSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'nameFormat'],
  properties: { namespace: text, name: nonEmpty, nameFormat: nonEmpty, optional: flag },
} as const;

const templateResourceRefSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['identifier', 'resource'],
  properties: {
    identifier: text,
    optional: flag,
    ignoreStatusChanges: flag,
    watchFields: texts,
    resource: {
      type: 'object',
      additionalProperties: false,
      properties: {
        apiVersion: text,
        kind: text,
        namespace: text,
        name: text,
        fieldPath: text,
        resourceVersion: text,
        uid: text,
      },
    },
  },
} as const;

/** Fields that say how Sveltos deploys, not what: a render takes them and does nothing with them. */
export const WITHOUT_EFFECT = [
  'continueOnConflict',
  'dependsOn',
  'driftExclusions',
  'maxUpdate',
  'postDeleteChecks',
  'preDeleteChecks',
  'preDeployChecks',
  'reloader',
  'stopMatchingBehavior',
  'syncMode',
  'tier',
  'validateHealths',
  'cloudEventAction',
] as const;

/** `lib.projectsveltos.io` EventTrigger: what an event makes. Cluster-scoped. */
export const eventTriggerSchema = {
  type: 'object',
  required: ['metadata', 'spec'],
  properties: {
    metadata: metadataSchema,
    spec: {
      type: 'object',
      additionalProperties: false,
      required: ['eventSourceName', 'sourceClusterSelector'],
      properties: {
        eventSourceName: nonEmpty,
        sourceClusterSelector: labelSelectorSchema,
        oneForEvent: flag,
        policyRefs: { type: 'array', items: policyRefSchema },
        configMapGenerator: { type: 'array', items: generatorSchema },
        secretGenerator: { type: 'array', items: generatorSchema },
        templateResourceRefs: { type: 'array', items: templateResourceRefSchema },
        extraLabels: textMap,
        extraAnnotations: textMap,
        destinationCluster: objectReference,
        destinationClusterSelector: labelSelectorSchema,
        helmCharts: list,
        kustomizationRefs: list,
        patches: list,
        patchesFrom: list,
        clusterSetRefs: texts,
        cloudEventAction: text,
        continueOnConflict: flag,
        dependsOn: texts,
        driftExclusions: list,
        maxUpdate: { type: ['integer', 'string'] },
        postDeleteChecks: list,
        preDeleteChecks: list,
        preDeployChecks: list,
        profileNameFormat: text,
        reloader: flag,
        stopMatchingBehavior: { enum: ['WithdrawPolicies', 'LeavePolicies'] },
        syncMode: { enum: ['OneTime', 'Continuous', 'ContinuousWithDriftDetection', 'DryRun'] },
        tier: { type: 'integer' },
        validateHealths: list,
      },
    },
  },
} as const;

export type EventTrigger = FromSchema<typeof eventTriggerSchema>;
export type PolicyRef = FromSchema<typeof policyRefSchema>;
export type Generator = FromSchema<typeof generatorSchema>;
export type TemplateResourceRef = FromSchema<typeof templateResourceRefSchema>;

export const EVENT_TRIGGER: ApiKind<EventTrigger> = {
  group: 'lib.projectsveltos.io',
  kind: 'EventTrigger',
  validate: validateEventTrigger,
};

/** On a ConfigMap or Secret of policyRefs: its data are templates, filled with the event. It counts by being there. */
export const INSTANTIATE = 'projectsveltos.io/instantiate';
/** The same, filled in a second step with the cluster and templateResourceRefs. */
export const TEMPLATE = 'projectsveltos.io/template';
/** Its data are Lua scripts that make objects. */
export const LUA = 'projectsveltos.io/lua';
/** The type of a Secret that Sveltos takes templates from. */
export const TEMPLATE_SECRET_TYPE = 'addons.projectsveltos.io/cluster-profile';
/** Where Sveltos keeps what the generators make. */
export const SVELTOS_NAMESPACE = 'projectsveltos';
