import type { AnyFunction } from '../../functions/function';
import type { Policy } from '../config/policy';
import type { FilePlace, Finding } from '../diagnostics/finding';
import type { Capabilities } from '../inventory/capabilities';
import type { PluginAnswers, PluginRun } from '../inventory/credentials/exec-plugin';
import type { NumberedShard } from '../inventory/shards/shard';
import type { Item } from '../krm/item';
import type { Json } from '../krm/json';
import type { Written } from '../krm/written';
import type { RollCall, RollHost } from '../roll/call-roll';
import type { Quarantine } from './quarantine';
import type { RenderRecord } from './render-record';
import type { FailOn } from './weigh';

/** What came in: the objects, and how to work on them. */
export interface Run {
  readonly items: readonly Item[];
  readonly functionConfig: Json | undefined;
  /** The function that the command line names, if it names one. */
  readonly asked?: AnyFunction | undefined;
  /** Where the functionConfig was read from, if no annotation of its own tells. */
  readonly configFile?: FilePlace | undefined;
  /** The owner's name where the functionConfig gives none. */
  readonly unnamed?: string | undefined;
  /** What no configuration may go below; never a matter of what the run reads. */
  readonly policies?: readonly Policy[] | undefined;
  /** What an earlier render left where this one writes; without it, `items` holds it. */
  readonly earlier?: readonly Item[] | undefined;
  /** What the host lends of the world outside. */
  readonly capabilities?: Capabilities | undefined;
  /** Whether this one run may withdraw any number of clusters; never a matter of what it reads. */
  readonly allowWithdrawals?: boolean | undefined;
  /** Clusters that an attempt before this one set aside. */
  readonly quarantine?: Quarantine | undefined;
  /** The shard that whoever starts the program names; it overrides the configuration's. */
  readonly shard?: NumberedShard | undefined;
  /** Whether nothing is written: then a configuration that leaves the shard to the command line is looked at as a whole. */
  readonly onlyLooks?: boolean | undefined;
  /** Whether what the output costs its host is told, however little it is. */
  readonly tellsCosts?: boolean | undefined;
  /** From which severity on findings stop the run; errors alone, where nothing is said. */
  readonly failOn?: FailOn | undefined;
  /** What the host can do for the Roll; as kpt, where nothing else is said. */
  readonly rollHost?: RollHost | undefined;
  /** What reading the input has found already. */
  readonly findings: readonly Finding[];
}

/** What plugins have to answer before anything can go out. */
export interface Asking {
  readonly state: 'asks';
  readonly plugins: PluginRun;
  /** The same run, with the answers. */
  readonly resume: (answers: PluginAnswers) => Outcome | Asking;
}

/** What goes out: everything, or nothing and the reasons. */
export type Outcome =
  | {
      readonly state: 'rendered';
      readonly owner: string;
      readonly written: readonly Written[];
      readonly generated: readonly Written[];
      /** Why: what was decided about each cluster. */
      readonly record: RenderRecord;
      /** Absent where the configuration wants no Roll, or there is none. */
      readonly roll?: RollCall | undefined;
      readonly findings: readonly Finding[];
    }
  | {
      readonly state: 'failed';
      /** Absent where the configuration or a plugin stopped the run before anything was decided. */
      readonly record?: RenderRecord;
      readonly roll?: RollCall | undefined;
      readonly findings: readonly Finding[];
    };
