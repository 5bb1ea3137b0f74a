#!/bin/sh
# Writes to FOLDER what is given of data/packaging, with what it does not know filled in:
#
#   fill.sh FOLDER FILE...
#
# @VERSION@ is that of the Makefile, in the environment; @DATE@ (also @DAY@, as Debian's
# changelogs have it, and @RPMDAY@) that of CHANGELOG.md; @MAINTAINER@ DEBFULLNAME and
# DEBEMAIL, else who made the commit; @URL@ where the project is, from URL, else its
# remote; and @SHA256@ the digest of the source tarball, where `make dist` has made one.
set -eu
cd "$(dirname "$0")/../.."
to=$1
shift
case $to in /*) ;; *) to=$OLDPWD/$to ;; esac
export LC_ALL=C TZ=UTC

fail() {
  echo "packaging: $*" >&2
  exit 1
}

date=$(sed -n 's/^## '"$VERSION"' - \([0-9-]*\)$/\1/p' CHANGELOG.md)
[ -n "$date" ] || fail "CHANGELOG.md has no \"## $VERSION - DATE\""
maintainer="${DEBFULLNAME-} <${DEBEMAIL-}>"
[ -n "${DEBEMAIL-}" ] ||
  maintainer=$(git log -1 --format='%an <%ae>' 2>/dev/null) ||
  fail 'who maintains the package? Set DEBFULLNAME and DEBEMAIL'
url=${URL-}
[ -n "$url" ] || url=$(git remote get-url origin 2>/dev/null |
  sed -n 's/\.git$//; s,^git@\([^:]*\):,https://\1/,; /^https:/p')
digest=
dist=out/dist/sextant-$VERSION.tar.xz
[ ! -f "$dist" ] || digest=$(sha256sum "$dist" | cut -d ' ' -f 1)

for file; do
  path=$to/${file#data/packaging/}
  mkdir -p "${path%/*}"
  sed -e "s|@VERSION@|$VERSION|g" -e "s|@DATE@|$date|g" \
    -e "s|@DAY@|$(date -u -d "$date" -R)|g" \
    -e "s|@RPMDAY@|$(date -u -d "$date" '+%a %b %d %Y')|g" \
    -e "s|@MAINTAINER@|$maintainer|g" -e "s|@SHA256@|$digest|g" \
    -e "s|@URL@|${url:-https://sextant.invalid/sextant}|g" "$file" >"$path"
  [ ! -x "$file" ] || chmod +x "$path"
done
