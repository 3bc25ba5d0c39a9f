import { define, listNames } from './finding';

// Files that SOPS has encrypted, and those that it is to encrypt.

export const sopsMissing = define(
  'RC785',
  'error',
  'The program sops is missing',
  'Install SOPS 3.9 or later in a directory that PATH names with its full path.',
  () => 'There is no program sops in PATH, so files cannot be decrypted or encrypted.',
);

export const cannotDecrypt = define(
  'RC786',
  'error',
  'A file encrypted with SOPS cannot be decrypted',
  'Run `sops decrypt` on the file to see the reason, and give Rollcall the same keys (SOPS_AGE_KEY_FILE, a cloud login …).',
  (file: string, reason: string) => `${file} cannot be decrypted: ${reason}.`,
);

export const keyServiceForeign = define(
  'RC787',
  'error',
  'A file names a key service that is not known to be yours',
  'Set VAULT_ADDR to your own Vault server, or correct the address: SOPS sends your credentials to this server.',
  (file: string, address: string) =>
    `${file} names ${address}, which is neither the server in VAULT_ADDR nor a key service of a cloud.`,
);

export const decryptionForbidden = define(
  'RC788',
  'error',
  'The policy does not allow decryption',
  'Leave out --decrypt and ROLLCALL_DECRYPT, or have the policy changed by those who run Rollcall.',
  (file: string) => `The policy ${file} says allowDecryption: false.`,
);

export const noCreationRule = define(
  'RC789',
  'error',
  'No .sops.yaml holds for a Secret',
  'Write a .sops.yaml in the output directory or above it, with a creation rule that covers the file.',
  (file: string) => `${file} would hold a Secret, and there is no .sops.yaml in its directory or above.`,
);

export const cannotEncrypt = define(
  'RC790',
  'error',
  'A Secret cannot be encrypted',
  'Correct the creation rule in .sops.yaml: it must cover the file and encrypt data and stringData.',
  (file: string, rules: string, reason: string) => `${file} cannot be encrypted by ${rules}: ${reason}.`,
);

export const ownOutputEncrypted = define(
  'RC791',
  'error',
  'Outputs of an earlier render are encrypted with SOPS',
  'Render with --output DIR --encrypt sops, or delete the encrypted files first.',
  (files: readonly string[]) => `This render would write in plain text what is encrypted: ${listNames(files)}.`,
);

export const decryptedIntoPlainFiles = define(
  'RC792',
  'warning',
  'What was encrypted is written in plain text',
  'Use `rollcall render --output DIR --encrypt sops`, or delete the output when it has been applied. Do not commit it.',
  (inputs: readonly string[], count: number) =>
    `The input ${listNames(inputs, 3)} is encrypted, and ${count === 1 ? 'one Secret is' : `${count} Secrets are`} written in plain text.`,
);

export const sentObjectUndecrypted = define(
  'RC671',
  'error',
  'An encrypted object that a host sent cannot be decrypted',
  'With kpt, keep one object in each encrypted file. With kustomize, which sorts the fields of an object, run Rollcall as a generator (spec.inputs), or encrypt with `mac_only_encrypted: true`. If that is not it, run `sops decrypt` on the file to see the reason.',
  (object: string, reason: string) => `${object} cannot be decrypted: ${reason}.`,
);

export const recipientForbidden = define(
  'RC674',
  'error',
  'The policy does not allow a recipient of encrypted Secrets',
  'Remove the recipient from .sops.yaml and run `sops updatekeys` on the files, or have the policy changed by those who run Rollcall.',
  (file: string, recipient: string, policy: string) =>
    `${file} can be decrypted by ${recipient}, which recipients of the policy ${policy} does not list.`,
);
