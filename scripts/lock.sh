#!/usr/bin/env bash
# Writes requirements/*.txt from pyproject.toml: exact versions with hashes, no address of any index.
# Usage: lock.sh PYTHON [--upgrade]
set -euo pipefail
cd "$(dirname "$0")/.."

python=$1
shift

compile() {
  local output=$1
  shift
  "$python" -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe \
    --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
    --output-file "$output" "$@" pyproject.toml
  echo "$output: $(grep -c '==' "$output") packages"
}

compile requirements/runtime.txt "$@"
# The second list must hold the first as it is, or tests would run on other versions than users.
compile requirements/dev.txt --extra dev --constraint requirements/runtime.txt "$@"
