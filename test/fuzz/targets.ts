import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments, parseDocument } from 'yaml';
import { readKubeconfig } from '../../src/api/kubeconfig';
import type { Finding } from '../../src/diagnostics/finding';
import { renderTemplate } from '../../src/engines/go-template/render';
import { runScript } from '../../src/engines/lua/interpreter';
import { listInputs } from '../../src/hosts/inputs';
import { judgeKubeconfig } from '../../src/inventory/credentials/kubeconfig-policy';
import { readSelector } from '../../src/inventory/match-labels';
import { decodeBase64, decodesAsBase64 } from '../../src/krm/base64';
import { readDocuments } from '../../src/krm/read-documents';
import { readResourceList } from '../../src/krm/resource-list';
import { hasOtherBreak, readFully } from '../../src/krm/yaml/full';
import { readQuickly } from '../../src/krm/yaml/quick';
import { runFunction } from '../../src/run/run-function';
import { SVELTOS_LIBRARY } from '../../src/sveltos/lua/library';
import { readRule, variablesOf } from '../../src/sveltos/select/rules';
import { sveltosFunctions } from '../../src/sveltos/template/functions';
import { hideData } from '../../src/sveltos/trigger/hide-data';
import { readLabelSelector } from '../../src/views/selector';
import { POLICY } from '../support/objects';
import { WITH_LUA } from '../support/run-lua';

/** What no message may hold: a value of the data that texts are about. */
export const MARKER = 'marker-7f3a91c5';
const ENCODED = Buffer.from(MARKER).toString('base64');

/** Something that reads what a repository may write. */
export interface Target {
  readonly name: string;
  readonly seeds: readonly string[];
  /** @returns what is wrong with what became of it; an exception is wrong too. */
  try(text: string): string | undefined;
}

const golden = (path: string) => readFileSync(join(__dirname, '..', 'golden', path, 'input.yaml'), 'utf8');
const DATA = {
  Resource: { kind: 'Service', metadata: { name: 'one', labels: { a: 'b' } }, data: { key: MARKER, n: 3 } },
};

function leak(told: unknown): string | undefined {
  const text = typeof told === 'string' ? told : (JSON.stringify(told) ?? '');
  return text.includes(MARKER) || text.includes(ENCODED) ? `the marker is told: ${text.slice(0, 300)}` : undefined;
}

const texts = (findings: readonly Finding[]) => findings.map(({ problem, remedy, field }) => [problem, remedy, field]);

/** The objects that another reader sees; `undefined` where it does not read it. */
function countElsewhere(text: string): number | undefined {
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false });
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
    return documents.filter((document) => document.toJS() !== null).length;
  } catch {
    return undefined;
  }
}

/** The items that another reader sees in a list; `undefined` where it does not read it. */
function countItemsElsewhere(text: string): number | undefined {
  try {
    const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
    if (document.errors.length > 0) return undefined;
    const whole: unknown = document.toJS();
    const items = typeof whole === 'object' && whole !== null && 'items' in whole ? whole.items : undefined;
    return Array.isArray(items) ? items.length : undefined;
  } catch {
    return undefined;
  }
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rollcall-fuzz-')));
const inside = join(folder, 'fleet');
mkdirSync(join(inside, 'deep', 'er'), { recursive: true });
for (const file of ['a.yaml', 'deep/b.yaml', 'deep/er/c.yml']) writeFileSync(join(inside, file), 'kind: A\n');
writeFileSync(join(folder, 'outside.yaml'), 'kind: A\n');
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const LIST = golden('render-inventory/one-kubeconfig-for-each-profile');

/** The inputs of all golden cases, with a marker in place of every token, password and private key. */
const FLEETS = readdirSync(join(__dirname, '..', 'golden')).flatMap((name) =>
  readdirSync(join(__dirname, '..', 'golden', name)).map((one) => plant(golden(`${name}/${one}`))),
);

function plant(input: string): string {
  const marked = (text: string) => text.replace(/((?:token|password|client-key-data)"?: *"?)[^\s",]+/g, `$1${MARKER}`);
  return marked(input).replace(/[A-Za-z0-9+/]{16,}={0,2}/g, (encoded) => {
    const text = decodeBase64(encoded);
    return text === undefined ? encoded : Buffer.from(marked(text)).toString('base64');
  });
}

export const targets: readonly Target[] = [
  {
    name: 'render',
    seeds: FLEETS,
    try(text) {
      const { list, findings } = readResourceList(Buffer.from(text));
      if (list === undefined) return leak(texts(findings));
      const { items, functionConfig } = list;
      const outcome = runFunction({ items, functionConfig, findings, capabilities: WITH_LUA });
      // Names may be told, also where a mutation has made one of a secret.
      const names = items.flatMap(({ identity }) => [identity.name, identity.namespace]).filter((name) => name !== '');
      return leak(names.reduce((told, name) => told.replaceAll(name, ''), texts(outcome.findings).flat().join('\n')));
    },
  },
  {
    name: 'list',
    seeds: [LIST, golden('publish-credentials/a-consumer-that-has-gone')],
    try(text) {
      const { list, findings } = readResourceList(Buffer.from(text));
      if (list === undefined)
        return findings.length === 0 ? 'no list, and nothing is said of it' : leak(texts(findings));
      if (findings.some(({ severity }) => severity === 'error')) return leak(texts(findings));
      // What cannot be read is an error where somebody needs it.
      if (list.items.some(({ fault }) => fault !== undefined)) return undefined;
      const count = countItemsElsewhere(text);
      if (count === undefined) return undefined;
      return list.items.length < count ? `${list.items.length} items of ${count}, and no error` : undefined;
    },
  },
  {
    name: 'documents',
    seeds: [
      `${LIST.split('items:\n')[1]?.replace(/^ {2}/gm, '').replace(/^- /gm, '---\n  ') ?? ''}`,
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ndata:\n  a: YQ==\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: b\n',
    ],
    try(text) {
      const { items, findings } = readDocuments(Buffer.from(text), 'a.yaml');
      if (findings.length > 0) return leak(texts(findings));
      const count = countElsewhere(text);
      return count !== undefined && items.length < count
        ? `${items.length} objects of ${count}, and no finding`
        : undefined;
    },
  },
  {
    name: 'quick-yaml',
    seeds: [
      LIST.slice(0, 3000),
      'a: 1\nb:\n- c: "d"\n  e: \'f\'\n- g\nh: {}\ni: []\nj: |\n  k\n  l\n',
      'a: >-\n  b\n  c\n"d": ~\n',
    ],
    try(text) {
      // The quick reader is not asked about these.
      if (hasOtherBreak(text)) return undefined;
      const value = readQuickly(text);
      if (value === undefined) return undefined;
      const full = readFully(text);
      if ('fault' in full) return `read quickly, and refused by the library: ${full.fault.reason}`;
      return isDeepStrictEqual(value, full.value) ? undefined : 'read otherwise than by the library';
    },
  },
  {
    name: 'kubeconfig',
    seeds: [
      `apiVersion: v1\nkind: Config\nclusters:\n- name: a\n  cluster:\n    server: https://a.example\ncontexts:\n- name: a\n  context:\n    cluster: a\n    user: b\ncurrent-context: a\nusers:\n- name: b\n  user:\n    token: ${MARKER}\n    password: ${MARKER}\n    client-key-data: ${ENCODED}\n`,
      `{"apiVersion":"v1","kind":"Config","clusters":[{"name":"a","cluster":{"server":"https://a.example"}}],"users":[{"name":"b","user":{"token":"${MARKER}","exec":{"command":"x","args":["${MARKER}"]}}}]}`,
    ],
    try(text) {
      const reading = readKubeconfig(text);
      if (reading.state !== 'kubeconfig') return leak('reason' in reading ? reading.reason : '');
      return leak(texts(judgeKubeconfig(reading.config, POLICY, {}, '')));
    },
  },
  {
    name: 'base64',
    seeds: [ENCODED, 'YQ==', 'YWI=', 'YWJj', Buffer.from([0, 255, 254, 128]).toString('base64')],
    try(text) {
      const decoded = decodeBase64(text);
      if (decoded === undefined) return undefined;
      if (!decodesAsBase64(text)) return 'decoded, and no base64';
      return Buffer.from(decoded).toString('base64').length === text.length ? undefined : 'decoded to another length';
    },
  },
  {
    name: 'template',
    seeds: [
      '{{ range $k, $v := .Resource.data }}{{ $k | quote }}: {{ $v | b64enc | upper | trunc 5 }}\n{{ end }}',
      '{{ with .Resource.metadata }}{{ printf "%s-%d %v %q" .name 3 .labels .name }}{{ else }}{{ fail .Resource.data.key }}{{ end }}',
      '{{ $x := dict "a" (list 1 2 3) }}{{ toYaml $x }}{{ .Resource.data.key | toDate "2006" }}{{ semver .Resource.data.key }}',
      '{{ define "t" }}{{ . | indent 2 }}{{ end }}{{ template "t" .Resource.data.key }}{{ mustRegexMatch .Resource.data.key "x" }}{{ atoi .Resource.data.key | add 1 }}',
    ],
    try(text) {
      const limits = { work: 200_000, size: 200_000, depth: 200 };
      const outcome = renderTemplate('t', text, DATA, sveltosFunctions, limits);
      return 'fault' in outcome ? leak(hideData(outcome.fault.reason, text)) : undefined;
    },
  },
  {
    name: 'lua',
    seeds: [
      'function evaluate() hs = {} hs.matching = obj.data.key ~= nil hs.message = "m" return hs end',
      'function evaluate()\n  local t = {}\n  for k, v in pairs(obj.metadata) do t[#t + 1] = k .. tostring(v) end\n  return { t = t, u = string.format("%s", obj.kind) }\nend',
      'function evaluate() local ok, e = pcall(error, obj.data.key) error(e) end',
      'function evaluate() return { a = obj.data.key + 1, b = string.find(obj.data.key, "%d+") } end',
    ],
    try(script) {
      const job = {
        name: 's',
        script,
        entry: 'evaluate',
        global: 'obj',
        calls: 'each',
        objects: [DATA.Resource],
      } as const;
      const answer = runScript(job, SVELTOS_LIBRARY);
      return answer.state === 'failed' ? leak(answer.reason) : undefined;
    },
  },
  {
    name: 'cel',
    seeds: [
      'resource.data.key == "x" && has(resource.metadata.labels.a)',
      'resource.metadata.name.startsWith("a") || resource.data.n > 2 ? true : size(resource.data) in [1, 2]',
      '[1, 2].exists(x, x == resource.data.n) && resource.metadata.labels.all(k, k != "z")',
      'resource.data.key.matches("^[a-z]+$") || int(resource.data.key) > 1 || timestamp(resource.data.key) < timestamp("2024-01-01T00:00:00Z")',
    ],
    try(text) {
      const verdict = readRule(text).judge(variablesOf(DATA.Resource));
      return 'fault' in verdict ? leak(verdict.fault) : undefined;
    },
  },
  {
    name: 'glob',
    seeds: [
      'deep/*.yaml',
      '**/*.{yaml,yml}',
      'deep/e[a-z]/?.yml',
      './deep/../a.yaml',
      '{a,deep/b}.yaml',
      'x/+(a|b)/!(c)',
    ],
    try(text) {
      const { files } = listInputs([text], { folder: inside, mayLeave: false });
      const out = files.find(({ realPath }) => !resolve(realPath).startsWith(inside + sep));
      return out === undefined ? undefined : 'a file outside is listed';
    },
  },
  {
    name: 'selector',
    seeds: ['env=prod,tier!=test', 'team in (a,b), !gone', 'a notin (c)', '{"matchLabels":{"a":"b"}}', 'x==y,z'],
    try(text) {
      const reading = readLabelSelector(text);
      if ('matches' in reading) reading.matches({ a: 'b', env: 'prod' });
      const labels = {
        matchLabels: { [text]: text },
        matchExpressions: [{ key: text, operator: 'In' as const, values: [text] }],
      };
      const selector = readSelector(labels);
      if ('matches' in selector && !selector.matches({ [text]: text })) return 'a label does not match itself';
      return undefined;
    },
  },
];
