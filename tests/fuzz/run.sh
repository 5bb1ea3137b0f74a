#!/bin/sh
# Fuzz targets: run.sh replay PROGRAM... feeds each its seeds once;
# run.sh fuzz PROGRAM... lets libFuzzer go on from them for FUZZ_SECONDS each.
# The seeds of .../fuzz_NAME are the files of tests/fuzz/seeds/NAME.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/tally.sh

export ASAN_OPTIONS=detect_leaks=${LEAKS-1}:exitcode=99
export UBSAN_OPTIONS=print_stacktrace=1:exitcode=99
mode=$1
shift

# A seed's name may hold anything, so find hands them over.
replay() {
  find "$2" -type f -exec "./$1" {} + >"$1.log" 2>&1
}

# The words of a target's inputs, of tests/fuzz/dict: those of its own name, else of
# the forms that it reads.
words() {
  case $1 in
    accept | ask | control | forms | kept | lint | prepared | threats) set -- rules stix yaml xml toml conf csv ;;
    condition | correlation | yaral) set -- rules regex yaml ;;
    config | source) set -- config yaml rules regex ;;
    crosswalk) set -- rules csv yaml ;;
    description | markdown | plain | front) set -- html ;;
    dettect | dettect_sources | field | frameworks | lock | log_table | note)
      set -- yaml reports config ;;
    extract | glob) set -- regex reports ;;
    git_config | address) set -- url ;;
    history | json | navigator | ndjson | operand | snapshot) set -- reports stix csv ;;
    report) set -- reports stix csv html ;;
    search) set -- reports ;;
  esac
  for form; do
    # Keys of our own files are those that the program knows.
    if [ "$form" = config ]; then
      sed -n 's/^.*{ "\([a-z_-]*\)", KEY_.*/"\1: "/p' src/config/*.c | sort -u
    elif [ -e "tests/fuzz/dict/$form.dict" ]; then
      cat "tests/fuzz/dict/$form.dict"
    fi
  done
}

fuzz() {
  corpus=out/fuzz/corpus/$3
  dict=out/fuzz/dict/$3
  mkdir -p "$corpus" out/fuzz/crash out/fuzz/dict
  words "$3" >"$dict"
  # 2: nobody reads what these say of each broken input; a crash is still told.
  case $3 in report | source | stix) mute=2 ;; *) mute=0 ;; esac
  program=$1
  seeds=$2
  set -- -artifact_prefix="out/fuzz/crash/$3-" "$corpus" "$seeds"
  [ -s "$dict" ] && set -- -dict="$dict" "$@"
  "./$program" -close_fd_mask=$mute -max_total_time="${FUZZ_SECONDS:-20}" \
    -timeout=10 -rss_limit_mb=2048 -malloc_limit_mb=1024 -max_len=65536 \
    -print_final_stats=1 "$@" >"$program.log" 2>&1
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
