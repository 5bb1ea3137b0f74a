#!/bin/sh
# Puts a build into its folders, or takes it out again:
#
#   install.sh install|uninstall
#
# `make install` says where: OUT, prefix, bindir, datadir, mandir and docdir are in
# the environment, and DESTDIR stands before each of the folders.
set -eu
cd "$(dirname "$0")/../.."
action=$1
share=$datadir/sextant

# within FOLDER: may it be removed where it is empty? Below DESTDIR all may. Else no
# folder above ours may, and none of those that a system always has.
within() {
  [ -z "$DESTDIR" ] || return 0
  case $1 in
  /usr/local | /usr/local/bin | /usr/local/share | /usr/local/share/man)
    return 1 ;;
  "$prefix" | "$prefix"/* | "$bindir" | "$docdir" | "$share" | "$share"/*) ;;
  "$mandir"/* | "$datadir"/*) ;;
  *) return 1 ;;
  esac
}

# tidy FOLDER: removes it if it is empty, and then those above it.
tidy() {
  folder=$1
  while [ -n "$folder" ] && within "$folder" &&
    rmdir "$DESTDIR$folder" 2>/dev/null; do
    folder=${folder%/*}
  done
}

# item MODE FILE TARGET
item() {
  if [ "$action" = install ]; then
    [ -d "$DESTDIR${3%/*}" ] || $INSTALL -d -m 755 "$DESTDIR${3%/*}"
    $INSTALL -m "$1" "$2" "$DESTDIR$3"
  else
    rm -f "$DESTDIR$3"
    tidy "${3%/*}"
  fi
}

# These two are ours alone. What an older version had there would be read as well.
rm -rf "$DESTDIR$share/data" "$DESTDIR$share/templates"
[ "$action" = install ] || tidy "$share"

item 755 "$OUT/bin/sextant" "$bindir/sextant"
for file in "$OUT"/man/*.[15]; do
  item 644 "$file" "$mandir/man${file##*.}/${file##*/}"
done
for file in LICENSE README.md CHANGELOG.md data/README.md \
  data/sources/README.md templates/README.md data/pictures/* data/guides/*; do
  [ ! -f "$file" ] || item 644 "$file" "$docdir/$file"
done
[ "$action" = install ] || exit 0
find data/*.yaml data/*.md data/sources templates -type f ! -name '.*' \
  ! -path '*/*/README.md' ! -path templates/README.md | while read -r file; do
  item 644 "$file" "$share/$file"
done
