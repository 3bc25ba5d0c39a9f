// The real kube-apiserver, as k8s.io/kubernetes' own cmd/kube-apiserver starts it. That package cannot be installed from the
// module proxy, since k8s.io/kubernetes replaces its staging modules by folders; the go.mod beside this file replaces them by
// their released versions.
package main

import (
	"os"

	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() {
	os.Exit(cli.Run(app.NewAPIServerCommand()))
}
