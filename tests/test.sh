#!/bin/sh
# `make test`: two compilers, every test, and every C test again under the
# address and undefined-behaviour sanitizers of both. The last line counts them all.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/tally.sh

TOP=$(pwd)
MAKE=${MAKE_PROGRAM:-make}
# The sub-makes take jobs of their own; what else was asked for stays.
MAKEFLAGS=$(printf '%s' "${MAKEFLAGS-}" | sed \
  -e 's/--jobserver-[a-z]*=[^ ]*//g' -e 's/\(^\| \)-j[0-9]*//g')
export MAKEFLAGS
jobs=$(getconf _NPROCESSORS_ONLN)
started=$(date +%s)
mkdir -p out/test
# What is sanitized has files of its own: it runs beside the rest.
work=out/test/plain
[ "${1-}" = --sanitized ] && work=out/test/sanitized

# The quickest linker that there is, for the programs of unit tests.
TEST_LD=
for ld in mold gold; do
  echo 'int main(void) { return 0; }' | ${CC:-cc} -fuse-ld=$ld -x c - \
    -o $work.linked 2>/dev/null && TEST_LD=-fuse-ld=$ld
done
export TEST_LD

# build WHAT ARGUMENTS...: one test, which fails with the compiler's words.
build() {
  what=$1
  shift
  echo "== build: $what"
  if $MAKE --no-print-directory -j"$jobs" "$@" >$work.build 2>&1; then
    tally_add 1 0 0
    return 0
  fi
  cat $work.build
  echo "FAIL build: $what"
  tally_add 0 1 0
  return 1
}

# run WHAT COMMAND...: a runner that leaves its counts in a file.
run() {
  what=$1
  shift
  echo "== $what"
  rm -f $work.tally
  TALLY=$TOP/$work.tally "$@"
  status=$?
  if [ -s $work.tally ]; then
    read -r passed failed skipped <$work.tally
    tally_add "$passed" "$failed" "$skipped"
    [ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || tally_add 0 1 0
  else
    echo "FAIL $what: ended without counts"
    tally_add 0 1 0
  fi
}

units() {
  for source in tests/unit/test_*.c; do
    name=${source##*/}
    echo "$1/test/unit/${name%.c}"
  done
}

fuzzers() {
  for source in tests/fuzz/fuzz_*.c; do
    name=${source##*/}
    echo "$1/test/fuzz/${name%.c}"
  done
}

# sanitized COMPILER OUT FLAGS TARGET: all objects, the tests, and TARGET.
sanitized() {
  build "$1, sanitizers, -Werror" OUT="$2" CC="$1" CFLAGS="$3" SAN=1 FUZZ= \
    WERROR=1 objects units replays "$4"
}

# sanitized_run COMPILER OUT LEAKS: its units and seeds; whether it looks for leaks,
# for which one is enough, and that of clang 14 ends itself where a library comes late.
sanitized_run() {
  run "unit tests, sanitized by $1" env LEAKS="$3" tests/unit/run.sh $(units "$2")
  run "fuzz seeds, sanitized by $1" env LEAKS="$3" \
    tests/fuzz/run.sh replay $(fuzzers "$2")
}

# The sanitized half, and the other compiler: what that warns of, it knows before it
# optimizes, and it takes a fourth of the time. Its tests wait for their turn, as some
# have a time to keep.
beside() {
  first= second=
  sanitized "${CC:-cc}" out/san '-g1 -O1' all && first=1
  sanitized clang out/clang/san '-g1 -O0' objects && second=1
  flock "$turn" true
  kill -0 "$PPID" 2>/dev/null || exit 1 # nobody asks any more
  [ -z "$first" ] ||
    run 'tests of the program, sanitized' env OUT=out/san tests/cli/run.sh
  [ -z "$first" ] || sanitized_run "${CC:-cc}" out/san 1
  [ -z "$second" ] || sanitized_run clang out/clang/san 0
  tally_end
}

turn=out/test/turn
[ "${1-}" = --sanitized ] && beside

# That half stands back for the rest, though not so far that a test of it, which may
# have seconds for what goes well, gets none; and it is told of in its turn.
exec 9>$turn && flock 9
rm -f out/test/beside.tally
TALLY=$TOP/out/test/beside.tally nice -n 5 tests/test.sh --sanitized \
  >out/test/beside.log 2>&1 9>&- &
beside=$!
told_beside() {
  wait "$beside"
  cat out/test/beside.log
  cp out/test/beside.tally "$TALLY"
}

# The packages of npm come while it builds.
tests/deps.sh 9>&- &
packages=$!
built=
build 'this compiler, -Werror' OUT=out SAN= FUZZ= WERROR=1 all units && built=1
if [ -n "$built" ]; then
  run 'unit tests' tests/unit/run.sh $(units out)
  wait "$packages" # or what asks for them is skipped
  run 'tests of the program' env OUT=out tests/cli/run.sh
fi
flock -u 9
[ -z "$built" ] || run 'the site in Chromium' env OUT=out WORDS= tests/site/run.sh
run 'beside it' told_beside

echo "== all, in $(($(date +%s) - started)) s"
unset TALLY
tally_end
