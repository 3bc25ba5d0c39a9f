import type { Policy } from '../config/policy';
import type { Finding } from '../diagnostics/finding';
import { readConfig } from './read-config';

/**
 * The policies of this run: the one that the environment names (ROLLCALL_POLICY, for images and sidecars) and the one of
 * the command line. Both count, so that an option in a file cannot replace what the environment demands.
 */
export function readPolicies(named: string | undefined): {
  readonly policies: readonly Policy[];
  readonly findings: readonly Finding[];
} {
  const policies: Policy[] = [];
  const findings: Finding[] = [];
  const files = [process.env.ROLLCALL_POLICY, named].filter((file) => file !== undefined && file !== '');
  for (const file of new Set(files)) {
    if (file === undefined) continue;
    const { value, findings: faults } = readConfig(file);
    findings.push(...faults);
    if (faults.length > 0) continue;
    const { readPolicy }: typeof import('../config/read-policy') = require('../config/read-policy');
    const reading = readPolicy(value, file);
    if ('policy' in reading) policies.push(reading.policy);
    else findings.push(...reading.findings);
  }
  return { policies, findings };
}
