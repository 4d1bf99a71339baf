#!/usr/bin/env bash
# Makes sure that a Chromium for the browser tests is installed; a name in $CHROMIUM wins.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/apt.sh

for name in ${CHROMIUM:-chromium chromium-browser google-chrome}; do
  command -v "$name" >/dev/null && exit 0
done

# Without a font the browser draws no text, and tests that look at layout would mean nothing.
install_packages chromium fonts-dejavu-core || {
  echo "The browser tests need Chromium; install it as root with: apt-get install chromium fonts-dejavu-core" >&2
  exit 1
}
