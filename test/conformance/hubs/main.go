// What Open Cluster Management's own controllers make of hubs: a JSON list of hubs, each a list of objects, comes in on
// stdin, and the ClusterProfiles of each go out on stdout.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sort"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	kubefake "k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/tools/cache"
	clusterfake "open-cluster-management.io/api/client/cluster/clientset/versioned/fake"
	clusterinformers "open-cluster-management.io/api/client/cluster/informers/externalversions"
	clusterv1 "open-cluster-management.io/api/cluster/v1"
	clusterv1beta2 "open-cluster-management.io/api/cluster/v1beta2"
	"open-cluster-management.io/ocm/pkg/registration/hub/clusterprofile"
	"open-cluster-management.io/ocm/pkg/registration/hub/managedclusterset"
	"open-cluster-management.io/ocm/pkg/registration/hub/managedclustersetbinding"
	"open-cluster-management.io/sdk-go/pkg/basecontroller/factory"
	cpv1alpha1 "sigs.k8s.io/cluster-inventory-api/apis/v1alpha1"
	cpfake "sigs.k8s.io/cluster-inventory-api/client/clientset/versioned/fake"
	cpinformers "sigs.k8s.io/cluster-inventory-api/client/informers/externalversions"
)

func main() {
	var hubs [][]json.RawMessage
	must(json.NewDecoder(os.Stdin).Decode(&hubs))
	results := make([][]cpv1alpha1.ClusterProfile, 0, len(hubs))
	for _, hub := range hubs {
		results = append(results, judge(hub))
	}
	must(json.NewEncoder(os.Stdout).Encode(results))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

type objects struct {
	clusters   []*clusterv1.ManagedCluster
	sets       []*clusterv1beta2.ManagedClusterSet
	bindings   []*clusterv1beta2.ManagedClusterSetBinding
	namespaces []*corev1.Namespace
	profiles   []*cpv1alpha1.ClusterProfile
}

func read(hub []json.RawMessage) objects {
	var read objects
	for _, raw := range hub {
		var kind metav1.TypeMeta
		must(json.Unmarshal(raw, &kind))
		switch kind.Kind {
		case "ManagedCluster":
			read.clusters = append(read.clusters, as[clusterv1.ManagedCluster](raw))
		case "ManagedClusterSet":
			read.sets = append(read.sets, as[clusterv1beta2.ManagedClusterSet](raw))
		case "ManagedClusterSetBinding":
			read.bindings = append(read.bindings, as[clusterv1beta2.ManagedClusterSetBinding](raw))
		case "Namespace":
			read.namespaces = append(read.namespaces, as[corev1.Namespace](raw))
		case "ClusterProfile":
			read.profiles = append(read.profiles, as[cpv1alpha1.ClusterProfile](raw))
		default:
			panic(fmt.Sprintf("nobody here looks at a %s", kind.Kind))
		}
	}
	return read
}

func as[T any](raw json.RawMessage) *T {
	object := new(T)
	must(json.Unmarshal(raw, object))
	return object
}

// The webhook of the gate DefaultClusterSet.
func label(cluster *clusterv1.ManagedCluster) {
	if cluster.Labels[clusterv1beta2.ClusterSetLabel] != "" {
		return
	}
	if cluster.Labels == nil {
		cluster.Labels = map[string]string{}
	}
	cluster.Labels[clusterv1beta2.ClusterSetLabel] = managedclusterset.DefaultManagedClusterSetName
}

func judge(hub []json.RawMessage) []cpv1alpha1.ClusterProfile {
	ctx := context.Background()
	in := read(hub)
	var onHub, inNamespaces, inventory []runtime.Object
	bound := map[string]bool{}
	for _, one := range in.clusters {
		label(one)
		onHub = append(onHub, one)
	}
	for _, one := range in.sets {
		onHub = append(onHub, one)
	}
	for _, one := range in.bindings {
		onHub = append(onHub, one)
		bound[one.Namespace] = true
	}
	for _, one := range in.namespaces {
		inNamespaces = append(inNamespaces, one)
	}
	for _, one := range in.profiles {
		inventory = append(inventory, one)
	}
	kube := kubefake.NewSimpleClientset(inNamespaces...)
	client := clusterfake.NewSimpleClientset(onHub...)
	profiles := cpfake.NewSimpleClientset(inventory...)
	informers := clusterinformers.NewSharedInformerFactory(client, 0)
	clusters := informers.Cluster().V1().ManagedClusters()
	sets := informers.Cluster().V1beta2().ManagedClusterSets()
	bindings := informers.Cluster().V1beta2().ManagedClusterSetBindings()
	profileInformer := cpinformers.NewSharedInformerFactory(profiles, 0).Apis().V1alpha1().ClusterProfiles()

	// The stores are filled by hand: what the controllers have written is seen at once.
	refresh := func() {
		listed, err := client.ClusterV1().ManagedClusters().List(ctx, metav1.ListOptions{})
		must(err)
		fill(clusters.Informer().GetStore(), listed.Items)
		setList, err := client.ClusterV1beta2().ManagedClusterSets().List(ctx, metav1.ListOptions{})
		must(err)
		fill(sets.Informer().GetStore(), setList.Items)
		bindingList, err := client.ClusterV1beta2().ManagedClusterSetBindings("").List(ctx, metav1.ListOptions{})
		must(err)
		fill(bindings.Informer().GetStore(), bindingList.Items)
		profileList, err := profiles.ApisV1alpha1().ClusterProfiles("").List(ctx, metav1.ListOptions{})
		must(err)
		fill(profileInformer.Informer().GetStore(), profileList.Items)
	}
	binding := managedclustersetbinding.NewManagedClusterSetBindingController(client, sets, bindings)
	lifecycle := clusterprofile.NewClusterProfileLifecycleController(kube, clusters, sets, bindings, profiles, profileInformer)
	status := clusterprofile.NewClusterProfileStatusController(clusters, profiles, profileInformer)
	standard := []factory.Controller{
		managedclusterset.NewDefaultManagedClusterSetController(client.ClusterV1beta2(), sets),
		managedclusterset.NewGlobalManagedClusterSetController(client.ClusterV1beta2(), sets),
	}
	run := func(controller factory.Controller, key string) {
		// An error is tried again on a hub; here the rounds do so.
		_ = controller.Sync(ctx, factory.NewSyncContext("judge"), key)
		refresh()
	}
	refresh()
	for range 3 {
		for _, controller := range standard {
			run(controller, "key")
		}
		for _, one := range in.bindings {
			run(binding, one.Namespace+"/"+one.Name)
		}
		for _, namespace := range sorted(bound) {
			run(lifecycle, namespace)
		}
		for _, one := range in.clusters {
			run(status, one.Name)
		}
	}
	list, err := profiles.ApisV1alpha1().ClusterProfiles("").List(ctx, metav1.ListOptions{})
	must(err)
	for at := range list.Items {
		list.Items[at].TypeMeta = metav1.TypeMeta{APIVersion: cpv1alpha1.GroupVersion.String(), Kind: "ClusterProfile"}
	}
	sort.Slice(list.Items, func(a, b int) bool { return path(list.Items[a]) < path(list.Items[b]) })
	return list.Items
}

func path(profile cpv1alpha1.ClusterProfile) string {
	return profile.Namespace + "/" + profile.Name
}

func fill[T any](store cache.Store, items []T) {
	pointers := make([]any, len(items))
	for at := range items {
		pointers[at] = &items[at]
	}
	must(store.Replace(pointers, ""))
}

func sorted(names map[string]bool) []string {
	var list []string
	for name := range names {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}
