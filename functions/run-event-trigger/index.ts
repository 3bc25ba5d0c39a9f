import type * as Spec from '../../generated/specs/run-event-trigger';
import { EMPTY_RECORD } from '../../src/inventory/record';
import { recogniseInstantiated } from '../../src/sveltos/trigger/recognise-instantiated';
import type { RollcallFunction } from '../function';
import type * as Schema from './schema';

/** The team's own EventSources and EventTriggers, as Sveltos' event framework would run them. */
export const runEventTrigger: RollcallFunction<Schema.RunEventTriggerSpec> = {
  name: 'run-event-trigger',
  kind: 'RunEventTrigger',
  summary: 'Sveltos EventSource + EventTrigger + templates → what they instantiate',
  reads: ['Namespace'],
  needs: 'object that an EventSource selects for an EventTrigger of the input (lib.projectsveltos.io)',
  recognise: recogniseInstantiated,
  loadSchema() {
    const { runEventTriggerSchema }: typeof Schema = require('./schema');
    return runEventTriggerSchema;
  },
  loadValidate() {
    const { validate }: typeof Spec = require('../../generated/specs/run-event-trigger');
    return validate;
  },

  transform({ items, capabilities }, spec) {
    // Selection, CEL and templates are most of the program, and this function's alone: they lie in a file of their own.
    const {
      runTriggers,
    }: typeof import('../../src/sveltos/trigger/run-triggers') = require('../../src/sveltos/trigger/run-triggers');
    const limits = { seconds: spec.luaTimeLimit, megabytes: spec.luaMemoryLimit };
    const { outputs, findings, selected } = runTriggers(items, spec, {
      run: capabilities.runLua,
      runRules: capabilities.runRules,
      limits,
      note: capabilities.note,
    });
    return { record: EMPTY_RECORD, outputs, keep: [], findings, selected };
  },
};
