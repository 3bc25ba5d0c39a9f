#!/usr/bin/env bash
# Builds Argo CD's argocd-cmp-server and a client for it from its Go module: some minutes and gigabytes, once. v3.2 is the
# last line that builds from the module proxy: later ones replace a module by a folder that is not in the module's archive.
set -eu
VERSION=v3.2.12
here=$(cd "$(dirname "$0")" && pwd)
tools=${ROLLCALL_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/rollcall}
folder=$tools/argo-cd-$VERSION
module=github.com/argoproj/argo-cd/v3
export GOFLAGS=-mod=mod

if [ ! -x "$folder/argocd-cmp-server" ] || [ ! -x "$folder/client" ]; then
  source=$(mktemp -d)
  trap 'chmod -R u+w "$source"; rm -rf "$source"' EXIT
  (cd "$source" && go mod download "$module@$VERSION")
  cp -r "$(go env GOMODCACHE)/$module@$VERSION/." "$source"
  chmod -R u+w "$source"
  mkdir -p "$source/cmd/alone" "$source/cmd/ask" "$folder"
  cp "$here/server.go.txt" "$source/cmd/alone/main.go"
  cp "$here/client.go.txt" "$source/cmd/ask/main.go"
  (cd "$source" && go build -o "$folder/argocd-cmp-server" ./cmd/alone && go build -o "$folder/client" ./cmd/ask)
fi
ln -sfn "$folder" "$tools/argo-cd"
echo "argocd-cmp-server: $VERSION in $folder"
