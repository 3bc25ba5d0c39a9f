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
import { numberRounded } from '../../diagnostics/event-selection';
import { type Finding, nameObject, type Place } from '../../diagnostics/finding';
import * as nearMisses from '../../diagnostics/near-misses';

import type { Purse } from '../../engines/go-template/budget';
import type { TemplateFault } from '../../engines/go-template/fault';
import type { TemplateData } from '../../engines/go-template/value';
import type { Found } from '../../inventory/fleet';
import { isEncrypted } from '../../inventory/stand-ins';
import { wordsFor } from '../../krm/identity';
import { type JsonObject, objectAt, textOf } from '../../krm/json';
import { changes, holdsLarge } from '../../krm/large-numbers';
import { isSame } from '../../krm/yaml/write';
import { serve } from '../serve';
import type { Stock } from '../stock';
import { findDestinations } from './clusters';
import { deployTemplates, findResources } from './deploy-templates';
import { EventBook } from './event-book';
import type { Occasion } from './event-data';
import type { Generated } from './generated';
import { hideData } from './hide-data';
import { type MadeObject, readObjects } from './read-objects';
import { readConfigMap, readSecret, type TemplateSource } from './references';
import { Templates } from './templates';

/** An object that an EventTrigger makes, and what for. */
export interface Made {
  readonly made: MadeObject;
  readonly occasion: Occasion;
  /** The cluster that it is for; none where a generator keeps it in the management cluster. */
  readonly destination?: JsonObject;
}

/** For which event, to which cluster, and with which resources. */
interface Deployment {
  readonly occasion: Occasion;
  readonly cluster: JsonObject;
  readonly resources: ReadonlyMap<string, JsonObject>;
}

/** `optional: true` of a generator has no effect in Sveltos. */
type Optional = boolean | 'ineffective';

type Kind = 'ConfigMap' | 'Secret';

/** What an EventTrigger makes of the events in one cluster: first its generators, then what is deployed. */
export class Instantiation {
  private readonly name: string;
  private readonly templates: Templates;
  private readonly book = new EventBook();
  private readonly told: Finding[] = [];
  private readonly made: Made[] = [];
  private readonly byGenerators = new Map<string, Made[]>();
  private readonly overwritten = new Set<string>();
  private readonly optional = new Set<string>();
  /** Templates that came to the end of what one run may do, with their faults: they are not run for further events. */
  private readonly exhausted = new Map<string, { readonly fault: TemplateFault }>();
  private readonly sources = new Map<string, TemplateSource | undefined>();

  constructor(
    private readonly trigger: Found<EventTrigger>,
    private readonly cluster: JsonObject,
    private readonly stock: Stock,
    private readonly generated: Generated,
    private readonly purse: Purse,
    private readonly noteRunning: (running: string) => void,
  ) {
    this.templates = new Templates(purse);
    this.name = trigger.object.metadata.name;
  }

  generateAll(occasions: readonly Occasion[]): void {
    const { configMapGenerator = [], secretGenerator = [] } = this.trigger.object.spec;
    for (const occasion of occasions) {
      for (const [at, one] of secretGenerator.entries())
        this.generate('Secret', one, `secretGenerator[${at}]`, occasion);
      for (const [at, one] of configMapGenerator.entries()) {
        this.generate('ConfigMap', one, `configMapGenerator[${at}]`, occasion);
      }
    }
  }

  deployAll(occasions: readonly Occasion[]): void {
    for (const occasion of this.keepLastOfProfile(occasions)) {
      const fill = (text: string, field: string) => this.fillField(text, field, occasion);
      const { clusters, findings } = findDestinations(this.trigger, this.cluster, this.stock, fill);
      for (const finding of findings) this.book.note(occasion.words, () => finding);
      for (const destination of clusters) this.deployTo(destination, occasion);
    }
  }

  /** Events whose profile has the same name share one ClusterProfile there: the last one's overwrites the others'. */
  private keepLastOfProfile(occasions: readonly Occasion[]): readonly Occasion[] {
    const { profileNameFormat } = this.trigger.object.spec;
    if (!profileNameFormat) return occasions;
    const lastOf = new Map<string, Occasion>();
    for (const occasion of occasions) {
      const name = this.fillField(profileNameFormat, 'profileNameFormat', occasion);
      if (name === undefined) continue;
      const before = lastOf.get(name);
      if (before !== undefined) {
        const place = this.place('profileNameFormat');
        this.book.note(before.words, (events) => framework.profileShared(place, this.name, name, events));
      }
      lastOf.set(name, occasion);
    }
    const kept = new Set(lastOf.values());
    return occasions.filter((occasion) => kept.has(occasion));
  }

  result(): { made: readonly Made[]; findings: readonly Finding[] } {
    const findings = [...this.told, ...this.book.findings()];
    const place = this.trigger.item.at('spec');
    if (this.optional.size > 0) {
      findings.push(framework.optionalMissing(place, this.name, [...this.optional].sort()));
    }
    if (this.overwritten.size > 0) {
      findings.push(framework.generatedTwice(place, this.name, [...this.overwritten].sort()));
    }
    return { made: [...[...this.byGenerators.values()].flat(), ...this.made], findings };
  }

  /**
   * A ConfigMap or Secret that a generator makes is an object of its own, under the name that its format gives. Of two
   * under one name, the last is the one that stays.
   */
  private generate(
    kind: Kind,
    { name, namespace, nameFormat, optional }: Generator,
    field: string,
    occasion: Occasion,
  ): void {
    const source = this.find(kind, namespace, name, optional ? 'ineffective' : false, field, occasion);
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
    const words = nameObject({ kind, namespace: SVELTOS_NAMESPACE, name: made });
    this.generated.set(kind, SVELTOS_NAMESPACE, made, {
      object,
      source: { ...source, words: `${words} (made from ${source.words})`, texts },
    });
    const one = { made: { object, apiVersion: 'v1', kind, name: made, namespace: SVELTOS_NAMESPACE }, occasion };
    const earlier = this.byGenerators.get(words) ?? [];
    const isOther = earlier.some((before) => !isSame(before.made.object, object));
    if (isOther) this.overwritten.add(words);
    this.byGenerators.set(words, isOther ? [one] : [...earlier, one]);
  }

  /** What policyRefs give for one cluster; where a resource of templateResourceRefs is missing, Sveltos deploys nothing. */
  private deployTo(cluster: JsonObject, occasion: Occasion): void {
    const { policyRefs = [], templateResourceRefs = [] } = this.trigger.object.spec;
    if (policyRefs.length === 0) return;
    const { resources, missing } = findResources(templateResourceRefs, {
      cluster,
      find: (group, kind, namespace, name) => {
        const made = this.generated.find(group, kind, namespace, name);
        if (made !== undefined) return made.object;
        const item = this.stock.find(group, kind, namespace, name);
        if (item !== undefined && isEncrypted(item.object)) {
          const path = `${namespace}/${name}`;
          this.book.note(occasion.words, () => nearMisses.secretEncrypted(item.at(), path));
        }
        return item && serve(item);
      },
      fill: (text, field) => this.fillField(text, field, occasion),
    });
    for (const { field, words, optional } of missing) {
      if (optional) this.optional.add(words);
      else this.book.note(occasion.words, () => framework.templateMissing(this.place(field), this.name, field, words));
    }
    if (missing.some(({ optional }) => !optional)) return;
    for (const object of [cluster, ...resources.values()]) {
      if (!holdsLarge(object, changes.asInt64)) continue;
      const reader = `The second filling of EventTrigger ${this.name}`;
      this.book.note(occasion.words, () => numberRounded(this.place('templateResourceRefs'), reader, wordsFor(object)));
    }
    for (const [at, one] of policyRefs.entries()) {
      this.deploy(one, `policyRefs[${at}]`, { cluster, resources, occasion });
    }
  }

  private deploy(
    { kind, namespace, name, optional, ...ref }: PolicyRef,
    field: string,
    { cluster, resources, occasion }: Deployment,
  ): void {
    if (kind !== 'ConfigMap' && kind !== 'Secret') {
      const why = `a ${kind} is fetched from elsewhere`;
      this.note(
        framework.templateUnreadable(
          this.place(field),
          this.name,
          nameObject({ kind, namespace: namespace ?? '', name }),
          why,
        ),
      );
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
      const second = source.isTemplate ? deployTemplates(cluster, resources, this.purse) : undefined;
      const deployed =
        second === undefined
          ? text
          : this.fill(
              second.filler,
              template,
              text,
              second.data,
              occasion,
              this.place('policyRefs'),
              source.written.get(key),
            );
      if (deployed === undefined) continue;
      const { objects, faults } = readObjects(deployed, template, this.placeOf(source, key));
      for (const made of objects) this.made.push({ made, occasion, destination: cluster });
      for (const tell of faults) this.book.note(occasion.words, tell);
    }
  }

  /** The ConfigMap or Secret that a reference means; its name and namespace may be templates. */
  private find(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    optional: Optional,
    field: string,
    occasion: Occasion,
  ): TemplateSource | undefined {
    const own = textOf(objectAt(this.cluster, 'metadata').namespace);
    const where = namespace ? this.fillField(namespace, `${field}.namespace`, occasion) : own;
    const called = this.fillField(name, `${field}.name`, occasion);
    if (where === undefined || called === undefined) return undefined;
    const generated = this.generated.find('', kind, where, called);
    if (generated !== undefined) return generated.source;
    const key = `${kind}/${where}/${called}`;
    if (!this.sources.has(key)) this.sources.set(key, this.read(kind, where, called, optional, field));
    return this.sources.get(key);
  }

  private read(
    kind: Kind,
    namespace: string,
    name: string,
    optional: Optional,
    field: string,
  ): TemplateSource | undefined {
    const api = kind === 'ConfigMap' ? CONFIG_MAP : SECRET;
    const item = this.stock.find(api.group, kind, namespace, name);
    const words = nameObject({ kind, namespace, name });
    if (item === undefined) {
      const place = this.place(field);
      const near = kind === 'Secret' ? this.stock.standIn(namespace, name) : '';
      if (optional === true) this.optional.add(words);
      else if (optional === false) this.note(framework.templateMissing(place, this.name, field, words, near));
      else this.note(framework.generatorMissing(place, this.name, field, words, near));
      return undefined;
    }
    const reading = kind === 'ConfigMap' ? readConfigMap(item) : readSecret(item);
    if ('findings' in reading) {
      for (const finding of reading.findings) this.note(finding);
      return undefined;
    }
    if (kind === 'Secret' && reading.type !== TEMPLATE_SECRET_TYPE) {
      this.note(framework.templateSecretType(item.at('type'), this.name, words, reading.type));
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
    this.noteRunning(`filling the template ${name} for EventTrigger ${this.name}`);
    const outcome = this.exhausted.get(name) ?? templates.fill(name, text, data);
    if ('text' in outcome) return outcome.text;
    const reason = adviseOnNumbers(hideData(outcome.fault.reason, text, written));
    const { template, line, column, isExhausted } = outcome.fault;
    // It would take as long for each further event.
    if (isExhausted) this.exhausted.set(name, outcome);
    this.book.note(occasion.words, (events) => framework.templateFault(place, template, line, column, reason, events));
    return undefined;
  }

  private note(finding: Finding): void {
    this.told.push(finding);
  }

  private place(field: string): Place {
    return this.trigger.item.at(`spec.${field}`);
  }

  private placeOf({ item }: TemplateSource, key: string): Place {
    return item?.at(`data["${key}"]`) ?? this.trigger.item.at();
  }
}

/** Whoever compares a number with `3` expects it to work: Sveltos decodes an event's numbers as floats. */
function adviseOnNumbers(reason: string): string {
  return /incompatible types for comparison: .*float64/.test(reason)
    ? `${reason} (numbers of an event’s resource are float64, as in Sveltos: compare them with 3.0, or write int before them)`
    : reason;
}
