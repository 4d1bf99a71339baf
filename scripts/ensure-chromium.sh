#!/usr/bin/env bash
# Makes sure that a Chromium for the browser tests is installed, and prints its path; a name or
# path in $CHROMIUM wins.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/apt.sh

if [ -n "${CHROMIUM:-}" ]; then
  command -v "$CHROMIUM" && exit 0
  echo "CHROMIUM names no program: $CHROMIUM" >&2
  exit 1
fi
for name in chromium chromium-browser google-chrome; do
  command -v "$name" && exit 0
done

# Without a font the browser draws no text, and tests that look at layout would mean nothing.
install_packages chromium fonts-dejavu-core >&2 || {
  echo "The browser tests need Chromium; install it as root with: apt-get install chromium fonts-dejavu-core" >&2
  exit 1
}
command -v chromium
