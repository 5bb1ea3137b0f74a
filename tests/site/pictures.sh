#!/bin/sh
# README's pictures, drawn from the sample into data/pictures.
set -eu
cd "$(dirname "$0")/../.."
. tests/site/browser.sh

browser_find || {
  echo "pictures: $browser_missing: make deps" >&2
  exit 1
}
out/bin/sextant build --quiet --offline --config data/sample/sextant.yaml \
  --catalog out/demo/catalog.db --out out/demo/site
node tests/site/pictures.js out/demo/site data/pictures
