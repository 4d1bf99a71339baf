#!/usr/bin/env bash
# Writes requirements/*.txt from pyproject.toml: exact versions with hashes, no address of any index.
# Usage: lock.sh PYTHON [--upgrade]
set -euo pipefail
cd "$(dirname "$0")/.."

python=$1
shift

# A package may ask for a later 3.11.x than the one that Debian 12 has, so that one has to choose.
"$python" -c 'import sys; sys.exit(sys.version_info > (3, 11, 2, "final", 9))' || {
  echo "Lock with Python 3.11.2, as Debian 12 has it: make clean; make lock PYTHON=/usr/bin/python3.11" >&2
  exit 1
}

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
