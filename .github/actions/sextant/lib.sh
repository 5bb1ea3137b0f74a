# What the steps share. Each reads what it needs from its environment.
# shellcheck shell=sh disable=SC2034 # who reads this uses them
set -eu
work=$RUNNER_TEMP/sextant
reports=$work/reports
catalog=$work/catalog.db
base_catalog=$work/base.db
# Where action.yml has the cache.
export XDG_CACHE_HOME="$HOME/.cache"

# say error|warning|notice TEXT: an annotation. Line ends end a command.
say() {
  printf '::%s title=Sextant::%s\n' "$1" "$(printf %s "$2" |
    sed 's/%/%25/g' | tr '\r' ' ' | awk 'NR > 1 { printf "%%0A" } { printf "%s", $0 }')"
}

fail() {
  say error "$1"
  exit 1
}

# fetch CONFIG: what its lock names, and nothing else; the latest where it has none.
fetch() {
  if [ -f "$(dirname "$1")/sextant.lock" ]; then
    sextant fetch --quiet --locked --config "$1"
  else
    sextant fetch --quiet --config "$1"
  fi
}

# first_bytes N: of standard input whole lines, and a word where there were more.
first_bytes() {
  LC_ALL=C awk -v max="$1" '
    (n += length($0) + 1) > max {
      print "\n… cut here: the rest would not fit."; exit }
    { print }'
}
