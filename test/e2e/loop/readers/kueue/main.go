// Runs Kueue's MultiKueue controllers until every MultiKueueCluster of the server has the condition Active, and writes the
// conditions by cluster: `kueue <namespace of Kueue> <Kueue's configuration>`. The server is that of $KUBECONFIG.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/go-logr/logr"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	inventory "sigs.k8s.io/cluster-inventory-api/apis/v1alpha1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/log"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/yaml"

	configapi "sigs.k8s.io/kueue/apis/config/v1beta2"
	kueue "sigs.k8s.io/kueue/apis/kueue/v1beta2"
	"sigs.k8s.io/kueue/pkg/controller/admissionchecks/multikueue"
)

const patience = 90 * time.Second

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(namespace, configurationFile string) error {
	log.SetLogger(logr.Discard())
	// Kueue's controllers do not always end with their context.
	time.AfterFunc(patience+10*time.Second, func() {
		fmt.Fprintln(os.Stderr, "no condition in time")
		os.Exit(1)
	})
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	text, err := os.ReadFile(configurationFile)
	if err != nil {
		return err
	}
	var configuration configapi.Configuration
	if err := yaml.UnmarshalStrict(text, &configuration); err != nil {
		return err
	}
	if err := utilfeature.DefaultMutableFeatureGate.SetFromMap(configuration.FeatureGates); err != nil {
		return err
	}
	var profiles *configapi.ClusterProfile
	if configuration.MultiKueue != nil {
		profiles = configuration.MultiKueue.ClusterProfile
	}
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{corev1.AddToScheme, kueue.AddToScheme, inventory.AddToScheme} {
		if err := add(scheme); err != nil {
			return err
		}
	}
	config, err := ctrl.GetConfig()
	if err != nil {
		return err
	}
	// As Kueue does: it may read Secrets and ClusterProfiles of its own namespace only.
	own := cache.ByObject{Namespaces: map[string]cache.Config{namespace: {}}}
	manager, err := ctrl.NewManager(config, ctrl.Options{
		Scheme:  scheme,
		Metrics: server.Options{BindAddress: "0"},
		Cache: cache.Options{ByObject: map[client.Object]cache.ByObject{
			&corev1.Secret{}: own, &inventory.ClusterProfile{}: own,
		}},
	})
	if err != nil {
		return err
	}
	if err := multikueue.SetupIndexer(ctx, manager.GetFieldIndexer(), namespace); err != nil {
		return err
	}
	if err := multikueue.SetupControllers(manager, namespace, multikueue.WithClusterProfiles(profiles)); err != nil {
		return err
	}
	seen := map[string]metav1.Condition{}
	watch := func(ctx context.Context) error {
		defer stop()
		for ctx.Err() == nil && !conditions(ctx, manager.GetClient(), seen) {
			time.Sleep(100 * time.Millisecond)
		}
		return nil
	}
	if err := manager.Add(runnable(watch)); err != nil {
		return err
	}
	if err := manager.Start(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	answer := map[string]string{}
	for name, condition := range seen {
		answer[name] = fmt.Sprintf("%s: %s", condition.Status, condition.Message)
	}
	return json.NewEncoder(os.Stdout).Encode(answer)
}

type runnable func(context.Context) error

func (one runnable) Start(ctx context.Context) error { return one(ctx) }

// Whether every MultiKueueCluster has its condition.
func conditions(ctx context.Context, reader client.Client, into map[string]metav1.Condition) bool {
	var clusters kueue.MultiKueueClusterList
	if err := reader.List(ctx, &clusters); err != nil || len(clusters.Items) == 0 {
		return false
	}
	for _, cluster := range clusters.Items {
		condition := meta.FindStatusCondition(cluster.Status.Conditions, kueue.MultiKueueClusterActive)
		if condition == nil {
			return false
		}
		into[cluster.Name] = *condition
	}
	return true
}
