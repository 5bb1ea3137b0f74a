#!/bin/sh
# What Sextant needs to be built and tested: installed on Debian and Ubuntu,
# named elsewhere. Quick, and silent, where nothing is missing.
#
#   deps.sh          all of it, with the packages of npm that test the site
#   deps.sh tools    all but these packages
#   deps.sh build    what a build needs, and nothing for the tests
set -u
cd "$(dirname "$0")/.." || exit 1
what=${1:-test}

# Debian. A|B: either will do. The packages count, not what pkg-config finds:
# a library from elsewhere must not hide that one is missing. libxlsxwriter.pc asks
# for minizip, and its package does not.
DEBIAN='
  gcc libc6-dev make pkg-config ca-certificates
  libcurl4-openssl-dev|libcurl4-gnutls-dev libcjson-dev libxml2-dev
  libcmark-dev libyaml-dev libarchive-dev libsqlite3-dev libssl-dev
  libmicrohttpd-dev libpcre2-dev libutf8proc-dev libxlsxwriter-dev
  libminizip-dev
'
DEBIAN_TEST='git python3 python3-yaml libcmocka-dev clang
  fonts-dejavu-core|fonts-liberation|fonts-noto-core
'
# PROGRAM:PACKAGE, where the program may come from anywhere.
DEBIAN_PROGRAMS='node:nodejs npm:npm jq:jq curl:curl
  clang-format:clang-format
  chromium-headless-shell:chromium-headless-shell'
UBUNTU_PROGRAMS='node:nodejs npm:npm jq:jq curl:curl
  clang-format:clang-format'
# A script that has the snap installed: of use where snapd runs, as it does in no
# container. Without a Chromium the tests of the site are skipped.
UBUNTU_SNAPS='chromium-browser:chromium-browser'
FEDORA='gcc make pkgconf-pkg-config libcurl-devel cjson-devel libxml2-devel
  cmark-devel libyaml-devel libarchive-devel sqlite-devel openssl-devel
  libmicrohttpd-devel pcre2-devel utf8proc-devel libxlsxwriter-devel'
FEDORA_TEST='git jq python3 python3-pyyaml libcmocka-devel libasan libubsan clang
  clang-tools-extra compiler-rt nodejs npm chromium dejavu-sans-fonts'
ARCH='base-devel curl cjson libxml2 cmark libyaml libarchive sqlite openssl
  libmicrohttpd pcre2 libutf8proc libxlsxwriter'
ARCH_TEST='git jq python python-yaml cmocka clang compiler-rt nodejs npm chromium
  ttf-dejavu'
ALPINE='build-base pkgconf curl-dev cjson-dev libxml2-dev cmark-dev yaml-dev
  libarchive-dev sqlite-dev openssl-dev libmicrohttpd-dev
  pcre2-dev utf8proc-dev libxlsxwriter-dev'
ALPINE_TEST='bash git jq python3 py3-yaml cmocka-dev clang clang-extra-tools
  compiler-rt nodejs npm chromium font-dejavu'
MODULES='libcurl libcjson libxml-2.0 libcmark yaml-0.1 libarchive sqlite3
  libcrypto libmicrohttpd libpcre2-8 libutf8proc xlsxwriter'
PROGRAMS='cc make pkg-config'
if [ "$what" != build ]; then
  DEBIAN="$DEBIAN $DEBIAN_TEST"
  MODULES="$MODULES cmocka"
  PROGRAMS="$PROGRAMS clang clang-format git python3 node npm"
else
  DEBIAN_PROGRAMS= UBUNTU_PROGRAMS= UBUNTU_SNAPS=
  FEDORA_TEST= ARCH_TEST= ALPINE_TEST=
fi

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
  for pair in $programs; do
    command -v "${pair%%:*}" >/dev/null || printf ' %s' "${pair#*:}"
  done
  [ "$what" != build ] || return 0
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

# The packages of npm, by the lock, under out/; again only where that changed.
# Without them the tests of the site are skipped, and all others run.
packages() {
  cmp -s tests/site/package-lock.json out/node/done && return 0
  mkdir -p out/node && rm -f out/node/done &&
    cp tests/site/package.json tests/site/package-lock.json out/node/ &&
    npm ci --prefix out/node --prefer-offline --ignore-scripts --no-audit \
      --no-fund --loglevel=error --fetch-timeout=20000 --fetch-retries=1 \
      >out/node/log 2>&1 &&
    mv out/node/package-lock.json out/node/done && return 0
  rm -rf out/node/node_modules
  echo "tests/site: npm cannot install its packages (see out/node/log):" \
    "the tests of the site will be skipped" >&2
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
fi
case $like in
*' ubuntu '*)
  programs=$UBUNTU_PROGRAMS
  [ -S /run/snapd.socket ] && programs="$programs $UBUNTU_SNAPS"
  debian
  ;;
*' debian '*) programs=$DEBIAN_PROGRAMS && debian ;;
*' fedora '* | *' rhel '*)
  elsewhere 'sudo dnf install' "$FEDORA $FEDORA_TEST" ;;
*' arch '*) elsewhere 'sudo pacman -S --needed' "$ARCH $ARCH_TEST" ;;
*' alpine '*) elsewhere 'doas apk add' "$ALPINE $ALPINE_TEST" ;;
*) elsewhere '' '' ;;
esac || exit 1
[ "$what" != test ] || packages
