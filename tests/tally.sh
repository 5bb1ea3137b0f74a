# Counting, for every runner: source this, tally_add as you go, tally_end last.
# Where TALLY names a file, whoever set it adds up and says the closing line.

tally_passed=0
tally_failed=0
tally_skipped=0

# tally_add PASSED FAILED SKIPPED
tally_add() {
  tally_passed=$((tally_passed + $1))
  tally_failed=$((tally_failed + $2))
  tally_skipped=$((tally_skipped + $3))
}

# tally_line: the counts as one line.
tally_line() {
  if [ "$tally_skipped" -gt 0 ]; then
    echo "$tally_passed passed, $tally_failed failed, $tally_skipped skipped"
  else
    echo "$tally_passed passed, $tally_failed failed"
  fi
}

# tally_end: tells, and ends the script: 0 where something ran and none failed.
tally_end() {
  if [ $((tally_passed + tally_failed + tally_skipped)) -eq 0 ]; then
    echo 'no test ran' >&2
    tally_failed=1
  fi
  if [ -n "${TALLY-}" ]; then
    echo "$tally_passed $tally_failed $tally_skipped" >>"$TALLY"
  else
    tally_line
  fi
  [ "$tally_failed" -eq 0 ]
  exit
}
