import type { Finding } from '../diagnostics/finding';
import type { PluginRun } from '../inventory/credentials/exec-plugin';
import type { FleetRecord } from '../inventory/record';
import type { Item } from '../krm/item';
import type { Output } from './output';

/** What a function wants of the output, before it is reconciled with what is there. */
export interface Plan {
  readonly outputs: readonly Output[];
  /** Outputs of an earlier render that stay exactly as they are. */
  readonly keep: readonly Item[];
  readonly findings: readonly Finding[];
  /** The decisions about each cluster. */
  readonly record: FleetRecord;
  /** Plugins that have to answer before this is the whole plan. */
  readonly asks?: PluginRun | undefined;
  /** How many objects of the fleet there were to work on. */
  readonly selected: number;
}
