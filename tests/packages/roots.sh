#!/bin/bash
# Installs Sextant on bare systems and tries it there: roots.sh [SUITE...], by default
# Debian 12 and 13. As root: it makes each with mmdebstrap, from MIRROR (the one that
# this system installs from). VERSION is in
# the environment, as `make smoke` has it, and out/dist has that source tarball.
#
# In one root the package is built, the tarball installed by `make install`, tried, and
# removed by `make uninstall`; in another, which has nothing, the package is installed by
# apt, tried, and purged. What is left then is an error.
set -u -o pipefail
cd "$(dirname "$0")/../.." || exit 1
MIRROR=${MIRROR:-$(data/packaging/mirror.sh)}
[ $# -gt 0 ] || set -- bookworm trixie
roots=$PWD/out/roots
dist=$PWD/out/dist/sextant-$VERSION.tar.xz
passed=0 failed=0 skipped=0

die() {
  echo "roots: $*" >&2
  exit 1
}
[ "$(id -u)" -eq 0 ] || die 'only root can make roots'
for program in mmdebstrap unshare chroot; do
  command -v $program >/dev/null || die "no $program: apt-get install mmdebstrap"
done
[ -f "$dist" ] || die "there is no $dist: make dist"
mkdir -p "$roots"

# inside ROOT COMMAND...: with mounts that end with it.
inside() {
  unshare --mount sh -c 'root=$1; shift
    mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" &&
    cp /etc/resolv.conf "$root/etc/" &&
    exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
      LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"' sh "$@"
}

# names ROOT: every path that has our name, but for what dpkg and apt log.
names() {
  (cd "$1" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o \
    -path ./source -o -path ./var/log -o -path ./var/cache/apt \) -prune -o \
    -iname '*sextant*' -print | sort)
}

step() { # WHAT COMMAND...
  local what="$suite: $1"
  shift
  if "$@" >"$roots/$suite.log" 2>&1; then
    passed=$((passed + 1))
    echo "ok   $what"
    return 0
  fi
  failed=$((failed + 1))
  tail -n 30 "$roots/$suite.log"
  echo "FAIL $what"
  return 1
}

nothing_left() {
  names "$1" | sed 's/^/left: /' | tee /dev/stderr | wc -l | grep -qx 0
}

root() { # FOLDER: a new one of the suite
  rm -rf "${1:?}"
  mkdir -p "$1/" && tar -C "$1" -xf "$roots/$suite.tar"
}

build() {
  mkdir -p "$there/source/out/dist" && tar -C "$there/source" --strip-components=1 \
    -xf "$dist" && cp "$dist" "$there/source/out/dist/" &&
    inside "$there" sh -ec '
      apt-get -q update
      cd /source
      apt-get -q -y install --no-install-recommends build-essential debhelper xz-utils \
        $(sed -n "/^Build-Depends:/,/^[^ ]/s/^ \([^ ,]*\).*/\1/p" \
        data/packaging/debian/control | grep -v debhelper-compat)'
}

package() {
  inside "$there" env DEBFULLNAME=Smoke DEBEMAIL=smoke@example.org VERSION="$VERSION" \
    sh -ec 'cd /source; data/packaging/deb.sh'
}

from_source() {
  inside "$there" sh -ec 'cd /source; make -j"$(nproc)"; make install'
}

try() { # ROOT PREFIX
  cp -R data/sample tests/packages/smoke.sh "$1/tmp/" &&
    inside "$1" /tmp/smoke.sh "$2" /tmp/sample "$VERSION" || return 1
  rm -rf "$1/tmp/sample" "$1/tmp/smoke.sh"
}

of_suite() {
  there=$roots/$suite.build bare=$roots/$suite.bare
  if [ ! -f "$roots/$suite.tar" ] &&
    ! mmdebstrap --variant=apt "$suite" "$roots/new.tar" "$MIRROR" \
      >"$roots/$suite.log" 2>&1; then
    tail -n 3 "$roots/$suite.log"
    echo "skip $suite: no $suite from $MIRROR"
    skipped=$((skipped + 1))
    return
  fi
  [ -f "$roots/$suite.tar" ] || mv "$roots/new.tar" "$roots/$suite.tar"
  root "$there" && root "$bare"
  step 'what a build needs is installed' build || return
  step 'make install' from_source && step 'it works' try "$there" /usr/local &&
    step 'make uninstall' inside "$there" make -C /source uninstall &&
    step 'nothing is left' nothing_left "$there"
  inside "$there" sh -c 'rm -rf /source/out/bin /source/out/obj'
  step 'make deb, with its tests' package || return
  mkdir -p "$roots/$suite"
  cp "$there"/source/out/deb/sextant_*.deb "$roots/$suite/" &&
    cp "$roots/$suite"/sextant_*.deb "$bare/tmp/package.deb"
  step 'apt installs the package' inside "$bare" \
    sh -ec 'apt-get -q update; apt-get -q -y install /tmp/package.deb' &&
    step 'it works' try "$bare" /usr &&
    step 'apt purges it' inside "$bare" sh -ec 'apt-get -q -y purge sextant
      apt-get -q -y --purge autoremove; rm /tmp/package.deb' &&
    step 'nothing is left' nothing_left "$bare"
}

for suite; do
  of_suite
  rm -rf "$roots/$suite.build" "$roots/$suite.bare"
done
tail=
[ "$skipped" -eq 0 ] || tail=", $skipped skipped"
echo "$passed passed, $failed failed$tail"
[ "$failed" -eq 0 ]
