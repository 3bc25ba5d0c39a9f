import { readFileSync } from 'node:fs';
import { functions } from '../../../functions';
import type { Finding } from '../../diagnostics/finding';
import * as findings from '../../diagnostics/init';
import { readSchema } from '../schemas';
import type { Choice } from './choice';
import { chooseField, editKptfile, editKustomization, newKptfile, newKustomization } from './host-files';
import type { Survey } from './survey';
import { writeConfig } from './write-config';

export const CONFIG_FILE = 'rollcall.yaml';
/** Not `.json`: kpt takes each of these for an object. */
const SCHEMA_FILE = '.rollcall.schema';

/** A file to write, and what is said of it. */
export interface Draft {
  readonly file: string;
  readonly text: string | Uint8Array;
  readonly note: string;
}

/**
 * Everything that a choice comes to, before anything is written.
 * @param schemaAddress where the editor finds the JSON Schema; a file beside the configuration, where nobody says.
 * @param pathOf what people call a file of the directory.
 */
export function draftFiles(
  choice: Choice,
  survey: Survey,
  schemaAddress: string | undefined,
  pathOf: (file: string) => string,
): { files: readonly Draft[] } | { finding: Finding } {
  const { kind, name, credentials } = choice;
  const hostDraft = draftHost(choice, survey);
  if ('fault' in hostDraft) {
    return { finding: findings.hostFileUnclear({}, pathOf(hostDraft.file), hostDraft.fault) };
  }
  const { schema = {} } = functions.find((one) => one.kind === kind) ?? {};
  const text = writeConfig(choice, {
    schema,
    schemaAddress: schemaAddress ?? SCHEMA_FILE,
    inputs: hostDraft.inputs,
    spokes: survey.spokes,
    emitsStores: !survey.hasStores,
  });
  const note = [`${kind} ${name}`, ...(credentials === undefined ? [] : [`credentials: ${credentials}`])].join(', ');
  const schemaFile = { file: SCHEMA_FILE, note: 'the JSON Schema that your editor reads' };
  return {
    files: [
      { file: CONFIG_FILE, text, note },
      ...(schemaAddress === undefined ? [{ ...schemaFile, text: readSchema(kind) }] : []),
      ...hostDraft.files,
    ],
  };
}

interface HostDraft {
  readonly files: readonly Draft[];
  /** The files that the configuration has to name for this host. */
  readonly inputs: readonly string[];
}

function draftHost(
  { host, name }: Choice,
  { hostFiles, inputs }: Survey,
): HostDraft | { readonly file: string; readonly fault: string } {
  if (host === 'none' || host === 'argo-cd') return { files: [], inputs: [] };
  const file = hostFiles[host];
  if (file === undefined) {
    return host === 'kpt'
      ? { files: [{ file: 'Kptfile', text: newKptfile(name), note: 'new' }], inputs: [] }
      : { files: [{ file: 'kustomization.yaml', text: newKustomization(), note: 'new' }], inputs };
  }
  const text = readFileSync(file, 'utf8');
  const field = host === 'kpt' ? undefined : chooseField(text, inputs);
  const edit = field === undefined ? editKptfile(text) : editKustomization(text, field);
  if ('fault' in edit) return { file, fault: edit.fault };
  return {
    files: 'text' in edit ? [{ file, text: edit.text, note: `added ${edit.added}` }] : [],
    inputs: field === 'generators' ? inputs : [],
  };
}
