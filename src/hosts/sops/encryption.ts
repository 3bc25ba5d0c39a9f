import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Policy } from '../../config/policy';
import * as encryption from '../../diagnostics/encryption';
import type { Finding } from '../../diagnostics/finding';
import { type Json, objectAt } from '../../krm/json';
import { readValues } from '../../krm/read-documents';
import { readUnambiguously } from '../../krm/yaml/read';
import type { Deadline } from '../deadline';
import { readPolicies } from '../read-policies';
import { isSystemError, reasonOf } from '../system-errors';
import { decrypt, sopsPartOf } from './decrypt';
import { findForeignService } from './key-services';
import { recipientsOf } from './recipients';
import { runSops } from './run-sops';

/** How the Secrets of an output folder are encrypted, and read again to see whether they have changed. */
export interface Encryption {
  /** The plain bytes of a file in the folder; the same bytes where it is not encrypted. */
  open(path: string, bytes: Buffer): { readonly bytes: Buffer } | { readonly finding: Finding };
  /**
   * @param file its absolute path, by which the creation rules are chosen.
   * @param name what people call it.
   */
  seal(file: string, name: string, text: string): { readonly text: string } | { readonly finding: Finding };
}

export function openEncryption(deadline: Deadline, policyFile?: string): Encryption {
  const known = new Map<string, Rules | { readonly fault: string }>();
  let policies: readonly Policy[] | undefined;
  const strangerIn = (path: string, bytes: Buffer) => {
    policies ??= readPolicies(policyFile).policies;
    return findStranger(path, bytes, policies);
  };
  return {
    open(path, bytes) {
      const opened = decrypt(path, bytes, deadline);
      const stranger = 'finding' in opened || opened.bytes === bytes ? undefined : strangerIn(path, bytes);
      return stranger === undefined ? opened : { finding: stranger };
    },
    seal(file, name, text) {
      const rules = findRules(dirname(file));
      if (rules === undefined) return { finding: encryption.noCreationRule({}, name) };
      const reading = known.get(rules) ?? readRules(rules);
      known.set(rules, reading);
      const fail = (reason: string) => ({ finding: encryption.cannotEncrypt({}, name, nameOf(rules), reason) });
      if ('fault' in reading) return fail(reading.fault);
      if (reading.foreign !== undefined)
        return { finding: encryption.keyServiceForeign({}, nameOf(rules), reading.foreign) };
      deadline.note(`encrypting ${name}`);
      const answer = runSops('encrypt', Buffer.from(text), { name: file, form: 'yaml', config: rules }, deadline);
      if (answer.state === 'absent') return { finding: encryption.sopsMissing({}) };
      if (answer.state === 'failed') return fail(answer.reason);
      const plain = findPlainValue(answer.bytes);
      if (plain !== undefined) return fail(plain);
      const stranger = strangerIn(name, answer.bytes);
      return stranger === undefined ? { text: answer.bytes.toString() } : { finding: stranger };
    },
  };
}

/** Somebody who can decrypt a file, and whom a policy does not list. */
function findStranger(path: string, bytes: Buffer, policies: readonly Policy[]): Finding | undefined {
  const recipients = (readValues(bytes) ?? []).flatMap((value) => recipientsOf(sopsPartOf(value) ?? {}));
  for (const { spec, file } of policies) {
    const stranger = recipients.find((one) => spec.recipients?.includes(one) === false);
    if (stranger !== undefined) return encryption.recipientForbidden({}, path, stranger, file);
  }
  return undefined;
}

interface Rules {
  /** A key service in them that is nobody's. */
  readonly foreign: string | undefined;
}

/** The nearest `.sops.yaml`, as SOPS looks for it. */
function findRules(folder: string): string | undefined {
  const file = join(folder, '.sops.yaml');
  if (existsSync(file)) return file;
  const above = dirname(folder);
  return above === folder ? undefined : findRules(above);
}

function nameOf(rules: string): string {
  const seen = relative('.', rules);
  return seen.startsWith('..') ? rules : seen;
}

function readRules(file: string): Rules | { readonly fault: string } {
  try {
    const reading = readUnambiguously(readFileSync(file, 'utf8'));
    if ('fault' in reading) return { fault: `line ${reading.fault.line} of it is no plain YAML` };
    const { destination_rules: _, ...rest } = objectAt(reading.value);
    return { foreign: findForeignService(rest, process.env.VAULT_ADDR) };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { fault: reasonOf(error) };
  }
}

/** What a rule has left readable of a Secret's values: a rule for other files may choose other fields. */
function findPlainValue(bytes: Buffer): string | undefined {
  const [value, ...others] = readValues(bytes) ?? [];
  if (value === undefined || others.length > 0 || sopsPartOf(value) === undefined) return 'sops gave no encrypted file';
  const plain = ['data', 'stringData'].flatMap((field) =>
    Object.entries(objectAt(value, field)).filter(([, held]) => !isSealed(held)),
  );
  return plain.length === 0 ? undefined : 'the rule leaves values of it in plain text';
}

/** SOPS does not encrypt what is empty. */
function isSealed(value: Json): boolean {
  return value === '' || value === null || (typeof value === 'string' && value.startsWith('ENC['));
}
