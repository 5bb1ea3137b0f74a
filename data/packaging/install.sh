#!/bin/sh
# Puts a build into its folders, or takes it out again:
#
#   install.sh install|uninstall
#
# `make install` says where: OUT, prefix, bindir, datadir, mandir, docdir and
# bashcompletiondir (likewise of zsh and fish) are in the environment, and DESTDIR
# stands before each of the folders.
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
  "$bashcompletiondir" | "$zshcompletiondir" | "$fishcompletiondir") ;;
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

# put MODE FOLDER FILE...: into the folder.
put() {
  mode=$1
  into=$2
  shift 2
  if [ "$action" = install ]; then
    $INSTALL -d -m 755 "$DESTDIR$into"
    $INSTALL -m "$mode" "$@" "$DESTDIR$into/"
  else
    for file; do
      rm -f "$DESTDIR$into/${file##*/}"
    done
    tidy "$into"
  fi
}

# called FILE FOLDER NAME: likewise, under another name.
called() {
  if [ "$action" = install ]; then
    $INSTALL -d -m 755 "$DESTDIR$2"
    $INSTALL -m 644 "$1" "$DESTDIR$2/$3"
  else
    rm -f "$DESTDIR$2/$3"
    tidy "$2"
  fi
}

# These two are ours alone. What an older version had there would be read as well.
rm -rf "$DESTDIR$share/data" "$DESTDIR$share/templates"
if [ "$action" = install ]; then
  put 644 "$share/data" data/*.yaml data/*.md
  find data/sources templates -type d | while read -r folder; do
    set --
    for file in "$folder"/*; do
      case $file in
      */README.md) ;;
      *) [ ! -f "$file" ] || set -- "$@" "$file" ;;
      esac
    done
    [ $# -eq 0 ] || put 644 "$share/$folder" "$@"
  done
else
  tidy "$share"
fi

put 755 "$bindir" "$OUT/bin/sextant"
put 644 "$mandir/man1" "$OUT"/man/*.1
put 644 "$mandir/man5" "$OUT"/man/*.5
called src/cli/completion/sextant.bash "$bashcompletiondir" sextant
called src/cli/completion/sextant.zsh "$zshcompletiondir" _sextant
called src/cli/completion/sextant.fish "$fishcompletiondir" sextant.fish
put 644 "$docdir/data/sources" data/sources/README.md
for folder in data/pictures data/guides; do
  [ ! -d "$folder" ] || put 644 "$docdir/$folder" "$folder"/*
done
put 644 "$docdir/data" data/README.md
put 644 "$docdir/templates" templates/README.md
put 644 "$docdir" LICENSE README.md CHANGELOG.md
