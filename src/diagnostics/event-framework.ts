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
    `In ${object} the expression on ${expression} has values that do not go with its operator.`,
);

export const nothingSelected = define(
  'RC727',
  'warning',
  'An EventTrigger has no event',
  'Make sure that the EventSource selects what you expect, and that it is in the input.',
  (trigger: string, source: string) => `EventTrigger ${trigger} makes nothing: EventSource ${source} selects nothing.`,
);

// Where an event happens.

export const clusterAssumed = define(
  'RC731',
  'info',
  'The cluster of the events is taken as selected',
  '',
  (triggers: readonly string[], stand: string) =>
    `No SveltosCluster is in the input, so sourceClusterSelector is taken as matching (EventTrigger ${names(triggers)}), and .Cluster is ${stand}.`,
);

export const clusterNotSelected = define(
  'RC732',
  'warning',
  'No cluster of the input is selected',
  'Correct sourceClusterSelector, or the labels of the SveltosCluster that these objects are in.',
  (trigger: string, clusters: readonly string[]) =>
    `EventTrigger ${trigger} makes nothing: its sourceClusterSelector matches none of the SveltosClusters ${names(clusters)}.`,
);

export const selectsNoCluster = define(
  'RC756',
  'warning',
  'An empty sourceClusterSelector selects no cluster',
  'Give sourceClusterSelector the labels of the clusters whose events count.',
  (trigger: string) =>
    `EventTrigger ${trigger} makes nothing: to Sveltos an empty sourceClusterSelector matches no cluster.`,
);

export const goesElsewhere = define(
  'RC734',
  'warning',
  'The objects of an EventTrigger are for another cluster',
  'Apply the output to the cluster that destinationCluster or destinationClusterSelector means.',
  (trigger: string, field: string) =>
    `EventTrigger ${trigger} has ${field}; what it makes is rendered here like everything else.`,
);

export const destinationMissing = define(
  'RC757',
  'warning',
  'What an EventTrigger makes goes to no cluster',
  'Correct the destination, or add that cluster to the input.',
  (trigger: string, field: string, what: string, clusters: readonly string[]) =>
    `EventTrigger ${trigger} deploys nothing: for ${field} the input has no cluster ${what}; it has ${clusters.length === 0 ? 'none' : names(clusters)}.`,
);

// What an event makes.

export const fieldsWithoutEffect = define(
  'RC741',
  'info',
  'Fields of EventTriggers have no effect in a render',
  '',
  (fields: readonly string[]) => `Without effect here, since they say how Sveltos deploys: ${names(fields)}.`,
);

export const partNotRendered = define(
  'RC742',
  'warning',
  'A part of an EventTrigger is not rendered',
  'Render charts and kustomizations with their own tools.',
  (trigger: string, fields: readonly string[]) => `EventTrigger ${trigger} has ${names(fields)}, which is left out.`,
);

export const partUnsupported = define(
  'RC743',
  'error',
  'A part of an EventTrigger would change what is rendered, and is not supported',
  'Move the change into the templates, or patch the output with kustomize.',
  (trigger: string, fields: readonly string[]) =>
    `EventTrigger ${trigger} has ${names(fields)}, which would change the objects that it makes.`,
);

export const makesNothing = define(
  'RC744',
  'warning',
  'An EventTrigger has no templates',
  'Give it policyRefs, a configMapGenerator or a secretGenerator.',
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
  'Optional references are not there',
  '',
  (trigger: string, objects: readonly string[]) =>
    `EventTrigger ${trigger} goes without what is optional and not in the input: ${names(objects)}.`,
);

export const templateUnreadable = define(
  'RC747',
  'error',
  'An EventTrigger takes its templates from where a render cannot read them',
  'Put the templates into a ConfigMap, or render that source with its own tool.',
  (trigger: string, object: string, why: string) => `EventTrigger ${trigger} refers to ${object}: ${why}.`,
);

export const templateSecretType = define(
  'RC748',
  'error',
  'A Secret of templates has another type than Sveltos takes',
  'Give the Secret the type addons.projectsveltos.io/cluster-profile.',
  (trigger: string, secret: string, type: string) =>
    `EventTrigger ${trigger} refers to ${secret}, whose type is "${type}".`,
);

export const templateFault = define(
  'RC749',
  'error',
  'A template fails',
  'Correct the template; `{{ if }}`, `{{ with }}` or `default` guard what may be missing.',
  (template: string, line: number, column: number, reason: string, event: string) =>
    `The template ${template} fails in line ${line}, column ${column}, for ${event}: ${reason}.`,
);

export const madeNotYaml = define(
  'RC751',
  'error',
  'A template’s output is not YAML',
  'Correct the template; mind the indentation and the quotes of what is filled in.',
  (template: string, event: string, line: number, column: number, reason: string) =>
    `What the template ${template} gives for ${event} cannot be read in line ${line}, column ${column}: ${reason}.`,
);

export const madeNoObject = define(
  'RC752',
  'error',
  'A template’s output is not an object',
  'Give apiVersion, kind and metadata.name.',
  (template: string, event: string, why: string) =>
    `What the template ${template} gives for ${event} is no object: ${why}.`,
);

export const madeNotText = define(
  'RC753',
  'error',
  'A template’s object has a value that is not a string',
  'Put quotes around what the template fills in: `{{ $value | quote }}`.',
  (template: string, event: string, field: string, found: string) =>
    `The template ${template} gives for ${event} an object with ${found} in ${field}, where an API server takes strings alone.`,
);

export const madeDifferently = define(
  'RC754',
  'error',
  'Two events make one object with different content',
  'Make the object’s name or namespace different for each event.',
  (object: string, one: string, other: string) => `${object} is made by ${one} and with other content by ${other}.`,
);

export const namespaceDefaulted = define(
  'RC755',
  'info',
  'Objects without a namespace go to default',
  '',
  (objects: readonly string[]) =>
    `The templates give no namespace, so these go to default, as in Sveltos: ${names(objects)}.`,
);

export const generatorMissing = define(
  'RC758',
  'error',
  'A generator’s ConfigMap or Secret is missing, and `optional` has no effect there',
  'Add the object to the input, or remove the generator: Sveltos fails too.',
  (trigger: string, field: string, object: string, nearMiss: string) =>
    `EventTrigger ${trigger} refers to ${object} (${field}), which the input does not hold${nearMiss}; optional: true has no effect on a generator.`,
);

export const generatedTwice = define(
  'RC759',
  'warning',
  'Events overwrite what a generator made for other events',
  'Put what tells the events apart into nameFormat.',
  (trigger: string, objects: readonly string[]) =>
    `The generators of EventTrigger ${trigger} make ${names(objects)} several times with other content; the last event’s stays, as in Sveltos.`,
);

export const namespaceDropped = define(
  'RC760',
  'info',
  'Cluster-scoped objects lose the namespace that a template gives',
  '',
  (objects: readonly string[]) =>
    `These are in no namespace, so the one that their template gives is left out, as in Sveltos: ${names(objects)}.`,
);

export const keyTwice = define(
  'RC761',
  'warning',
  'A key stands twice in what a template gives',
  'Remove one of the two, or let the template write only one of them.',
  (template: string, event: string, line: number, column: number) =>
    `What the template ${template} gives for ${event} has a key twice in one map, again in line ${line}, column ${column}; the last one counts, as in Sveltos.`,
);

export const patchesIgnored = define(
  'RC762',
  'warning',
  'Sveltos ignores patchesFrom of an EventTrigger',
  'Remove patchesFrom, or move the change into the templates.',
  (trigger: string) => `EventTrigger ${trigger} has patchesFrom, which Sveltos does not read; it is ignored here too.`,
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
  'Put what tells the events apart into profileNameFormat.',
  (trigger: string, profile: string, events: string) =>
    `profileNameFormat of EventTrigger ${trigger} gives ${profile} for several events; what ${events} would deploy is overwritten, as in Sveltos.`,
);
