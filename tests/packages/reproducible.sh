#!/bin/sh
# `make reproducible`: builds the program from the source tarball in two folders, in
# unlike surroundings, and the Debian package too where it can be built. The same bytes
# come of it, or it says what differs and exits 1. VERSION is in the environment.
set -u
cd "$(dirname "$0")/../.." || exit 1
top=$PWD
dist=$top/out/dist/sextant-$VERSION.tar.xz
work=$top/out/reproducible
passed=0 failed=0 skipped=0

# What a compiler's cache has kept was made elsewhere.
export CCACHE_DISABLE=1
unset SOURCE_DATE_EPOCH

# built FOLDER COMMAND...: in it, with what it says kept beside it.
built() {
  at=$1
  shift
  (cd "$at" && "$@") >"$at.log" 2>&1 || {
    tail -n 20 "$at.log"
    echo "FAIL $*: all of it: $at.log"
    exit 1
  }
}

both() { # FILE: made in the one folder, and in the other
  if cmp "$work/one/$1" "$work/another/one/$1"; then
    echo "ok   ${1##*/}: $(sha256sum <"$work/one/$1" | cut -c 1-64)"
    passed=$((passed + 1))
  else
    echo "FAIL ${1##*/}"
    failed=$((failed + 1))
  fi
}

debian=
command -v dh >/dev/null && command -v dpkg-buildpackage >/dev/null && debian=yes
[ -n "$debian" ] || skipped=1
rm -rf "$work"
for folder in one another/one; do
  umask 022
  mkdir -p "$work/$folder/out/dist"
  [ $folder = one ] || umask 077
  tar -C "$work/$folder" --strip-components=1 -xf "$dist"
  cp "$dist" "$work/$folder/out/dist/"
  built "$work/$folder" ${MAKE_PROGRAM:-make} \
    -j"$(getconf _NPROCESSORS_ONLN)" all
  [ -z "$debian" ] || built "$work/$folder" env DEBFULLNAME=Sextant \
    DEBEMAIL=sextant@example.org DEB_BUILD_OPTIONS=nocheck LINTIAN=no data/packaging/deb.sh
  # Nor does it matter when, or in which zone.
  export TZ=Pacific/Kiritimati LANG=C.UTF-8
  sleep 1
done
both out/bin/sextant
[ -z "$debian" ] || both "$(cd "$work/one" && echo out/deb/sextant_*_*.deb)"
[ "$skipped" -eq 0 ] || echo 'skip the package: no dpkg-dev and debhelper'
echo "$passed passed, $failed failed$([ "$skipped" -eq 0 ] || echo ", 1 skipped")"
[ "$failed" -eq 0 ]
