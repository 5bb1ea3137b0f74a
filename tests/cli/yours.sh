# Sourced by tests of whose rules are lost: two public rules of T1053.003, one of
# them of T1047 too, and of one's own one of T1053.003 and one of T1005.
rule() { # FILE ID TECHNIQUE...
  file=$1 id=$2
  shift 2
  mkdir -p "${file%/*}"
  printf 'title: Rule %s\nid: %s\nstatus: test\ntags: [%s]\nlogsource: {product: linux}\ndetection: {s: {x: %s}, condition: s}\n' \
    "$id" "$id" "$(printf 'attack.%s,' "$@")" "$id" >"$file"
}

# build LINE...: a configuration with these sources.
build() {
  {
    echo "attack: {enterprise: {path: $TOP/data/sample/attack/enterprise-attack.json}}"
    echo "sources:"
    printf '  %s\n' "$@"
  } >sextant.yaml
}

# map CATALOG LINE...
map() {
  catalog=$1
  shift
  build "$@" && sextant map -q --catalog "$catalog"
}

rule public/rules/a.yml p-1 t1053.003
rule public/rules/b.yml p-2 t1053.003 t1047
rule own/c.yml o-1 t1053.003
rule own/d.yml o-2 t1005
public="sigma: {path: public}"
ours="ours: {like: sigma, path: own}"
