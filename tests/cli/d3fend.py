"""Documents of our own in the layout of D3FEND's interface.

    python3 tests/cli/d3fend.py MIRROR VERSION

Writes MIRROR/d3fend.mitre.org/api: one document for each active technique of
the mirror's ATT&CK, but for those in ABSENT, and a version.json. Most answers
are empty; those of DEFENCES are not. The defences are invented.
"""

import json
import os
import sys

STIX = ("raw.githubusercontent.com/mitre-attack/attack-stix-data/master/"
        "enterprise-attack/enterprise-attack-18.1.json")
ABSENT = {"T1587", "T1587.003"}
OWL = "http://d3fend.mitre.org/ontologies/d3fend.owl#"
LOCK, WATCH, DECOY = (("D3-SLK", "Sample Lock", "SampleLock", "Harden"),
                      ("D3-SWT", "Sample Watch", "SampleWatch", "Detect"),
                      ("D3-SDC", "Sample Decoy", "SampleDecoy", "Deceive"))
# By technique: the defences, each with the artefacts that it is inferred over.
DEFENCES = {
    "T1003": [(LOCK, ["Process"])],
    "T1003.001": [(LOCK, ["Process", "Process Image", "Memory"]),
                  (WATCH, ["Process"])],
    "T1059.001": [(WATCH, ["Script", "Process"]), (LOCK, ["Process"]),
                  (DECOY, ["Host"])],
}


def techniques(mirror):
    with open(os.path.join(mirror, STIX), encoding="utf-8") as f:
        objects = json.load(f)["objects"]
    for o in objects:
        if (o["type"] != "attack-pattern" or o.get("revoked")
                or o.get("x_mitre_deprecated")):
            continue
        for r in o["external_references"]:
            if r["source_name"] == "mitre-attack":
                yield r["external_id"]


def cell(value, kind="literal"):
    return {"type": kind, "value": value}


def bindings(technique):
    for (key, label, slug, tactic), artefacts in DEFENCES.get(technique, []):
        for artefact in artefacts:
            yield {
                "off_tech": cell(OWL + technique, "uri"),
                "off_tech_id": cell(technique),
                "off_tech_label": cell("Sample technique"),
                "def_tactic_label": cell(tactic),
                "def_tech": cell(OWL + slug, "uri"),
                "def_tech_id": cell(key),
                "def_tech_label": cell(label),
                "def_artifact_label": cell(artefact),
            }


def main():
    mirror, version = sys.argv[1:]
    api = os.path.join(mirror, "d3fend.mitre.org", "api")
    folder = os.path.join(api, "offensive-technique", "attack")
    os.makedirs(folder)
    for technique in set(techniques(mirror)) - ABSENT:
        document = {"off_to_def": {"results": {
            "bindings": list(bindings(technique))}}}
        with open(os.path.join(folder, technique + ".json"), "w",
                  encoding="utf-8") as f:
            json.dump(document, f)
    with open(os.path.join(api, "version.json"), "w", encoding="utf-8") as f:
        json.dump({"ontology_version": version}, f)


main()
