#!/bin/sh
# One comment on the pull request, found again by a hidden marker of its author's.
# Where the token may not comment, that is said, and is no failure.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

case $NUMBER in
'' | *[!0-9]*) fail "$NUMBER is no pull request" ;;
esac
command -v gh >/dev/null || {
  say notice 'no comment: the runner has no gh'
  exit 0
}
MARKER="<!-- sextant $(printf %s "$CONFIG" | sha256sum | cut -c 1-12) -->"
export MARKER AUTHOR
body=$work/comment.md
{
  echo "$MARKER"
  sed -n 's/^## Sextant/### Sextant/p' "$reports"/*.md
  echo
  if [ -s "$reports/diff.md" ]; then
    sed 's/^###/####/' "$reports/diff.md"
  else
    echo 'There is no base to compare with.'
  fi
  for report in "$reports"/*.md; do
    case $report in */diff.md) continue ;; esac
    grep -q '^| Level |' "$report" || continue
    printf '\n<details><summary>%s</summary>\n\n' Findings
    sed 1d "$report" | first_bytes 20000
    printf '\n</details>\n'
  done
} | cat -s | sed 's/@/@<!-- -->/g' | first_bytes 60000 >"$body" # a comment has 65536
printf '\n[The run](%s/%s/actions/runs/%s)\n' "$GITHUB_SERVER_URL" \
  "$GITHUB_REPOSITORY" "$GITHUB_RUN_ID" >>"$body"

at=repos/$GITHUB_REPOSITORY/issues
post() {
  id=$(gh api --paginate "$at/$NUMBER/comments?per_page=100" --jq \
    '.[] | select(.user.login == env.AUTHOR and (.body | startswith(env.MARKER))) | .id') ||
    return
  id=$(printf '%s\n' "$id" | head -n 1)
  if [ -n "$id" ]; then
    gh api --method PATCH "$at/comments/$id" --field body=@"$body" --silent
  else
    gh api --method POST "$at/$NUMBER/comments" --field body=@"$body" --silent
  fi
}
if ! post 2>"$work/refused"; then
  case $(cat "$work/refused") in
  *'HTTP 403'*)
    say notice 'no comment: the token may not comment. It has no pull-requests: write, or the pull request comes from a fork; the job has a summary.'
    ;;
  *) say warning "no comment: $(cat "$work/refused")" ;;
  esac
fi
