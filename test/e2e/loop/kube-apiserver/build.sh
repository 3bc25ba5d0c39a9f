#!/usr/bin/env bash
# Builds kube-apiserver from the Go module proxy: 13 minutes of two cores, once. A program that is in the cache is kept.
# Without Go it prints a message, and the tests say what they skip.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tools=${ROLLCALL_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/rollcall}
program=$tools/kube-apiserver
version=$(sed -n 's/^\tk8s.io\/kubernetes //p' "$here/go.mod" | head -n 1)

# is_there: without Go, whatever is in the cache is taken.
is_there() {
  [ -x "$program" ] || return 1
  command -v go >/dev/null || return 0
  go version -m "$program" | grep -q "k8s.io/kubernetes.$version"
}

if ! is_there; then
  command -v go >/dev/null || { echo "kube-apiserver: skipped, there is no Go on this machine."; exit 0; }
  mkdir -p "$tools"
  stamp="-X k8s.io/component-base/version.gitVersion=$version"
  # Renamed when it is whole, so that a build that is interrupted leaves no program behind.
  (cd "$here" && CGO_ENABLED=0 nice go build -ldflags "-s -w $stamp" -o "$program.$$" . && mv "$program.$$" "$program") || {
    rm -f "$program.$$"
    echo "kube-apiserver: $version could not be built; the tests will skip it."
    exit 0
  }
fi
echo "kube-apiserver: $version"
