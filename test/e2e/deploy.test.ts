import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { applyParameters } from '../../src/config/parameters';
import { find } from './tools';
import { Workspace } from './workspace';

/** deploy/argocd on a repo server that has what Argo CD's own manifests give it, as far as the sidecar needs it. */
const folder = join(__dirname, '..', '..', 'deploy', 'argocd');
const suite = find('kubectl') === undefined ? describe.skip : describe;

suite(find('kubectl') === undefined ? 'deploy/argocd: skipped, there is no kubectl' : 'deploy/argocd', () => {
  test('the sidecar joins the repo server and finds the volumes that it mounts', () => {
    const workspace = new Workspace();
    cpSync(folder, join(workspace.package, 'rollcall'), { recursive: true });
    workspace.write('kustomization.yaml', 'resources: [argocd.yaml]\ncomponents: [rollcall]\nnamespace: argocd\n');
    workspace.write(
      'argocd.yaml',
      `apiVersion: apps/v1
kind: Deployment
metadata:
  name: argocd-repo-server
spec:
  template:
    spec:
      containers:
        - name: argocd-repo-server
          image: argocd
      volumes:
        - {name: var-files, emptyDir: {}}
        - {name: plugins, emptyDir: {}}
`,
    );
    const { code, stdout, stderr } = workspace.run('kubectl', ['kustomize']);
    workspace.end();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const objects = parseAllDocuments(stdout).map((document) => document.toJS());
    const { containers, volumes } = objects.find(({ kind }) => kind === 'Deployment').spec.template.spec;
    const sidecar = containers.find(({ name }: { name: string }) => name === 'rollcall');
    expect(containers).toHaveLength(2);
    expect(sidecar.securityContext).toMatchObject({ runAsUser: 999, readOnlyRootFilesystem: true });
    const names = volumes.map(({ name }: { name: string }) => name);
    for (const { name } of sidecar.volumeMounts) expect(names).toContain(name);
    expect(objects.map(({ kind }) => kind)).toContain('NetworkPolicy');
  });

  test.each(['application.yaml', 'applicationset.yaml'])('the parameters in %s are known', (file) => {
    const { spec } = parse(readFileSync(join(folder, file), 'utf8'));
    const { parameters } = (spec.template?.spec ?? spec).source.plugin;
    expect(parameters.length).toBeGreaterThan(0);
    expect(applyParameters(undefined, JSON.stringify(parameters)).findings).toEqual([]);
  });
});
