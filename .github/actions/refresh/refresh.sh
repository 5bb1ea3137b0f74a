#!/bin/sh
# A newer lock as a pull request, one at a time, whose text is what it changes.
# shellcheck source=../sextant/lib.sh
. "$(dirname "$0")/../sextant/lib.sh"
mkdir -p "$work"
lock=$(dirname "$CONFIG")/sextant.lock

[ -f "$lock" ] ||
  fail "no sextant.lock beside $CONFIG: commit the one that \`sextant fetch\` writes"
git check-ref-format --branch "$BRANCH" >/dev/null || fail "branch: $BRANCH is no name"
code=0
sextant outdated --exit-code --config "$CONFIG" || code=$?
case $code in
0)
  say notice 'nothing is newer than sextant.lock'
  exit 0
  ;;
3) ;;
*) fail 'what is newer could not be asked: see the log' ;;
esac

# What the lock has is not always to be had any more: then locks are all to compare.
old=$base_catalog new=$catalog
{ fetch "$CONFIG" &&
  sextant map --quiet --config "$CONFIG" --catalog "$old"; } || {
  say notice 'what the lock has cannot be fetched again: see the log'
  old=$work/old.lock new=$lock
  cp "$lock" "$old"
}
{ sextant fetch --quiet --config "$CONFIG" &&
  sextant map --quiet --config "$CONFIG" --catalog "$catalog"; } ||
  fail 'what is newer could not be mapped: see the log'
sextant diff --format markdown "$old" "$new" >"$work/diff.md"
{
  printf 'What is newer than sextant.lock, and what that changes.\n\n'
  sed -e '/^old: /d' -e '/^new: /d' "$work/diff.md" | cat -s
} | sed 's/@/@<!-- -->/g' | first_bytes 60000 >"$work/body.md"
cat "$work/body.md" >>"$GITHUB_STEP_SUMMARY"

title='Refresh sextant.lock'
git switch --quiet --force-create "$BRANCH"
git -c user.name='github-actions[bot]' \
  -c user.email=41898282+github-actions[bot]@users.noreply.github.com \
  commit --quiet --message "$title" -- "$lock"
gh auth setup-git
git push --quiet --force origin "HEAD:refs/heads/$BRANCH"
number=$(gh pr list --head "$BRANCH" --base "$BASE" --state open --json number \
  --jq '.[0].number // empty')
if [ -n "$number" ]; then
  gh pr edit "$number" --title "$title" --body-file "$work/body.md"
else
  gh pr create --head "$BRANCH" --base "$BASE" --title "$title" \
    --body-file "$work/body.md" ||
    fail 'no pull request: Settings, Actions, General must allow GitHub Actions to create them, and the token must have pull-requests: write'
fi
