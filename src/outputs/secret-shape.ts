/** A Secret without its values: what its readers look for. Whoever makes it, it is the same. */
export interface SecretShape {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The keys that the kubeconfig is under. */
  readonly keys: readonly string[];
}
