import { judgeObjects, type RunRules } from '../../src/engines/cel/job';
import { runScript } from '../../src/engines/lua/interpreter';
import type { RunLua } from '../../src/engines/lua/job';
import { NO_CAPABILITIES } from '../../src/inventory/capabilities';
import { SVELTOS_LIBRARY } from '../../src/sveltos/lua/library';
import { readRule, variablesOf } from '../../src/sveltos/select/rules';

/** Lua in this very process, without limits: the process of its own has a test of its own. */
export const runLuaHere: RunLua = (jobs) => jobs.map((job) => runScript(job, SVELTOS_LIBRARY));

const runRulesHere: RunRules = (jobs) =>
  jobs.map((job) => ({ state: 'answered', judgement: judgeObjects(job, readRule, variablesOf) }));

export const WITH_LUA = { ...NO_CAPABILITIES, runLua: runLuaHere, runRules: runRulesHere };
