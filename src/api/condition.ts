/** A condition of a status (apimachinery's metav1.Condition): every field of it is required. */
export const conditionSchema = {
  type: 'object',
  required: ['type', 'status', 'reason', 'message', 'lastTransitionTime'],
  properties: {
    type: { type: 'string' },
    status: { type: 'string' },
    reason: { type: 'string' },
    message: { type: 'string' },
    lastTransitionTime: { type: 'string' },
  },
} as const;

/** The part of a condition that tells whether it holds. */
export const verdictSchema = {
  type: 'object',
  required: ['type', 'status'],
  properties: { type: { type: 'string' }, status: { type: 'string' } },
} as const;
