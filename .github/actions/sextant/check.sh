#!/bin/sh
# Fetches by the lock, checks, and leaves the reports; annotations go to the log. What
# was found does not fail here, so that later steps can tell of it.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
rm -rf "$reports" # of an earlier step of the job
mkdir -p "$reports/sarif"
status=0

[ -f "$CONFIG" ] || fail "$CONFIG: no such file: \`sextant init\` writes one"
lock=$(dirname "$CONFIG")/sextant.lock
[ -f "$lock" ] && locked=true || locked=false
fetch "$CONFIG" || fail 'what is needed could not be fetched: see the log'
[ "$locked" = true ] || [ ! -f "$lock" ] ||
  say notice "no sextant.lock beside $CONFIG: this was the latest of everything. Commit the one that \`sextant fetch\` writes, and each run has the same."

# run NAME COMMAND [WORD...]: one report, in every form.
run() {
  name=$1 command=$2
  shift 2
  code=0
  sextant "$command" --config "$CONFIG" --fail-on "$FAIL_ON" --format github \
    --report "sarif=$reports/sarif/$name.sarif" --report "junit=$reports/$name.xml" \
    --report "markdown=$reports/$name.md" \
    "$@" || code=$?
  [ -s "$reports/$name.md" ] || fail "$name went wrong: see the log"
  [ "$code" -eq 0 ] || [ "$status" -eq 1 ] || status=$code
}

if [ "$CHECK" = true ]; then
  run check check --catalog "$catalog"
else
  sextant map --quiet --config "$CONFIG" --catalog "$catalog" ||
    fail 'the rules could not be mapped: see the log'
  run rules lint
fi
if [ -n "$LINT" ]; then
  set -f
  IFS='
'
  # shellcheck disable=SC2086 # a line is a path, and no pattern
  set -- $LINT
  unset IFS
  set +f
  run lint lint -- "$@"
fi

# A summary has room for a megabyte.
cat "$reports"/*.md | first_bytes 900000 >>"$GITHUB_STEP_SUMMARY"
{
  echo "status=$status"
  echo "catalog=$catalog"
  echo "reports=$reports"
} >>"$GITHUB_OUTPUT"
