import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Configs, runFnWithConfigs } from 'kpt-functions';
import { kptFunctionOf } from '../../src/hosts/npm/kpt-function';
import { render, transformOf } from '../../src/hosts/npm/transform';
import { isObject, type JsonObject } from '../../src/krm/json';
import { endlessTemplate } from '../support/endless-template';
import { capiSecret, cluster, namespace, profile } from '../support/objects';

/** The functions as a library, and as functions of the SDK under its own runner. */
const consumer = namespace('team', { 'x-k8s.io/cluster-inventory-consumer': 'team' });
const fleet = () => [cluster('a'), capiSecret('a'), consumer].map(({ object }) => structuredClone(object));
const publish = transformOf('publish-credentials');
const config = (spec: object = {}, kind = 'PublishCredentials') => ({
  apiVersion: 'rollcall.dev/v1alpha1',
  kind,
  metadata: { name: 'default' },
  spec,
});

// The first call loads what the function needs, which takes longer here than in the package.
beforeAll(async () => {
  const { state } = await transformOf('run-event-trigger')(endlessTemplate('{{ range until 1 }}{{ end }}'), {
    spec: { allowEmpty: true },
  });
  expect(state).toBe('rendered');
});

/** What the SDK's `Configs` holds after a function ran on it. */
async function runOnSdk(objects: readonly object[], functionConfig?: object, name = 'publish-credentials') {
  const plain = JSON.stringify({ objects, functionConfig });
  const { objects: copies, functionConfig: own } = JSON.parse(plain);
  const configs = new Configs(copies, own);
  await runFnWithConfigs(kptFunctionOf(name), configs);
  const kinds = configs.getAll().map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
  const results = configs.getResults().map(({ severity, tags }) => `${severity} ${tags?.code}`);
  return { kinds, results, objects: configs.getAll() };
}

describe('as a transform', () => {
  test('the untouched come back as themselves, what is made is new, and no input is changed', async () => {
    const objects = fleet();
    const before = structuredClone(objects);
    const outcome = await publish(objects);
    if (outcome.state === 'failed') throw new Error(JSON.stringify(outcome.findings));
    expect(outcome.objects.slice(0, 3).every((one, at) => one === objects[at])).toBe(true);
    expect(outcome.generated).toEqual(outcome.objects.slice(3));
    expect(outcome.generated.map(({ metadata }) => metadata.name)).toEqual(['default-a-kubeconfig']);
    expect(objects).toEqual(before);
  });

  test('its output as input changes nothing, and what leaves is not in the set', async () => {
    const first = await publish(fleet());
    if (first.state === 'failed') throw new Error();
    const second = await publish(first.objects);
    expect(second).toMatchObject({ state: 'rendered' });
    if (second.state === 'rendered') {
      expect(second.objects.every((one, at) => one === first.objects[at])).toBe(true);
      expect(second.generated).toHaveLength(1);
    }
    const without = first.objects.filter((one) => !isCluster(one));
    const refused = await publish(without, { spec: { allowEmpty: true } });
    expect(refused.findings.map(({ code }) => code)).toEqual(['RC416', 'RC462']);
    const third = await publish(without, { spec: { allowEmpty: true }, allowWithdrawals: true });
    expect(third.state === 'rendered' && third.objects).toHaveLength(2);
  });

  test('what is no object, a wrong spec and an unknown kind are findings', async () => {
    const codes = async (outcome: Promise<{ findings: readonly { code: string }[] }>) =>
      (await outcome).findings.map(({ code }) => code);
    expect(await codes(publish([[], ...fleet()]))).toContain('RC106');
    expect(await codes(publish(fleet(), { spec: { nope: 1 } }))).toEqual(['RC206']);
    expect(await codes(render(fleet(), { ...config(), kind: 'Publish' }))).toEqual(['RC204']);
    expect(await codes(render([]))).toEqual(['RC421']);
  });

  test('a run that takes too long fails, and says what was running', async () => {
    const outcome = await transformOf('run-event-trigger')(endlessTemplate(), { timeout: 1000 });
    expect(outcome).toMatchObject({
      state: 'failed',
      findings: [
        {
          code: 'RC570',
          problem: expect.stringMatching(/; it was filling the template ConfigMap default\/t, a for EventTrigger e\.$/),
        },
      ],
    });
    expect(await publish(fleet(), { timeout: 0 })).toMatchObject({ state: 'rendered' });
    await expect(publish(fleet(), { timeout: -1 })).rejects.toThrow(RangeError);
    await expect(publish(fleet(), { timeout: Number.NaN })).rejects.toThrow(RangeError);
  });

  test('a call after one that was stopped is a call like any other', () => {
    const script = `
      const { runEventTrigger } = require(process.argv[1]);
      const objects = JSON.parse(process.argv[2]);
      (async () => {
        const states = [];
        for (const timeout of [1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 40, 50, 60, 80, 0]) {
          states.push((await runEventTrigger(objects, { spec: { allowEmpty: true }, timeout })).state);
        }
        process.stdout.write(states[0] + ' ' + states.at(-1));
      })();`;
    const library = join(__dirname, '..', '..', 'dist', 'index.js');
    const evaluate = 'function evaluate() return { matching = true } end';
    const selector = { group: '', version: 'v1', kind: 'Service', evaluate };
    const objects = JSON.stringify(endlessTemplate('{{ range until 1 }}{{ end }}', selector));
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script, library, objects], { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: 'failed rendered', stderr: '' });
  });

  test('render picks the function by the kind, and without a functionConfig the default one', async () => {
    const made = async (outcome: ReturnType<typeof render>) => {
      const result = await outcome;
      return result.state === 'rendered' ? result.generated.map(({ kind }) => kind) : result.findings;
    };
    const objects = [...fleet(), profile('a').object];
    expect(await made(render(objects, config()))).toEqual(['Secret']);
    expect(await made(render(objects))).toEqual(['Secret', 'SveltosCluster', 'Secret']);
  });
});

describe('as a function of the SDK', () => {
  test('the environment says how long a run may take', async () => {
    process.env.ROLLCALL_TIMEOUT = '300ms';
    try {
      await expect(runOnSdk(fleet(), config())).rejects.toThrow('ROLLCALL_TIMEOUT is a duration');
      process.env.ROLLCALL_TIMEOUT = '1s';
      const objects = endlessTemplate();
      const { results } = await runOnSdk(objects, undefined, 'run-event-trigger');
      expect(results).toEqual(['error RC570']);
    } finally {
      delete process.env.ROLLCALL_TIMEOUT;
    }
  });

  test('what is made joins the others, and a second run changes nothing', async () => {
    const first = await runOnSdk(fleet(), config());
    expect(first.kinds).toContain('Secret team/default-a-kubeconfig');
    expect(first.kinds).toHaveLength(4);
    const second = await runOnSdk(first.objects, config());
    expect(second.objects).toEqual(first.objects);
  });

  test('what is no longer wanted leaves', async () => {
    const { objects } = await runOnSdk(fleet(), config());
    const without = objects.filter((one) => !isCluster(one));
    const refused = await runOnSdk(without, config({ allowEmpty: true }));
    expect(refused.results).toEqual(['error RC416', 'warn RC462']);
    process.env.ROLLCALL_ALLOW_WITHDRAWALS = 'true';
    const { kinds } = await runOnSdk(without, config({ allowEmpty: true }));
    delete process.env.ROLLCALL_ALLOW_WITHDRAWALS;
    expect(kinds).toEqual(['Namespace /team', 'Secret mgmt/a-kubeconfig']);
  });

  test('takes a ConfigMap, as pipelines of the SDK pass it, and nothing at all', async () => {
    const data = { dataKeys: 'a,b', name: 'pipe' };
    const { objects } = await runOnSdk(fleet(), { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data });
    const copy = objects.find(({ metadata }) => metadata.namespace === 'team');
    expect(copy).toMatchObject({ data: { a: expect.any(String), b: expect.any(String) } });
    expect((await runOnSdk(fleet())).kinds).toHaveLength(4);
  });

  test('on errors nothing is changed, and the results hold them in the SDK’s words', async () => {
    const { kinds, results } = await runOnSdk(
      [...fleet(), cluster('b').object],
      config({ missingCredentials: 'Error', credentials: 'Copy' }),
    );
    expect(kinds).toHaveLength(4);
    expect(results).toEqual(['error RC344']);
  });

  test('another function’s configuration is an error', async () => {
    expect((await runOnSdk(fleet(), config({}, 'RenderInventory'))).results).toEqual(['error RC205']);
  });
});

function isCluster(one: unknown): one is JsonObject {
  return isObject(one) && one.kind === 'Cluster';
}
