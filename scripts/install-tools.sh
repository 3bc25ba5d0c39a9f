#!/usr/bin/env bash
# Installs the programs that the end-to-end tests run, where this machine can: kustomize through Go's module proxy into a
# cache folder, podman and chromium from Debian's packages. What is there already is kept; what cannot be installed is said, and the
# tests then say what they skip. ROLLCALL_SKIP_TOOLS="kustomize podman chromium" leaves some out.
set -u

KUSTOMIZE=v5.8.2
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

install_podman() {
  if ! has podman; then
    if [ "$(id -u)" -ne 0 ] || ! has apt-get; then
      echo "podman: skipped, it is not here and this is no Debian where we are root."
      return
    fi
    { apt-get install -y -q --no-install-recommends podman crun ||
      { apt-get update -q && apt-get install -y -q --no-install-recommends podman crun; }; } >/dev/null || {
      echo "podman: could not be installed; the tests will skip it."
      return
    }
  fi
  echo "podman: $(podman --version)"
}

# The version is that of the Debian release, as is podman's: both get their security updates.
install_chromium() {
  if ! has chromium; then
    if [ "$(id -u)" -ne 0 ] || ! has apt-get; then
      echo "chromium: skipped, it is not here and this is no Debian where we are root."
      return
    fi
    { apt-get install -y -q --no-install-recommends chromium ||
      { apt-get update -q && apt-get install -y -q --no-install-recommends chromium; }; } >/dev/null || {
      echo "chromium: could not be installed; the tests will skip it."
      return
    }
  fi
  echo "chromium: $(chromium --version)"
}

mkdir -p "$tools"
if wanted kustomize; then install_kustomize; fi
if wanted podman; then install_podman; fi
if wanted chromium; then install_chromium; fi
exit 0
