import { compareCommits, readRange } from '../difference/compare-commits';
import { type ShowOptions, showDifference } from '../difference/diff';
import { nameOfWriter, openInput, openWritten, readWritten } from '../difference/open-side';
import { STDIN } from '../read-config';
import { ACCESS_OPTIONS, readAccessOptions } from './access-options';
import { defineCommand, type Outcome } from './command';
import { formOption, readForm } from './form';
import { CONFIG_OPTION } from './render';

const FORMS = ['text', 'markdown', 'json', 'html'] as const;

export const diffCommand = defineCommand({
  name: 'diff',
  takes: 'OLD NEW | --git BASE[..HEAD] [PATH...] | --against WRITTEN [PATH...]',
  summary: 'show what a change does to the fleet: who joins and leaves, which credentials rotate',
  about: `Renders both sides without writing anything and compares them: clusters that join, leave or move, consumers that gain or
lose credentials, credentials with other content, labels that select add-ons, then all other objects field by field. A
change that many objects share is shown once. Values of Secrets are never shown, only their length and a digest.

With --git, the input is rendered as it is in the commit BASE and as it is in the commit HEAD, or in the working tree if
there is no HEAD. BASE...HEAD starts where the two parted, as with git diff. The commits are written to a temporary
directory: your working tree, index and hooks are not touched.

With --against, what would be rendered is compared with what was written earlier: the directory of
rollcall render --output, a file, standard input (-), or a Roll, which knows who is in the fleet and no fields.

Exit codes: 0 compared; 1 a side has errors, or with --exit-code, there is a difference; 2 wrong usage.`,
  options: {
    config: CONFIG_OPTION,
    git: { type: 'string', value: 'BASE[..HEAD]', about: 'Compare two commits, or a commit and the working tree.' },
    against: {
      type: 'string',
      value: 'WRITTEN',
      completes: 'file',
      about: 'Compare what was written earlier, or a Roll, with what would be rendered.',
    },
    form: formOption(
      FORMS,
      'text (default), markdown, json, or html: the page of rollcall graph with marks for what changes.',
    ),
    'exit-code': { type: 'boolean', about: 'Exit with 1 if there is a difference, as git diff does.' },
    ...ACCESS_OPTIONS,
  },
  examples: [
    { command: 'rollcall diff --git main fleet', does: 'what the changes in your working tree do' },
    {
      command: 'rollcall diff --git origin/main...HEAD -o markdown fleet',
      does: 'what a branch does, for a pull request',
    },
    { command: 'rollcall diff --against rendered fleet', does: 'what a render would change in a directory' },
    { command: 'rollcall diff fleets/staging fleets/prod', does: 'what separates two fleets' },
  ],
  completes: 'file',
  run(given) {
    const access = readAccessOptions(given);
    if ('fault' in access) return access;
    const form = readForm(given, FORMS);
    if (typeof form !== 'string') return form;
    const show: ShowOptions = { form, exitCode: given.flag('exit-code'), access };
    const { positionals: paths } = given;
    const config = given.text('config');
    const [commits, written] = [given.text('git'), given.text('against')];
    if (commits !== undefined && written !== undefined) return { fault: '--git and --against do not go together.' };
    if (commits !== undefined) {
      const range = readRange(commits);
      return 'fault' in range ? range : compareCommits(range, { ...show, paths, config });
    }
    return written === undefined ? compareInputs(paths, config, show) : compareWritten(written, paths, config, show);
  },
});

async function compareInputs(
  paths: readonly string[],
  config: string | undefined,
  show: ShowOptions,
): Promise<Outcome> {
  const [old, is, ...more] = paths;
  if (old === undefined || is === undefined || more.length > 0) {
    return { fault: 'rollcall diff takes two inputs, OLD and NEW, or --git, or --against.' };
  }
  if (old === STDIN && is === STDIN) return { fault: 'Standard input (-) can be one side only.' };
  const { access } = show;
  const before = await openInput(old, { paths: [old], config, access }, { isOld: true });
  const after = await openInput(is, { paths: [is], config, access });
  return showDifference(before, after, { old, new: is }, show);
}

async function compareWritten(
  written: string,
  paths: readonly string[],
  config: string | undefined,
  show: ShowOptions,
): Promise<Outcome> {
  if (written === STDIN && paths.includes(STDIN)) return { fault: 'Standard input (-) can be one side only.' };
  const name = paths.join(' ') || '.';
  const earlier = readWritten(written, show.access.decrypt?.reader);
  const unnamed = nameOfWriter(earlier.items);
  const is = await openInput(name, { paths, config, access: show.access }, { unnamed });
  const { roll } = is.side ?? {};
  const old = openWritten(written, earlier, roll && `${roll.function}/${roll.name}`);
  return showDifference(old, is, { old: written, new: name }, show);
}
