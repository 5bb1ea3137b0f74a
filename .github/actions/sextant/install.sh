#!/bin/sh
# Puts the program on the path of later steps: a release by its digest or, where this
# version of the action names none, what the action's own checkout builds.
#
# The file "release" beside this one, if there is one, has a version and a digest.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=lib.sh
. "$here/lib.sh"

# release FILE: unpacks it into $program, if it has the digest.
release() {
  digest=$(sha256sum "$1" | cut -d ' ' -f 1)
  [ "$digest" = "$SHA256" ] ||
    fail "$URL: has the digest $digest, and not $SHA256"
  mkdir -p "$program"
  tar -xzf "$1" --strip-components=1 --no-same-owner -C "$program"
  [ -x "$program/bin/sextant" ] || fail "$URL: has no bin/sextant"
}

build() {
  echo "No release is named: building what $source has"
  "$source/tests/deps.sh" build || fail 'what a build needs could not be installed'
  make -C "$source" -j "$(getconf _NPROCESSORS_ONLN)" all ||
    fail 'the program could not be built'
  program=$source/out
}

source=$(cd "$here/../../.." && pwd)
program=$work/program
if [ -z "$VERSION$URL" ] && [ -f "$here/release" ]; then
  read -r VERSION SHA256 <"$here/release"
fi
# A runner does not always say whose action it is; it keeps it in OWNER/NAME/REF.
case $REPOSITORY:$source in
:*/_actions/*/*/*)
  REPOSITORY=$(printf %s "${source##*/_actions/}" | cut -d / -f 1,2)
  ;;
esac
mkdir -p "$work"
if [ -n "$VERSION$URL" ]; then
  case $VERSION in
  *[!0-9A-Za-z.+~-]*) fail "version: $VERSION is none" ;;
  esac
  [ -n "$SHA256" ] || fail 'sha256: a release is taken by its digest'
  [ -n "$URL" ] || URL=$GITHUB_SERVER_URL/$REPOSITORY/releases/download/v$VERSION/sextant-$VERSION-linux-amd64.tar.gz
  curl --fail --silent --show-error --location --retry 3 --proto '=https,file' \
    --proto-redir '=https' --output "$work/release.tar.gz" -- "$URL" ||
    fail "$URL: cannot be fetched"
  release "$work/release.tar.gz"
else
  build
fi
"$program/bin/sextant" --version | head -n 1
echo "$program/bin" >>"$GITHUB_PATH"
