#!/usr/bin/env bash
# Makes sure that what the browser tests need is installed, and prints the path of Chromium. A name
# or path in $CHROMIUM wins over the system's.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/apt.sh

find_chromium() {
  local name
  for name in ${CHROMIUM:-chromium chromium-browser google-chrome}; do
    command -v "$name" && return
  done
}

has_library() { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p | grep -qF "$1"; }

missing=()
# Without a font the browser draws no text, and tests that look at layout would mean nothing.
find_chromium >/dev/null || missing+=(chromium fonts-dejavu-core)
# Playwright drives the browser through a Node of its own, which is linked with this library.
has_library libatomic.so.1 || missing+=(libatomic1)

if [ -n "${CHROMIUM:-}" ] && ! find_chromium >/dev/null; then
  echo "CHROMIUM names no program: $CHROMIUM" >&2
  exit 1
fi
if [ "${#missing[@]}" -gt 0 ]; then
  install_packages "${missing[@]}" >&2 || {
    echo "The browser tests need more; install it as root with: apt-get install ${missing[*]}" >&2
    exit 1
  }
fi
find_chromium
