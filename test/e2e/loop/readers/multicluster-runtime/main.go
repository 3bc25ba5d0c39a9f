// Engages every ClusterProfile of a namespace of the hub with multicluster-runtime, and lists the Namespaces that its
// reconciler is called for in each cluster: `multicluster-runtime <provider file> <namespace of the ClusterProfiles>`.
// The hub is that of $KUBECONFIG, asked as whom it names. The access comes from pkg/access of cluster-inventory-api.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/go-logr/logr"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/cluster-inventory-api/apis/v1alpha1"
	"sigs.k8s.io/cluster-inventory-api/pkg/access"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/cluster"
	"sigs.k8s.io/controller-runtime/pkg/log"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"

	mcbuilder "sigs.k8s.io/multicluster-runtime/pkg/builder"
	mcmanager "sigs.k8s.io/multicluster-runtime/pkg/manager"
	"sigs.k8s.io/multicluster-runtime/pkg/multicluster"
	mcreconcile "sigs.k8s.io/multicluster-runtime/pkg/reconcile"
	"sigs.k8s.io/multicluster-runtime/providers/clusters"
)

const patience = 30 * time.Second

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(providerFile, namespace string) error {
	log.SetLogger(logr.Discard())
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	if err := v1alpha1.AddToScheme(scheme.Scheme); err != nil {
		return err
	}
	providers, err := access.NewFromFile(providerFile)
	if err != nil {
		return err
	}
	hub, err := ctrl.GetConfig()
	if err != nil {
		return err
	}
	reader, err := client.New(hub, client.Options{Scheme: scheme.Scheme})
	if err != nil {
		return err
	}
	var profiles v1alpha1.ClusterProfileList
	if err := reader.List(ctx, &profiles, client.InNamespace(namespace)); err != nil {
		return err
	}
	provider := clusters.New()
	names := []multicluster.ClusterName{}
	for _, profile := range profiles.Items {
		config, err := providers.BuildConfigFromCP(&profile)
		if err != nil {
			return err
		}
		engaged, err := cluster.New(config)
		if err != nil {
			return err
		}
		name := multicluster.ClusterName(profile.Namespace + "/" + profile.Name)
		if err := provider.Add(ctx, name, engaged); err != nil {
			return err
		}
		names = append(names, name)
	}
	found, err := listNamespaces(ctx, hub, provider, names)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(found)
}

// The Namespaces of each cluster, once the reconciler was called for every cluster's own: `kube-system` comes with each.
func listNamespaces(
	ctx context.Context, hub *rest.Config, provider *clusters.Provider, names []multicluster.ClusterName,
) (map[multicluster.ClusterName][]string, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	// Nothing here is for the hub: whom the consumer is there may read its ClusterProfiles and no more.
	manager, err := mcmanager.New(hub, provider, mcmanager.Options{Metrics: server.Options{BindAddress: "0"}})
	if err != nil {
		return nil, err
	}
	found := map[multicluster.ClusterName][]string{}
	var lock sync.Mutex
	reconcile := func(ctx context.Context, request mcreconcile.Request) (ctrl.Result, error) {
		engaged, err := manager.GetCluster(ctx, request.ClusterName)
		if err != nil {
			return ctrl.Result{}, err
		}
		var namespace corev1.Namespace
		if err := engaged.GetClient().Get(ctx, request.NamespacedName, &namespace); err != nil {
			return ctrl.Result{}, client.IgnoreNotFound(err)
		}
		lock.Lock()
		defer lock.Unlock()
		if seen := found[request.ClusterName]; !slices.Contains(seen, namespace.Name) {
			found[request.ClusterName] = append(seen, namespace.Name)
		}
		missing := func(name multicluster.ClusterName) bool { return !slices.Contains(found[name], "kube-system") }
		if !slices.ContainsFunc(names, missing) {
			stop()
		}
		return ctrl.Result{}, nil
	}
	err = mcbuilder.ControllerManagedBy(manager).
		Named("namespaces").
		For(&corev1.Namespace{}, mcbuilder.WithEngageWithLocalCluster(false), mcbuilder.WithEngageWithProviderClusters(true)).
		Complete(mcreconcile.Func(reconcile))
	if err != nil {
		return nil, err
	}
	if err := manager.Start(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return nil, err
	}
	lock.Lock()
	defer lock.Unlock()
	if len(found) < len(names) {
		return nil, fmt.Errorf("engaged %d of %d clusters", len(found), len(names))
	}
	return found, nil
}
