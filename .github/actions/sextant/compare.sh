#!/bin/sh
# What the pull request changes: its base is mapped as well, by its own lock. It needs
# the base's commit: `fetch-depth: 2` of actions/checkout.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

skip() {
  say notice "$1"
  exit 0
}

# A merge of the pull request has the base as its first parent.
if git rev-parse --quiet --verify 'HEAD^2^{commit}' >/dev/null; then
  base=$(git rev-parse --verify 'HEAD^1^{commit}')
else
  base=$(git rev-parse --quiet --verify "$BASE_SHA^{commit}") ||
    skip 'nothing to compare with: the base is not there. Give actions/checkout fetch-depth: 2.'
fi
tree=$work/base
git worktree add --quiet --detach --force "$tree" "$base"
trap 'git worktree remove --force "$tree"' EXIT
[ -f "$tree/$CONFIG" ] ||
  skip "nothing to compare with: the base has no $CONFIG"
{ fetch "$tree/$CONFIG" &&
  sextant map --quiet --config "$tree/$CONFIG" --catalog "$base_catalog"; } ||
  skip 'nothing to compare with: the base could not be mapped, see the log'
sextant diff --format markdown "$base_catalog" "$catalog" >"$reports/diff.new"
# Where the files are says nothing to a reader.
sed -e '/^old: /d' -e '/^new: /d' -e 's/^## /### /' "$reports/diff.new" |
  cat -s >"$reports/diff.md"
rm "$reports/diff.new"
{
  printf '## What this changes\n'
  cat "$reports/diff.md"
} | first_bytes 100000 >>"$GITHUB_STEP_SUMMARY"
