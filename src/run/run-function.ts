import type { AnyFunction } from '../../functions/function';
import { configure } from '../config/configure';
import type { Policy } from '../config/policy';
import * as access from '../diagnostics/access';
import { type FilePlace, type Finding, hasErrors } from '../diagnostics/finding';
import * as outputFindings from '../diagnostics/outputs';
import * as ownership from '../diagnostics/ownership';
import { type Capabilities, NO_CAPABILITIES } from '../inventory/capabilities';
import type { PluginAnswers, PluginRun } from '../inventory/credentials/exec-plugin';
import { readFleet } from '../inventory/fleet';
import type { NumberedShard } from '../inventory/shards/shard';
import type { Item } from '../krm/item';
import type { Json } from '../krm/json';
import { indexEarlier, ownerOf, sourcesOf } from '../krm/ownership';
import { findPackage } from '../krm/package-scope';
import type { Written } from '../krm/written';
import type { Output } from '../outputs/output';
import { callRoll, KEEPS_FILES, listQuarantined, type RollCall, type RollHost } from '../roll/call-roll';
import { withRoll } from '../roll/write-roll';
import { type Authority, isOwn } from './authority';
import { brakeWithdrawals } from './brake';
import { checkOutputs } from './check-outputs';
import { checkPolicy } from './check-policy';
import { hideNames } from './hide-names';
import { checkLimits, tellCosts } from './limits/check-limits';
import { sizeOf } from './limits/weigh-output';
import { findQuarantine, keepQuarantined, type Quarantine, tellQuarantine } from './quarantine';
import { recogniseMark } from './recognise';
import { findKeptClaims, judgeStrays, reconcile } from './reconcile';
import { type RenderRecord, recordRender } from './render-record';
import { identitiesOf, isEmptyShard, leaveToOwnShard, openDivision, tellShard } from './shards/check-shard';
import { checkWeights, type FailOn, judgeFailOn, weighFindings } from './weigh';

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
  const own = (rest.earlier ?? input).filter((item) => isOwn(item, authority));
  // Where the folder that is written to holds the earlier render, what the input holds of it counts for nothing.
  const strays = rest.earlier === undefined ? [] : input.filter((item) => isOwn(item, authority));
  const items =
    rest.earlier === undefined ? input : input.filter((item) => !isOwn(item, authority)).concat(rest.earlier);

  const { quarantine } = rest;
  const inputs = items.filter((item) => isInput(item, authority) && !quarantine?.keys.has(item.key));
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

/** What Rollcall made is no input: neither this owner's objects, nor the credentials that any of its functions copied. */
function isInput(item: Item, authority: Authority): boolean {
  const owner = ownerOf(item);
  if (owner === undefined) return true;
  if (item.identity.kind === 'Secret') return false;
  // A mark on what no function makes is an error of its own, and hides no object from the rest.
  const recognition = authority.recognise(item);
  if (recognition.state === 'foreign') return true;
  // A consumer's copy of a ClusterProfile is no cluster of its own.
  if (recognition.state === 'made' && recognition.role === 'ConsumerProfile') return false;
  return owner !== authority.owner && !isOwn(item, authority);
}

/** An object that is kept for one cluster and wanted for another. */
function findKeptRivals(outputs: readonly Output[], keep: readonly Item[]): Finding[] {
  return findKeptClaims(outputs, keep).map((item) =>
    outputFindings.outputClaimedTwice(item.at(), [item.key], [...sourcesOf(item), 'another cluster of this render']),
  );
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}
