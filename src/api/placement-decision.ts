import type { FromSchema } from 'json-schema-to-ts';
import { hubChecks } from './hub-checks';
import type { ApiKind } from './kind';
import { metadataSchema } from './metadata';

/** SIG Multicluster's PlacementDecision (KEP-5313): which ClusterProfiles a scheduler has chosen. It has no spec. */
export const placementDecisionSchema = {
  type: 'object',
  required: ['metadata'],
  properties: {
    metadata: metadataSchema,
    decisions: {
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['clusterProfileRef'],
        properties: {
          clusterProfileRef: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, namespace: { type: ['string', 'null'] } },
          },
        },
      },
    },
  },
} as const;

export type PlacementDecision = FromSchema<typeof placementDecisionSchema>;

export const PLACEMENT_DECISION: ApiKind<PlacementDecision> = {
  group: 'multicluster.x-k8s.io',
  kind: 'PlacementDecision',
  get validate() {
    return hubChecks().validatePlacementDecision;
  },
};

/** On each slice of a decision that has several: the same value, and the slice's number from 0. */
export const DECISION_KEY_LABEL = 'multicluster.x-k8s.io/decision-key';
export const DECISION_INDEX_LABEL = 'multicluster.x-k8s.io/decision-index';
