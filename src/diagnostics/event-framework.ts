import { define, listNames } from './finding';

const names = (list: readonly string[]) => listNames(list);

// Reading EventSources and EventTriggers.

export const unknownEventField = define(
  'RC701',
  'error',
  'An EventSource or EventTrigger has an unknown field',
  'Correct the field’s name, or remove it.',
  (object: string, field: string, nearest: string) =>
    `${object} has the field ${field}, which is not known${nearest === '' ? '' : `; the nearest is ${nearest}`}.`,
);

export const eventTriggerUnknown = define(
  'RC702',
  'error',
  'The configuration names an EventTrigger that the input does not hold',
  'Correct the name, or send that EventTrigger along.',
  (name: string, nearest: string) =>
    `eventTriggers names ${name}, which the input does not hold${nearest === '' ? '' : `; the nearest is ${nearest}`}.`,
);

export const eventSourceMissing = define(
  'RC703',
  'error',
  'An EventTrigger’s EventSource is missing',
  'Correct eventSourceName, or send that EventSource along.',
  (trigger: string, source: string, nearest: string) =>
    `EventTrigger ${trigger} names the EventSource ${source}, which the input does not hold${nearest === '' ? '' : `; the nearest is ${nearest}`}.`,
);

export const labelSelectorInvalid = define(
  'RC713',
  'error',
  'A label selector cannot be used',
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

export const severalClustersSelected = define(
  'RC733',
  'warning',
  'Several clusters of the input are selected',
  'Select the one cluster that these objects are in.',
  (trigger: string, first: string, others: readonly string[]) =>
    `The sourceClusterSelector of EventTrigger ${trigger} matches several SveltosClusters; the objects are taken to be in ${first}, ${names(others)} is passed over.`,
);

export const goesElsewhere = define(
  'RC734',
  'warning',
  'What an EventTrigger makes is for another cluster',
  'Apply the output to the cluster that destinationCluster or destinationClusterSelector means.',
  (trigger: string, field: string) =>
    `EventTrigger ${trigger} has ${field}; what it makes is rendered here like everything else.`,
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
  'An EventTrigger has nothing to make',
  'Give it policyRefs, a configMapGenerator or a secretGenerator.',
  (trigger: string) => `EventTrigger ${trigger} has neither policyRefs nor generators.`,
);

export const templateMissing = define(
  'RC745',
  'error',
  'A ConfigMap or Secret of an EventTrigger is missing',
  'Correct the reference, send the object along, or set optional: true.',
  (trigger: string, field: string, object: string) =>
    `EventTrigger ${trigger} refers to ${object} (${field}), which the input does not hold.`,
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
  'A template does not give YAML',
  'Correct the template; mind the indentation and the quotes of what is filled in.',
  (template: string, event: string, line: number, column: number, reason: string) =>
    `What the template ${template} gives for ${event} cannot be read in line ${line}, column ${column}: ${reason}.`,
);

export const madeNoObject = define(
  'RC752',
  'error',
  'A template does not give an object',
  'Give apiVersion, kind and metadata.name.',
  (template: string, event: string, why: string) =>
    `What the template ${template} gives for ${event} is no object: ${why}.`,
);

export const madeNotText = define(
  'RC753',
  'error',
  'An object that a template gives has a value that is no string',
  'Put quotes around what the template fills in: `{{ $value | quote }}`.',
  (template: string, event: string, field: string, found: string) =>
    `The template ${template} gives for ${event} an object with ${found} in ${field}, where an API server takes strings alone.`,
);

export const madeDifferently = define(
  'RC754',
  'error',
  'Two events make one object with different content',
  'Put what tells the events apart into the object’s name or namespace.',
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
