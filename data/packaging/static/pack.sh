#!/bin/sh
# Packs the static program with its files, so that it runs from wherever that is
# unpacked: out/static/sextant-VERSION-linux-amd64.tar.gz. VERSION is in the
# environment. Its dates are of the commit, or what SOURCE_DATE_EPOCH says.
set -eu
export LC_ALL=C TZ=UTC
umask 022
cd "$(dirname "$0")/../../.."
out=out/static
name=sextant-$VERSION-linux-amd64
when=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}

if readelf -d $out/bin/sextant | grep -q NEEDED; then
  echo "static: $out/bin/sextant needs a library" >&2
  exit 1
fi
rm -rf $out/tree
${MAKE_PROGRAM:-make} -s --no-print-directory STATIC=1 \
  DESTDIR="$PWD/$out/tree/$name" prefix= install-files
strip "$out/tree/$name/bin/sextant"
for licence in $out/deps/licences/*; do
  install -D -m 644 "$licence" \
    "$out/tree/$name/share/doc/sextant/licences/${licence##*/}"
done
cp data/packaging/static/sources \
  "$out/tree/$name/share/doc/sextant/licences/SOURCES"
tar -C $out/tree --sort=name --owner=0 --group=0 --numeric-owner \
  --mtime="@$when" -cf - "$name" | gzip -n -9 >"$out/$name.tar.gz.new"
mv "$out/$name.tar.gz.new" "$out/$name.tar.gz"
echo "$out/$name.tar.gz"
