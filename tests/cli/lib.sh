# The language of *.test files; run.sh reads this before each of them.
#
#   t 'an unknown command is wrong usage' 'sextant frobnicate' <<'END'
#   2> sextant: frobnicate: no such command; see sextant --help
#   [2]
#   END
#
# What is expected is one text: standard output as it is, then standard error,
# each line behind "2> ", then the exit code in brackets unless it is 0. The
# case's folder is written TMP, that of once ONCE, the repository's TOP; where
# standard output does not end in a line feed, the line "\ no line feed"
# follows.
#
# A case's command is read by sh in an empty folder of its own, with HOME and
# the cache in it, no proxy, no token, no terminal, the C locale, and a fixed
# day. It finds the program as sextant (its path: $SEXTANT), the repository in
# $TOP, where they exist, the real upstreams in $SHARED, and DeTT&CT in $DETTECT
# where that is set. It is skipped where it calls skip.
#
#   once 'mirror_from_sample mirror'
#
# Runs before the cases that follow, in a folder that they all find as $ONCE
# (and leave as it is). Both may call the functions at the end of this file.

CASE_SECONDS=${CASE_SECONDS:-600} # for what hangs, on a machine however busy
SAMPLE_DAY=1786233600 # 2026-08-09, for date_today

test_cases=0

# in_case FOLDER COMMAND: the command in a clean environment, in that folder. Of
# stacks that allocate, leaks need two frames to be found at all, and six to be told.
in_case() {
  mkdir -p "$1" "$1.home" &&
    (
      cd "$1" || exit 1
      exec env -i HOME="$1.home" XDG_CACHE_HOME="$1.home/cache" \
        PATH="${SEXTANT%/*}:$PATH" LC_ALL=C TZ=UTC TERM=dumb \
        TOP="$TOP" OUT="$OUT" SEXTANT="$SEXTANT" ONCE="$test_once" \
        SHARED="$SHARED" DETTECT="${DETTECT-}" \
        SAMPLE_MIRROR="$TESTS_TMP/mirror" REAL="$TESTS_TMP/real" \
        SKIPPED="$1.skip" \
        SOURCE_DATE_EPOCH="$SAMPLE_DAY" \
        ASAN_OPTIONS=detect_leaks=${LEAKS-1}:exitcode=99:quarantine_size_mb=4:malloc_context_size=6 \
        UBSAN_OPTIONS=print_stacktrace=1:exitcode=99 \
        $CASE_LIMIT sh -c '. "$TOP/tests/cli/lib.sh"; eval "$1"' sh "$2"
    ) </dev/null
}

# told FOLDER CODE: what the case printed, in the form of an expected text.
told() {
  {
    cat "$1.out"
    if [ -s "$1.out" ] && [ -n "$(tail -c 1 "$1.out")" ]; then
      printf '\n\\ no line feed\n'
    fi
    sed 's/^/2> /' "$1.err"
    if [ -s "$1.err" ] && [ -n "$(tail -c 1 "$1.err")" ]; then
      echo
    fi
    [ "$2" -eq 0 ] || echo "[$2]"
  } | sed -e "s|$1|TMP|g" -e "s|$TEST_TMP/once|ONCE|g" -e "s|$TOP|TOP|g"
}

# t NAME COMMAND <expected
t() {
  test_cases=$((test_cases + 1))
  test_at=$TEST_TMP/$test_cases
  cat >"$test_at.want"
  in_case "$test_at" "$2" >"$test_at.out" 2>"$test_at.err"
  test_code=$?
  if [ "$test_code" -eq 77 ] && [ -s "$test_at.skip" ]; then
    echo "skip $TEST_NAME: $1: $(cat "$test_at.skip")"
    tally_add 0 0 1
    return
  fi
  [ "$test_code" -eq 124 ] &&
    echo "stopped after $CASE_SECONDS s" >>"$test_at.err"
  # What is right as it stands needs no putting into words.
  if { [ "$test_code" -eq 0 ] && [ ! -s "$test_at.err" ] &&
    cmp -s "$test_at.want" "$test_at.out"; } ||
    { told "$test_at" "$test_code" >"$test_at.got" &&
      cmp -s "$test_at.want" "$test_at.got"; }; then
    tally_add 1 0 0
    rm -rf "$test_at" "$test_at".*
  else
    tally_add 0 1 0
    echo "FAIL $TEST_NAME: $1"
    printf '%s\n' "$2" | sed 's/^/  $ /'
    diff -u -L expected -L got "$test_at.want" "$test_at.got" | sed 's/^/  /'
  fi
}

# once COMMAND: where it fails, so does the file.
once() {
  test_once=$TEST_TMP/once
  if ! in_case "$test_once" "$1" >"$test_once.log" 2>&1; then
    tally_add 0 1 0
    echo "FAIL $TEST_NAME: what was to be done once:"
    printf '%s\n' "$1" | sed 's/^/  $ /'
    sed 's/^/  /' "$test_once.log"
  fi
}

# For the commands of cases.

# mirror_from_sample [FOLDER]: data/sample as a mirror of the real addresses,
# for --mirror "file://$PWD/FOLDER". A copy of the one that run.sh has made; and
# a sextant.yaml here that names the sources it has, if there is none.
mirror_from_sample() {
  cp -R "$SAMPLE_MIRROR" "${1:-mirror}"
  [ -e sextant.yaml ] ||
    echo 'sources: [atomic, mitigations, sigma, splunk]' >sextant.yaml
}

# serve FOLDER [ANSWERS]: that mirror over HTTP, until the case ends, or after
# so many answers. Its address is in $MIRROR, a line for each answer (status,
# path) in FOLDER.log. Over HTTPS if $TLS is a folder, which then has cert.pem.
serve() {
  : >"$1.port"
  python3 -B "$TOP/tests/cli/server.py" ${TLS:+--tls "$TLS"} --mirror "$@" \
    >"$1.port" &
  server=$!
  trap 'kill $server; wait $server 2>/dev/null' EXIT
  until [ -s "$1.port" ]; do
    kill -0 $server || exit 1
    sleep 0.05
  done
  MIRROR=http${TLS:+s}://127.0.0.1:$(cat "$1.port")
}

# all_of_sample FILE: makes its sextant.yaml count all controls, whosever they
# are, and say of no public ones that they are deployed.
all_of_sample() {
  sed -i -e 's|^sample: true|&\nof: all|' -e 's/, deployed: \[$/}/' \
    -e '/^ *[0-9a-f]\{8\}-[0-9a-f]/d' "$1"
}

# sample ARGUMENT...: a build of data/sample as `make demo` has it, but of all.
sample() {
  sed "s|path: |path: $TOP/data/sample/|" "$TOP/data/sample/sextant.yaml" \
    >"$HOME/sample.yaml" && all_of_sample "$HOME/sample.yaml"
  sextant build --quiet --offline --config "$HOME/sample.yaml" "$@"
}

# skip WHY: ends the case; what other steps have said is no reason.
skip() {
  echo "$*" >"$SKIPPED"
  exit 77
}

# need_shared: skips where the real upstreams are not there.
need_shared() {
  [ -d "$SHARED/upstream" ] || skip 'no ../shared/upstream: make upstream'
}

# has_archives: are the real upstreams there, and the program not sanitized? To
# read all the archives, and to compare another reading, takes minutes then.
has_archives() {
  [ -d "$SHARED/upstream" ] || return 1
  case $SEXTANT in */san/bin/*) return 1 ;; esac
}

# need_archives: skips where it has not.
need_archives() {
  need_shared
  has_archives || skip 'the archives, sanitized'
}

# real VERSION CATALOG: that catalog is of the real upstreams and the default
# sources at a version of ATT&CK: a link to the one that is made once for all who
# ask, while the others wait.
real() {
  mkdir -p "$REAL/$1" &&
    flock "$REAL/$1" sh -c 'cd "$1" && { [ -e catalog.db ] || {
      sextant fetch --quiet --attack "$2" --mirror "file://$SHARED/upstream" &&
      sextant map --quiet --attack "$2" --catalog new.db &&
      mv new.db catalog.db
    }; }' sh "$REAL/$1" "$1" &&
    ln -s "$REAL/$1/catalog.db" "$2"
}

# real_site VERSION SITE: the pages of that catalog in HTML and Markdown, likewise a
# link to what is made once: to be read.
real_site() {
  real "$1" "$2.db" &&
    flock "$REAL/$1.site" sh -c 'cd "$1" && { [ -e site ] || {
      sextant render --quiet --catalog catalog.db --out new \
        --format html --format markdown && mv new site
    }; }' sh "$REAL/$1" &&
    ln -s "$REAL/$1/site" "$2"
}

# full_disk BLOCKS: from here on no file grows beyond so many times 512 bytes,
# as if the disk were full. What counts coverage writes elsewhere: it would be
# cut off.
full_disk() {
  trap '' XFSZ
  ulimit -f "$1"
  export GCOV_PREFIX="$HOME" GCOV_ERROR_FILE=/dev/null
}

# as_user COMMAND...: as somebody whom permissions bind. Where we are root, that
# is nobody, who is given the case's folder.
as_user() {
  if [ "$(id -u)" -eq 0 ]; then
    set -- setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
    chown -R 65534:65534 . "$HOME"
    setpriv --reuid 65534 --regid 65534 --clear-groups \
      sh -c 'cd "$PWD" && "$SEXTANT" --version' >/dev/null 2>&1 ||
      skip 'root may write everywhere, and nobody else may run the program'
  fi
  "$@"
}
