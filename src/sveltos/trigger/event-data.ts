import { FloatData, GoMap, GoStruct, type TemplateData } from '../../engines/go-template/value';
import { identityOf, wordsFor } from '../../krm/identity';
import type { JsonObject } from '../../krm/json';
import { textOf } from '../../krm/json';
import type { Selected } from '../select/selection';

/** What one instantiation is about: the data of its templates, and whom it comes from. */
export interface Occasion {
  readonly data: { readonly [field: string]: TemplateData };
  /** In a sentence: the event's object, or all of them. */
  readonly words: string;
  /** The one event; `undefined` where the EventTrigger takes all of them at once. */
  readonly event: Selected | undefined;
}

/** A Go struct there (`corev1.ObjectReference`), of which Sveltos fills in what says which object it is. */
function refer(object: JsonObject): GoStruct {
  const { kind, namespace, name } = identityOf(object);
  return new GoStruct('v1.ObjectReference', [
    { name: 'Kind', tag: 'kind', value: kind },
    { name: 'Namespace', tag: 'namespace', value: namespace },
    { name: 'Name', tag: 'name', value: name },
    { name: 'UID', tag: 'uid', value: '' },
    { name: 'APIVersion', tag: 'apiVersion', value: textOf(object.apiVersion) },
    { name: 'ResourceVersion', tag: 'resourceVersion', value: '' },
    { name: 'FieldPath', tag: 'fieldPath', value: '' },
  ]);
}

/**
 * One occasion for each event (`oneForEvent`), or one for all. Sveltos decodes the events' resources with
 * sigs.k8s.io/yaml, so that their numbers are float64; the cluster's are int64.
 * @param collects whether the EventSource hands the objects over (`collectResources`), or only tells their names.
 */
export function listOccasions(
  events: readonly Selected[],
  cluster: JsonObject,
  oneForEvent: boolean,
  collects: boolean,
): Occasion[] {
  if (oneForEvent) {
    return events.map((event) => ({
      data: {
        MatchingResource: refer(event.object),
        Resource: collects ? new FloatData(event.object) : GoMap.nil(),
        CloudEvent: GoMap.nil(),
        Cluster: cluster,
      },
      words: wordsFor(event.object),
      event,
    }));
  }
  const data = {
    MatchingResources: events.map(({ object }) => refer(object)),
    Resources: collects ? new FloatData(events.map(({ object }) => object)) : [],
    CloudEvents: [],
    Cluster: cluster,
  };
  return events.length === 0
    ? []
    : [{ data, words: events.length === 1 ? 'the one event' : `all ${events.length} events`, event: undefined }];
}
