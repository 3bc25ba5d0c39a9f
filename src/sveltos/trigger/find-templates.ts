import { CONFIG_MAP } from '../../api/config-map';
import { type EventTrigger, TEMPLATE_SECRET_TYPE } from '../../api/event-trigger';
import { SECRET } from '../../api/secret';
import * as framework from '../../diagnostics/event-framework';
import { type Finding, nameObject } from '../../diagnostics/finding';
import type { Found } from '../../inventory/fleet';
import type { Stock } from '../stock';
import type { Occasion } from './event-data';
import type { Filler } from './fill';
import type { Generated } from './generated';
import { readConfigMap, readSecret, type TemplateSource } from './references';

export type TemplateKind = 'ConfigMap' | 'Secret';

/** `optional: true` of a generator has no effect in Sveltos. */
type Optional = boolean | 'ineffective';

/** A field of an EventTrigger that names a ConfigMap or Secret. */
export interface Reference {
  readonly kind: TemplateKind;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly optional: Optional;
  readonly field: string;
}

/** Finds the ConfigMaps and Secrets that an EventTrigger refers to, each once. */
export class TemplateFinder {
  readonly findings: Finding[] = [];
  /** Those that are missing and may be. */
  readonly optional = new Set<string>();
  private readonly name: string;
  private readonly sources = new Map<string, TemplateSource | undefined>();

  /** @param namespace that of the cluster: where a reference without a namespace leads. */
  constructor(
    private readonly trigger: Found<EventTrigger>,
    private readonly namespace: string,
    private readonly stock: Stock,
    private readonly generated: Generated,
    private readonly filler: Filler,
  ) {
    this.name = trigger.object.metadata.name;
  }

  /** The ConfigMap or Secret that a reference means; its name and namespace may be templates. */
  find({ kind, namespace, name, optional, field }: Reference, occasion: Occasion): TemplateSource | undefined {
    const where = namespace ? this.filler.fillField(namespace, `${field}.namespace`, occasion) : this.namespace;
    const called = this.filler.fillField(name, `${field}.name`, occasion);
    if (where === undefined || called === undefined) return undefined;
    const generated = this.generated.find('', kind, where, called);
    if (generated !== undefined) return generated.source;
    const key = `${kind}/${where}/${called}`;
    if (!this.sources.has(key)) this.sources.set(key, this.read(kind, where, called, optional, field));
    return this.sources.get(key);
  }

  private read(
    kind: TemplateKind,
    namespace: string,
    name: string,
    optional: Optional,
    field: string,
  ): TemplateSource | undefined {
    const api = kind === 'ConfigMap' ? CONFIG_MAP : SECRET;
    const item = this.stock.find(api.group, kind, namespace, name);
    const words = nameObject({ kind, namespace, name });
    if (item === undefined) {
      const place = this.trigger.item.at(`spec.${field}`);
      const near = kind === 'Secret' ? this.stock.standIn(namespace, name) : '';
      if (optional === true) this.optional.add(words);
      else if (optional === false) this.findings.push(framework.templateMissing(place, this.name, field, words, near));
      else this.findings.push(framework.generatorMissing(place, this.name, field, words, near));
      return undefined;
    }
    const reading = kind === 'ConfigMap' ? readConfigMap(item) : readSecret(item);
    if ('findings' in reading) {
      for (const finding of reading.findings) this.findings.push(finding);
      return undefined;
    }
    if (kind === 'Secret' && reading.type !== TEMPLATE_SECRET_TYPE) {
      this.findings.push(framework.templateSecretType(item.at('type'), this.name, words, reading.type));
      return undefined;
    }
    return reading.source;
  }
}
