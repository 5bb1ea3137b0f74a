#!/bin/sh
# What Sextant needs to be built and tested: installed on Debian and Ubuntu,
# named elsewhere. Quick, and silent, where nothing is missing.
set -u

# Debian. A|B: either will do. The packages count, not what pkg-config finds:
# a library from elsewhere must not hide that one is missing.
DEBIAN='
  gcc libc6-dev make pkg-config git python3 python3-yaml ca-certificates
  libcurl4-openssl-dev|libcurl4-gnutls-dev libcjson-dev libxml2-dev
  libcmark-dev libyaml-dev libarchive-dev libsqlite3-dev libssl-dev
  libcmocka-dev clang
'
FEDORA='gcc make pkgconf-pkg-config git python3 python3-pyyaml libcurl-devel
  cjson-devel libxml2-devel cmark-devel libyaml-devel libarchive-devel sqlite-devel
  openssl-devel libcmocka-devel libasan libubsan clang compiler-rt'
ARCH='base-devel git python python-yaml curl cjson libxml2 cmark libyaml
  libarchive sqlite openssl cmocka clang compiler-rt'
ALPINE='build-base bash pkgconf git python3 py3-yaml curl-dev cjson-dev
  libxml2-dev cmark-dev yaml-dev libarchive-dev sqlite-dev openssl-dev cmocka-dev clang
  compiler-rt'
MACOS='pkg-config cjson libxml2 cmark libyaml libarchive openssl@3 sqlite
  cmocka llvm'
MODULES='libcurl libcjson libxml-2.0 libcmark yaml-0.1 libarchive sqlite3
  libcrypto cmocka'
PROGRAMS='cc clang make pkg-config git python3'

# has PACKAGE[|PACKAGE]
has() {
  for name in $(echo "$1" | tr '|' ' '); do
    [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null)" = \
      'ii ' ] && return 0
  done
  return 1
}

# The sanitizers and the fuzzer of clang come apart from it, under its version.
runtime() {
  {
    dpkg-query -W -f '${Depends}\n' clang 2>/dev/null ||
      apt-cache depends clang
  } | sed -n 's/.*clang-\([0-9][0-9]*\).*/libclang-rt-\1-dev/p' | sed 1q
}

missing() {
  for package in $DEBIAN; do
    has "$package" || printf ' %s' "${package%%|*}"
  done
  # Some releases have it all in one package, and none of that name.
  rt=$(runtime 2>/dev/null)
  if [ -n "$rt" ] && ! has "$rt" && apt-cache show "$rt" >/dev/null 2>&1; then
    printf ' %s' "$rt"
  fi
}

debian() {
  need=$(missing)
  [ -z "$need" ] && return 0
  if [ "$(id -u)" -eq 0 ]; then
    as_root=
  elif command -v sudo >/dev/null; then
    as_root=sudo
  else
    echo 'Missing packages. As root, run:' >&2
    echo "  apt-get install --no-install-recommends$need" >&2
    return 1
  fi
  echo "Installing with ${as_root:+$as_root }apt-get:$need"
  $as_root apt-get -q update || return 1
  need=$(missing) # the package lists may have named one more
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
    -o Dpkg::Use-Pty=0 install --no-install-recommends $need || return 1
  need=$(missing)
  [ -z "$need" ] && return 0
  echo "Still missing:$need" >&2
  return 1
}

# elsewhere COMMAND PACKAGES
elsewhere() {
  need=
  for program in $PROGRAMS; do
    command -v "$program" >/dev/null || need="$need $program"
  done
  for module in $MODULES; do
    pkg-config --exists "$module" 2>/dev/null || need="$need $module"
  done
  [ -z "$need" ] && return 0
  echo "Missing:$need" >&2
  [ -n "$1" ] && echo "Run: $1" $2 >&2
  [ -n "$1" ] || echo 'How they are called here, this script does not know.' >&2
  return 1
}

like=
if [ -r /etc/os-release ]; then
  like=$(. /etc/os-release && echo " ${ID-} ${ID_LIKE-} ")
elif [ "$(uname)" = Darwin ]; then
  like=' macos '
fi
case $like in
*' debian '* | *' ubuntu '*) debian ;;
*' fedora '* | *' rhel '*) elsewhere 'sudo dnf install' "$FEDORA" ;;
*' arch '*) elsewhere 'sudo pacman -S --needed' "$ARCH" ;;
*' alpine '*) elsewhere 'doas apk add' "$ALPINE" ;;
*' macos '*) elsewhere 'brew install' "$MACOS" ;;
*) elsewhere '' '' ;;
esac
