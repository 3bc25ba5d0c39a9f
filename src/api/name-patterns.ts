/** The names that Kubernetes takes, as patterns of JSON schemas. A schema limits the length beside them. */

/** A DNS-1123 label: the name of a Namespace. At most 63 characters. */
export const NAMESPACE_PATTERN = '^[a-z0-9](?:-*[a-z0-9])*$';

/** A DNS-1123 subdomain: the name of most objects. At most 253 characters. */
export const OBJECT_NAME_PATTERN = '^[a-z0-9](?:(?:-*|[.])[a-z0-9])*$';

/** The same, with places that are filled in with the name of a namespace. */
export const NAME_BY_NAMESPACE_PATTERN = '^(?:[a-z0-9]|\\{namespace\\})(?:(?:-*|[.])(?:[a-z0-9]|\\{namespace\\}))*$';

/** The key of a Secret's data. At most 253 characters. */
export const DATA_KEY_PATTERN = '^[.]?[A-Za-z0-9_-][A-Za-z0-9._-]*$';
