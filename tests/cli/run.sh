#!/bin/sh
# Runs *.test files, all below tests/ or those named: run.sh [FILE...].
# OUT (default out) holds the build under test. See lib.sh for their language.
set -u
here=$(pwd)
cd "$(dirname "$0")/../.." || exit 1
TOP=$(pwd)
. tests/tally.sh

OUT=${OUT:-out}
case $OUT in /*) ;; *) OUT=$TOP/$OUT ;; esac
SEXTANT=${SEXTANT:-$OUT/bin/sextant}
SHARED=${SHARED:-$(cd .. && pwd)/shared}
TESTS_TMP=${TESTS_TMP:-$OUT/test/cli}
export TOP OUT SEXTANT SHARED TESTS_TMP PATH

# one FILE: its cases; its counts and the processor time that it took into files
# beside its folder.
one() {
  TEST_NAME=$(basename "$1" .test)
  TEST_TMP=$TESTS_TMP/$TEST_NAME
  test_once=
  CASE_LIMIT=
  # Of the thousands of processes those look for leaks that are about the program;
  # the rest run the same commands.
  case $1 in */tests/cli/*) LEAKS=1 ;; *) LEAKS=0 ;; esac
  mkdir -p "$TEST_TMP"
  . "$TOP/tests/cli/lib.sh"
  command -v timeout >/dev/null && CASE_LIMIT="timeout -k 5 $CASE_SECONDS"
  . "$1"
  [ "$test_cases" -gt 0 ] || {
    echo "FAIL $TEST_NAME: no case in it"
    tally_add 0 1 0
  }
  echo "$tally_passed $tally_failed $tally_skipped" >"$TEST_TMP.count"
  times >"$TEST_TMP.times"
}

if [ "${1-}" = --one ]; then
  one "$2"
  exit
fi

if [ $# -eq 0 ]; then
  set -- $(find tests -name '*.test' | sort)
  case $OUT in
  */san)
    # What is about scripts is no other under sanitizers; nor is what says so.
    set -- $(for file; do
      case $file in tests/bench/* | tests/ci/* | tests/packages/*) continue ;; esac
      grep -q '^# Not sanitized: ' "$file" || echo "$file"
    done)
    ;;
  esac
else
  cd "$here" || exit 1
  for file; do
    case $file in /*) ;; *) file=$here/$file ;; esac
    set -- "$@" "$file"
    shift
  done
  cd "$TOP" || exit 1
fi
rm -rf "$TESTS_TMP"
mkdir -p "$TESTS_TMP/bin"
# python3 may be a script that looks for one, each time, and what is installed may
# have it run something each time: it is asked once where it and its packages are.
if python=$(python3 -c 'import site, sys
print(sys.executable, ":".join(site.getsitepackages()))' 2>/dev/null); then
  cat >"$TESTS_TMP/bin/python3" <<END
#!/bin/sh
PYTHONPATH='${python#* }' exec '${python%% *}' -S "\$@"
END
  chmod +x "$TESTS_TMP/bin/python3"
  PATH=$TESTS_TMP/bin:$PATH
fi
# Each has a folder of its name.
for name in $(for file; do basename "$file" .test; done | sort | uniq -d); do
  echo "FAIL $name: two files of that name"
  tally_add 0 1 0
done
if grep -q mirror_from_sample "$@"; then
  tests/cli/mirror.sh "$TESTS_TMP/mirror" || exit 1
fi

# Files side by side, two more than there are processors, as some wait; first
# those that take longest, as `make cli` has found, then those that may. Each talks
# into a log; the logs are shown in order.
longest='/(count|versions|mutate|agree|serve|render|check|hostile_catalog)\.test$'
long='SHARED|serve '
{
  printf '%s\n' "$@" | grep -E "$longest"
  { grep -lE "$long" "$@"; grep -LE "$long" "$@"; } | grep -vE "$longest"
} |
  xargs -P "$(($(getconf _NPROCESSORS_ONLN) + 2))" -I '{}' sh -c '
  case $1 in /*) file=$1 ;; *) file=$TOP/$1 ;; esac
  exec "$TOP/tests/cli/run.sh" --one "$file" \
    >"$TESTS_TMP/$(basename "$1" .test).log" 2>&1' sh '{}'

for file; do
  name=$(basename "$file" .test)
  cat "$TESTS_TMP/$name.log"
  if [ -s "$TESTS_TMP/$name.count" ]; then
    read -r passed failed skipped <"$TESTS_TMP/$name.count"
    tally_add "$passed" "$failed" "$skipped"
    [ "$failed" -gt 0 ] || echo "ok   $name $passed"
  else
    echo "FAIL $name: did not run to its end"
    tally_add 0 1 0
  fi
done
tally_end
