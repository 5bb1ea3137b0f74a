#!/bin/sh
# `make bench`: what each stage takes, on the sample and, where ../shared has
# them, on the real upstreams. The yardstick is one pass over the same input:
# every byte unpacked and digested once.
set -eu
cd "$(dirname "$0")/../.."
TOP=$(pwd)
SEXTANT=${SEXTANT:-$TOP/out/bin/sextant}
work=$TOP/out/bench
shared=$(cd .. && pwd)/shared
rm -rf "$work"
mkdir -p "$work"

# row NAME RUNS COMMAND, which may stand on several lines
row() {
  printf '%s\t%s\t%s\n' "$1" "$2" "$(printf '%s' "$3" | tr '\n' ' ')"
}

# stages MIRROR FOLDER [CONFIG]: the rows of one set of upstreams. What writes
# starts from nothing each time, but for the cache that fetch has filled.
stages() {
  cd "$2"
  run="cd '$2' && '$SEXTANT'"
  to="--cache cache --catalog catalog.db --quiet${3:+ --config $3}"
  row 'yardstick: read the input' 3 "find '$1' -type f | sort |
    while read -r f; do gzip -dcf \"\$f\"; done | sha256sum"
  row 'fetch, into an empty cache' 1 "$run fetch $to --mirror 'file://$1'"
  row 'fetch, nothing new' 3 "$run fetch $to --mirror 'file://$1'"
  row 'map' 3 "rm -f '$2/catalog.db'; $run map $to --offline"
  row 'map, nothing changed' 3 "$run map $to --offline"
  row 'map, one job' 1 \
    "rm -f '$2/catalog.db'; $run map $to --offline --jobs 1"
  for format in compass markdown html; do
    row "render, $format" 3 "rm -rf '$2/$format';
      $run render $to --out $format --format $format"
  done
  row 'render, nothing changed' 3 "$run render $to --out html --format html"
  row 'show T1587.003' 20 "$run show T1587.003 $to"
  row 'stats --format json' 5 "$run stats --format json $to"
  row 'export csv' 5 "$run export csv $to"
}

tests/cli/mirror.sh "$work/mirror"
mkdir "$work/sample" "$work/real"
echo 'data/sample, as a mirror'
(stages "$work/mirror" "$work/sample") | python3 tests/bench/measure.py
catalog=$work/sample/catalog.db

if [ -d "$shared/upstream" ]; then
  echo
  echo '../shared/upstream, ATT&CK 18.1, the default sources'
  # The yardstick reads what fetch will: not the other versions and archives.
  reads=$work/reads
  for file in \
    raw.githubusercontent.com/mitre-attack/attack-stix-data/master/index.json \
    raw.githubusercontent.com/mitre-attack/attack-stix-data/master/enterprise-attack/enterprise-attack-18.1.json \
    codeload.github.com/splunk/security_content/tar.gz/refs/heads/develop \
    codeload.github.com/SigmaHQ/sigma/tar.gz/refs/heads/master \
    codeload.github.com/redcanaryco/atomic-red-team/tar.gz/refs/heads/master
  do
    mkdir -p "$reads/${file%/*}"
    cp "$shared/upstream/$file" "$reads/$file"
  done
  (stages "$reads" "$work/real") | python3 tests/bench/measure.py
  mkdir "$work/all"
  for stage in fetch map; do
    case $stage in
    fetch) from="--mirror file://$shared/upstream" ;;
    *) from=--offline ;;
    esac
    (cd "$work/all" && "$SEXTANT" $stage --cache cache --catalog catalog.db \
      --quiet --attack 18.1 $from)
  done
  catalog=$work/all/catalog.db
else
  echo 'The real upstreams are skipped: no ../shared/upstream: make upstream.'
fi

echo
echo 'show, on the catalog of all default sources where it is there'
python3 tests/bench/show.py "$SEXTANT" "${EMPTY:?}" "$catalog"
