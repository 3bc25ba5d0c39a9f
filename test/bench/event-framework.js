/**
 * The push-model document's own EventSource and template on a fleet: run-event-trigger beside publish-credentials, which
 * makes the same Secrets, and beside Go's engines, which Sveltos runs (test/conformance/go). The document lies beside the
 * project where it is there at all.
 */
const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse, parseAllDocuments } = require('yaml');

const root = join(__dirname, '..', '..');
const page = join(root, '..', 'shared', 'seeds', 'sveltos-push-model-from-capi.md');

/** The document's YAML, block by block, as text: no shell reads it. */
function readPage() {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^( *)```yaml\n([\s\S]*?)\n\1```$/gm)];
  return blocks.flatMap(([, indent, body]) => {
    const lines = body.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trim()));
    const text = lines.filter((line) => !line.startsWith('cat > ') && line !== 'EOF').join('\n');
    return text.split(/^---\n/m).filter((document) => document.trim() !== '');
  });
}

/** The same fleet with the document's objects in it, for run-event-trigger. */
function withFramework(list, documents) {
  const items = documents.map((document) => `- ${document.trimEnd().replaceAll('\n', '\n  ')}\n`).join('');
  return list
    .replace('functionConfig:', () => `${items}functionConfig:`)
    .replace('PublishCredentials', 'RunEventTrigger');
}

/** What the Go engines are given: the objects in the order in which the document's selectors take them. */
function goJob(list, documents) {
  const objects = documents.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
  const { items } = parse(list);
  const ofKind = (kind) => items.filter((item) => item.kind === kind);
  return {
    script: objects.find(({ kind }) => kind === 'EventSource').spec.aggregatedSelection,
    template: objects.find(({ kind }) => kind === 'ConfigMap').data['secret.yaml'],
    objects: [...ofKind('Cluster'), ...ofKind('Secret'), ...ofKind('Namespace')],
  };
}

/**
 * The programs to measure, or why there are none.
 * @param ours gives Rollcall's own programs for their arguments.
 */
function prepareFramework(folder, fleet, ours) {
  if (!existsSync(page)) return { skipped: 'the document is not beside the project' };
  const documents = readPage();
  const list = readFileSync(fleet, 'utf8');
  const input = join(folder, 'events.yaml');
  writeFileSync(input, withFramework(list, documents));
  const floor = Object.values(ours(['fn'], { input: fleet }))[0];
  const programs = { 'publish-credentials, which makes the same Secrets': floor, ...ours(['fn'], { input }) };
  const judge = join(folder, 'judge');
  const built = spawnSync('go', ['build', '-o', judge, '.'], { cwd: join(root, 'test', 'conformance', 'go') });
  if (built.status !== 0) return programs;
  const job = join(folder, 'events.json');
  writeFileSync(job, JSON.stringify(goJob(list, documents)));
  const engines = 'Go: gopher-lua, text/template, sigs.k8s.io/yaml, without their reading and writing';
  return { ...programs, [engines]: { argv: [judge, 'pipeline', job], runs: 1 } };
}

module.exports = { prepareFramework };
