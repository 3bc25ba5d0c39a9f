// What clusterinventory-controller makes of ClusterProfiles: a JSON list of cases comes in on stdin, each with objects and
// the text of a provider file, and what each case gives goes out on stdout.
package main

import (
	"context"
	"encoding/json"
	"os"

	controller "github.com/projectsveltos/clusterinventory-controller/controllers"
	libsveltosv1beta1 "github.com/projectsveltos/libsveltos/api/v1beta1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/cluster-inventory-api/pkg/access"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
)

type inventoryCase struct {
	Objects  []json.RawMessage `json:"objects"`
	Provider string            `json:"provider,omitempty"`
}

// Refused names the ClusterProfiles that could not be reconciled, or the provider file.
type inventoryAnswer struct {
	Refused []string `json:"refused,omitempty"`
	Objects []any    `json:"objects,omitempty"`
}

func main() {
	var cases []inventoryCase
	must(json.NewDecoder(os.Stdin).Decode(&cases))
	answers := []inventoryAnswer{}
	for _, one := range cases {
		answers = append(answers, judge(one))
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	must(out.Encode(answers))
}

func judge(one inventoryCase) inventoryAnswer {
	ctx := context.Background()
	scheme, err := controller.InitScheme()
	must(err)
	var providers *access.Config
	if one.Provider != "" {
		file, err := os.CreateTemp("", "providers-*.json")
		must(err)
		defer os.Remove(file.Name())
		_, err = file.WriteString(one.Provider)
		must(err)
		must(file.Close())
		if providers, err = access.NewFromFile(file.Name()); err != nil {
			return inventoryAnswer{Refused: []string{"provider file"}}
		}
	}
	builder := fake.NewClientBuilder().WithScheme(scheme)
	given := map[string]bool{}
	var profiles []types.NamespacedName
	for _, raw := range one.Objects {
		object := &unstructured.Unstructured{}
		must(object.UnmarshalJSON(raw))
		typed, err := scheme.New(object.GroupVersionKind())
		must(err)
		must(runtime.DefaultUnstructuredConverter.FromUnstructured(object.Object, typed))
		builder = builder.WithRuntimeObjects(typed)
		name := types.NamespacedName{Namespace: object.GetNamespace(), Name: object.GetName()}
		given[object.GetKind()+name.String()] = true
		if object.GetKind() == "ClusterProfile" {
			profiles = append(profiles, name)
		}
	}
	reconciler := &controller.ClusterProfileReconciler{Client: builder.Build(), Scheme: scheme, AccessConfig: providers}
	answer := inventoryAnswer{}
	for _, name := range profiles {
		if _, err := reconciler.Reconcile(ctx, ctrl.Request{NamespacedName: name}); err != nil {
			answer.Refused = append(answer.Refused, name.String())
		}
	}
	var clusters libsveltosv1beta1.SveltosClusterList
	must(reconciler.List(ctx, &clusters))
	for i := range clusters.Items {
		answer.add(&clusters.Items[i], "SveltosCluster", clusters.Items[i].Spec, given)
	}
	var secrets corev1.SecretList
	must(reconciler.List(ctx, &secrets))
	for i := range secrets.Items {
		answer.add(&secrets.Items[i], "Secret", secrets.Items[i].Data, given)
	}
	return answer
}

func (answer *inventoryAnswer) add(object client.Object, kind string, content any, given map[string]bool) {
	name := types.NamespacedName{Namespace: object.GetNamespace(), Name: object.GetName()}
	if given[kind+name.String()] {
		return
	}
	answer.Objects = append(answer.Objects, map[string]any{
		"kind": kind, "namespace": name.Namespace, "name": name.Name,
		"labels": object.GetLabels(), "annotations": object.GetAnnotations(), "content": content,
	})
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
