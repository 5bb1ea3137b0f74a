# A rule repository with a baseline, for the cases of check.test.

# rule FILE TITLE TAG...: a Sigma rule whose id is its title's.
rule() {
  mkdir -p "$(dirname "$1")"
  file=$1
  {
    printf "title: %s\nid: %s\nstatus: test\n" "$2" \
      "$(printf %s "$2" | sha256sum |
        sed "s/\(.\{8\}\)\(.\{4\}\)\(.\{4\}\)\(.\{4\}\)\(.\{12\}\).*/\1-\2-\3-\4-\5/")"
    echo "logsource: {product: windows, category: process_creation}"
    shift 2
    echo "tags:"
    for tag; do echo "  - attack.$tag"; done
    echo "detection: {a: {Image: x}, condition: a}"
  } >"$file"
}

# repository: two rules of one technique, one alone on two, and one that names
# an id which a later ATT&CK replaces.
repository() {
  cp "$TOP/data/sample/attack/enterprise-attack.json" attack.json
  rule rules/a.yml "One of two" execution t1059.001
  rule rules/b.yml "The other" execution t1059.001
  rule rules/win/c.yml "Alone" credential-access t1003.001 collection t1005
  rule rules/d.yml "Will be renamed" persistence t1547.001
  printf "attack: {enterprise: {path: attack.json}}\n" >sextant.yaml
  printf "sources: {ours: {like: sigma, path: rules}}\n" >>sextant.yaml
  sextant check --quiet --update-baseline --baseline coverage.json
}

check() { sextant check --baseline coverage.json "$@"; }

# upgrade: what a newer ATT&CK does: a technique is replaced by a new one.
upgrade() {
  python3 - attack.json <<X
import copy, json, sys
bundle = json.load(open(sys.argv[1]))
def id_of(o):
    return [r["external_id"] for r in o.get("external_references", [])
            if r.get("source_name") == "mitre-attack"]
def renamed(o, old, new):
    return json.loads(json.dumps(o).replace(old, new))
for o in list(bundle["objects"]):
    if o["type"] == "x-mitre-collection":
        o["x_mitre_version"] = "99.0"
    if o["type"] == "attack-pattern" and id_of(o) == ["T1547.001"]:
        new = copy.deepcopy(o)
        new["id"] = "attack-pattern--00000000-0000-4000-8000-000000000001"
        new["name"] = "Registry Run Keys, Renamed"
        new = renamed(new, "T1547.001", "T1777")
        new = renamed(new, "T1547/001", "T1777")
        new["x_mitre_is_subtechnique"] = False
        o["revoked"] = True
        bundle["objects"] += [new, {"type": "relationship",
            "id": "relationship--00000000-0000-4000-8000-000000000002",
            "relationship_type": "revoked-by", "source_ref": o["id"],
            "target_ref": new["id"]}]
json.dump(bundle, open(sys.argv[1], "w"))
X
}
