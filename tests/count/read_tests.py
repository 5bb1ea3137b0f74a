"""Tests that are one word away: procedures, plans and recordings of attacks."""

import json
import re

from control import GITHUB, Control, child, rows, words, yaml_documents

SYSTEMS = {"windows": {"Windows"}, "linux": {"Linux"}, "darwin": {"macOS"},
           "macos": {"macOS"}, "linux,darwin": {"Linux", "macOS"}}


def systems(names):
    return set().union(*(SYSTEMS.get(n.strip().lower(), set()) for n in names))


def prelude(_path, text):
    for d in yaml_documents(text):
        if d.get("id") and d.get("name"):
            names = list(d.get("platforms") or [])
            if "global" in names:
                names = ["windows", "linux", "darwin"]
            yield Control(d["id"], "active", words(child(d, "technique", "id")),
                          title=d["name"], on=systems(names))


def scythe(_path, text):
    threat = json.loads(text)["threat"]
    for step in threat["script"].values():
        tags = words(step.get("rtags") or [])
        if not tags:
            continue
        ids = [t.partition(":")[2] for t in tags
               if t.startswith("att&ck-technique:")]
        ids += [t for t in tags if re.match(r"T\d", t)]
        yield Control(None, "active", ids,
                      title=step.get("request") or step.get("module"),
                      on=systems([threat.get("operating_system_name") or ""]))


def emulation_plan(_path, text):
    for d in yaml_documents(text):
        for a in rows(d):
            if not a.get("id") or not a.get("name"):
                continue
            ids = [i for i in words(child(a, "technique", "attack_id"))
                   if i.strip().lower() != "x"]
            yield Control(a["id"], "active", ids, title=a["name"],
                          on=systems(a.get("platforms") or []))


def sra_index(_path, text):
    for d in yaml_documents(text):
        about = d.get("metadata") or {}
        yield Control(about.get("id"), "active", words(about.get("tid")),
                      title=d.get("name"), on={
                          "Identity Provider" if p == "entraid" else p.title()
                          for p in words(d.get("platforms"))})


def leonidas(_path, text):
    for d in yaml_documents(text):
        yield Control(None, "active", words(d.get("mitre_ids")),
                      title=d.get("name"), on={
                          {"aws": "IaaS", "kubernetes": "Containers"}[p]
                          for p in words(d.get("platform"))})


# What the kinds of logs of a recording say of its platform.
LOGS = [
    (r".*wineventlog.*", "Windows"),
    (r".*linux.*|auditd.*", "Linux"),
    (r"azure:monitor:aad|oktaim2:.*", "Identity Provider"),
    (r"(aws|gcp|azure):.*|google:gcp.*", "IaaS"),
    (r"cisco:(ios|asa)", "Network Devices"),
    (r"(o365|gws|gsuite):.*", "Office Suite"),
    (r"kube:.*", "Containers"), (r"vmw-syslog", "ESXi"),
    (r"github:.*", "SaaS"),
]


def attack_data(path, text):
    folder = re.match(r"datasets/attack_techniques/(T\d[^/]*)/", path)
    for d in yaml_documents(text):
        files = [e["path"] for e in rows(d.get("datasets")) if e.get("path")]
        files += words(d.get("dataset"))
        if not files:
            continue
        kinds = [k.lower() for e in rows(d.get("datasets"))
                 for k in words(e.get("sourcetype")) + words(e.get("source"))]
        for one in d.get("sourcetypes") or []:
            kinds += [k.lower() for k in words(one)]
        ids = words(d.get("mitre_technique")) or (folder and [folder[1]]) or []
        yield Control(d.get("id"), "active", ids,
                      title=re.sub(r"(_old)?\.yml$", "", path),
                      files=tuple(files), on={
                          name for k in kinds for name in
                          [n for form, n in LOGS if re.fullmatch(form, k)][:1]
                      })


def security_dataset(_path, text):
    for d in yaml_documents(text):
        ids = []
        for m in rows(d.get("attack_mappings")):
            subs = [s for s in words(m.get("sub-technique")) if s.isdigit()]
            ids += [f"{m['technique']}.{s}" for s in subs] or \
                words(m.get("technique"))
        yield Control(d.get("id"), "active", ids, title=d.get("title"),
                      files=tuple(u for f in rows(d.get("files"))
                                  for u in words(f.get("link"))),
                      on={"IaaS" if p in ("AWS", "Azure") else p
                          for p in words(d.get("platform"))})


def veris(_path, text):
    """What is related to techniques, and in no figure."""
    of = {}
    for row in rows(json.loads(text)["mapping_objects"]):
        of.setdefault(row["capability_id"], []).extend(
            words(row["attack_object_id"])
            if row["status"] != "non_mappable" else [])
    for one, ids in of.items():
        yield Control(one.lower(), "active" if ids else "not-mappable", ids,
                      title=one.lower(), told=False)


SOURCES = {
    "attack-data": (GITHUB % ("splunk/attack_data", "master"),
                    r"datasets/(?!TEMPLATE)(.*/)?(?!replay)[^/]*\.yml",
                    attack_data, "test"),
    "emulation-plans": (
        GITHUB % ("center-for-threat-informed-defense/"
                  "adversary_emulation_library", "master"),
        r"[^/]*/Emulation_Plan/yaml/[^/]*\.yaml", emulation_plan, "test"),
    "leonidas": (GITHUB % ("WithSecureLabs/leonidas", "master"),
                 r"definitions/.*\.yml", leonidas, "test"),
    "prelude": (GITHUB % ("preludeorg/community", "master"),
                r"ttps/.*\.yml", prelude, "test"),
    "scythe": (GITHUB % ("scythe-io/community-threats", "master"),
               r".*scythe_threat\.json", scythe, "test"),
    "security-datasets": (GITHUB % ("OTRF/Security-Datasets", "master"),
                          r"datasets/[^/]*/_metadata/[^/]*\.yaml",
                          security_dataset, "test"),
    "veris": ("raw.githubusercontent.com/center-for-threat-informed-defense/"
              "mappings-explorer/main/mappings/veris/attack-16.1/veris-1.4.0/"
              "enterprise/veris-1.4.0_attack-16.1-enterprise.json", None, veris,
              "policy"),
    "sra-indexes": (GITHUB % ("SecurityRiskAdvisors/indexes", "master"),
                    r"index-[^/]*/techniques/.*\.yml", sra_index, "test"),
}
