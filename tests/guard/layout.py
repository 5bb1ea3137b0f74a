#!/usr/bin/env python3
"""Changes of upstreams' layouts: which does map see?

usage: layout.py [--enterprise] MIRROR [WORD...]

Fetches and maps what MIRROR holds, then, change by change, what it holds with
that change made; prints SOURCE, CHANGE, and "stops", "told" or "SILENT", only
of those whose line has one of the WORDs. --enterprise: ATT&CK's own changes on
the enterprise bundle, not on two smaller ones. sextant must be in $PATH.
"""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

HUB = "codeload.github.com/%s/tar.gz/refs/heads/%s"
RAW = "raw.githubusercontent.com/"
CTID = RAW + "center-for-threat-informed-defense/mappings-explorer/main/mappings/"
STIX = RAW + "mitre-attack/attack-stix-data/master/"

# A group: what is fetched, and the file of the mirror that changes.
GROUPS = {
    "sigma": ("sigma", HUB % ("SigmaHQ/sigma", "master")),
    "splunk": ("splunk", HUB % ("splunk/security_content", "develop")),
    "elastic": ("elastic", HUB % ("elastic/detection-rules", "main")),
    "car": ("car", HUB % ("mitre-attack/car", "master")),
    "atomic": ("atomic", HUB % ("redcanaryco/atomic-red-team", "master")),
    "stockpile": ("stockpile", HUB % ("mitre/stockpile", "master")),
    "ctid": ("csa-ccm", CTID + "csa_ccm/attack-17.1/csa_ccm-4.1/enterprise/"
             "csa_ccm-4.1_attack-17.1-enterprise.json"),
    "nist": ("nist-800-53", CTID + "nist_800_53/attack-16.1/nist_800_53-rev5/"
             "enterprise/nist_800_53-rev5_attack-16.1-enterprise.json"),
    "attackrulemap": ("attackrulemap",
                      RAW + "krdmnbrk/AttackRuleMap/main/attack_rule_map.json"),
    "stratus": ("stratus",
                RAW + "DataDog/stratus-red-team/main/docs/index.yaml"),
    "mobile": ("mobile: 17.1", STIX + "mobile-attack/mobile-attack-17.1.json"),
    "ics": ("ics: 18.1", STIX + "ics-attack/ics-attack-18.1.json"),
    "enterprise": ("enterprise: 18.1",
                   STIX + "enterprise-attack/enterprise-attack-18.1.json"),
}
BUNDLES = ("mobile", "ics", "enterprise")


# ---- changes of an archive: (path, text) to the same ----

def sub(pattern, to, where="", percent=100):
    """Rewrites that share of the files whose path has the word."""
    def change(path, text, state):
        if where not in path or not re.search(pattern, text, re.M):
            return path, text
        state["n"] = state.get("n", 0) + 1
        if state["n"] * percent // 100 == (state["n"] - 1) * percent // 100:
            return path, text
        return path, re.sub(pattern, to, text, flags=re.M)
    return change


def move(pattern, to, percent=100):
    """Renames that share of the files that match."""
    def change(path, text, state):
        if not re.search(pattern, path):
            return path, text
        state["n"] = state.get("n", 0) + 1
        if state["n"] * percent // 100 == (state["n"] - 1) * percent // 100:
            return path, text
        return re.sub(pattern, to, path), text
    return change


def both(*changes):
    def change(path, text, state):
        for i, one in enumerate(changes):
            path, text = one(path, text, state.setdefault(i, {}))
        return path, text
    return change


# ---- changes of a file: text to text ----

def file_sub(pattern, to):
    return lambda text: re.sub(pattern, to, text)


def objects(edit):
    """A change of each object of a bundle."""
    def change(text):
        bundle = json.loads(text)
        for i, one in enumerate(bundle["objects"]):
            edit(one, i)
        return json.dumps(bundle)
    return change


def as_text(name):
    def edit(o, _):
        if isinstance(o.get(name), bool):
            o[name] = str(o[name]).lower()
    return objects(edit)


def five_digits(every):
    def edit(o, i):
        if o["type"] == "attack-pattern" and i % every == 0:
            for ref in o["external_references"]:
                if re.fullmatch(r"T\d{4}(\.\d{3})?", ref.get("external_id", "")):
                    ref["external_id"] = "T1" + ref["external_id"][1:]
    return objects(edit)


def shared_phase(o, _):
    for phase in o.get("kill_chain_phases", []):
        if phase["phase_name"].startswith("defense-evasion") or \
                phase["phase_name"].startswith("evasion"):
            phase["phase_name"] = "stealth"


def no_id(o, _):
    for ref in o.get("external_references", []):
        if ref.get("source_name", "").startswith("mitre"):
            ref["source_name"] = "attack"


DEEP = r"mitre_attack_id:\n((?: *- T[\d.]+\n)+)"


def deeper(match):
    return "mitre_attack_id:\n  ids:\n" + re.sub(r"^ *-", "  -", match[1],
                                                 flags=re.M)


CHANGES = {
    "sigma": [
        ("tags: renamed in 14 %", sub(r"^tags:", "labels:", percent=14)),
        ("attack.t becomes mitre.attack.t",
         sub(r"attack\.t(\d)", r"mitre.attack.t\1")),
        ("attack.t becomes attack-t", sub(r"attack\.t(\d)", r"attack-t\1")),
        ("tags one deeper", sub(r"^tags:\n", "tags:\n  mitre:\n", "rules")),
        ("30 % end in .txt", move(r"\.yml$", ".txt", 30)),
        ("rules/ becomes content/rules/", move(r"^rules/", "content/rules/")),
        ("deprecated/ becomes retired/", move(r"^deprecated/", "retired/")),
        ("deprecated/ moves below rules/, as experimental", both(
            sub(r"^status: deprecated", "status: experimental", "deprecated/"),
            move(r"^deprecated/", "rules/retired/"))),
        ("status: deprecated becomes retired, below rules/", both(
            sub(r"^status: deprecated", "status: retired", "deprecated/"),
            move(r"^deprecated/", "rules/retired/"))),
        ("regression_tests_path renamed",
         sub(r"^regression_tests_path:", "regression:")),
        ("simulation renamed", sub(r"^simulation:", "simulations:")),
        ("status: renamed in 20 %", sub(r"^status:", "state:", percent=20)),
        ("level: renamed", sub(r"^level:", "severity:")),
        ("id: renamed", sub(r"^id:", "uuid:")),
        ("date: without a value", sub(r"^date:.*", "date: null")),
        ("author: renamed", sub(r"^author:", "authors:")),
        ("logsource product renamed", sub(r"^( +)product:", r"\1os:")),
        ("status: test becomes tested", sub(r"^status: test$",
                                            "status: tested")),
        ("title: renamed in 10 %", sub(r"^title:", "name:", percent=10)),
    ],
    "splunk": [
        ("mitre_attack_id renamed in 15 %",
         sub(r"mitre_attack_id:", "attack_id:", percent=15)),
        ("ids nested one deeper", sub(DEEP, deeper)),
        ("ids as objects", sub(r"^( *)- (T\d[\d.]+)$", r"\1- id: \2")),
        ("ids with names", sub(r"^( *)- (T\d[\d.]+)$", r"\1- \2 - A name")),
        ("attack_data data renamed", sub(r"^( *-? )data:", r"\1url:",
                                         "detections/")),
        ("status: production becomes prod",
         sub(r"^status: production", "status: prod")),
        ("deprecated/ becomes retired/, with its word", both(
            move(r"/deprecated/", "/retired/"),
            sub(r"^status: deprecated", "status: retired"))),
        ("deprecated/ becomes retired/, as experimental", both(
            move(r"/deprecated/", "/retired/"),
            sub(r"^status: deprecated", "status: experimental"))),
        ("type: renamed", sub(r"^type:", "kind:", "detections/")),
        ("type: Hunting becomes Hunt", sub(r"^type: Hunting", "type: Hunt")),
        ("atomic_guid renamed", sub(r"atomic_guid:", "atomic:")),
        ("detections/ becomes rules/", move(r"^detections/", "rules/")),
    ],
    "elastic": [
        ("subtechnique renamed",
         sub(r"technique\.subtechnique\]\]", "technique.sub]]")),
        ("maturity: production becomes stable",
         sub(r'^maturity = "production"', 'maturity = "stable"')),
        ("maturity renamed", sub(r"^maturity =", "stage =")),
        ("_deprecated/ becomes _retired/",
         move(r"/_deprecated/", "/_retired/")),
        ("_deprecated/ becomes _retired/, as production", both(
            move(r"/_deprecated/", "/_retired/"),
            sub(r'^maturity = "deprecated"', 'maturity = "production"'))),
        ("framework renamed", sub("MITRE ATT&CK", "MITRE ATTACK")),
        ("tags OS: renamed", sub('"OS: ', '"Platform: ')),
        ("rules_building_block/ renamed",
         move(r"^rules_building_block/", "building_block/")),
        ("severity renamed", sub(r"^severity =", "level =")),
    ],
    "car": [
        ("subtechniques renamed", sub(r"subtechniques:", "subs:")),
        ("unit_tests renamed", sub(r"^unit_tests:", "tests:")),
        ("coverage renamed", sub(r"^coverage:", "attack:")),
    ],
    "atomic": [
        ("9 % of attack_technique renamed",
         sub(r"^attack_technique:", "technique:", percent=9)),
        ("supported_platforms renamed",
         sub(r"supported_platforms:", "platforms:")),
        ("windows becomes win10", sub(r"^  - windows$", "  - win10")),
        ("auto_generated_guid renamed", sub("auto_generated_guid", "guid")),
        ("executor renamed", sub(r"^  executor:", "  runs:")),
        ("atomics/ renamed", move(r"^atomics/", "tests/")),
        ("30 % end in .json", move(r"\.yaml$", ".json", 30)),
    ],
    "stockpile": [
        ("attack_id renamed in 10 %",
         sub(r"attack_id:", "attack:", percent=10)),
        ("technique one deeper",
         sub(r"^  technique:\n", "  mitre:\n   technique:\n")),
    ],
    "ctid": [
        ("non_mappable becomes unmappable",
         file_sub('"status": *"non_mappable"', '"status":"unmappable"')),
        ("complete becomes done",
         file_sub('"status": *"complete"', '"status":"done"')),
        ("status renamed", file_sub('"status":', '"state":')),
        ("mapping_type mitigates becomes answers",
         file_sub('"mapping_type": *"mitigates"', '"mapping_type":"answers"')),
        ("attack_version renamed",
         file_sub('"attack_version"', '"made_for"')),
        ("attack_object_id with names",
         file_sub(r'("attack_object_id": *"T[\d.]+)"', r'\1 A name"')),
    ],
    "nist": [
        ("non_mappable becomes unmappable",
         file_sub('"status": *"non_mappable"', '"status":"unmappable"')),
        ("comments renamed", file_sub('"comments":', '"notes":')),
        ("capability_id renamed",
         file_sub('"capability_id":', '"control_id":')),
    ],
    "attackrulemap": [
        ("sigma_rules renamed", file_sub('"sigma_rules"', '"sigma"')),
        ("splunk_rules renamed", file_sub('"splunk_rules"', '"splunk"')),
        ("rule_link renamed", file_sub('"rule_link"', '"link"')),
        ("atomic_attack_guid renamed",
         file_sub('"atomic_attack_guid"', '"guid"')),
    ],
    "stratus": [
        ("platform renamed", file_sub("platform:", "os:")),
        ("id renamed", file_sub("id: ", "key: ")),
    ],
}


def word(name):
    """Renames a relationship, or a key, throughout."""
    return file_sub('"%s"' % name, '"%s"' % name.replace("-", "_").upper())


def changes_of_bundle(group):
    yield "mitigates renamed", word("mitigates")
    yield "uses renamed", word("uses")
    yield "detects renamed", word("detects")
    if group != "mobile":
        yield "x_mitre_analytic_refs renamed", word("x_mitre_analytic_refs")
        yield ("x_mitre_log_source_references renamed",
               word("x_mitre_log_source_references"))
    yield "kill_chain_name renamed", word("kill_chain_name")
    yield "kill_chain_phases renamed", word("kill_chain_phases")
    yield "phase_name renamed", word("phase_name")
    yield "x_mitre_shortname renamed", word("x_mitre_shortname")
    yield "a phase that no tactic has", objects(shared_phase)
    yield "x_mitre_platforms renamed", word("x_mitre_platforms")
    yield "tactic_refs renamed", word("tactic_refs")
    yield "aliases renamed", file_sub('"(x_mitre_)?aliases"', '"known_as"')
    yield "description renamed", word("description")
    yield "x_mitre_deprecated renamed", word("x_mitre_deprecated")
    if group != "ics":
        yield "revoked renamed", word("revoked")
        yield "revoked as text", as_text("revoked")
        yield "revoked-by renamed", word("revoked-by")
        yield "subtechnique-of renamed", word("subtechnique-of")
        yield ("x_mitre_is_subtechnique renamed",
               word("x_mitre_is_subtechnique"))
    yield "x_mitre_deprecated as text", as_text("x_mitre_deprecated")
    yield "five-digit ids", five_digits(1)
    yield "five-digit ids, a tenth", five_digits(10)
    yield "source_name renamed", objects(no_id)
    yield "intrusion-set renamed", file_sub('"intrusion-set', '"group')
    yield "malware renamed", file_sub('"malware', '"software')
    yield "course-of-action renamed", file_sub('"course-of-action',
                                               '"mitigation')
    yield "x-mitre-tactic renamed", file_sub('"x-mitre-tactic', '"tactic')
    if group != "ics":
        yield "attributed-to renamed", word("attributed-to")


def rewrite(source, target, change):
    """The archive at source, each file through change."""
    state = {}
    with tarfile.open(source) as old, \
            tarfile.open(target, "w:gz", compresslevel=1,
                         format=tarfile.PAX_FORMAT,
                         pax_headers=old.pax_headers) as new:
        for member in old:
            data = old.extractfile(member) if member.isfile() else None
            if data is None:
                new.addfile(member)
                continue
            top, path = member.name.split("/", 1)
            text = data.read().decode("utf-8", "surrogateescape")
            path, text = change(path, text, state)
            data = text.encode("utf-8", "surrogateescape")
            member.name, member.size = top + "/" + path, len(data)
            member.pax_headers = {}
            new.addfile(member, io.BytesIO(data))


class Try:
    """One group, fetched and mapped as it is."""

    def __init__(self, mirror, group, work):
        self.mirror, self.group = mirror, group
        self.source, self.path = GROUPS[group]
        self.work = os.path.join(work, group)
        os.makedirs(self.work)
        sample = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                              "../../data/sample/attack/enterprise-attack.json")
        with open(self.at("sextant.yaml"), "w", encoding="utf-8") as f:
            if group in BUNDLES:
                f.write("attack: {%s, ahead: none}\nsources: {mitigations%s: {}}\n" % (
                    self.source, {"enterprise": ""}.get(group, "-" + group)))
            else:
                f.write("attack: {enterprise: {path: %s}}\n"
                        "sources: {%s: {}}\n"
                        % (os.path.realpath(sample), self.source))
        self.first = self.run(mirror)

    def at(self, name):
        return os.path.join(self.work, name)

    def run(self, mirror):
        """(exit code, what was said) of fetch and map."""
        said = ""
        for command in (["fetch", "--mirror", "file://" + mirror],
                        ["map", "--catalog", self.at("catalog.db")]):
            done = subprocess.run(
                ["sextant", *command, "--quiet", "--cache", self.at("cache"),
                 "--config", self.at("sextant.yaml")],
                capture_output=True, text=True, check=False)
            said += done.stderr
            if done.returncode != 0:
                return done.returncode, said
        return 0, said

    def changed(self, change):
        """The same of the mirror with the change made."""
        kept = [self.at(n) for n in ("sextant.lock", "catalog.db")]
        for name in kept:
            shutil.copy(name, name + ".kept")
        mirror = self.at("mirror")
        target = os.path.join(mirror, self.path)
        os.makedirs(os.path.dirname(target))
        for name in ("index.json",):
            index = os.path.join(self.mirror, STIX, name)
            os.makedirs(os.path.join(mirror, STIX), exist_ok=True)
            if os.path.exists(index):
                shutil.copy(index, os.path.join(mirror, STIX, name))
        if "/tar.gz/" in self.path:
            rewrite(os.path.join(self.mirror, self.path), target, change)
        else:
            with open(os.path.join(self.mirror, self.path),
                      encoding="utf-8") as f:
                text = f.read()
            with open(target, "w", encoding="utf-8") as f:
                f.write(change(text))
        result = self.run(mirror)
        shutil.rmtree(mirror)
        for name in kept:
            os.replace(name + ".kept", name)
        for name in os.listdir(self.work):
            if name.startswith("catalog.previous"):
                os.remove(self.at(name))
        return result


def main(args):
    large = "--enterprise" in args
    args = [a for a in args if a != "--enterprise"]
    mirror, words = os.path.abspath(args[0]), args[1:]
    for group in ("enterprise",) if large else ("mobile", "ics"):
        CHANGES[group] = list(changes_of_bundle(group))
    work = tempfile.mkdtemp(prefix="layout-")
    try:
        for group, changes in CHANGES.items():
            asked = [c for c in changes
                     if not words or any(w in group + " " + c[0]
                                         for w in words)]
            if not asked:
                continue
            one = Try(mirror, group, work)
            print("%s\tas it is\t%s%s" % (
                group, "accepted" if one.first[0] == 0 else "STOPS",
                "\t" + one.first[1].strip() if one.first[1] else ""))
            for name, change in asked:
                code, said = one.changed(change)
                print("%s\t%s\t%s\t%s" % (
                    group, name, "stops" if code else
                    "told" if said else "SILENT", said.strip()), flush=True)
            shutil.rmtree(one.work)
    finally:
        shutil.rmtree(work)


main(sys.argv[1:])
