/** A Kubernetes object, as YAML or JSON hold it. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

/** One thing that a run has to say; docs/findings.md lists them all. It never holds secret material. */
export interface Finding {
  /** `RC` and three digits; it never changes its meaning. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** One sentence: what is wrong, or what was decided. */
  readonly problem: string;
  /** One sentence: what to do. Empty where nothing needs doing. */
  readonly remedy: string;
  /** The object that it is about. `namespace` is empty for objects without one. */
  readonly object?: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
  };
  /** The path of the field inside the object. */
  readonly field?: string;
}

/** What a run gives: all of it, or nothing and the reasons. */
export type Outcome =
  | {
      readonly state: 'rendered';
      /**
       * The whole set of objects: those that were not touched are the very objects that came in, in their order, and what
       * is new follows by namespace, kind and name. What an earlier run made and is no longer wanted is not in it.
       */
      readonly objects: readonly object[];
      /** What is generated, new or old: a part of `objects`. */
      readonly generated: readonly KubernetesObject[];
      /** Warnings and infos. */
      readonly findings: readonly Finding[];
    }
  | { readonly state: 'failed'; readonly findings: readonly Finding[] };

/** What bounds one run. */
export interface RunLimits {
  /**
   * Lets this run withdraw more clusters than `maxWithdrawals` allows, or everything that one consumer has.
   * @default false
   */
  readonly allowWithdrawals?: boolean;
  /**
   * How long the run may take, in milliseconds; 0 is no limit. A run that takes longer fails with the finding RC570.
   * @default 60000
   */
  readonly timeout?: number;
}

/** A function's configuration. */
export interface Configuration<Spec> extends RunLimits {
  /**
   * In whose name objects are made: they belong to `<function>/<name>`.
   * @default 'default'
   */
  readonly name?: string;
  /**
   * The fields that docs/configuration.md describes; `inputs` is for hosts that read files.
   * @default {}
   */
  readonly spec?: Spec;
}

/**
 * One of Rollcall's functions: from a set of objects to the set with what the function makes. It changes no object that
 * comes in and reads nothing else; bad input comes back as findings. Objects have to be plain data that JSON can hold.
 */
export type Transform<Spec> = (objects: readonly object[], configuration?: Configuration<Spec>) => Promise<Outcome>;

/**
 * The function that a functionConfig is for, as a KRM function picks it.
 * @param functionConfig an object of the group rollcall.dev, a ConfigMap, or nothing: render-inventory with its defaults.
 */
export type Render = (objects: readonly object[], functionConfig?: object, options?: RunLimits) => Promise<Outcome>;
