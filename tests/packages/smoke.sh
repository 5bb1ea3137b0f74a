#!/bin/bash
# Does an installed Sextant work? smoke.sh PREFIX SAMPLE VERSION: below PREFIX it is
# installed, SAMPLE is a copy of data/sample. It needs bash and what every system has,
# and neither a network nor a clone. Each step that fails says so, and the script ends.
set -eu -o pipefail
prefix=$1 sample=$2 version=$3
program=$prefix/bin/sextant
work=$(mktemp -d)
server=
leave() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || :
  rm -rf "$work"
}
trap leave EXIT

step() { echo "smoke: $*"; }
fail() {
  echo "smoke: FAIL: $*" >&2
  exit 1
}

step version
said=$("$program" --version)
[ "${said%%$'\n'*}" = "sextant $version" ] || fail "it says it is: $said"

step map and render the sample
cp -R "$sample" "$work/sample"
cd "$work/sample"
export HOME=$work SEXTANT_CATALOG=$work/catalog.db
"$program" build --offline --quiet --out "$work/site"
[ -s "$work/site/index.html" ] && [ -s "$work/site/techniques/T1059.001.html" ] ||
  fail 'there are no pages'

step show
said=$("$program" show T1059.001)
case $said in *'T1059.001  PowerShell'*) ;; *) fail "show T1059.001 says: $said" ;; esac

step fetch, as far as it goes without a network
echo 'sources: {sigma: {}}' >elsewhere.yaml
if said=$("$program" fetch --config elsewhere.yaml --mirror http://127.0.0.1:9 2>&1); then
  fail 'fetched from nowhere'
fi
case $said in *'cannot be loaded'*) fail "$said" ;; esac

# get PATH: of the server at $port.
get() {
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$1" "$port" >&3
  cat <&3
  exec 3<&-
}
step serve
"$program" serve --port 0 --out "$work/site" >"$work/said" 2>&1 &
server=$!
port=
for _ in $(seq 100); do
  port=$(sed -n 's,.*http://127\.0\.0\.1:\([0-9]*\)/.*,\1,p' "$work/said" | head -n 1)
  [ -z "$port" ] || break
  sleep 0.1
done
[ -n "$port" ] || fail "serve says: $(cat "$work/said")"
said=$(get /techniques/T1059.001.html)
case $said in 'HTTP/1.'?' 200'*PowerShell*) ;; *) fail "it serves: $said" ;; esac

step man page and completions
page=$prefix/share/man/man1/sextant.1
if [ -e "$page.gz" ]; then gzip -dc "$page.gz"; else cat "$page"; fi |
  grep -c '^\.Nm sextant\|^\.TH' >/dev/null || fail 'no man page'
completion=$prefix/share/bash-completion/completions/sextant
bash -c '. "$1" && complete -p sextant' bash "$completion" >/dev/null ||
  fail 'no completion for bash'

echo "smoke: $prefix: all is well"
