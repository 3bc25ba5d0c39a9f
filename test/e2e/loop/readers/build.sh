#!/usr/bin/env bash
# Builds the programs of this folder, each on the library of another reader, with the plugin that they ask for credentials.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tools=${ROLLCALL_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/rollcall}
PLUGIN=sigs.k8s.io/cluster-inventory-api/plugins/kubeconfig-secretreader/cmd/plugin
mkdir -p "$tools/readers"

# build NAME FOLDER PACKAGE
build() {
  if command -v go >/dev/null && (cd "$2" && nice go build -o "$tools/readers/$1" "$3"); then echo "$1: built"
  else echo "$1: could not be built; its cases are skipped."; fi
}

for one in multicluster-runtime kueue external-secrets; do build "$one" "$here/$one" .; done
build access "$here/../../../conformance/access" .
build kubeconfig-secretreader-plugin "$here/../../../conformance/access" "$PLUGIN"
exit 0
