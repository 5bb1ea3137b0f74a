#!/bin/sh
# What .pre-commit-hooks.yaml runs, in the repository that is committed to:
#
#   pre-commit.sh lint|fix [OPTION...] FILE...
#
# Options are the hook's `args`. ATT&CK comes from the cache: `sextant fetch attack`.
set -eu
top=$(cd "$(dirname "$0")/../../.." && pwd)
sextant=$(command -v sextant) || {
  sextant=$top/out/bin/sextant
  [ -x "$sextant" ] || { "$top/tests/deps.sh" build && make -C "$top" all; } >&2 || {
    echo 'sextant: not on the path, and cannot be built here: install it' >&2
    exit 1
  }
}
mode=$1
shift
case $mode in
lint) exec "$sextant" lint "$@" ;;
# What cannot be rewritten is for lint to tell.
fix) exec "$sextant" lint --fix --fail-on never "$@" ;;
*)
  echo "pre-commit.sh: $mode: lint or fix" >&2
  exit 2
  ;;
esac
