import { spawnSync } from 'node:child_process';
import { program } from '../support/program';

/** The built program, which runs templates at the speed that counts. */

const ENDLESS = '{{ range until 1000000 }}{{ range until 1000 }}{{ $x := 1 }}{{ end }}{{ end }}';

/** Renders so many events, and gives the seconds that it took. */
function render(count: number): number {
  const selector = { group: '', version: 'v1', kind: 'Service' };
  const objects = [
    { apiVersion: 'rollcall.dev/v1alpha1', kind: 'RunEventTrigger', metadata: { name: 'test' } },
    {
      apiVersion: 'lib.projectsveltos.io/v1beta1',
      kind: 'EventSource',
      metadata: { name: 'services' },
      spec: { collectResources: true, resourceSelectors: [selector] },
    },
    {
      apiVersion: 'lib.projectsveltos.io/v1beta1',
      kind: 'EventTrigger',
      metadata: { name: 'report' },
      spec: {
        eventSourceName: 'services',
        sourceClusterSelector: { matchLabels: { env: 'management' } },
        oneForEvent: true,
        policyRefs: [{ kind: 'ConfigMap', namespace: 'default', name: 'template' }],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'template', namespace: 'default', annotations: { 'projectsveltos.io/instantiate': '' } },
      data: { 'a.yaml': ENDLESS },
    },
    ...Array.from({ length: count }, (_, at) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `service-${at}`, namespace: 'default' },
    })),
  ];
  const [functionConfig, ...items] = objects;
  const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', functionConfig, items };
  const began = Date.now();
  const { status, stderr } = spawnSync(program.file, [...program.args, 'fn'], {
    input: JSON.stringify(list),
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr.match(/error RC\d+/g)).toHaveLength(1);
  expect(stderr).toContain('the template does more than');
  return (Date.now() - began) / 1000;
}

test('a template that does more than it may is not run again for further events', () => {
  const one = render(1);
  expect(render(20)).toBeLessThan(one * 4);
}, 60_000);
