import { WITHOUT_EFFECT } from '../src/api/event-trigger';
import { EXTENSIONS } from '../src/engines/cel/extensions';
import { LUA_DIFFERENCES, PROVIDED, WITHHELD } from '../src/engines/lua/provided';
import { groupBy } from '../src/lists/group';
import { SVELTOS_LIBRARY } from '../src/sveltos/lua/library';
import { functionTable } from '../src/sveltos/template/functions';

/** docs/event-framework.md, from the tables that the code itself goes by. */
export function eventFrameworkPage(): string {
  const supported = functionTable.filter(({ support }) => support === 'supported');
  const refused = functionTable.filter(({ support }) => support === 'refused');
  const families = [...groupBy(supported, ({ family }) => family)].map(
    ([family, members]) => `| ${family} | ${members.map(({ name }) => code(name)).join(' ')} |\n`,
  );
  const reasons = [...groupBy(refused, ({ reason }) => reason ?? '')].map(
    ([reason, members]) => `| ${members.map(({ name }) => code(name)).join(' ')} | ${reason} |\n`,
  );
  const libraries = Object.entries(PROVIDED).map(([library, names]) =>
    library === ''
      ? `| globals | ${[...names, ...SVELTOS_LIBRARY.names].map(code).join(' ')} |\n`
      : `| ${code(library)} | ${names.map(code).join(' ')} |\n`,
  );
  const withheld = Object.entries(WITHHELD).map(([name, reason]) => `| ${code(name)} | ${reason} |\n`);
  return `# Sveltos' event framework, as far as it is rendered

\`run-event-trigger\` takes EventSources, EventTriggers and the ConfigMaps and Secrets of their templates as they stand
([how to use it](../functions/run-event-trigger/README.md)). This page says what of them works. It is made from the code's
own tables (\`npm run docs\`). [What was compared with Sveltos, and each difference with its reason](fidelity.md).

## EventSource

| field of \`spec\` | |
|---|---|
| \`resourceSelectors\` | \`group\`, \`kind\`, \`version\` (another version in the input is taken too, with an info), \`namespace\`, \`name\`, \`labelFilters\` (Equal, Different, Has, DoesNotHave), \`selector\`, \`evaluateCEL\`, \`evaluate\` |
| \`aggregatedSelection\` | Lua |
| \`collectResources\` | without it the templates are told names alone (\`.MatchingResource\`) |
| \`messagingMatchCriteria\` | a warning: no message arrives during a render |

Rules of \`evaluateCEL\` are ORed with each other and with \`evaluate\`. A rule that fails on an object counts as no match, with
a warning. Objects are seen as an API server would give them out: a Secret's \`stringData\` in \`data\`, its type said, without
the annotations of kpt and kustomize. The input is read by YAML 1.2's rules; what templates make, and what \`fromYaml\`
reads, by YAML 1.1's as in Sveltos: \`yes\` is true there, \`0400\` is 256. A whole number beyond 9007199254740991 in what a
template makes is an error, since it would change: put quotes around it. Events come in the order of an API server's keys:
those of \`b-c/a\` before those of \`b/a\`.

## EventTrigger

| field of \`spec\` | |
|---|---|
| \`eventSourceName\`, \`oneForEvent\` | as in Sveltos; the name may be a template of \`.Cluster\` |
| \`sourceClusterSelector\` | matched against the SveltosClusters of the input that Rollcall has not made; each one that it selects runs. Where there is none it is taken as matching, and \`.Cluster\` is a stand-in named \`mgmt/mgmt\`. An empty selector matches no cluster |
| \`clusterSetRefs\` | an error where the input has SveltosClusters to choose from: ClusterSets are not read |
| \`policyRefs\` | ConfigMaps, and Secrets of type \`addons.projectsveltos.io/cluster-profile\`; names and namespaces may be templates; the annotation \`projectsveltos.io/instantiate\` fills them with the event, \`projectsveltos.io/template\` a second time with the cluster and \`templateResourceRefs\` |
| \`configMapGenerator\`, \`secretGenerator\` | make objects in the namespace \`projectsveltos\`, which policyRefs and templateResourceRefs may use, those of other EventTriggers too. Of several under one name the last event's stays. \`optional\` has no effect on them, as in Sveltos |
| \`templateResourceRefs\` | objects of the input, and what generators made, for the second filling; a missing one is an error unless it is \`optional\`. \`watchFields\` and \`ignoreStatusChanges\` hide the other fields from templates |
| \`extraLabels\`, \`extraAnnotations\` | laid over everything that is made |
| \`destinationCluster\`, \`destinationClusterSelector\` | matched against all SveltosClusters and Clusters of the input; the second filling sees each one's \`.Cluster\`. One that matches nothing deploys nothing. A warning says that what is made is for another cluster |
| \`profileNameFormat\` | filled; of events that get the same name, only the last deploys anything |
| \`helmCharts\`, \`kustomizationRefs\` | left out, with a warning |
| \`patchesFrom\` | ignored with a warning: Sveltos does not read it either |
| \`patches\`, policyRefs to a GitRepository, OCIRepository or Bucket, the annotation \`projectsveltos.io/lua\` | an error: the output would be another |
| ${[...WITHOUT_EFFECT].sort().map(code).join(' ')} | no effect: they say how Sveltos deploys |

Anything else is an error that names the nearest known field. What Sveltos keeps for itself (the instantiated ConfigMap, its
own ClusterProfile, tracking labels) is not rendered.

An object of a kind that is in no namespace loses the one that a template gives it; a namespaced one without a namespace goes
to \`default\`. Kinds are Kubernetes' own and those of CustomResourceDefinitions in the input; an object of another kind stays
as its template has it. An EventTrigger that makes an object that it selects (\`copy .Resource\`) is an error, unless
\`updateSelected\` of the configuration names it: then the object is written in its place, without Rollcall's marks.

Templates see \`.Resource\`, \`.MatchingResource\` and \`.Cluster\` with \`oneForEvent\`, and \`.Resources\`, \`.MatchingResources\` and
\`.Cluster\` without. \`.MatchingResource\` has the fields \`APIVersion\`, \`Kind\`, \`Namespace\` and \`Name\`.

**Numbers of an event's resource are floats**, as Sveltos decodes them: \`eq .Resource.spec.replicas 3\` fails, while
\`eq .Resource.spec.replicas 3.0\` and \`eq (int .Resource.spec.replicas) 3\` work, and \`{{ .Resource.spec.runAsUser }}\` prints
1000650000 as \`1.00065e+09\`: write \`{{ int .Resource.spec.runAsUser }}\`. Numbers of \`.Cluster\` and of the second filling are
integers. A whole number with more digits than a float holds (or, in the second filling, more than 64 bits) is rounded, as in
Sveltos, with a warning (RC116).

## Functions of templates

Go's text/template with \`missingkey=error\`.

| family | functions |
|---|---|
${families.join('')}
These are errors, since the same input would not give the same output, or since they reach outside:

| functions | why |
|---|---|
${reasons.join('')}
## CEL

The language itself, with \`resource\`; regular expressions are RE2's. Sveltos adds nothing to it. A rule that uses
what Kubernetes or cel-go's extensions add matches nothing, as in Sveltos, and a warning says so:
${EXTENSIONS.map(code).join(' ')}. A rule whose types cannot fit (\`1 == "1"\`, a name that is not there) fails on every object,
as in Sveltos, whatever else it says.

## Lua

Lua 5.1 as gopher-lua has it, on an interpreter of Lua 5.3 that has been given 5.1's numbers and lengths.

| library | |
|---|---|
${libraries.join('')}
Not there, and an error that says so:

| name | why |
|---|---|
${withheld.join('')}
\`print\` is there and prints nothing. Scripts and CEL rules run in a process of their own, without the environment. A
second thread ends that process when one of them runs longer than \`luaTimeLimit\` or takes more than \`luaMemoryLimit\`: nothing in
the script can stop it. The texts of a script's own \`error(…)\` and \`message\` are shown only where they stand in the script as
they are, since they may hold what it has read.

What is otherwise than in Lua 5.1, and is not reported:

| in a script | Lua 5.1 and Sveltos | here |
|---|---|---|
${LUA_DIFFERENCES.map(([what, there, here]) => `| ${what} | ${there} | ${here} |\n`).join('')}
Tables are converted as Sveltos converts them. On the way in null is left out, and a list keeps maps, strings, booleans and
fractions alone: whole numbers and lists inside a list are lost. On the way out an empty table is a map, and one with entries
1 to n a list.
`;
}

function code(name: string): string {
  return `\`${name.replaceAll('|', '\\|')}\``;
}
