# What a script needs to show pages in Chromium: source this in the repository's
# top folder, then call browser_find.

# browser_stub PROGRAM: whether it is the script that Ubuntu packages in place of
# Chromium, which is a snap there, and the snap is not to be had.
browser_stub() {
  browser_limit=
  command -v timeout >/dev/null && browser_limit='timeout -k 5 20'
  [ "$(head -c 2 "$1" | tr -d '\0')" = '#!' ] && grep -q -w snap "$1" &&
    ! $browser_limit "$1" --version </dev/null >/dev/null 2>&1
}

# browser_find: sets and exports CHROMIUM (where it names one, that and no other;
# else the first that is found) and NODE_PATH; or sets browser_missing to what is
# not there, and fails.
browser_find() {
  NODE_PATH=$(pwd)/out/node/node_modules
  browser_missing=
  browser_none='no Chromium'
  if [ -n "${CHROMIUM:-}" ]; then
    CHROMIUM=$(command -v "$CHROMIUM" || echo "$CHROMIUM")
  else
    # The first one has no window to draw into: the same pages for half the work.
    for browser_name in chromium-headless-shell chromium chromium-browser \
      google-chrome google-chrome-stable; do
      CHROMIUM=$(command -v "$browser_name") || continue
      browser_stub "$CHROMIUM" || break
      browser_none="$CHROMIUM is no Chromium, it asks for a snap"
      CHROMIUM=
    done
  fi
  if ! command -v node >/dev/null; then
    browser_missing='no node'
  elif [ ! -d "$NODE_PATH" ]; then
    browser_missing='no npm packages'
  elif [ -z "$CHROMIUM" ]; then
    browser_missing=$browser_none
  fi
  export CHROMIUM NODE_PATH
  [ -z "$browser_missing" ]
}
