#!/bin/sh
# Builds data/sample and leaves at FOLDER what the tests compare: golden.sh
# FOLDER [KEPT]. At each joint one artefact: the lock, the catalog as text, the
# pages and answers. KEPT is where the build itself goes (out/golden). `make
# golden` writes tests/golden; golden.test writes elsewhere and compares.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
case $1 in /*) to=$1 ;; *) to=$(pwd)/$1 ;; esac
kept=${2:-$top/out/golden}
SEXTANT=${SEXTANT:-$top/out/bin/sextant}
rm -rf "$to" "$kept"
mkdir -p "$to/show" "$kept/cache"

export XDG_CACHE_HOME="$kept/cache" LC_ALL=C TZ=UTC
export SOURCE_DATE_EPOCH=1786233600 # 2026-08-09
cd "$kept"

# The mirror, not the folders: so fetch is part of it, and the lock.
"$top/tests/cli/mirror.sh" "$kept/mirror"
"$SEXTANT" build --mirror "file://$kept/mirror" --format compass \
  --format markdown --format html --quiet
# Compression is not the same everywhere, so its digests are not compared.
sed -e 's/\(sha256:\) .*/\1 -/' -e 's/\(size:\) .*/\1 -/' sextant.lock \
  >"$to/sextant.lock"

"$SEXTANT" stats --format json >"$to/stats.json"
"$SEXTANT" sources >"$to/sources.txt"
"$SEXTANT" export csv >"$to/export.csv"
for format in text markdown compass json; do
  "$SEXTANT" show T1587.003 --format "$format" >"$to/show/T1587.003.$format"
done
cp -R out/site/compass out/site/markdown "$to/"
cp out/site/techniques/T1587.003.html "$to/"
(
  cd out/site
  find . -type f ! -name '.*' | sort | sed 's,^\./,,'
) >"$to/site.txt"
