// The same join on kyaml's framework for KRM functions: what a function in Go would cost.
package main

import (
	"fmt"
	"os"

	"sigs.k8s.io/kustomize/kyaml/fn/framework"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

const consumerLabel = "x-k8s.io/cluster-inventory-consumer"

func publish(list *framework.ResourceList) error {
	var clusters []*yaml.RNode
	var consumers []string
	kubeconfigs := map[string]string{}
	for _, item := range list.Items {
		switch {
		case item.GetKind() == "Cluster":
			clusters = append(clusters, item)
		case item.GetKind() == "Secret":
			value, err := item.Pipe(yaml.Lookup("data", "value"))
			if err != nil {
				return err
			}
			kubeconfigs[item.GetName()] = yaml.GetValue(value)
		case item.GetKind() == "Namespace" && item.GetLabels()[consumerLabel] != "":
			consumers = append(consumers, item.GetName())
		}
	}
	for _, consumer := range consumers {
		for _, cluster := range clusters {
			secret, err := newSecret(cluster, consumer, kubeconfigs[cluster.GetName()+"-kubeconfig"])
			if err != nil {
				return err
			}
			list.Items = append(list.Items, secret)
		}
	}
	return nil
}

func newSecret(cluster *yaml.RNode, consumer, kubeconfig string) (*yaml.RNode, error) {
	profile := cluster.GetLabels()["clusterprofile-name"]
	return yaml.FromMap(map[string]any{
		"apiVersion": "v1",
		"kind":       "Secret",
		"metadata": map[string]any{
			"name":      fmt.Sprintf("fleet-prod-%s-kubeconfig", profile),
			"namespace": consumer,
			"labels": map[string]any{
				"app.kubernetes.io/managed-by":       "rollcall",
				"x-k8s.io/cluster-profile":           profile,
				"x-k8s.io/cluster-profile-namespace": "fleet-prod",
			},
			"annotations": map[string]any{
				"rollcall.dev/generated-by": "publish-credentials/bench",
				"rollcall.dev/source":       "cluster.x-k8s.io/Cluster/" + cluster.GetNamespace() + "/" + cluster.GetName(),
			},
		},
		"type": "Opaque",
		"data": map[string]any{"config": kubeconfig},
	})
}

func main() {
	if err := framework.Execute(framework.ResourceListProcessorFunc(publish), nil); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
