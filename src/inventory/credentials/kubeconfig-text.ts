import { Budget, LIMITS } from '../../engines/go-template/budget';
import { encodeYaml } from '../../engines/go-template/functions/yaml-writer';
import { fromData, type TemplateData } from '../../engines/go-template/value';
import { parseExactly, writeJson } from '../../krm/json';
import { renderBlock, type WritableObject } from '../../krm/yaml/write';

/**
 * A kubeconfig as clusterinventory-controller writes it, with sigs.k8s.io/yaml: what Go leaves unquoted has no quotes. Where
 * a text holds line breaks or control characters, Go's form changes them or means something else to other readers: then
 * all is quoted as in everything that is written here.
 */
export function kubeconfigBase64(config: WritableObject): string {
  const json = writeJson(config);
  const plain = ordinary.test(json) ? parseExactly(json) : undefined;
  const text = plain === undefined ? undefined : goText(plain);
  const bytes = text === undefined ? Buffer.concat(renderBlock(config, '', '', '\n')) : Buffer.from(text);
  return bytes.toString('base64');
}

function goText(config: TemplateData): string | undefined {
  return encodeYaml(fromData(config), new Budget(LIMITS));
}

/** JSON whose texts hold no character that JSON escapes but quotes and backslashes, and none that YAML readers differ on. */
const ordinary = /^(?:[^\\\x7f-\x9f\u2028\u2029\ufeff]|\\["\\])*$/;
