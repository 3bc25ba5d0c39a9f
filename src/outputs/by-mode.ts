import type { Finding } from '../diagnostics/finding';
import { withSeverity } from '../diagnostics/finding';
import * as references from '../diagnostics/references';
import type { AccessContext } from '../inventory/credentials/access-context';
import { type DecideOptions, type Decisions, decide, decideReferences } from '../inventory/decide';
import type { Filled } from '../inventory/fill-roster';
import type { Fleet } from '../inventory/fleet';
import type { EarlierOutputs } from '../krm/ownership';
import type { PublishOptions } from './consumer-shapes';
import type * as External from './external';
import type { ExternalOptions } from './external/store';
import type { Output } from './output';
import { publishCredentials } from './publish';
import { type RegisterOptions, registerClusters } from './register';
import { registerReferences } from './register-references';

export interface ModeOptions extends DecideOptions, ExternalOptions {
  /** Absent: `Copy`, and somebody should know. */
  readonly credentials?: 'Copy' | 'Reference' | 'External' | undefined;
  /** Who keeps what is rendered, where the host knows it. */
  readonly keeper?: string | undefined;
  /** Absent where the function serves no consumers. */
  readonly publish?: PublishOptions | undefined;
  /** Absent where the function registers nothing. */
  readonly register?: RegisterOptions | undefined;
}

/** Decisions, and the objects that carry credentials to where they are used. */
export interface Rendered {
  readonly decisions: Omit<Decisions<Filled>, 'deliveries' | 'registrations'>;
  readonly outputs: readonly Output[];
  readonly findings: readonly Finding[];
}

/** Decides, and builds what carries credentials: copies, references, or what has them copied inside the cluster. */
export function renderCredentials(
  fleet: Pick<Fleet, 'clusters' | 'profiles' | 'namespaces' | 'placementDecisions'>,
  access: AccessContext,
  earlier: EarlierOutputs,
  options: ModeOptions,
): Rendered {
  const { credentials } = options;
  if (credentials === 'Reference') return refer(fleet, access, earlier, options);
  if (credentials === 'External') return letCopy(fleet, access, earlier, options);
  return copy(fleet, access, earlier, options);
}

/** Where consumers are all that there is, references make nothing. */
export function tellUseless({ credentials }: Pick<ModeOptions, 'credentials'>): Finding[] {
  return credentials === 'Reference' ? [references.nothingToPublish({ field: 'spec.credentials' })] : [];
}

type Render = typeof renderCredentials;

const NOTHING = { outputs: [], needs: [], findings: [] };

const copy: Render = (fleet, access, earlier, options) => {
  const { publish, register, credentials, keeper = '' } = options;
  const decisions = decide(fleet, access, earlier, options);
  const published = publish ? publishCredentials(decisions.deliveries, publish) : NOTHING;
  const registered = register ? registerClusters(decisions.registrations, register) : NOTHING;
  const outputs = [...published.outputs, ...registered.outputs];
  const findings = [...decisions.findings, ...published.findings, ...registered.findings];
  const copies = outputs.filter(({ role }) => role === 'ConsumerSecret' || role === 'SveltosSecret');
  const count = copies.reduce((sum, { namespaces }) => sum + namespaces.size, 0);
  if (credentials === undefined && count > 0) {
    const finding = references.credentialsCopied({ field: 'spec.credentials' }, count, keeper);
    findings.push(keeper === '' ? finding : withSeverity(finding, 'warning'));
  }
  return { decisions, outputs, findings };
};

const refer: Render = (fleet, access, earlier, options) => {
  const { register } = options;
  const withheld = 'credentials is Reference, so no Secret is made for consumers';
  const decisions = decideReferences(fleet, access, earlier, { ...options, withheld });
  const registered = register ? registerReferences(decisions.registrations, register) : NOTHING;
  return { decisions, outputs: registered.outputs, findings: [...decisions.findings, ...registered.findings] };
};

const letCopy: Render = (fleet, access, earlier, options) => {
  const { publishExternally, registerExternally, buildReaders, judgeStore }: typeof External = require('./external');
  const { publish, register, emitStores, externalSecrets, labelKeys } = options;
  const external = { emitStores, externalSecrets };
  const decisions = decideReferences(fleet, access, earlier, { ...options, workloadIdentity: [] });
  const { consumer: consumerLabel } = labelKeys;
  const published = publish
    ? publishExternally(decisions.deliveries, { ...publish, ...external, consumerLabel })
    : NOTHING;
  const registered = register ? registerExternally(decisions.registrations, { ...register, ...external }) : NOTHING;
  const readers = emitStores ? buildReaders([...published.needs, ...registered.needs]) : [];
  return {
    decisions,
    outputs: [...published.outputs, ...registered.outputs, ...readers],
    findings: [decisions.findings, judgeStore(external), published.findings, registered.findings].flat(),
  };
};
