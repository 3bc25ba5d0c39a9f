import {
  type EventTrigger,
  type Generator,
  type PolicyRef,
  SVELTOS_NAMESPACE,
  TEMPLATE_SECRET_TYPE,
} from '../../api/event-trigger';
import * as framework from '../../diagnostics/event-framework';
import { numberRounded } from '../../diagnostics/event-selection';
import { type Finding, nameObject, type Place } from '../../diagnostics/finding';
import * as nearMisses from '../../diagnostics/near-misses';

import type { Purse } from '../../engines/go-template/budget';
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
import { Filler } from './fill';
import { TemplateFinder, type TemplateKind } from './find-templates';
import type { Generated } from './generated';
import { type MadeObject, readObjects } from './read-objects';
import type { TemplateSource } from './references';

/** An object that an EventTrigger makes, and what for. */
export interface Made {
  readonly made: MadeObject;
  readonly occasion: Occasion;
  /** What it is made from, and the key of its text; a generator takes every key. */
  readonly template: { readonly source: TemplateSource; readonly key?: string };
  /** The cluster that it is for; none where a generator keeps it in the management cluster. */
  readonly destination?: JsonObject;
}

/** For which event, to which cluster, and with which resources. */
interface Deployment {
  readonly occasion: Occasion;
  readonly cluster: JsonObject;
  readonly resources: ReadonlyMap<string, JsonObject>;
}

/** What an EventTrigger makes of the events in one cluster: first its generators, then what is deployed. */
export class Instantiation {
  private readonly name: string;
  private readonly book = new EventBook();
  private readonly filler: Filler;
  private readonly finder: TemplateFinder;
  private readonly told: Finding[] = [];
  private readonly made: Made[] = [];
  private readonly byGenerators = new Map<string, Made[]>();
  private readonly overwritten = new Set<string>();

  constructor(
    private readonly trigger: Found<EventTrigger>,
    private readonly cluster: JsonObject,
    private readonly stock: Stock,
    private readonly generated: Generated,
    private readonly purse: Purse,
    noteRunning: (running: string) => void,
  ) {
    this.name = trigger.object.metadata.name;
    this.filler = new Filler(trigger, this.book, purse, noteRunning);
    const { namespace } = objectAt(cluster, 'metadata');
    this.finder = new TemplateFinder(trigger, textOf(namespace), stock, generated, this.filler);
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
      const fill = (text: string, field: string) => this.filler.fillField(text, field, occasion);
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
      const name = this.filler.fillField(profileNameFormat, 'profileNameFormat', occasion);
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
    const findings = [...this.finder.findings, ...this.told, ...this.book.findings()];
    const place = this.trigger.item.at('spec');
    if (this.finder.optional.size > 0) {
      findings.push(framework.optionalMissing(place, this.name, [...this.finder.optional].sort()));
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
    kind: TemplateKind,
    { name, namespace, nameFormat, optional }: Generator,
    field: string,
    occasion: Occasion,
  ): void {
    const reference = { kind, namespace, name, optional: optional ? ('ineffective' as const) : false, field };
    const source = this.finder.find(reference, occasion);
    const made = this.filler.fillField(nameFormat, `${field}.nameFormat`, occasion);
    const texts = source && this.filler.fillAll(source, occasion);
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
    const one = {
      made: { object, apiVersion: 'v1', kind, name: made, namespace: SVELTOS_NAMESPACE },
      occasion,
      template: { source },
    };
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
      fill: (text, field) => this.filler.fillField(text, field, occasion),
    });
    for (const { field, words, optional } of missing) {
      if (optional) this.finder.optional.add(words);
      else this.book.note(occasion.words, () => framework.templateMissing(this.place(field), this.name, field, words));
    }
    if (missing.some(({ optional }) => !optional)) return;
    for (const object of [cluster, ...resources.values()]) {
      if (!holdsLarge(object, changes.asInt64)) continue;
      const reader = `the second filling of EventTrigger ${this.name}`;
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
      this.told.push(
        framework.templateUnreadable(
          this.place(field),
          this.name,
          nameObject({ kind, namespace: namespace ?? '', name }),
          why,
        ),
      );
      return;
    }
    if (ref.path) this.filler.fillField(ref.path, `${field}.path`, occasion);
    const source = this.finder.find({ kind, namespace, name, optional: optional ?? false, field }, occasion);
    if (source === undefined) return;
    if (source.isLua) {
      const why = 'its data are Lua scripts that make objects (projectsveltos.io/lua)';
      this.told.push(framework.templateUnreadable(this.place(field), this.name, source.words, why));
      return;
    }
    const texts = source.isInstantiated ? this.filler.fillAll(source, occasion) : source.texts;
    if (texts === undefined) return;
    for (const [key, text] of texts) {
      const template = `${source.words}, ${key}`;
      const deployed = source.isTemplate ? this.fillAgain(source, key, text, { cluster, resources, occasion }) : text;
      if (deployed === undefined) continue;
      const { objects, faults } = readObjects(deployed, template, this.filler.placeOf(source, key));
      for (const made of objects) this.made.push({ made, occasion, template: { source, key }, destination: cluster });
      for (const tell of faults) this.book.note(occasion.words, tell);
    }
  }

  /** As Sveltos does when it deploys: with the cluster and templateResourceRefs. */
  private fillAgain(
    source: TemplateSource,
    key: string,
    text: string,
    { cluster, resources, occasion }: Deployment,
  ): string | undefined {
    const { filler: templates, data } = deployTemplates(cluster, resources, this.purse);
    const place = this.place('policyRefs');
    const filling = { name: `${source.words}, ${key}`, text, data, place, written: source.written.get(key) };
    return this.filler.fill(filling, occasion, templates);
  }

  private place(field: string): Place {
    return this.trigger.item.at(`spec.${field}`);
  }
}
