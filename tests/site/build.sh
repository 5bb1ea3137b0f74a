#!/bin/sh
# The site that its tests look at: build.sh FOLDER [OF]. Its pages are in
# FOLDER/sample, its catalog is FOLDER/catalog.db; SEXTANT is the program. They
# count all controls, or those of OF, "default" being what is counted where
# sextant.yaml does not say.
set -eu
TOP=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1/crowd" "$1/throng"
# A crowd of rules for one technique.
n=100
while [ $((n += 1)) -le 140 ]; do
  cat >"$1/crowd/$n.yml" <<END
title: Rule $n of a crowd
id: crowd-$n
level: low
tags: [attack.t1059.001]
detection: {a: {b: $n}}
END
done
# One of them has a title that cannot be broken, as machines write them.
sed -i "s/crowd$/$(printf '%0220d' 0)/" "$1/crowd/139.yml"
# More controls than a page of a list has room for, of which one names a technique.
n=1000
while [ $((n += 1)) -le 1450 ]; do
  printf -- '---\ntitle: Rule %d of a throng\nid: throng-%d\ndetection: {a: {b: %d}}\n' \
    "$n" "$n" "$n"
done >"$1/throng/all.yml"
echo 'tags: [attack.t1059.001]' >>"$1/throng/all.yml"
printf '%s\n' id P-1 P-9 >"$1/office.csv"
printf '%s\n' id M1026 m1032 M1038 >"$1/basics.csv"
printf '%s\n' from_id,to_id,to_title,relation,note \
  'M1026,P-1,,superset of,Much wider' 'M1032,O-2 and O-3,What others call it,subset of,' >"$1/pairs.csv"
sed -e "s|TOP|$TOP|" -e "s|^of: .*|of: ${2-all}|; /^of: default/d" \
  "$TOP/tests/site/sextant.yaml" >"$1/sextant.yaml"
exec "$SEXTANT" build --quiet --offline --config "$1/sextant.yaml" \
  --catalog "$1/catalog.db" --out "$1/sample"
