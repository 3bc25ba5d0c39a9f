import { identityKey } from '../../krm/identity';
import type { JsonObject } from '../../krm/json';
import type { TemplateSource } from './references';

/** A ConfigMap or Secret that a generator has made. */
export interface GeneratedObject {
  readonly object: JsonObject;
  /** The same as what templates and objects are taken from. */
  readonly source: TemplateSource;
}

/** What the generators of all EventTriggers have made: policyRefs and templateResourceRefs may refer to it. */
export class Generated {
  private readonly byKey = new Map<string, GeneratedObject>();

  set(kind: string, namespace: string, name: string, one: GeneratedObject): void {
    this.byKey.set(identityKey({ group: '', kind, namespace, name }), one);
  }

  find(group: string, kind: string, namespace: string, name: string): GeneratedObject | undefined {
    return this.byKey.get(identityKey({ group, kind, namespace, name }));
  }
}
