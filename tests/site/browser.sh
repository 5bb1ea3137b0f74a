# What a script needs to show pages in Chromium: source this in the repository's
# top folder, then call browser_find.

# browser_find: sets and exports CHROMIUM (where it names none: the first that is
# found) and NODE_PATH; or sets browser_missing to what is not there, and fails.
browser_find() {
  NODE_PATH=$(pwd)/out/node/node_modules
  browser_missing=
  for browser_name in "${CHROMIUM:-}" chromium chromium-browser google-chrome \
    google-chrome-stable \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
    /Applications/Chromium.app/Contents/MacOS/Chromium; do
    [ -n "$browser_name" ] && CHROMIUM=$(command -v "$browser_name") && break
  done
  if ! command -v node >/dev/null; then
    browser_missing='no node'
  elif [ ! -d "$NODE_PATH" ]; then
    browser_missing='no npm packages'
  elif [ -z "$CHROMIUM" ]; then
    browser_missing='no Chromium'
  fi
  export CHROMIUM NODE_PATH
  [ -z "$browser_missing" ]
}
