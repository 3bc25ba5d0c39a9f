import { CA_SECRET, CAPI_SECRET, type Cluster } from '../../api/cluster';
import { readKubeconfig } from '../../api/kubeconfig';
import { labelOf, namespaceOf, pathOf } from '../../api/metadata';
import { readValue } from '../../api/secret';
import * as profiles from '../../diagnostics/cluster-profiles';
import type { Finding } from '../../diagnostics/finding';
import { decodeBase64 } from '../../krm/base64';
import { isObject, objectAt, textOf } from '../../krm/json';
import type { SecretIndex } from '../credentials/secret-index';
import type { Found } from '../fleet';

/**
 * The certificate authority of a cluster's API server, base64: from the Secret that Cluster API keeps for it, else from the
 * kubeconfig. Empty where the input has neither. A certificate is no secret; whatever else stands beside it is not read.
 */
export function readAuthority(
  { object }: Found<Cluster>,
  secrets: Pick<SecretIndex, 'find'>,
): { authority: string; findings: Finding[] } {
  const { name } = object.metadata;
  const secret = secrets.find(namespaceOf(object), CA_SECRET.nameFor(name));
  const isOwn = (cluster: string | undefined) => cluster === undefined || cluster === name;
  if (secret === undefined || secret === 'unreadable' || !isOwn(labelOf(secret.object, CAPI_SECRET.clusterNameLabel))) {
    return { authority: fromKubeconfig(object, secrets), findings: [] };
  }
  const value = readValue(secret.object, CA_SECRET.key);
  if (value.state === 'absent') return { authority: fromKubeconfig(object, secrets), findings: [] };
  if (value.state === 'present' && areCertificates(value.text)) return { authority: value.base64, findings: [] };
  const place = secret.item.at(`data.${CA_SECRET.key}`);
  return { authority: '', findings: [profiles.authorityNotCertificates(place, pathOf(secret.object), CA_SECRET.key)] };
}

/** Of the current context's cluster; a kubeconfig that cannot be used has its finding where it is used. */
function fromKubeconfig(cluster: Cluster, secrets: Pick<SecretIndex, 'find'>): string {
  const secret = secrets.find(namespaceOf(cluster), CAPI_SECRET.nameFor(cluster.metadata.name));
  if (secret === undefined || secret === 'unreadable') return '';
  for (const key of CAPI_SECRET.keys) {
    const value = readValue(secret.object, key);
    if (value.state !== 'present') continue;
    const reading = readKubeconfig(value.text);
    if (reading.state !== 'kubeconfig') return '';
    const config = objectAt(reading.config);
    const named = (field: string, name: unknown) =>
      [config[field] ?? []]
        .flat()
        .filter(isObject)
        .find((one) => one.name === name);
    const { cluster: current } = objectAt(named('contexts', config['current-context']), 'context');
    const data = textOf(objectAt(named('clusters', current), 'cluster')['certificate-authority-data']);
    const base64 = data.replace(/\s/g, '');
    return areCertificates(decodeBase64(base64) ?? '') ? base64 : '';
  }
  return '';
}

/** One PEM block after the other, each of them a certificate: a private key beside one would be published. */
function areCertificates(pem: string): boolean {
  return CERTIFICATES.test(pem);
}

const CERTIFICATES =
  /^(?:\s*-----BEGIN CERTIFICATE-----\r?\n(?:[A-Za-z0-9+/=]+\r?\n)+-----END CERTIFICATE-----[ \t]*(?:\r?\n|$))+\s*$/;
