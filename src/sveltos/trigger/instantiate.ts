import { CONFIG_MAP } from '../../api/config-map';
import {
  type EventTrigger,
  type Generator,
  type PolicyRef,
  SVELTOS_NAMESPACE,
  TEMPLATE_SECRET_TYPE,
} from '../../api/event-trigger';
import { SECRET } from '../../api/secret';
import * as framework from '../../diagnostics/event-framework';
import type { Finding, Place } from '../../diagnostics/finding';
import type { TemplateFault } from '../../engines/go-template/fault';
import type { TemplateData } from '../../engines/go-template/value';
import type { Found } from '../../inventory/fleet';
import { type JsonObject, objectAt, textOf } from '../../krm/json';
import type { Stock } from '../stock';
import { deployTemplates } from './deploy-templates';
import { EventBook } from './event-book';
import type { Occasion } from './event-data';
import { hideData } from './hide-data';
import { type MadeObject, readObjects } from './read-objects';
import { readConfigMap, readSecret, type TemplateSource } from './references';
import { Templates } from './templates';

/** An object that an EventTrigger makes, and what for. */
export interface Made {
  readonly made: MadeObject;
  readonly occasion: Occasion;
}

/** Everything that an EventTrigger makes of its occasions. */
export function instantiate(
  trigger: Found<EventTrigger>,
  occasions: readonly Occasion[],
  cluster: JsonObject,
  stock: Stock,
): { made: Made[]; findings: Finding[] } {
  const instantiation = new Instantiation(trigger, cluster, stock);
  return instantiation.run(occasions);
}

type Kind = 'ConfigMap' | 'Secret';

class Instantiation {
  private readonly trigger: Found<EventTrigger>;
  private readonly name: string;
  private readonly cluster: JsonObject;
  private readonly stock: Stock;
  private readonly templates = new Templates();
  private readonly book = new EventBook();
  private readonly findings: Finding[] = [];
  private readonly made: Made[] = [];
  private readonly optional = new Set<string>();
  /** Templates that came to the end of what one run may do, with their faults: they are not run for further events. */
  private readonly exhausted = new Map<string, { readonly fault: TemplateFault }>();
  private readonly sources = new Map<string, TemplateSource | undefined>();
  /** What the generators have made: policyRefs may refer to it. */
  private readonly generated = new Map<string, TemplateSource>();

  constructor(trigger: Found<EventTrigger>, cluster: JsonObject, stock: Stock) {
    this.trigger = trigger;
    this.name = trigger.object.metadata.name;
    this.cluster = cluster;
    this.stock = stock;
  }

  run(occasions: readonly Occasion[]): { made: Made[]; findings: Finding[] } {
    const { configMapGenerator = [], secretGenerator = [], policyRefs = [] } = this.trigger.object.spec;
    for (const occasion of occasions) {
      for (const [at, one] of secretGenerator.entries())
        this.generate('Secret', one, `secretGenerator[${at}]`, occasion);
      for (const [at, one] of configMapGenerator.entries()) {
        this.generate('ConfigMap', one, `configMapGenerator[${at}]`, occasion);
      }
    }
    for (const occasion of occasions) {
      for (const [at, one] of policyRefs.entries()) this.deploy(one, `policyRefs[${at}]`, occasion);
    }
    if (this.optional.size > 0) {
      this.findings.push(framework.optionalMissing(this.trigger.item.at('spec'), this.name, [...this.optional].sort()));
    }
    return { made: this.made, findings: [...this.findings, ...this.book.findings()] };
  }

  /** A ConfigMap or Secret that a generator makes is an object of its own, under the name that its format gives. */
  private generate(
    kind: Kind,
    { name, namespace, nameFormat, optional }: Generator,
    field: string,
    occasion: Occasion,
  ): void {
    const source = this.find(kind, namespace, name, optional ?? false, field, occasion);
    const made = this.fillField(nameFormat, `${field}.nameFormat`, occasion);
    const texts = source && this.fillAll(source, this.templates, occasion.data, occasion);
    if (source === undefined || made === undefined || texts === undefined) return;
    const annotations = source.annotations;
    const data = Object.fromEntries(
      texts.map(([key, text]) => [key, kind === 'Secret' ? Buffer.from(text).toString('base64') : text]),
    );
    const object: JsonObject = {
      apiVersion: 'v1',
      kind,
      metadata: { name: made, namespace: SVELTOS_NAMESPACE, annotations: { ...annotations } },
      ...(kind === 'Secret' ? { type: TEMPLATE_SECRET_TYPE } : {}),
      data,
    };
    this.generated.set(`${kind}/${SVELTOS_NAMESPACE}/${made}`, {
      ...source,
      words: `${kind} ${SVELTOS_NAMESPACE}/${made} (made from ${source.words})`,
      texts,
    });
    this.made.push({
      made: { object, apiVersion: 'v1', kind, name: made, namespace: SVELTOS_NAMESPACE },
      occasion,
    });
  }

  private deploy({ kind, namespace, name, optional, ...ref }: PolicyRef, field: string, occasion: Occasion): void {
    if (kind !== 'ConfigMap' && kind !== 'Secret') {
      const why = `a ${kind} is fetched from elsewhere`;
      this.note(framework.templateUnreadable(this.place(field), this.name, `${kind} ${namespace ?? ''}/${name}`, why));
      return;
    }
    if (ref.path) this.fillField(ref.path, `${field}.path`, occasion);
    const source = this.find(kind, namespace, name, optional ?? false, field, occasion);
    if (source === undefined) return;
    if (source.isLua) {
      const why = 'its data are Lua scripts that make objects (projectsveltos.io/lua)';
      this.note(framework.templateUnreadable(this.place(field), this.name, source.words, why));
      return;
    }
    const texts = source.isInstantiated ? this.fillAll(source, this.templates, occasion.data, occasion) : source.texts;
    if (texts === undefined) return;
    for (const [key, text] of texts) {
      const template = `${source.words}, ${key}`;
      const deployed = source.isTemplate ? this.fillAgain(template, text, occasion, source.written.get(key)) : text;
      if (deployed === undefined) continue;
      const { objects, faults } = readObjects(deployed, template, this.placeOf(source, key));
      for (const made of objects) this.made.push({ made, occasion });
      for (const tell of faults) this.book.note(occasion.words, tell);
    }
  }

  /** The second filling, which Sveltos does when it deploys: with the cluster and with templateResourceRefs. */
  private fillAgain(
    template: string,
    text: string,
    occasion: Occasion,
    written: string | undefined,
  ): string | undefined {
    const { templates, missing } = deployTemplates(this.trigger.object.spec.templateResourceRefs ?? [], {
      cluster: this.cluster,
      stock: this.stock,
      fill: (value, field) => this.fillField(value, field, occasion),
    });
    for (const { field, words, optional } of missing) {
      if (optional) this.optional.add(words);
      else this.note(framework.templateMissing(this.place(field), this.name, field, words));
    }
    return this.fill(templates.filler, template, text, templates.data, occasion, this.place('policyRefs'), written);
  }

  /** The ConfigMap or Secret that a reference means; its name and namespace may be templates. */
  private find(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    optional: boolean,
    field: string,
    occasion: Occasion,
  ): TemplateSource | undefined {
    const own = textOf(objectAt(this.cluster, 'metadata').namespace);
    const where = namespace ? this.fillField(namespace, `${field}.namespace`, occasion) : own;
    const called = this.fillField(name, `${field}.name`, occasion);
    if (where === undefined || called === undefined) return undefined;
    const key = `${kind}/${where}/${called}`;
    const generated = this.generated.get(key);
    if (generated !== undefined) return generated;
    if (!this.sources.has(key)) this.sources.set(key, this.read(kind, where, called, optional, field));
    return this.sources.get(key);
  }

  private read(
    kind: Kind,
    namespace: string,
    name: string,
    optional: boolean,
    field: string,
  ): TemplateSource | undefined {
    const api = kind === 'ConfigMap' ? CONFIG_MAP : SECRET;
    const item = this.stock.find(api.group, kind, namespace, name);
    const words = `${kind} ${namespace}/${name}`;
    if (item === undefined) {
      if (optional) this.optional.add(words);
      else this.findings.push(framework.templateMissing(this.place(field), this.name, field, words));
      return undefined;
    }
    const reading = kind === 'ConfigMap' ? readConfigMap(item) : readSecret(item);
    if ('findings' in reading) {
      this.findings.push(...reading.findings);
      return undefined;
    }
    if (kind === 'Secret' && reading.type !== TEMPLATE_SECRET_TYPE) {
      this.findings.push(framework.templateSecretType(item.at('type'), this.name, words, reading.type));
      return undefined;
    }
    return reading.source;
  }

  private fillAll(source: TemplateSource, templates: Templates, data: TemplateData, occasion: Occasion) {
    const filled = source.texts.map(([key, text]) => {
      const name = `${source.words}, ${key}`;
      return [
        key,
        this.fill(templates, name, text, data, occasion, this.placeOf(source, key), source.written.get(key)),
      ] as const;
    });
    const texts = filled.flatMap(([key, text]) => (text === undefined ? [] : [[key, text] as const]));
    return texts.length < filled.length ? undefined : texts;
  }

  /** A field of the EventTrigger that may be a template. */
  private fillField(text: string, field: string, occasion: Occasion): string | undefined {
    return this.fill(this.templates, field, text, occasion.data, occasion, this.place(field));
  }

  /** @param written what the text was before anything was filled in, where a filling has made it. */
  private fill(
    templates: Templates,
    name: string,
    text: string,
    data: TemplateData,
    occasion: Occasion,
    place: Place,
    written?: string,
  ): string | undefined {
    const outcome = this.exhausted.get(name) ?? templates.fill(name, text, data);
    if ('text' in outcome) return outcome.text;
    const reason = hideData(outcome.fault.reason, text, written);
    const { template, line, column, isExhausted } = outcome.fault;
    // It would take as long for each further event.
    if (isExhausted) this.exhausted.set(name, outcome);
    this.book.note(occasion.words, (events) => framework.templateFault(place, template, line, column, reason, events));
    return undefined;
  }

  private note(finding: Finding): void {
    this.findings.push(finding);
  }

  private place(field: string): Place {
    return this.trigger.item.at(`spec.${field}`);
  }

  private placeOf({ item }: TemplateSource, key: string): Place {
    return item?.at(`data["${key}"]`) ?? this.trigger.item.at();
  }
}
