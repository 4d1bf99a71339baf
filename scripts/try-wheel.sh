#!/usr/bin/env bash
# Installs a wheel into an environment of its own, as pipx does, and makes, builds and serves a site
# with nothing but that; then runs the workflows of that site, which install the wheel by themselves.
# Prints how long each step took.
# Usage: try-wheel.sh WHEEL
set -euo pipefail

wheel=$(realpath "$1")
scripts=$(dirname "$(realpath "$0")")
folder=$(mktemp -d)
server=""
stop_server() {
  if [ -n "$server" ]; then
    kill "$server"
    wait "$server" || true # it still writes until it has ended
    server=""
  fi
}
trap 'stop_server; rm -rf "$folder"' EXIT
cd "$folder"

timed() {
  local began=$EPOCHREALTIME
  "$@"
  awk -v a="$began" -v b="$EPOCHREALTIME" -v what="$*" 'BEGIN { printf "%5.1f s  %s\n", b - a, what }' >&2
}

install() {
  "${PYTHON:-python3}" -m venv env
  env/bin/python -m pip install --quiet --disable-pip-version-check "$1"
}

answers() {
  for _ in {1..100}; do
    if env/bin/python -c 'import sys, urllib.request as u; u.urlopen(sys.argv[1])' "$1" 2>/dev/null; then
      return
    fi
    sleep 0.1
  done
  return 1
}

timed install "$wheel"
PATH="$folder/env/bin:$PATH"
cd "$folder"
timed tutorial-archive --version
timed tutorial-archive init my-archive --title "My archive" --yes
timed tutorial-archive --site my-archive build --strict
timed tutorial-archive --site my-archive check --strict
tutorial-archive --site my-archive serve --port 8765 >/dev/null 2>&1 &
server=$!
timed answers http://127.0.0.1:8765/first-tutorial/
stop_server

cd my-archive
git init --quiet --initial-branch main
git add .
git -c user.name=Me -c user.email=me@example.org commit --quiet --message "New"
PIP_FIND_LINKS="${PIP_FIND_LINKS:-} $(dirname "$wheel")" \
  ../env/bin/python "$scripts/try_workflow.py" .github/workflows/{pages,refresh}.yml
