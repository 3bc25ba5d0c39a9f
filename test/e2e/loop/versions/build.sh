#!/usr/bin/env bash
# Installs the versions of kustomize and kpt that test/e2e/loop/versions.loop.ts names, as far as this machine can build them.
here=$(cd "$(dirname "$0")" && pwd)
tools=${ROLLCALL_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/rollcall}
command -v go >/dev/null || { echo "kustomize and kpt: skipped, there is no Go on this machine."; exit 0; }

# install PROGRAM VERSION MODULE
install() {
  local folder=$tools/$1-$2
  [ -x "$folder/$1" ] || (cd / && GOBIN=$folder GOFLAGS=-mod=mod nice go install "$3@$2") || {
    echo "$1: $2 could not be built; its cases are skipped."
    return
  }
  echo "$1: $2"
}

while read -r program version module; do install "$program" "$version" "$module"; done <"$here/versions.txt"
exit 0
