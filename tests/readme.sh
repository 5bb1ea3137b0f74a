#!/bin/sh
# README's examples, run in a folder that looks like a clone after `make demo`,
# on a terminal of 80 columns. --write: README gets what they print.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
SEXTANT=${SEXTANT:-$top/out/bin/sextant}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
ln -s "$top/data" data
mkdir -p out/demo
ln -s "${SEXTANT%/*}" out/bin
export XDG_CACHE_HOME="$place/.cache" LC_ALL=C TZ=UTC COLUMNS=80
export SOURCE_DATE_EPOCH=1786233600 # 2026-08-09
"$SEXTANT" build --quiet --offline --config data/sample/sextant.yaml \
  --catalog out/demo/catalog.db --out out/demo/site
"$top/tests/readme.py" "$@" "$top/README.md"
