#!/usr/bin/env bash
# Makes the virtual environment when it is missing and installs a locked list of packages into it.
# Usage: ensure-venv.sh FOLDER REQUIREMENTS [PYTHON]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/apt.sh

venv=$1 requirements=$2 wanted=${3:-}

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# An interpreter compiled at home (pyenv) has seldom been optimised, and builds take a third longer.
is_fast() {
  "$1" -c 'import ensurepip, sys, sysconfig, venv
fast = sys.base_prefix == "/usr" or "--enable-optimizations" in sysconfig.get_config_var("CONFIG_ARGS")
sys.exit(not fast)' >/dev/null 2>&1
}

# The newest that is fast, else the newest.
find_python() {
  local names path first=
  read -ra names <<<"${wanted:-python3.13 python3.12 python3.11 python3}"
  while read -r path; do
    fits "$path" || continue
    first=${first:-$path}
    if [[ $wanted ]] || is_fast "$path"; then
      echo "$path"
      return
    fi
  done < <(type -ap "${names[@]}")
  if [[ -z $first ]]; then
    echo "${wanted:-Python 3.11 or newer} was not found or is too old; name one with: make build PYTHON=/path/to/python3" >&2
    return 1
  fi
  echo "$first"
}

make_venv() {
  local python
  python=$(find_python)
  echo "Making $venv with $("$python" --version)"
  # Debian ships venv apart from Python: without it `import ensurepip` fails.
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    install_packages "python3-venv" "$(basename "$(readlink -f "$python")")-venv" || {
      echo "Python's venv module is missing; install it as root with: apt-get install python3-venv" >&2
      return 1
    }
  fi
  rm -rf "$venv"
  "$python" -m venv "$venv"
}

fits "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1 || make_venv

echo "Installing $(grep -c '==' "$requirements") packages of $requirements"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
  --require-hashes --requirement "$requirements" || {
  echo "The packages could not be installed: see the lines above; a network connection is needed once." >&2
  exit 1
}
