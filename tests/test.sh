#!/bin/sh
# `make test`: two compilers, every test, and every C test again under the
# address and undefined-behaviour sanitizers. The last line counts them all.
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
rm -rf out/test/tally
mkdir -p out/test

# build WHAT ARGUMENTS...: one test, which fails with the compiler's words.
build() {
  what=$1
  shift
  echo "== build: $what"
  if $MAKE --no-print-directory -j"$jobs" "$@" >out/test/build.log 2>&1; then
    tally_add 1 0 0
    return 0
  fi
  cat out/test/build.log
  echo "FAIL build: $what"
  tally_add 0 1 0
  return 1
}

# run WHAT COMMAND...: a runner that leaves its counts in a file.
run() {
  what=$1
  shift
  echo "== $what"
  rm -f out/test/tally
  TALLY=$TOP/out/test/tally "$@"
  status=$?
  if [ -s out/test/tally ]; then
    read -r passed failed skipped <out/test/tally
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

if build 'this compiler, -Werror' OUT=out SAN= FUZZ= WERROR=1 all units; then
  run 'unit tests' tests/unit/run.sh $(units out)
  run 'tests of the program' env OUT=out tests/cli/run.sh
  # A browser leaves processors idle: they begin with what comes next, whose
  # errors are told when it is its turn.
  nice -n 19 $MAKE --no-print-directory OUT=out/san SAN=1 FUZZ= WERROR=1 \
    all units replays >/dev/null 2>&1 &
  early=$!
  run 'the site in Chromium' env OUT=out WORDS= tests/site/run.sh
  wait "$early"
fi
if build 'sanitizers, -Werror' OUT=out/san SAN=1 FUZZ= WERROR=1 \
  all units replays; then
  run 'unit tests, sanitized' tests/unit/run.sh $(units out/san)
  run 'tests of the program, sanitized' env OUT=out/san tests/cli/run.sh
  run 'fuzz seeds, sanitized' tests/fuzz/run.sh replay $(fuzzers out/san)
fi
# What clang warns of, it knows before it optimizes.
build 'clang, -Werror' OUT=out/clang CC=clang CFLAGS=-O0 SAN= FUZZ= WERROR=1 \
  objects

echo "== all, in $(($(date +%s) - started)) s"
unset TALLY
tally_end
