# shellcheck shell=bash
# Sourced by the set-up scripts: install_packages NAME... installs Debian packages if this user may.

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

install_packages() {
  command -v apt-get >/dev/null || return 1
  as_root true 2>/dev/null || return 1
  echo "Installing Debian packages: $*"
  as_root apt-get update -qq || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" \
    >/dev/null
}
