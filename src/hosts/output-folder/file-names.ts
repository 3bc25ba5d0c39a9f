import { type Finding, nameObject } from '../../diagnostics/finding';
import * as outputFolder from '../../diagnostics/output-folder';
import { type Identity, identityOf } from '../../krm/identity';
import { type JsonObject, objectAt, textOf } from '../../krm/json';
import type { Written } from '../../krm/written';
import { groupBy } from '../../lists/group';

/** An object and the file that it would get. */
export interface NamedFile {
  readonly one: Written;
  readonly identity: Identity;
  readonly file: string;
}

/**
 * The file of each object: `<namespace>/<kind>_<name>.yaml`, the name that kpt gives an object without a file. Where two
 * groups have a kind of that name, `<kind>.<group>_<name>.yaml`: kpt refuses both.
 */
export function nameFiles(objects: readonly Written[]): { named: NamedFile[]; findings: Finding[] } {
  const identities = objects.map((one) => ({ one, identity: identityOf(plainObject(one)) }));
  const named: NamedFile[] = [];
  for (const [plain, same] of groupBy(identities, ({ identity }) => fileName(identity))) {
    for (const { one, identity } of same) {
      named.push({ one, identity, file: same.length > 1 ? fileName(identity, identity.group) : plain });
    }
  }
  const findings = [...groupBy(named, ({ file }) => file)]
    .filter(([, same]) => same.length > 1)
    .map(([file, same]) =>
      outputFolder.fileNameTaken(
        {},
        file,
        same.map(({ identity }) => nameObject(identity)),
      ),
    );
  return { named, findings };
}

function fileName({ kind, namespace, name }: Identity, group = ''): string {
  const type = group === '' ? kind : `${kind}.${group}`;
  const file = `${type.toLowerCase()}_${name}.yaml`;
  return namespace === '' ? file : `${namespace}/${file}`;
}

function plainObject(one: Written): JsonObject {
  if ('item' in one) return one.item.object;
  const { apiVersion, kind, metadata } = one.copyOf.in(one.namespace);
  return {
    apiVersion: textOf(apiVersion),
    kind: textOf(kind),
    metadata: { namespace: one.namespace, name: textOf(objectAt(metadata).name) },
  };
}
