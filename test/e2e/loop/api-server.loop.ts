import { existsSync } from 'node:fs';
import { ApiServer } from './api-server';
import { installCrds } from './crds';
import { kubeApiserver } from './judges';
import { Programs } from './programs';
import { openProof } from './proof';

const missing = ApiServer.missing();
const suite = missing === undefined ? describe : describe.skip;

suite(missing === undefined ? 'a real API server' : `the loop: skipped, since ${missing}`, () => {
  const proof = openProof('1-api-server', 'A real API server');

  test('two servers run at the same time and end', async () => {
    const [one, other] = await Promise.all([Programs.open(), Programs.open()]);
    try {
      const [here, there] = await Promise.all([ApiServer.start(one), ApiServer.start(other)]);
      here.must(['create', 'namespace', 'only-here']);
      const names = (server: ApiServer) => server.must(['get', 'namespaces', '-o', 'name']);
      expect(names(here)).toContain('namespace/only-here');
      expect(names(there)).not.toContain('namespace/only-here');
    } finally {
      await Promise.all([one.end(), other.end()]);
    }
    expect([one.folder, other.folder].filter((folder) => existsSync(folder))).toEqual([]);
  });

  proof.test(kubeApiserver, 'the CustomResourceDefinitions of what Rollcall reads and writes', async () => {
    const programs = await Programs.open();
    try {
      const server = await ApiServer.start(programs);
      const { modules, missing: absent } = installCrds(server);
      const names = server.must(['get', 'customresourcedefinitions', '-o', 'name']).trim().split('\n');
      const without = absent.length === 0 ? '' : ` Not here: ${absent.join('; ')}.`;
      return `${names.length} are established. From modules: ${modules.join(', ')}.${without}`;
    } finally {
      await programs.end();
    }
  });
});
