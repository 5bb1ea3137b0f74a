#!/bin/sh
# Runs unit test programs: run.sh PROGRAM... Every case of theirs counts; a
# program that dies, or runs no case, counts as a failed one.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/tally.sh

export CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS=detect_leaks=${LEAKS-1}:exitcode=99
export UBSAN_OPTIONS=print_stacktrace=1:exitcode=99
export LC_ALL=C

limit=
command -v timeout >/dev/null && limit="timeout -k 5 ${UNIT_SECONDS:-600}"

# Side by side, two more than there are processors, as some wait; each into a log, and
# its exit code beside that.
printf '%s\n' "$@" | xargs -P "$(($(getconf _NPROCESSORS_ONLN) + 2))" -I '{}' sh -c '
  rm -f "$2.status"
  $1 "./$2" >"$2.log" 2>&1 </dev/null
  echo $? >"$2.status"' sh "$limit" '{}'

for program; do
  log=$program.log
  status=$(cat "$program.status")
  skipped=$(grep -c -E '^(not )?ok [0-9]+ # SKIP' "$log")
  passed=$(grep -E '^ok ' "$log" | grep -c -v -E '^ok [0-9]+ # SKIP')
  failed=$(grep -E '^not ok ' "$log" | grep -c -v -E '^not ok [0-9]+ # SKIP')
  if [ "${status:-1}" -ne 0 ] && [ "$failed" -eq 0 ]; then
    echo "exit code $status" >>"$log"
    failed=1
  elif [ $((passed + failed + skipped)) -eq 0 ]; then
    echo 'ran no test' >>"$log"
    failed=1
  fi
  if [ "$failed" -gt 0 ]; then
    echo "FAIL $program"
    grep -v '^ok ' "$log" | sed 's/^/  /'
  else
    echo "ok   ${program##*/} $passed"
  fi
  tally_add "$passed" "$failed" "$skipped"
done
tally_end
