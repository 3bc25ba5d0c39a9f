import type { ErrorObject } from 'ajv';

/** A check made from a JSON schema when the project is built; `errors` tells of the last call. */
export interface Validate<T> {
  (data: unknown): data is T;
  errors?: ErrorObject[] | null;
}

/** A kind of object that Rollcall reads, in whatever version it is served. */
export interface ApiKind<T> {
  readonly group: string;
  readonly kind: string;
  readonly validate: Validate<T>;
}
