#!/usr/bin/env bash
# Builds Argo CD's programs and a client for its plugins from its Go module: some minutes and gigabytes, once. v3.2 is the
# last line that builds from the module proxy: later ones replace a module by a folder that is not in the module's archive.
# The controller of v3.2.12 does not compile (settings.ValidateExternalURL is undefined).
set -eu
VERSION=v3.2.11
here=$(cd "$(dirname "$0")" && pwd)
tools=${ROLLCALL_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/rollcall}
# The sources of the programs are part of the name: whoever changes one of them builds again.
folder=$tools/argo-cd-$VERSION-$(cat "$here"/*.go.txt | cksum | cut -d ' ' -f 1)
module=github.com/argoproj/argo-cd/v3
export GOFLAGS=-mod=mod

# One build at a time, and always in the same place, so that Go finds what it compiled there before.
mkdir -p "$tools"
source=$tools/argo-cd-source
exec 9>"$source.lock"
flock 9
if [ ! -x "$folder/argocd" ] || [ ! -x "$folder/client" ]; then
  rm -rf "$source"
  trap 'rm -rf "$source"' EXIT
  mkdir -p "$source" "$folder"
  (cd "$source" && go mod download "$module@$VERSION")
  cp -r "$(go env GOMODCACHE)/$module@$VERSION/." "$source"
  chmod -R u+w "$source"
  mkdir -p "$source/cmd/programs" "$source/cmd/ask"
  cp "$here/programs.go.txt" "$source/cmd/programs/main.go"
  cp "$here/cluster-secret.go.txt" "$source/cmd/programs/cluster-secret.go"
  cp "$here/client.go.txt" "$source/cmd/ask/main.go"
  (cd "$source" && nice go build -o "$folder/argocd" ./cmd/programs && nice go build -o "$folder/client" ./cmd/ask)
  cp "$source"/manifests/crds/*-crd.yaml "$folder"
  for program in application-controller applicationset-controller cmp-server git-ask-pass repo-server; do
    ln -sf argocd "$folder/argocd-$program"
  done
  ln -sf argocd "$folder/read-cluster-secret"
fi
ln -sfn "$folder" "$tools/argo-cd"
echo "Argo CD: $VERSION in $folder"
