import type { ErrorObject } from 'ajv';
import type { Validate } from '../src/api/kind';
import type { Capabilities } from '../src/inventory/capabilities';
import type { Fleet, FleetKind } from '../src/inventory/fleet';
import type { LabelKeys } from '../src/inventory/label-keys';
import type { ShardSpec } from '../src/inventory/shards/shard';
import type { Item } from '../src/krm/item';
import type { EarlierOutputs } from '../src/krm/ownership';
import type { Plan } from '../src/outputs/plan';
import type { RecogniseMark } from '../src/outputs/recognise-mark';

/** What a function works on. */
export interface Inputs {
  readonly fleet: Fleet;
  /** What an earlier render of the same owner made from the fleet. */
  readonly earlier: EarlierOutputs;
  readonly capabilities: Capabilities;
  /** Every object of the input that is no output, of whatever kind. */
  readonly items: readonly Item[];
}

/** What people know a function by. */
export interface FunctionProfile {
  readonly name: string;
  /** The functionConfig's kind. */
  readonly kind: string;
  readonly summary: string;
  /** The kinds of object that it reads; others pass, whatever they look like. */
  readonly reads: readonly FleetKind[];
  /** What it cannot work without, in words. */
  readonly needs: string;
  /** Tells, of an object that bears a mark of this function, whether the function can have made it. */
  readonly recognise: RecogniseMark;
}

/** One of Rollcall's functions: a pure transform from a fleet and a configuration to a plan of the output. */
export interface RollcallFunction<Spec> extends FunctionProfile {
  /** The JSON schema of `spec`, which a run without faults does not need. */
  readonly loadSchema: () => object;
  /** The check of `spec`, which is a file of its own: a run needs that of one function. */
  readonly loadValidate: () => Validate<Spec>;
  transform(inputs: Inputs, spec: Spec): Plan;
}

/** What every configuration has. */
export interface SharedSpec {
  /** Files, folders and globs that a host reads where none of the fleet is sent. */
  readonly inputs?: readonly string[] | undefined;
  readonly allowEmpty: boolean;
  readonly takeOverFrom: readonly string[];
  readonly maxWithdrawals?: number | string | undefined;
  readonly severity: Readonly<Record<string, { level: 'Off' | 'Info' | 'Warning' | 'Error'; reason: string }>>;
  readonly onClusterError: 'Stop' | 'Quarantine';
  readonly roll: 'Check' | 'Update' | 'Off';
  readonly maxDepartures: number | string;
  readonly labelKeys: LabelKeys;
  /** Which part of the output is written; all of it, where nothing is said. */
  readonly shard?: ShardSpec | undefined;
  readonly limits: LimitsSpec;
}

/** The most that one render may write. */
export interface LimitsSpec {
  readonly objects?: number | undefined;
  readonly bytesPerSecret: number;
  readonly bytes?: number | undefined;
}

/** A function whose configuration has been checked. */
export interface ConfiguredFunction {
  readonly shared: SharedSpec;
  transform(inputs: Inputs): Plan;
}

/** A function whose configuration's type nobody else needs to know. */
export interface AnyFunction extends FunctionProfile {
  /** The JSON schema of `spec`. */
  readonly schema: object;
  /** Checks a spec and fills its defaults in; the spec is changed, so hand in a copy. */
  configure(spec: unknown): ConfiguredFunction | { readonly errors: readonly ErrorObject[] };
}

export function bind<Spec extends SharedSpec>(bound: RollcallFunction<Spec>): AnyFunction {
  const { name, kind, summary, reads, needs, recognise, loadSchema, loadValidate, transform } = bound;
  return {
    name,
    kind,
    summary,
    reads,
    needs,
    recognise,
    get schema() {
      return loadSchema();
    },
    configure(spec) {
      const validate = loadValidate();
      if (!validate(spec)) return { errors: validate.errors ?? [] };
      return { shared: spec, transform: (inputs) => transform(inputs, spec) };
    },
  };
}
