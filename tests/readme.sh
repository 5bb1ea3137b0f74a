#!/bin/sh
# The examples of README and of the guides, run in a folder that looks like a clone
# after `make demo`, on a terminal of 80 columns. --write: they get what is printed.
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
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_CONFIG_GLOBAL=/dev/null
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org GIT_CONFIG_NOSYSTEM=1
export SOURCE_DATE_EPOCH=1786233600 # 2026-08-09
"$SEXTANT" build --quiet --offline --config data/sample/sextant.yaml \
  --catalog out/demo/catalog.db --out out/demo/site
"$top/tests/readme.py" "$@" "$top/README.md" "$top"/data/guides/*.md
