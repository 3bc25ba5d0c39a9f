/** A template that takes minutes for a hundred events. */
const ENDLESS = '{{ range until 1000 }}{{ range until 10000 }}{{ $x := 1 }}{{ end }}{{ end }}';

/** An EventTrigger on objects that a selector picks, its template, and a hundred Services. */
export function endlessTemplate(
  template = ENDLESS,
  selector: object = { group: '', version: 'v1', kind: 'Service' },
): object[] {
  const framework = 'lib.projectsveltos.io/v1beta1';
  return [
    {
      apiVersion: framework,
      kind: 'EventSource',
      metadata: { name: 's' },
      spec: { collectResources: true, resourceSelectors: [selector] },
    },
    {
      apiVersion: framework,
      kind: 'EventTrigger',
      metadata: { name: 'e' },
      spec: {
        eventSourceName: 's',
        sourceClusterSelector: { matchLabels: { env: 'management' } },
        oneForEvent: true,
        policyRefs: [{ kind: 'ConfigMap', namespace: 'default', name: 't' }],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 't', namespace: 'default', annotations: { 'projectsveltos.io/instantiate': '' } },
      data: { a: template },
    },
    ...Array.from({ length: 100 }, (_one, at) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `one-${at}`, namespace: 'default' },
    })),
  ];
}
