# Sourced by tests of logs: three rules of one's own, and a configuration that says
# what is collected.

# rule FILE TECHNIQUE LOGSOURCE: a rule that is called as its file.
rule() {
  mkdir -p "${1%/*}"
  name=$(basename "$1" .yml)
  printf 'title: %s\nid: %s\nstatus: test\ntags: [attack.%s]\nlogsource: {%s}\ndetection: {s: {x: y}, condition: s}\n' \
    "$name" "$name" "$2" "$3" >"$1"
}

# logs NAME...: what is collected; without any, nothing is said of it.
logs() {
  {
    echo "attack: {enterprise: {path: ${ATTACK:-$TOP/data/sample/attack/enterprise-attack.json}}}"
    echo "sources: {ours: {like: sigma, path: rules}}"
    [ $# -eq 0 ] || echo "logs:"
    for name; do echo "  - $name"; done
  } >sextant.yaml
}

check() { sextant check --today 2026-08-09 "$@"; }

rule rules/image.yml t1003.001 'product: windows, category: image_load'
rule rules/process.yml t1059.001 'product: windows, category: process_creation'
rule rules/task.yml t1053 'product: windows, service: sysmon'
sysmon=WinEventLog:Sysmon security=WinEventLog:Security
powershell=WinEventLog:PowerShell
