import * as encryption from '../../diagnostics/encryption';
import type { Finding } from '../../diagnostics/finding';
import type { Deadline } from '../deadline';
import type { Decrypt } from '../read-files';
import { readPolicies } from '../read-policies';

/** What the command line or the environment allows to decrypt; a configuration cannot. */
export interface Decryption {
  readonly reader: Decrypt;
  /** The files that were encrypted, as they are called. */
  readonly files: ReadonlySet<string>;
}

export function openDecryption(access: {
  readonly deadline: Deadline;
  readonly policyFile?: string | undefined;
}): Decryption {
  const files = new Set<string>();
  let refused: Finding | 'not asked' | undefined = 'not asked';
  return {
    files,
    reader(path, bytes) {
      if (!mayBeEncrypted(bytes)) return { bytes };
      const { decrypt }: typeof import('./decrypt') = require('./decrypt');
      const answer = decrypt(path, bytes, access.deadline, () => {
        if (refused === 'not asked') refused = findRefusal(access.policyFile);
        return refused;
      });
      if ('bytes' in answer && answer.bytes !== bytes) files.add(path);
      return answer;
    },
  };
}

/** What SOPS has encrypted holds both; everything else is not looked at any further. */
export function mayBeEncrypted(bytes: Buffer): boolean {
  return bytes.includes('ENC[') && bytes.includes('sops');
}

function findRefusal(policyFile: string | undefined): Finding | undefined {
  const refusing = readPolicies(policyFile).policies.find(({ spec }) => spec.allowDecryption === false);
  return refusing && encryption.decryptionForbidden({}, refusing.file);
}
