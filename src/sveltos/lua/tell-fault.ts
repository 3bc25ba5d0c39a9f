import * as framework from '../../diagnostics/event-framework';
import type { Finding, Place } from '../../diagnostics/finding';
import type { LuaFault, LuaLimits } from '../../engines/lua/job';

/** Why a script gave nothing, as a finding. */
export function tellFault(
  fault: LuaFault,
  place: Place,
  source: string,
  script: string,
  { seconds, megabytes }: LuaLimits,
): Finding {
  if (fault.state === 'failed') return framework.luaFailed(place, source, script, fault.reason, fault.line);
  if (fault.limit === 'time') return framework.luaOutOfTime(place, source, script, seconds, fault.line);
  return framework.luaOutOfMemory(place, source, script, megabytes, fault.line);
}
