import { lstatSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { API_VERSION } from '../../config/configure';
import { countOf, hasErrors } from '../../diagnostics/finding';
import * as findings from '../../diagnostics/init';
import type { JsonObject } from '../../krm/json';
import { ONLY_LOOKS } from '../../roll/call-roll';
import { type AccessOptions, NOTHING_ALLOWED } from '../capabilities';
import { Deadline } from '../deadline';
import { EXIT } from '../exit';
import { isFolder } from '../files';
import { loadOutputFolder } from '../load-output-folder';
import { openRun } from '../open-run';
import { kustomizeFunction } from '../own-programs';
import { runWithAccess } from '../run-plugins';
import { writeStandardOutput } from '../standard-streams';
import { tell } from '../tell';
import { askChoice, passesCredentials } from './ask';
import { type Choice, type CredentialMode, guessHost, guessKind, rankModes } from './choice';
import { openConversation } from './conversation';
import { CONFIG_FILE, draftFiles } from './draft';
import { type Survey, surveyFolder } from './survey';

export interface InitOptions {
  readonly folder: string;
  /** What the command line chooses. */
  readonly given: Partial<Choice>;
  /** Where the editor finds the JSON Schema; a file beside the configuration, where it says nothing. */
  readonly schemaAddress: string | undefined;
  /** Whether a rollcall.yaml that is there is replaced. */
  readonly force: boolean;
  /** Whether a person is asked. */
  readonly asks: boolean;
  readonly timeout: number;
}

const LINK = 'rollcall-fn';

/** Writes a first configuration that fits what a directory holds, and the lines of the host. */
export async function init(options: InitOptions): Promise<number | { fault: string }> {
  const { folder, given, asks, force, schemaAddress, timeout } = options;
  if (!isFolder(folder)) return { fault: `There is no directory ${folder}.` };
  const pathOf = (file: string) => join(folder, file);
  if (isThere(pathOf(CONFIG_FILE)) && !force) return tell([findings.configurationThere({}, pathOf(CONFIG_FILE))]);
  // Paths in the configuration are relative to its directory.
  process.chdir(folder);

  const access = { ...NOTHING_ALLOWED, deadline: new Deadline(timeout) };
  const opened = openRun({ paths: ['.'], access });
  const survey = surveyFolder('findings' in opened ? [] : opened.run.items);
  const guess = await makeGuess(survey, given, 'findings' in opened ? undefined : opened, access);
  const choice = asks ? await converse(guess, given) : guess;
  if (choice === undefined) return EXIT.wrongInput;

  const drafts = draftFiles(choice, survey, schemaAddress, pathOf);
  if ('finding' in drafts) return tell([drafts.finding]);
  const notes: string[] = [];
  for (const { file, text, note } of drafts.files) {
    const isFree = () => file !== CONFIG_FILE || force || !isThere(file);
    const failed = await loadOutputFolder().writeOneFile(file, () => (isFree() ? text : undefined));
    if (hasErrors(failed)) return tell(failed);
    notes.push(`${pathOf(file)}: ${note}\n`);
  }
  if (choice.host === 'kustomize' && !isThere(LINK)) {
    symlinkSync(kustomizeFunction(), LINK);
    notes.push(`${pathOf(LINK)}: a link to the program that kustomize starts. Do not commit it\n`);
  }
  say([...notes, '\n', await tryOut(timeout), ...nextSteps(choice, folder)]);
  return EXIT.rendered;
}

async function makeGuess(
  survey: Survey,
  given: Partial<Choice>,
  opened: Exclude<ReturnType<typeof openRun>, { findings: unknown }> | undefined,
  access: AccessOptions,
): Promise<Choice> {
  const kind = given.kind ?? guessKind(survey);
  const name = given.name ?? survey.name;
  const host = given.host ?? guessHost(survey);
  if (!passesCredentials(kind)) return { kind, name, host, credentials: undefined };
  if (given.credentials !== undefined) return { kind, name, host, credentials: given.credentials };
  const modes = rankModes(survey);
  for (const credentials of modes) {
    if (opened === undefined || opened.run.items.length === 0) break;
    const functionConfig = configOf(kind, name, credentials, survey);
    const run = { ...opened.run, functionConfig, findings: [], onlyLooks: true, rollHost: ONLY_LOOKS };
    const outcome = await runWithAccess(run, access, opened.watch);
    if (!hasErrors(outcome.findings)) return { kind, name, host, credentials };
  }
  return { kind, name, host, credentials: modes[0] };
}

function configOf(kind: string, name: string, credentials: CredentialMode, { hasStores, spokes }: Survey): JsonObject {
  const spec = {
    credentials,
    ...(credentials === 'External' && !hasStores && { emitStores: true }),
    ...(spokes.length > 0 && { spokes: spokes.map((one) => ({ ...one })) }),
  };
  return { apiVersion: API_VERSION, kind, metadata: { name }, spec };
}

async function converse(guess: Choice, given: Partial<Choice>): Promise<Choice | undefined> {
  const conversation = openConversation();
  try {
    return await askChoice(conversation.ask, guess, given);
  } catch (error) {
    if (!conversation.isOver) throw error;
    say(['Nothing was written.\n']);
    return undefined;
  } finally {
    conversation.end();
  }
}

/** What a render of the directory comes to now. */
async function tryOut(timeout: number): Promise<string> {
  const access = { ...NOTHING_ALLOWED, deadline: new Deadline(timeout) };
  const opened = openRun({ paths: [], access });
  if ('findings' in opened || opened.run.items.length === 0) {
    return 'There are no objects of a fleet here yet: docs/inputs.md says which ones Rollcall reads.\n\n';
  }
  const outcome = await runWithAccess({ ...opened.run, onlyLooks: true, rollHost: ONLY_LOOKS }, access, opened.watch);
  const errors = outcome.findings.filter(({ severity }) => severity === 'error').length;
  if (errors > 0)
    return `A render stops with ${countOf(errors, 'error', 'errors')}: rollcall check shows what to do.\n\n`;
  const { fleet, outputs } = outcome.record ?? {};
  const objects = countOf(outputs?.().length ?? 0, 'object', 'objects');
  return `A render makes ${objects} from ${countOf(fleet?.clusters.length ?? 0, 'cluster', 'clusters')}.\n\n`;
}

function nextSteps({ host }: Choice, folder: string): string[] {
  const at = folder === '.' ? '' : ` ${folder}`;
  const render = {
    kpt: `kpt fn render${at} --allow-exec --truncate-output=false`,
    kustomize: `kustomize build --enable-alpha-plugins --enable-exec ${folder}`,
    'argo-cd': 'commit the directory: docs/hosts/argo-cd.md shows the Application',
    none: `rollcall render${at} --output rendered`,
  }[host];
  return ['Next:\n', `  rollcall list${at}\n`, `  rollcall check${at}\n`, `  ${render}\n`];
}

function say(lines: readonly string[]): void {
  writeStandardOutput(Buffer.from(lines.join('')));
}

/** A link to nowhere is something too. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
