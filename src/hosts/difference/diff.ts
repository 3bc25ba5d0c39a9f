import * as difference from '../../diagnostics/difference';
import { type Finding, hasErrors } from '../../diagnostics/finding';
import { nameHider } from '../../run/hide-names';
import type { DifferenceForm, Side } from '../../views';
import type { AccessOptions } from '../capabilities';
import { EXIT } from '../exit';
import { writeStandardOutput } from '../standard-streams';
import { tell } from '../tell';
import { loadViews, readTerminal } from '../view';
import { lendLens } from './lens';
import type { OpenedSide } from './open-side';

/** How a difference is shown. */
export interface ShowOptions {
  readonly form: DifferenceForm | 'html';
  /** A difference is exit code 1, as with git. */
  readonly exitCode: boolean;
  readonly access: AccessOptions;
}

/** Compares two sides and shows what separates them; a side with errors is compared with nothing. */
export function showDifference(old: OpenedSide, is: OpenedSide, names: SideNames, options: ShowOptions): number {
  const { format } = options.access;
  const findings = mergeFindings(old.findings, is.findings, names);
  if (old.side === undefined || is.side === undefined || hasErrors(old.findings)) {
    return showFailure(old, is, names, findings, options);
  }
  const { compareSides, writeDifference, writeDifferencePage } = loadViews();
  const [before, after] = alike(old.side, is.side);
  const { deadline } = options.access;
  const hide = nameHider([...old.items, ...is.items], old.functionConfig, is.functionConfig);
  deadline.note('comparing the two sides');
  const shown = deadline.within<{ differs: boolean; text: string } | { stopped: Finding }>(
    () => {
      const record = compareSides(before, after, lendLens());
      const text =
        options.form === 'html' && is.record !== undefined
          ? writeDifferencePage(record, is.record, is.findings, { now: options.access.now, old: old.record, hide })
          : writeDifference(record, textForm(options.form), { hide, ...readTerminal() });
      return { differs: record.differs, text };
    },
    (stopped) => ({ stopped }),
  );
  if ('stopped' in shown) return tell([...findings, shown.stopped], format);
  writeStandardOutput(Buffer.from(shown.text));
  const code = tell(findings, format);
  return code === EXIT.rendered && options.exitCode && shown.differs ? EXIT.wrongInput : code;
}

/** There is no page without a fleet to show. */
function textForm(form: ShowOptions['form']): DifferenceForm {
  return form === 'html' ? 'text' : form;
}

export interface SideNames {
  readonly old: string;
  readonly new: string;
}

function showFailure(
  old: OpenedSide,
  is: OpenedSide,
  names: SideNames,
  findings: readonly Finding[],
  options: ShowOptions,
): number {
  const sides = [
    { side: 'old', name: names.old, findings: old.findings } as const,
    { side: 'new', name: names.new, findings: is.findings } as const,
  ];
  const failed = sides.flatMap(({ side, name, findings: own }) => {
    const errors = own.filter(({ severity }) => severity === 'error').length;
    return errors === 0 ? [] : [{ side, name, errors }];
  });
  const summary = failed.map(({ side, name, errors }) =>
    difference.sideFailed({}, `The ${side} side (${name})`, errors),
  );
  const { writeFailedDifference } = loadViews();
  writeStandardOutput(Buffer.from(writeFailedDifference({ version: 1, failed }, findings, textForm(options.form))));
  return tell([...summary, ...findings], options.access.format);
}

/** Two sides of one form: what one of them cannot tell is taken from neither. */
function alike(old: Side, is: Side): [Side, Side] {
  if (old.form === is.form) return [old, is];
  if (old.form === 'roll') return [old, { ...is, form: 'roll', objects: [] }];
  const { rollOfObjects } = loadViews();
  return [old, { ...is, form: 'objects', roll: rollOfObjects(is.objects) }];
}

/** Findings with the side that they are on; what is on both sides is told once, and says nothing of a side. */
function mergeFindings(old: readonly Finding[], is: readonly Finding[], names: SideNames): Finding[] {
  const before = new Set(old.map(keyOf));
  const after = new Set(is.map(keyOf));
  return [
    ...old.filter((one) => !after.has(keyOf(one))).map((one) => onSide(one, `On the old side (${names.old})`)),
    ...is.map((one) => (before.has(keyOf(one)) ? one : onSide(one, `On the new side (${names.new})`))),
  ];
}

function keyOf({ code, severity, object, field, problem }: Finding): string {
  return JSON.stringify([code, severity, object, field, problem]);
}

function onSide(finding: Finding, side: string): Finding {
  return { ...finding, problem: `${side}: ${finding.problem}` };
}
