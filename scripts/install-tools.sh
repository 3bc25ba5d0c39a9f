#!/usr/bin/env bash
# Installs the programs that the end-to-end tests run, where this machine can: Bun from its npm package, kustomize and SOPS through
# Go's module proxy into a cache folder, etcd, podman, chromium, tmux, zsh and fish from Debian's packages. What is there already is
# kept; what cannot be installed is said, and the tests then say what they skip.
# ROLLCALL_SKIP_TOOLS="bun kustomize sops etcd podman chromium tmux zsh fish" leaves some out.
set -u

KUSTOMIZE=v5.8.2
SOPS=v3.13.3
AGE=v1.3.2
tools=${ROLLCALL_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/rollcall}

wanted() { [[ " ${ROLLCALL_SKIP_TOOLS:-} " != *" $1 "* ]]; }
has() { command -v "$1" >/dev/null; }

install_kustomize() {
  local folder=$tools/kustomize-$KUSTOMIZE
  if [ ! -x "$folder/kustomize" ]; then
    has go || { echo "kustomize: skipped, there is no Go on this machine."; return; }
    GOBIN=$folder GOFLAGS=-mod=mod go install "sigs.k8s.io/kustomize/kustomize/v5@$KUSTOMIZE" || {
      echo "kustomize: $KUSTOMIZE could not be built; the tests will skip it."
      return
    }
  fi
  ln -sfn "$folder" "$tools/kustomize"
  echo "kustomize: $("$folder/kustomize" version)"
}

# SOPS holds the clients of every cloud: it takes two minutes of one core to build, once.
install_sops() {
  local folder=$tools/sops-$SOPS-age-$AGE
  if [ ! -x "$folder/sops" ] || [ ! -x "$folder/age-keygen" ]; then
    has go || { echo "sops: skipped, there is no Go on this machine."; return; }
    GOBIN=$folder GOFLAGS=-mod=mod go install "filippo.io/age/cmd/age-keygen@$AGE" &&
      GOBIN=$folder GOFLAGS=-mod=mod go install "github.com/getsops/sops/v3/cmd/sops@$SOPS" || {
      echo "sops: $SOPS could not be built; the tests will skip it."
      return
    }
  fi
  ln -sfn "$folder" "$tools/sops"
  ln -sfn "$folder" "$tools/age-keygen"
  echo "sops: $("$folder/sops" --version --disable-version-check), age $AGE"
}

# install_from_debian PROGRAM [PACKAGE...]: the version is that of the Debian release, which gets its security updates.
install_from_debian() {
  local program=$1
  [ $# -eq 1 ] || shift
  if ! has "$program"; then
    if [ "$(id -u)" -ne 0 ] || ! has apt-get; then
      echo "$program: skipped, it is not here and this is no Debian where we are root."
      return
    fi
    { apt-get install -y -q --no-install-recommends "$@" ||
      { apt-get update -q && apt-get install -y -q --no-install-recommends "$@"; }; } >/dev/null || {
      echo "$program: could not be installed; the tests will skip it."
      return
    }
  fi
  echo "$program: $(dpkg-query -W -f '${Version}' "$program" 2>/dev/null || command -v "$program")"
}

# Bun compiles the standalone executable; it comes from its npm package, by the digest in scripts/bun.js.
install_bun() {
  local path
  path=$(node "$(dirname "$0")/bun.js" 2>/dev/null) || {
    echo "bun: its npm package could not be fetched; the tests will skip the executable."
    return
  }
  echo "bun: $("$path" --version)"
}

mkdir -p "$tools"
if wanted bun; then install_bun; fi
if wanted kustomize; then install_kustomize; fi
if wanted sops; then install_sops; fi
# Debian starts the service of a package that it installs; the tests start an etcd of their own.
if wanted etcd; then RUNLEVEL=1 install_from_debian etcd etcd-server; fi
if wanted podman; then install_from_debian podman podman crun; fi
# tmux is the terminal of the tests, and zsh and fish are shells whose completion is tested in it.
for one in chromium tmux zsh fish; do
  if wanted "$one"; then install_from_debian "$one"; fi
done
exit 0
