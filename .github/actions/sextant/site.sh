#!/bin/sh
# The site, of the catalog that was checked.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
sextant render --quiet --config "$CONFIG" --catalog "$catalog" --out "$work/site" \
  --format html
echo "site=$work/site" >>"$GITHUB_OUTPUT"
