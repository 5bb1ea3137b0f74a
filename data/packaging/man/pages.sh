#!/bin/sh
# Writes the manual pages: pages.sh PROGRAM FOLDER. What stands in them is what the
# program's --help says, src/cli/man/*.mdoc, and the READMEs that tell of formats.
set -eu
program=$1
mkdir -p "$2.new"
out=$(cd "$2.new" && pwd)
case $program in /*) ;; *) program=$PWD/$program ;; esac
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../.."
LC_ALL=C
export LC_ALL
text=src/cli/man
version=$("$program" --version | sed -n 's/^sextant //p')

# The day of the newest version in CHANGELOG.md, as mdoc has it: July 4, 2026.
day=$(sed -n 's/^## .* - \([0-9]*\)-\([0-9]*\)-\([0-9]*\)$/\1 \2 \3/p' \
  CHANGELOG.md | sed 1q)
months='January February March April May June July August September October
  November December'
date=$(set -- $day $months && eval "printf '%s %s, %s' \"\${$((${2#0} + 3))}\" \
  \"${3#0}\" \"$1\"")

# The commands, as --help lists them.
"$program" --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\)  *\(.*\)/\1 \2/p' \
  >"$out/commands"

# related COMMAND: the pages of the others that its text tells of.
related() {
  sed -n 's/^\.Ic \([a-z]*\).*/\1/p' "$text/$1.mdoc" 2>/dev/null | sort -u |
    while read -r other; do
      if [ "$other" != "$1" ] && grep -q "^$other " "$out/commands"; then
        echo ".Xr sextant-$other 1 ,"
      fi
    done
}

# Some commands have others behind a word, with options of their own.
page() {
  "$program" "$1" --help
  for word in $("$program" "$1" --help | sed -n \
    '1{s/ \[options\]//;s/.*\[\([a-z|]*\)\].*/\1/p;}' | tr '|' ' '); do
    "$program" "$1" "$word" --help | sed -n \
      "1{/^usage: sextant $1 $word /!q;};p"
  done
}

while read -r command summary; do
  own=$text/$command.mdoc
  [ -f "$own" ] || own=/dev/null
  page "$command" | awk -v command="$command" -v version="$version" \
    -v date="$date" -v related="$(related "$command" | sed 's/$/\\n/' |
      tr -d '\n')" -f "$here/page.awk" "$text/options.mdoc" \
    "$own" - >"$out/sextant-$command.1"
done <"$out/commands"

head_of() { # NAME SECTION
  printf '.Dd %s\n.Dt %s %s\n.Os Sextant %s\n' "$date" \
    "$(echo "$1" | tr '[:lower:]' '[:upper:]')" "$2" "$version"
}

{
  head_of sextant 1
  sed '/^\.\\" commands$/,$d' "$text/sextant.mdoc"
  while read -r command summary; do
    printf '.It Xr sextant-%s 1\n%s.\n' "$command" "$(echo "$summary" |
      sed 's/--/\\-\\-/g' | awk '{ print toupper(substr($0, 1, 1)) substr($0, 2) }')"
  done <"$out/commands"
  sed '1,/^\.\\" commands$/d' "$text/sextant.mdoc"
  echo '.Sh SEE ALSO'
  sort "$out/commands" | sed 's/ .*/ 1 ,/;s/^/.Xr sextant-/'
  printf '.Xr sextant-sources 5 ,\n.Xr sextant.yaml 5\n'
} >"$out/sextant.1"

# parts FILE HEADING[;HEADING...] [NAME OF THE FIRST]
parts() {
  awk -v parts="$2" -v first="${3-}" -f "$here/markdown.awk" "$1"
}

{
  head_of sextant.yaml 5
  printf '.Sh NAME\n.Nm sextant.yaml\n.Nd what Sextant fetches and counts\n'
  parts README.md Configure DESCRIPTION
  parts data/sources/README.md 'In sextant.yaml'
  parts data/README.md 'Whose coverage;Priority;Logs'
  printf '.Sh SEE ALSO\n.Xr sextant 1 ,\n.Xr sextant-check 1 ,\n%s\n' \
    '.Xr sextant-sources 5'
} >"$out/sextant.yaml.5"
{
  head_of sextant-sources 5
  printf '.Sh NAME\n.Nm sextant-sources\n.Nd definitions of sources\n'
  parts data/sources/README.md '*'
  printf '.Sh SEE ALSO\n.Xr sextant 1 ,\n.Xr sextant-sources 1 ,\n%s\n' \
    '.Xr sextant.yaml 5'
} >"$out/sextant-sources.5"

rm -rf "$out/commands" "${out%.new}"
mv "$out" "${out%.new}"
