import { CONSUMER_LABEL } from '../../api/cluster-profile';
import { withoutHostAnnotations } from '../../krm/host-annotations';
import { identityOf } from '../../krm/identity';
import { Item } from '../../krm/item';
import { type JsonObject, objectAt, textOf } from '../../krm/json';
import { sourcesOf } from '../../krm/ownership';
import type { CopiedObject, Written } from '../../krm/written';
import { toPlain } from '../../krm/yaml/write';
import { recogniseMark } from '../../run/recognise';
import type { OutputRecord, RenderRecord } from '../../run/render-record';
import type { SideObject } from '../../views';

/** What a render makes, as a difference compares it. */
export function listRendered(generated: readonly Written[], record: RenderRecord): SideObject[] {
  const bodies = new Map<CopiedObject, JsonObject>();
  const outputs = record.outputs();
  return generated.map((one, at) => {
    if ('item' in one) return describeItem(one.item);
    const body = bodies.get(one.copyOf) ?? objectAt(toPlain(one.copyOf.in('')));
    bodies.set(one.copyOf, body);
    return describeCopy(body, one.namespace, outputs[at]);
  });
}

function describeCopy(body: JsonObject, namespace: string, output: OutputRecord | undefined): SideObject {
  if (output?.role === undefined) {
    const metadata = { ...objectAt(body, 'metadata'), namespace };
    return describeItem(new Item(Buffer.alloc(0), { ...body, metadata }));
  }
  const { role, cluster, sources } = output;
  const identity = { ...identityOf(body), namespace };
  const plain = withoutHostAnnotations(body);
  return { identity, body: plain, role, cluster, consumer: consumerOf(role, plain, namespace), sources };
}

/** Secrets beside the profile name the consumer in a label; the others are in its Namespace. */
function consumerOf(role: SideObject['role'], body: JsonObject, namespace: string): string | undefined {
  if (role !== 'ConsumerSecret') return undefined;
  return textOf(objectAt(body, 'metadata', 'labels')[CONSUMER_LABEL]) || namespace;
}

/** An object that an earlier render made: what it is for, its name and its marks tell. */
export function describeItem(item: Item): SideObject {
  const { namespace: _namespace, ...metadata } = objectAt(withoutHostAnnotations(item.object), 'metadata');
  const body = { ...item.object, metadata };
  const recognition = recogniseMark(item);
  const made = recognition.state === 'made' ? recognition : undefined;
  const isForCluster = made !== undefined && made.role !== 'Instantiated';
  return {
    identity: item.identity,
    body,
    role: made?.role,
    cluster: isForCluster ? made.madeFor : undefined,
    consumer: consumerOf(made?.role, body, item.identity.namespace),
    sources: sourcesOf(item),
  };
}
