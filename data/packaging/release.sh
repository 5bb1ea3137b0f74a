#!/bin/sh
# `make release`: checks what a release needs, builds it, and leaves it in out/release.
# What is lacking is said at once, and nothing is built then. VERSION is in the
# environment; TESTED=COMMIT says that .ci/run has passed for that commit already, as
# where CI has run before.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C TZ=UTC
MAKE=${MAKE_PROGRAM:-make}
release=out/release
lacking=0

lack() {
  echo "release: $*" >&2
  lacking=1
}

make_it() {
  echo "== make $*"
  $MAKE --no-print-directory "$@" >"out/release.log" 2>&1 || {
    tail -n 40 out/release.log >&2
    echo "release: make $*: failed" >&2
    exit 1
  }
}

mkdir -p out
if [ ! -e .git ]; then
  lack 'this is no working copy of the repository'
else
  [ -z "$(git status --porcelain)" ] ||
    lack 'the tree is not clean: commit, or remove what is not to be in it'
  tags=$(git tag --points-at HEAD 'v*' | tr '\n' ' ')
  [ -z "$tags" ] || case " $tags" in
  *" v$VERSION "*) ;;
  *) lack "the tag is ${tags% }, and VERSION in the Makefile $VERSION" ;;
  esac
fi
echo "$VERSION" | grep -qx '[0-9][0-9]*\.[0-9][0-9]*\.[0-9][0-9]*' ||
  lack "VERSION in the Makefile is $VERSION, not MAJOR.MINOR.PATCH"
newest=$(sed -n 's/^## //p' CHANGELOG.md | head -n 1)
date=${newest#"$VERSION - "}
case $newest in
"$VERSION - "????-??-??)
  date -u -d "$date" >/dev/null 2>&1 || lack "CHANGELOG.md: $date is no day" ;;
*) lack "CHANGELOG.md begins with \"$newest\", and not with \"$VERSION - DATE\"" ;;
esac
for program in python3 xz gzip sha256sum dpkg-buildpackage dpkg-deb dh lintian; do
  command -v $program >/dev/null || lack "no $program"
done
[ "$lacking" -eq 0 ] || exit 1

commit=$(git rev-parse HEAD)
if [ "${TESTED-}" = "$commit" ]; then
  echo "== tested: $commit"
else
  echo '== .ci/run'
  .ci/run >out/release.log 2>&1 || {
    tail -n 40 out/release.log >&2
    echo 'release: .ci/run: failed' >&2
    exit 1
  }
  tail -n 1 out/release.log
fi
make_it dist
make_it reproducible
make_it deb
make_it static

rm -rf $release $release.new $release.tree
mkdir -p $release.new
cp "out/dist/sextant-$VERSION.tar.xz" out/deb/sextant_"$VERSION"-*.deb \
  "out/static/sextant-$VERSION-linux-amd64.tar.gz" $release.new/
data/packaging/fill.sh $release.tree/filled data/packaging/rpm/sextant.spec \
  data/packaging/homebrew/sextant.rb
dpkg-deb -x out/deb/sextant_"$VERSION"-*.deb $release.tree
said=$($release.tree/usr/bin/sextant --version | head -n 1)
[ "$said" = "sextant $VERSION" ] || {
  echo "release: the program says that it is $said" >&2
  exit 1
}
url=$(sed -n 's/^ *homepage "\(.*\)"/\1/p' $release.tree/filled/homebrew/sextant.rb)
mv $release.tree/filled/*/sextant.* $release.new/
rm -r $release.tree/filled
data/packaging/sbom.py "$VERSION" "$date" "$url" $release.tree $release.new/* \
  >out/sbom.new
mv out/sbom.new "$release.new/sextant-$VERSION.spdx.json"
(cd $release.new && sha256sum -- * >../SHA256SUMS.new && mv ../SHA256SUMS.new SHA256SUMS)
rm -rf $release.tree
mv $release.new $release
echo "== $release"
ls $release
