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
  return `# Which parts of Sveltos' event framework Rollcall renders

\`run-event-trigger\` uses your EventSources, your EventTriggers, and the ConfigMaps and Secrets of their templates without
changes ([how to use it](../functions/run-event-trigger/README.md)). This page lists what works. \`npm run docs\` makes it from
the tables in the code. [Fidelity](fidelity.md) says what was compared with Sveltos, and gives the reason for each difference.

## EventSource

| field of \`spec\` | what Rollcall does |
|---|---|
| \`resourceSelectors\` | supports \`group\`, \`kind\`, \`version\`, \`namespace\`, \`name\`, \`labelFilters\` (Equal, Different, Has, DoesNotHave), \`selector\`, \`evaluateCEL\` and \`evaluate\`. If the input has the object in another version, Rollcall uses it and reports that |
| \`aggregatedSelection\` | runs the Lua |
| \`collectResources\` | if it is not set, templates see only names (\`.MatchingResource\`) |
| \`messagingMatchCriteria\` | gives a warning, because no message arrives during a render |

- An object matches if one rule of \`evaluateCEL\`, or \`evaluate\`, matches it. If a rule fails on an object, the object does not
  match, and you get a warning.
- Rules see objects as an API server returns them: the \`stringData\` of a Secret is in \`data\`, its \`type\` is set, and the
  annotations of kpt and kustomize are absent.
- Rollcall reads the input as YAML 1.2. It reads the output of templates, and what \`fromYaml\` reads, as YAML 1.1, like Sveltos:
  \`yes\` is true, and \`0400\` is 256. If a template makes a whole number beyond 9007199254740991, that is an error, because the
  number would change. Put it in quotes.
- Events have the order of an API server's keys: \`b-c/a\` comes before \`b/a\`.

## EventTrigger

Sveltos fills a template once with the event, and a second time when it deploys to a cluster. Rollcall does both.

| field of \`spec\` | what Rollcall does |
|---|---|
| \`eventSourceName\`, \`oneForEvent\` | as in Sveltos. The name can be a template of \`.Cluster\` |
| \`sourceClusterSelector\` | selects among the SveltosClusters of the input that Rollcall did not make, and runs once for each. If the input has none, the selector counts as matching, and \`.Cluster\` is a placeholder with the name \`mgmt/mgmt\`. An empty selector matches no cluster |
| \`clusterSetRefs\` | is an error if the input has SveltosClusters, because Rollcall does not read Sveltos' ClusterSets |
| \`policyRefs\` | can be ConfigMaps, and Secrets of type \`addons.projectsveltos.io/cluster-profile\`. Their names and namespaces can be templates. The annotation \`projectsveltos.io/instantiate\` fills them with the event, and \`projectsveltos.io/template\` a second time with the cluster and \`templateResourceRefs\` |
| \`configMapGenerator\`, \`secretGenerator\` | make objects in the namespace \`projectsveltos\`. The policyRefs and templateResourceRefs of every EventTrigger can use them. If several events make an object with the same name, the last event wins. \`optional\` has no effect here, as in Sveltos |
| \`templateResourceRefs\` | can be objects of the input and objects that generators made. The second filling sees them. A missing one is an error unless it is \`optional\`. \`watchFields\` and \`ignoreStatusChanges\` hide the other fields from templates |
| \`extraLabels\`, \`extraAnnotations\` | are added to every object, and override what is there |
| \`destinationCluster\`, \`destinationClusterSelector\` | select among all SveltosClusters and Clusters of the input. The second filling sees the \`.Cluster\` of each. If nothing matches, nothing is made. You get a warning that the objects are for another cluster |
| \`profileNameFormat\` | is filled. If several events get the same name, only the last one deploys anything |
| \`helmCharts\`, \`kustomizationRefs\` | are left out, with a warning |
| \`patchesFrom\` | is ignored with a warning. Sveltos does not read it either |
| \`patches\`, policyRefs to a GitRepository, OCIRepository or Bucket, the annotation \`projectsveltos.io/lua\` | are errors, because the output would differ from Sveltos' |
| ${[...WITHOUT_EFFECT].sort().map(code).join(' ')} | have no effect: they say how Sveltos deploys |

An unknown field is an error that names the nearest known field. Rollcall does not render the objects that Sveltos keeps for
itself: the instantiated ConfigMap, its own ClusterProfile, and tracking labels.

**Namespaces.** If a kind is cluster-scoped, Rollcall removes the namespace that a template sets. If a kind is namespaced and
the template sets no namespace, the object goes to \`default\`. Rollcall knows the kinds of Kubernetes and of the
CustomResourceDefinitions in the input. It does not change the namespace of other kinds.

**Objects that are in the input already.** If an EventTrigger makes an object that it selects (\`copy .Resource\`), that is an
error. To allow it, name the EventTrigger in \`updateSelected\` of the configuration. Rollcall then writes the object in its
place, without Rollcall's marks.

**What templates see.** With \`oneForEvent\`: \`.Resource\`, \`.MatchingResource\` and \`.Cluster\`. Without it: \`.Resources\`,
\`.MatchingResources\` and \`.Cluster\`. \`.MatchingResource\` has the fields \`APIVersion\`, \`Kind\`, \`Namespace\` and \`Name\`.

**Numbers of an event's resource are floats**, as in Sveltos:

| template | result |
|---|---|
| \`eq .Resource.spec.replicas 3\` | fails |
| \`eq .Resource.spec.replicas 3.0\`, \`eq (int .Resource.spec.replicas) 3\` | work |
| \`{{ .Resource.spec.runAsUser }}\` | prints 1000650000 as \`1.00065e+09\` |
| \`{{ int .Resource.spec.runAsUser }}\` | prints \`1000650000\` |

Numbers of \`.Cluster\` and of the second filling are integers. If a whole number has more digits than a float holds (in the
second filling: more than 64 bits), it is rounded as in Sveltos, with a warning (RC116).

## Functions of templates

Templates are Go's text/template with \`missingkey=error\`.

| family | functions |
|---|---|
${families.join('')}
These functions are errors. With them, the same input would not always give the same output, or a template could reach outside:

| functions | why |
|---|---|
${reasons.join('')}
## CEL

Rules can use the CEL language and the variable \`resource\`. Regular expressions are those of RE2. Sveltos adds no functions.
If a rule uses a function of Kubernetes' CEL or of cel-go's extensions, it matches nothing, as in Sveltos, and you get a
warning: ${EXTENSIONS.map(code).join(' ')}.

If the types of a rule cannot fit (\`1 == "1"\`, an unknown name), the rule fails on every object, as in Sveltos, even if another
part of the rule would match.

## Lua

Scripts are Lua 5.1 as gopher-lua implements it. Rollcall runs them on a Lua 5.3 interpreter that is adapted to the numbers and
lengths of Lua 5.1.

| library | functions |
|---|---|
${libraries.join('')}
The use of one of these names is an error:

| name | why |
|---|---|
${withheld.join('')}
\`print\` prints nothing.

Scripts and CEL rules run in a separate process that has no environment variables. If one of them runs longer than
\`luaTimeLimit\` or uses more memory than \`luaMemoryLimit\`, the process ends. A script cannot prevent that. Rollcall shows the
text of \`error(…)\` and of \`message\` only if the script contains exactly this text, because a computed text could contain a
secret.

These differences from Lua 5.1 are not reported:

| in a script | Lua 5.1 and Sveltos | here |
|---|---|---|
${LUA_DIFFERENCES.map(([what, there, here]) => `| ${what} | ${there} | ${here} |\n`).join('')}
Tables are converted as in Sveltos. When an object becomes a table, null values are left out, and a list keeps only maps,
strings, booleans and fractions: whole numbers and lists inside a list are lost. When a table becomes an object, an empty table
is a map, and a table with the keys 1 to n is a list.
`;
}

function code(name: string): string {
  return `\`${name.replaceAll('|', '\\|')}\``;
}
