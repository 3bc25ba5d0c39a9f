import type { Finding, Place } from '../../diagnostics/finding';
import * as limits from '../../diagnostics/limits';
import * as lua from '../../diagnostics/lua';
import type { RuleFault } from '../../engines/cel/job';
import type { LuaFault, LuaLimits } from '../../engines/lua/job';

/** Why a script gave nothing, as a finding. */
export function tellFault(
  fault: LuaFault,
  place: Place,
  source: string,
  script: string,
  { seconds, megabytes }: LuaLimits,
): Finding {
  if (fault.state === 'failed') return lua.luaFailed(place, source, script, fault.reason, fault.line);
  if (fault.limit === 'time') return lua.luaOutOfTime(place, source, script, seconds, fault.line);
  return lua.luaOutOfMemory(place, source, script, megabytes, fault.line);
}

/** Why rules judged nothing, as a finding. */
export function tellRuleFault(
  fault: RuleFault,
  place: Place,
  source: string,
  rule: string | undefined,
  { seconds, megabytes }: LuaLimits,
): Finding {
  if (fault.state === 'failed') return limits.rulesFailed(place, source, fault.reason);
  if (fault.limit === 'time') return limits.ruleOutOfTime(place, source, rule, seconds);
  return limits.ruleOutOfMemory(place, source, rule, megabytes);
}
