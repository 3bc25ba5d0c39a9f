import type { EventTrigger } from '../../api/event-trigger';
import * as framework from '../../diagnostics/event-framework';
import { type Finding, nameObject } from '../../diagnostics/finding';
import type { Found } from '../../inventory/fleet';
import { isHostAnnotation, LOCAL_CONFIG } from '../../krm/host-annotations';
import { groupOf, identityKey, identityOf } from '../../krm/identity';
import { objectAt } from '../../krm/json';
import { isSame } from '../../krm/yaml/write';
import { sortedBy } from '../../lists/order';
import type { Output, OutputObject } from '../../outputs/output';
import type { Made } from './instantiate';
import { isNamespaced } from './namespaced';
import { textsOf } from './read-objects';

/** What EventTriggers make, object by object. */
export class OutputShelf {
  private readonly drafts = new Map<string, Draft>();
  private readonly namespaces = new Map<string, ReadonlySet<string>>();
  private readonly defaulted = new Set<string>();
  private readonly rivals: Finding[] = [];

  /** Adds what an EventTrigger makes: an object that is there already must be the very same. */
  add(trigger: Found<EventTrigger>, made: readonly Made[]): void {
    for (const one of made) this.put(trigger, one);
  }

  outputs(): Output[] {
    return [...this.drafts.values()].map(({ object, namespace, origin, sources }) => ({
      object,
      namespaces: this.setOf(namespace),
      origin,
      role: 'Instantiated',
      sources: sortedBy(new Set(sources), (source) => source),
    }));
  }

  findings(): Finding[] {
    if (this.defaulted.size === 0) return this.rivals;
    return [...this.rivals, framework.namespaceDefaulted({}, [...this.defaulted].sort())];
  }

  private put({ object: trigger, item }: Found<EventTrigger>, { made, occasion }: Made): void {
    const { apiVersion, kind, name } = made;
    const { event } = occasion;
    let { namespace } = made;
    if (namespace === '' && isNamespaced(apiVersion, kind)) {
      namespace = 'default';
      this.defaulted.add(`${kind} ${name}`);
    }
    const object = toOutput(made, trigger);
    const source = event === undefined ? identityKey(item.identity) : identityKey(identityOf(event.object));
    const words = `EventTrigger ${trigger.metadata.name} for ${occasion.words}`;
    const key = identityKey({ group: groupOf(apiVersion), kind, namespace, name });
    const rival = this.drafts.get(key);
    if (rival === undefined) {
      const origin = event?.item ?? item;
      this.drafts.set(key, { object, namespace, origin, sources: [source], words, isContested: false });
    } else if (isSame(object, rival.object)) rival.sources.push(source);
    else if (!rival.isContested) {
      rival.isContested = true; // one pair shows it
      const thing = nameObject({ kind, namespace, name });
      this.rivals.push(framework.madeDifferently(item.at(), thing, rival.words, words));
    }
  }

  /** Outputs of one namespace share one set. */
  private setOf(namespace: string): ReadonlySet<string> {
    const known = this.namespaces.get(namespace) ?? new Set([namespace]);
    this.namespaces.set(namespace, known);
    return known;
  }
}

interface Draft {
  readonly object: OutputObject;
  readonly namespace: string;
  readonly origin: Output['origin'];
  readonly sources: string[];
  readonly words: string;
  isContested: boolean;
}

/**
 * The object as it is written, with the EventTrigger's extraLabels and extraAnnotations laid over it. Annotations that say
 * where a host keeps an object, or that it must not apply it, are about other objects: they would move this one elsewhere.
 */
function toOutput({ object, apiVersion, kind, name }: Made['made'], { spec }: EventTrigger): OutputObject {
  const { metadata: _metadata, ...fields } = object;
  const {
    namespace: _namespace,
    labels: _labels,
    annotations: _annotations,
    ...metadata
  } = objectAt(object, 'metadata');
  return {
    ...fields,
    apiVersion,
    kind,
    metadata: {
      ...metadata,
      name,
      labels: { ...textsOf(objectAt(object, 'metadata', 'labels')), ...spec.extraLabels },
      annotations: withoutHosts({ ...textsOf(objectAt(object, 'metadata', 'annotations')), ...spec.extraAnnotations }),
    },
  };
}

function withoutHosts(annotations: Record<string, string>): Record<string, string> {
  const own = Object.entries(annotations).filter(([key]) => !isHostAnnotation(key) && key !== LOCAL_CONFIG);
  return Object.fromEntries(own);
}
