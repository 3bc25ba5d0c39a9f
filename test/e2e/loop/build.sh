#!/usr/bin/env bash
# Builds the real programs that this machine can build, each once; the tests say what they skip.
here=$(cd "$(dirname "$0")" && pwd)
"$here/kube-apiserver/build.sh"
"$here/readers/build.sh"
"$here/versions/build.sh"
"$here/../argo-cd/server/build.sh" || echo "Argo CD: could not be built; its cases are skipped."
exit 0
