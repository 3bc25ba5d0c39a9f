import type { Lens } from '../../views';
import { codeOf } from '../system-errors';

/** Node's cryptography, for a difference to look at credentials with. */
export function lendLens(): Lens {
  const { createHash, X509Certificate }: typeof import('node:crypto') = require('node:crypto');
  return {
    digest: (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 8),
    readCertificate(pem) {
      try {
        const { serialNumber, subject, validTo } = new X509Certificate(pem);
        const expires = Date.parse(validTo);
        return Number.isNaN(expires)
          ? undefined
          : { serial: serialNumber, subject: subject.split('\n').join(', '), expires };
      } catch (error) {
        if (codeOf(error) === 'unknown') throw error;
        return undefined;
      }
    },
  };
}
