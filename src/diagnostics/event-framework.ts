import { define, listNames, suggest } from './finding';

const names = (list: readonly string[]) => listNames(list);

// Reading EventSources and EventTriggers.

export const unknownEventField = define(
  'RC701',
  'error',
  'An EventSource or EventTrigger has an unknown field',
  'Correct the field’s name, or remove it.',
  (object: string, field: string, nearest: string) =>
    `${object} has the field ${field}, which is unknown${suggest(nearest)}`,
);

export const eventTriggerUnknown = define(
  'RC702',
  'error',
  'The configuration names an EventTrigger that is not in the input',
  'Correct the name, or add that EventTrigger to the input.',
  (field: string, name: string, nearest: string) =>
    `${field} names ${name}, which is not in the input${suggest(nearest)}`,
);

export const eventSourceMissing = define(
  'RC703',
  'error',
  'An EventTrigger’s EventSource is missing',
  'Correct eventSourceName, or add that EventSource to the input.',
  (trigger: string, source: string, nearest: string) =>
    `EventTrigger ${trigger} names the EventSource ${source}, which is not in the input${suggest(nearest)}`,
);

export const labelSelectorInvalid = define(
  'RC713',
  'error',
  'A label selector is not valid',
  'Give In and NotIn at least one value, and Exists and DoesNotExist none.',
  (object: string, expression: string) =>
    `In ${object} the values of the expression on ${expression} do not fit its operator.`,
);

export const nothingSelected = define(
  'RC727',
  'warning',
  'An EventTrigger has no events',
  'Make sure that the EventSource selects what you expect, and that it is in the input.',
  (trigger: string, source: string) =>
    `EventTrigger ${trigger} makes nothing, because EventSource ${source} selects no object.`,
);

// Where an event happens.

export const clusterAssumed = define(
  'RC731',
  'info',
  'Without a SveltosCluster, every sourceClusterSelector matches',
  '',
  (triggers: readonly string[], stand: string) =>
    `The input has no SveltosCluster, so the sourceClusterSelector of these EventTriggers matches: ${names(triggers)}. In their templates, .Cluster is ${stand}.`,
);

export const clusterNotSelected = define(
  'RC732',
  'warning',
  'No cluster of the input is selected',
  'Correct sourceClusterSelector, or the labels of the SveltosCluster that these objects are in.',
  (trigger: string, clusters: readonly string[]) =>
    `EventTrigger ${trigger} makes nothing, because its sourceClusterSelector matches no SveltosCluster of the input: ${names(clusters)}.`,
);

export const selectsNoCluster = define(
  'RC756',
  'warning',
  'An empty sourceClusterSelector selects no cluster',
  'Set sourceClusterSelector to the labels of the clusters whose events you want.',
  (trigger: string) =>
    `EventTrigger ${trigger} makes nothing, because an empty sourceClusterSelector matches no cluster, as in Sveltos.`,
);

export const goesElsewhere = define(
  'RC734',
  'warning',
  'The objects of an EventTrigger are for another cluster',
  'Apply the output to the cluster that destinationCluster or destinationClusterSelector selects.',
  (trigger: string, field: string) =>
    `EventTrigger ${trigger} has ${field}, but its objects are in the same output as all others.`,
);

export const destinationMissing = define(
  'RC757',
  'warning',
  'The destination of an EventTrigger matches no cluster',
  'Correct the destination, or add that cluster to the input.',
  (trigger: string, field: string, what: string, clusters: readonly string[]) =>
    `EventTrigger ${trigger} deploys nothing, because for ${field} the input has no cluster ${what}. Clusters in the input: ${clusters.length === 0 ? 'none' : names(clusters)}.`,
);

// What an event makes.

export const fieldsWithoutEffect = define(
  'RC741',
  'info',
  'Fields of EventTriggers have no effect in a render',
  '',
  (fields: readonly string[]) => `These fields set how Sveltos deploys, and have no effect here: ${names(fields)}.`,
);

export const partNotRendered = define(
  'RC742',
  'warning',
  'A part of an EventTrigger is not rendered',
  'Render charts and kustomizations with their own tools.',
  (trigger: string, fields: readonly string[]) =>
    `EventTrigger ${trigger} has parts that are left out: ${names(fields)}.`,
);

export const partUnsupported = define(
  'RC743',
  'error',
  'A part of an EventTrigger that changes its objects is not supported',
  'Move the change into the templates, or patch the output with kustomize.',
  (trigger: string, fields: readonly string[]) =>
    `EventTrigger ${trigger} has parts that would change the objects that it makes: ${names(fields)}.`,
);

export const makesNothing = define(
  'RC744',
  'warning',
  'An EventTrigger has no templates',
  'Add policyRefs, a configMapGenerator or a secretGenerator.',
  (trigger: string) => `EventTrigger ${trigger} has neither policyRefs nor generators.`,
);

export const templateMissing = define(
  'RC745',
  'error',
  'A ConfigMap or Secret of an EventTrigger is missing',
  'Correct the reference, add the object to the input, or set optional: true.',
  (trigger: string, field: string, object: string, nearMiss = '') =>
    `EventTrigger ${trigger} refers to ${object} (${field}), which is not in the input${nearMiss}.`,
);

export const optionalMissing = define(
  'RC746',
  'info',
  'Optional objects are not in the input',
  '',
  (trigger: string, objects: readonly string[]) =>
    `EventTrigger ${trigger} is rendered without these optional objects, which are not in the input: ${names(objects)}.`,
);

export const templateUnreadable = define(
  'RC747',
  'error',
  'A render cannot read the templates of an EventTrigger',
  'Put the templates into a ConfigMap, or render that source with its own tool.',
  (trigger: string, object: string, why: string) => `EventTrigger ${trigger} refers to ${object}: ${why}.`,
);

export const templateSecretType = define(
  'RC748',
  'error',
  'A Secret of templates has a type that Sveltos does not accept',
  'Give the Secret the type addons.projectsveltos.io/cluster-profile.',
  (trigger: string, secret: string, type: string) =>
    `EventTrigger ${trigger} refers to ${secret}, whose type is "${type}".`,
);

export const templateFault = define(
  'RC749',
  'error',
  'A template fails',
  'Correct the template. Use `{{ if }}`, `{{ with }}` or `default` for values that can be missing.',
  (template: string, line: number, column: number, reason: string, event: string) =>
    `The template ${template} fails in line ${line}, column ${column}, for ${event}: ${reason}.`,
);

export const madeNotYaml = define(
  'RC751',
  'error',
  'A template’s output is not YAML',
  'Correct the template. Check the indentation and quotes of the values that it inserts.',
  (template: string, event: string, line: number, column: number, reason: string) =>
    `The output of the template ${template} for ${event} cannot be read at line ${line}, column ${column}: ${reason}.`,
);

export const madeNoObject = define(
  'RC752',
  'error',
  'A template’s output is not an object',
  'Have the template write apiVersion, kind and metadata.name.',
  (template: string, event: string, why: string) =>
    `The output of the template ${template} for ${event} is not a Kubernetes object: ${why}.`,
);

export const madeNotText = define(
  'RC753',
  'error',
  'A template’s object has a value that is not a string',
  'Put quotes around the value that the template inserts: `{{ $value | quote }}`.',
  (template: string, event: string, field: string, found: string) =>
    `The object that the template ${template} makes for ${event} has ${found} in ${field}, where an API server accepts only strings.`,
);

export const madeDifferently = define(
  'RC754',
  'error',
  'Two events make one object with different content',
  'Make the object’s name or namespace different for each event.',
  (object: string, one: string, other: string) => `${one} and ${other} both make ${object}, with different content.`,
);

export const namespaceDefaulted = define(
  'RC755',
  'info',
  'Objects without a namespace are put into the namespace default',
  '',
  (objects: readonly string[]) =>
    `The templates set no namespace, so these objects are in the namespace default, as in Sveltos: ${names(objects)}.`,
);

export const generatorMissing = define(
  'RC758',
  'error',
  'A generator’s ConfigMap or Secret is missing, and `optional` has no effect there',
  'Add the object to the input, or remove the generator. Sveltos fails here too.',
  (trigger: string, field: string, object: string, nearMiss: string) =>
    `EventTrigger ${trigger} refers to ${object} (${field}), which is not in the input${nearMiss}. On a generator, optional: true has no effect.`,
);

export const generatedTwice = define(
  'RC759',
  'warning',
  'Events overwrite what a generator made for other events',
  'Use a value in nameFormat that differs for each event.',
  (trigger: string, objects: readonly string[]) =>
    `The generators of EventTrigger ${trigger} make ${names(objects)} several times, with different content. As in Sveltos, the content for the last event is used.`,
);

export const namespaceDropped = define(
  'RC760',
  'info',
  'The namespace of cluster-scoped objects is removed',
  '',
  (objects: readonly string[]) =>
    `These objects are cluster-scoped, so the namespace that their template sets is removed, as in Sveltos: ${names(objects)}.`,
);

export const keyTwice = define(
  'RC761',
  'warning',
  'A template’s output has a key twice',
  'Remove one of the two, or let the template write only one of them.',
  (template: string, event: string, line: number, column: number) =>
    `The output of the template ${template} for ${event} has a key twice in one map, the second time at line ${line}, column ${column}. As in Sveltos, the last one is used.`,
);

export const patchesIgnored = define(
  'RC762',
  'warning',
  'Sveltos ignores patchesFrom of an EventTrigger',
  'Remove patchesFrom, or move the change into the templates.',
  (trigger: string) => `EventTrigger ${trigger} has patchesFrom. Sveltos does not read it, so it is ignored here too.`,
);

export const changesItsEvent = define(
  'RC763',
  'error',
  'An EventTrigger makes an object that it selects',
  'Name the EventTrigger in updateSelected to let it change that object in place, or give the made object another name.',
  (trigger: string, object: string) =>
    `EventTrigger ${trigger} makes ${object}, which is one of the objects that its EventSource selects.`,
);

export const profileShared = define(
  'RC764',
  'warning',
  'Events share one profile name, so only the last of them deploys anything',
  'Use a value in profileNameFormat that differs for each event.',
  (trigger: string, profile: string, events: string) =>
    `profileNameFormat of EventTrigger ${trigger} gives ${profile} for several events. As in Sveltos, what ${events} would deploy is overwritten.`,
);
