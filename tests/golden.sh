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
cp -R "$top/data/sample/rules" rules
sed -E -e '/accessed:/s/path: [a-z_-]+, accessed: [0-9-]+(, )?//' \
  -e 's/(enterprise:) .*/\1 latest/' -e '/^formats:/d' \
  "$top/data/sample/sextant.yaml" >sextant.yaml
"$SEXTANT" build --mirror "file://$kept/mirror" --quiet

# Compression is not the same everywhere, so digests of archives, and what is
# made from them, are not compared.
mask() {
  sed -E 's/[0-9a-f]{64}/(digest)/g'
}
# Of data/logs.yaml only what rules need, by its id: not all of it in numbers.
of_logs() {
  awk -F'\t' -v OFS='\t' '/^\[/ { table = $0; print; next }
    table == "[log]" { id[$1] = $2 }
    table ~ /^\[log(_(platform|name|part|gives))?\]/ { next }
    table == "[called]" && $3 == "log" { next }
    table == "[need]" && $5 in id { $5 = id[$5] }
    { print }'
}
mask <sextant.lock | sed 's/\(size:\) .*/\1 (size)/' >"$to/sextant.lock"
"$SEXTANT" export dump | mask | of_logs >"$to/catalog.txt"
"$SEXTANT" export csv >"$to/export.csv"
"$SEXTANT" export json | mask >"$to/export.json"
"$SEXTANT" export compass-csv >"$to/compass.csv" 2>"$to/compass.txt"
"$SEXTANT" layer >"$to/layer.json"
"$SEXTANT" stats >"$to/stats.txt"
"$SEXTANT" stats --format json >"$to/stats.json"
"$SEXTANT" sources --findings >"$to/sources.txt"

# A few of each kind: of many sources, of none, of old ids, deprecated, a
# parent, with a slash or an umlaut in its name, with a catch-all.
ids='T1003.001 T1003.008 T1055.013 T1059.001 T1064 T1070 T1560 T1574.001 T1587
  T1587.003 T1647'
for id in $ids; do
  for format in text json; do
    "$SEXTANT" show "$id" --format $format >"$to/show/$id.$format"
  done
  for page in "compass/$id.md" "markdown/$id.md" "techniques/$id.html"; do
    mkdir -p "$to/site/${page%/*}"
    cp "out/site/$page" "$to/site/$page"
  done
done
cp out/site/index.html "$to/site/"
cp out/site/markdown/index.md "$to/site/markdown/"
(
  cd out/site
  find . -type f ! -name '.*' | sort | sed 's,^\./,,'
) >"$to/site.txt"

# The same as old reports counted: ids as they stand, controls of any state.
echo 'mapping: {resolve: exact, lifecycle: all}' >>sextant.yaml
"$SEXTANT" build --offline --quiet --format compass --catalog out/old.db \
  --out out/old
"$SEXTANT" stats --catalog out/old.db >"$to/stats-old.txt"
mkdir "$to/compass-old"
for id in $ids; do
  cp "out/old/compass/$id.md" "$to/compass-old/"
done

# Who made it is not compared: another version is no other output.
find "$to" -type f -exec sed -i -E \
  's/Sextant [0-9]+\.[0-9]+\.[0-9]+/Sextant (version)/' {} +
