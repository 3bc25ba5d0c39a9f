import { validateRunEventTrigger } from '../../generated/validators';
import { Stock } from '../../src/sveltos/stock';
import { runTriggers } from '../../src/sveltos/trigger/run-triggers';
import type { RollcallFunction } from '../function';
import { type RunEventTriggerSpec, runEventTriggerSchema } from './schema';

/** The team's own EventSources and EventTriggers, as Sveltos' event framework would run them. */
export const runEventTrigger: RollcallFunction<RunEventTriggerSpec> = {
  name: 'run-event-trigger',
  kind: 'RunEventTrigger',
  summary: 'Sveltos EventSource + EventTrigger + templates → what they instantiate',
  reads: ['Namespace'],
  needs: 'object that an EventSource selects for an EventTrigger of the input (lib.projectsveltos.io)',
  schema: runEventTriggerSchema,
  validate: validateRunEventTrigger,

  transform({ items, capabilities }, spec) {
    const stock = new Stock(items);
    const limits = { seconds: spec.luaTimeLimit, megabytes: spec.luaMemoryLimit };
    const ran = runTriggers(stock, spec.eventTriggers, { run: capabilities.runLua, limits });
    return { outputs: ran.outputs, keep: [], findings: [...ran.findings, ...stock.findings], selected: ran.selected };
  },
};
