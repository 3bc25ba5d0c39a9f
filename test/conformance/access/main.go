// Reads a ClusterProfile and a provider file as every consumer built on cluster-inventory-api does, and asks the cluster
// for its version: `access <provider file> <ClusterProfile as JSON>`.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"k8s.io/client-go/rest"
	"sigs.k8s.io/cluster-inventory-api/apis/v1alpha1"
	"sigs.k8s.io/cluster-inventory-api/pkg/access"
)

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(providerFile, profileFile string) error {
	providers, err := access.NewFromFile(providerFile)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(profileFile)
	if err != nil {
		return err
	}
	var profile v1alpha1.ClusterProfile
	if err := json.Unmarshal(text, &profile); err != nil {
		return err
	}
	config, err := providers.BuildConfigFromCP(&profile)
	if err != nil {
		return err
	}
	transport, err := rest.TransportFor(config)
	if err != nil {
		return err
	}
	answer, err := (&http.Client{Transport: transport}).Get(config.Host + "/version")
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	var version map[string]any
	if err := json.NewDecoder(answer.Body).Decode(&version); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{"status": answer.StatusCode, "version": version})
}
