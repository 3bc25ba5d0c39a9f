import { configure } from '../config/configure';
import * as access from '../diagnostics/access';
import { type Finding, hasErrors } from '../diagnostics/finding';
import * as ownership from '../diagnostics/ownership';
import { NO_CAPABILITIES } from '../inventory/capabilities';
import type { PluginAnswers, PluginRun } from '../inventory/credentials/exec-plugin';
import { readFleet } from '../inventory/fleet';
import { indexEarlier, ownerOf } from '../krm/ownership';
import { findPackage } from '../krm/package-scope';
import { callRoll, KEEPS_FILES, listQuarantined } from '../roll/call-roll';
import { withRoll } from '../roll/write-roll';
import type { Authority } from './authority';
import { brakeWithdrawals } from './brake';
import { checkOutputs } from './check-outputs';
import { checkPolicy } from './check-policy';
import { findKeptRivals } from './find-rivals';
import { hideNames } from './hide-names';
import { judgeStrays } from './judge-marks';
import { checkLimits, tellCosts } from './limits/check-limits';
import { sizeOf } from './limits/weigh-output';
import { findQuarantine, keepQuarantined, tellQuarantine } from './quarantine';
import { recogniseMark } from './recognise';
import { reconcile } from './reconcile';
import { recordRender } from './render-record';
import type { Asking, Outcome, Run } from './run';
import { setAside } from './set-aside';
import { identitiesOf, isEmptyShard, leaveToOwnShard, openDivision, tellShard } from './shards/check-shard';
import { checkWeights, judgeFailOn, weighFindings } from './weigh';

/** One run, where no credential plugin may be run. */
export function runFunction(run: Run): Outcome {
  return hideNames(settle(run, forbidPlugins), run.items, run.functionConfig);
}

/** One run, where the host runs credential plugins: whoever starts it says so, never what it reads. */
export function runWithPlugins(run: Run): Outcome | Asking {
  const outcome = settle(run, (plugins, findings): Outcome | Asking => {
    if (hasErrors(findings)) return { state: 'failed', findings };
    const { capabilities = NO_CAPABILITIES } = run;
    const resume = (answers: PluginAnswers) => runWithPlugins({ ...run, capabilities: { ...capabilities, answers } });
    return { state: 'asks', plugins, resume };
  });
  return outcome.state === 'asks' ? outcome : hideNames(outcome, run.items, run.functionConfig);
}

/**
 * The way of the data: configuration, fleet, plan, checks, reconciliation. Pure; all findings come back at once.
 * @param ask what becomes of a run that plugins have to answer for, with what there is to say so far.
 */
function settle<T>(run: Run, ask: (plugins: PluginRun, findings: readonly Finding[]) => T): Outcome | T {
  const { items: input, functionConfig, asked, configFile, capabilities = NO_CAPABILITIES, ...rest } = run;
  const { policies = [] } = rest;
  const reading = configure(functionConfig, asked, configFile, rest.unnamed, policies);
  if ('findings' in reading) {
    // Which function would run is not sure, but what is wrong with the objects is wrong for any of them.
    const { findings: reads } = readFleet(input.filter((item) => ownerOf(item) === undefined));
    return { state: 'failed', findings: [...rest.findings, ...reading.findings, ...reads.filter(isError)] };
  }
  const { configured, owner, function: chosen } = reading.configuration;
  const { allowEmpty, takeOverFrom, maxWithdrawals, onClusterError, severity } = configured.shared;
  const authority: Authority = {
    owner,
    takeOverFrom,
    packagePath: findPackage(functionConfig, input),
    recognise: recogniseMark,
  };
  const { quarantine } = rest;
  const { items, inputs, own, strays } = setAside(input, rest.earlier, authority, quarantine);
  const { fleet, findings: reads } = readFleet(inputs, chosen.reads);
  const earlier = indexEarlier(own);
  const plan = configured.transform({ fleet, earlier, capabilities, items: inputs });
  if (plan.asks !== undefined) return ask(plan.asks, [rest.findings, reads, plan.findings].flat());
  const kept = keepQuarantined(own, quarantine, recogniseMark);
  const keep = [...plan.keep, ...kept];
  const { division, findings: dividing } = openDivision(
    configured.shared.shard,
    run.shard ?? (run.onlyLooks ? 'whole' : undefined),
    plan.record,
    plan.outputs,
  );
  const result = reconcile(items, plan.outputs, keep, authority, division);
  const here = division?.take(plan.outputs) ?? plan.outputs;
  const size = sizeOf(
    here,
    division === undefined ? keep : [],
    division?.shard.by === 'Index' ? division.shard.count : 1,
  );
  const rollHost = run.rollHost ?? KEEPS_FILES;
  const rollCall = callRoll({
    owner,
    function: chosen.name,
    configKind: chosen.kind,
    packagePath: authority.packagePath,
    host: rollHost,
    quarantined: quarantine?.keys,
    items: inputs,
    fleet: plan.record,
    outputs: plan.outputs,
    departureLimits: policies.flatMap(({ spec }) => spec.maxDepartures ?? []),
    ...configured.shared,
  });
  // What the configuration lowers is no error for what follows: the brakes have to look all the same.
  const findings = weighFindings(
    [
      rest.findings,
      reads,
      own.flatMap(({ fault }) => fault ?? []),
      leaveToOwnShard(plan.findings, division, plan.record),
      dividing,
      rollCall.findings,
      checkOutputs(plan.outputs, fleet),
      checkLimits(plan.outputs, size, configured.shared.limits),
      findKeptRivals(plan.outputs, keep),
      judgeStrays(strays, plan.outputs, authority),
      result.findings.filter(isError),
      quarantine === undefined
        ? []
        : tellQuarantine(quarantine, kept.length, {
            seesEarlier: rollHost.seesEarlier,
            isOnRoll: rollCall.call?.was && listQuarantined(rollCall.call.was, quarantine.keys).length > 0,
          }),
    ].flat(),
    severity,
  );

  if (!hasErrors(findings) && !allowEmpty) {
    if (plan.selected === 0) findings.push(ownership.nothingToRead({}, chosen.needs));
    else if (result.generated.length === 0 && !isEmptyShard(division, plan.outputs))
      findings.push(ownership.nothingMade({}, plan.selected));
  }
  if (!hasErrors(findings) && !rest.allowWithdrawals) {
    const limits = [maxWithdrawals, ...policies.flatMap(({ spec }) => spec.maxWithdrawals ?? [])];
    findings.push(
      ...brakeWithdrawals(
        { earlier: own, leaving: result.leaving.concat(result.elsewhere.unwanted), items, outputs: plan.outputs, keep },
        limits,
        recogniseMark,
      ),
    );
  }
  const record = recordRender(
    { owner, function: chosen.name, fleet: plan.record, severity, division },
    plan.outputs,
    result,
  );
  const made = () => (division === undefined ? record.outputs() : identitiesOf(plan.outputs, keep));
  findings.push(...checkPolicy(made, policies));
  findings.push(...checkWeights(severity));
  // Only without errors is it true that objects leave or change hands, and that the Roll is written.
  const told = weighFindings(
    hasErrors(findings)
      ? findings
      : findings.concat(
          result.findings,
          tellShard(division, result, plan.outputs),
          tellCosts(size, run.tellsCosts ?? false),
          rollCall.call?.changes ?? [],
        ),
    severity,
  );
  told.push(...judgeFailOn(told, rest.failOn));
  const { call } = rollCall;
  if (hasErrors(told)) {
    const errors = findings.filter((finding) => isError(finding) && !rollCall.findings.includes(finding));
    const aside =
      onClusterError === 'Quarantine' && quarantine === undefined
        ? findQuarantine(errors, plan.record, inputs)
        : undefined;
    if (aside !== undefined) return settle({ ...run, quarantine: aside }, ask);
    return { state: 'failed', record, roll: call, findings: told };
  }
  const { written, generated } = result;
  return {
    state: 'rendered',
    owner,
    written: withRoll(written, call),
    generated,
    record,
    roll: call,
    findings: told,
  };
}

function forbidPlugins({ calls }: PluginRun, findings: readonly Finding[]): Outcome {
  const forbidden = calls.map(({ place, profile, provider, command }) =>
    access.pluginForbidden(place, profile, provider, command),
  );
  return { state: 'failed', findings: [...findings, ...forbidden] };
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}
