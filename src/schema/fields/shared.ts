import { credentialFields } from './credential-rules';
import { runFields } from './one-run';
import { scaleFields } from './scale';
import { selectionFields } from './selection';

/**
 * The fields that every function takes. Each field is described, typed and given its default in this folder, a file for
 * each group; each function says which of them it takes. The documentation is made from these descriptions.
 */
export const sharedFields = { ...selectionFields, ...credentialFields, ...runFields, ...scaleFields } as const;
