import type { Finding, Place } from '../../diagnostics/finding';
import * as lua from '../../diagnostics/lua';
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
