#!/bin/sh
# `make deb`: builds the package with Debian's own tools, into out/deb, from the source
# tarball of `make dist` (VERSION is in the environment). What it takes beyond a build of
# the program: dpkg-dev, debhelper; lintian looks at what comes of it, where it is there.
# DEB_BUILD_OPTIONS=nocheck runs no tests, LINTIAN=no lets nobody look.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C TZ=UTC
umask 022

command -v dpkg-buildpackage >/dev/null && command -v dh >/dev/null || {
  echo 'deb: no dpkg-buildpackage or dh: apt-get install dpkg-dev debhelper' >&2
  exit 1
}
dist=out/dist/sextant-$VERSION.tar.xz
[ -f "$dist" ] || {
  echo "deb: there is no $dist: make dist" >&2
  exit 1
}
work=out/deb/build
mkdir -p out/deb
rm -rf "$work" out/deb/sextant*_*
mkdir -p "$work"
cp "$dist" "$work/sextant_$VERSION.orig.tar.xz"
tar -C "$work" -xf "$dist"
data/packaging/fill.sh "$work/sextant-$VERSION" \
  $(find data/packaging/debian -type f | sort)
(
  cd "$work/sextant-$VERSION"
  # As a tarball has it: who builds it is no part of it.
  unset CFLAGS CPPFLAGS LDFLAGS MAKEFLAGS MAKEOVERRIDES OUT
  dpkg-buildpackage --unsigned-source --unsigned-changes
) >"$work.log" 2>&1 || {
  tail -n 40 "$work.log" >&2
  echo "deb: the package cannot be built; all of it: $work.log" >&2
  exit 1
}
mv "$work"/sextant*_* out/deb/
if [ "${LINTIAN-}" = no ]; then
  :
elif command -v lintian >/dev/null; then
  lintian --allow-root --pedantic --fail-on error,warning,pedantic \
    out/deb/*.changes
else
  echo 'deb: no lintian: nobody has looked at the package' >&2
fi
ls out/deb/sextant_*.deb
