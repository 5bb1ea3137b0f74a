"""Makes another version of a bundle of ATT&CK, in its place.

    upgrade.py BUNDLE VERSION OLD=NEW...

OLD is revoked by NEW, which is made where the bundle has none; by nothing,
where NEW is empty.
"""

import json
import sys


def own(o):
    return next((r for r in o.get("external_references", ())
                 if r.get("source_name") == "mitre-attack"), {})


def find(objects, technique):
    return next((o for o in objects if o["type"] == "attack-pattern" and
                 own(o).get("external_id") == technique), None)


def twin(objects, old, technique):
    new = json.loads(json.dumps(old))
    new["id"] = "attack-pattern--" + technique.lower()
    new["name"] += " Anew"
    own(new)["external_id"] = technique
    own(new)["url"] = "https://attack.mitre.org/techniques/" + technique
    new["x_mitre_is_subtechnique"] = "." in technique
    objects.append(new)
    return new


def main(path, version, *changes):
    with open(path, encoding="utf-8") as f:
        bundle = json.load(f)
    objects = bundle["objects"]
    for change in changes:
        old_id, new_id = change.split("=")
        old = find(objects, old_id)
        old["revoked"] = True
        if new_id:
            new = find(objects, new_id) or twin(
                objects, dict(old, revoked=False), new_id)
            objects.append({
                "type": "relationship", "relationship_type": "revoked-by",
                "id": "relationship--" + old_id.lower(),
                "source_ref": old["id"], "target_ref": new["id"]})
    for o in objects:
        if o["type"] == "x-mitre-collection":
            o["x_mitre_version"] = version
    with open(path, "w", encoding="utf-8") as f:
        json.dump(bundle, f, indent=1)


main(*sys.argv[1:])
