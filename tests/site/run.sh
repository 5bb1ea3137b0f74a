#!/bin/sh
# The site of the sample, in Chromium: run.sh [FILE...], all test_*.js where
# none is named; WORDS='...' only the tests that have them in their names.
# OUT (default out) holds the build under test, CHROMIUM the browser's path.
set -u
here=$(pwd)
cd "$(dirname "$0")/../.." || exit 1
TOP=$(pwd)
. tests/tally.sh

OUT=${OUT:-out}
case $OUT in /*) ;; *) OUT=$TOP/$OUT ;; esac
SITE_TMP=$OUT/test/site

# All of them are skipped as one where a part is missing.
. tests/site/browser.sh
browser_find || {
  echo "skip site: $browser_missing: make deps"
  tally_add 0 0 1
  tally_end
}
export TOP OUT SITE_TMP

rm -rf "$SITE_TMP"
export SEXTANT="$OUT/bin/sextant"
tests/site/build.sh "$SITE_TMP" &&
  tests/site/build.sh "$SITE_TMP/team" default || exit 1

for file; do
  case $file in /*) ;; *) file=$here/$file ;; esac
  set -- "$@" "$file"
  shift
done
[ $# -gt 0 ] || set -- "$TOP"/tests/site/test_*.js
node "$TOP/tests/site/main.js" "$@"
if [ -s "$SITE_TMP/counts" ]; then
  read -r passed failed skipped <"$SITE_TMP/counts"
  tally_add "$passed" "$failed" "$skipped"
else
  echo 'FAIL site: did not run to its end'
  tally_add 0 1 0
fi
tally_end
