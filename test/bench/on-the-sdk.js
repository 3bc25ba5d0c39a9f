/** The same function on kpt-functions' own reader and writer: what a function written with the SDK would cost. */
const { run } = require('kpt-functions');

function publish(configs) {
  const all = configs.getAll();
  const secrets = new Map(all.filter(({ kind }) => kind === 'Secret').map((secret) => [secret.metadata.name, secret]));
  const consumers = all.filter(({ metadata }) => metadata.labels?.['x-k8s.io/cluster-inventory-consumer']);
  for (const cluster of all.filter(({ kind }) => kind === 'Cluster')) {
    const secret = secrets.get(`${cluster.metadata.name}-kubeconfig`);
    const profile = cluster.metadata.labels['clusterprofile-name'];
    for (const consumer of consumers) {
      configs.insert({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: `fleet-prod-${profile}-kubeconfig`,
          namespace: consumer.metadata.name,
          labels: {
            'app.kubernetes.io/managed-by': 'rollcall',
            'x-k8s.io/cluster-profile': profile,
            'x-k8s.io/cluster-profile-namespace': 'fleet-prod',
          },
          annotations: {
            'rollcall.dev/generated-by': 'publish-credentials/bench',
            'rollcall.dev/source': `cluster.x-k8s.io/Cluster/mgmt/${cluster.metadata.name}`,
          },
        },
        type: 'Opaque',
        data: { config: secret.data.value },
      });
    }
  }
}

run(publish);
