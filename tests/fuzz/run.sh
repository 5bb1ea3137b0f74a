#!/bin/sh
# Fuzz targets: run.sh replay PROGRAM... feeds each its seeds once;
# run.sh fuzz PROGRAM... lets libFuzzer go on from them for FUZZ_SECONDS each.
# The seeds of .../fuzz_NAME are the files of tests/fuzz/seeds/NAME.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/tally.sh

export ASAN_OPTIONS=detect_leaks=1:exitcode=99
export UBSAN_OPTIONS=print_stacktrace=1:exitcode=99
mode=$1
shift

# A seed's name may hold anything, so find hands them over.
replay() {
  find "$2" -type f -exec "./$1" {} + >"$1.log" 2>&1
}

fuzz() {
  corpus=out/fuzz/corpus/$3
  mkdir -p "$corpus" out/fuzz/crash
  # 2: nobody reads what these say of each broken input; a crash is still told.
  case $3 in report | source | stix) mute=2 ;; *) mute=0 ;; esac
  "./$1" -close_fd_mask=$mute -max_total_time="${FUZZ_SECONDS:-20}" \
    -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
    -artifact_prefix="out/fuzz/crash/$3-" "$corpus" "$2" >"$1.log" 2>&1
}

for program; do
  name=${program##*/fuzz_}
  seeds=tests/fuzz/seeds/$name
  if [ -z "$(find "$seeds" -type f 2>/dev/null)" ]; then
    echo "FAIL $program: no seeds in $seeds"
    tally_add 0 1 0
  elif $mode "$program" "$seeds" "$name"; then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$program.log")
    echo "ok   fuzz_$name${runs:+ $runs runs}"
    tally_add 1 0 0
  else
    echo "FAIL $program: the last it read, and what it said:"
    tail -n 60 "$program.log" | sed 's/^/  /'
    tally_add 0 1 0
  fi
done
tally_end
