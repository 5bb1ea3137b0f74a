"""Rules of Wazuh, and checks of how systems and clouds are configured: Wazuh's
SCA policies and Prowler's."""

import json
import re
from xml.etree import ElementTree

from control import GITHUB, Control, child, rows, words, yaml_documents

GROUPS = {"windows": "Windows", "linux": "Linux", "office365": "Office Suite",
          "aws": "IaaS"}


def wazuh(_path, text):
    # Comments first, which may hold anything; then several roots are one.
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    for group in ElementTree.fromstring(f"<all>{text}</all>").findall("group"):
        name = group.get("name", "")
        on = {p for word, p in GROUPS.items() if word in name}
        if re.match("audit,|tetragon", name):
            on.add("Linux")
        for rule in group.findall("rule"):
            yield Control(
                rule.get("id"),
                "disabled" if int(rule.get("level")) == 0 else "active",
                [(i.text or "").strip() for i in rule.findall("mitre/id")],
                title=rule.findtext("description").strip(), on=on)


SYSTEMS = {"windows": "Windows", "darwin": "macOS", "generic": "Linux",
           **dict.fromkeys(["almalinux", "amazon", "centos", "debian", "ol",
                            "rhel", "rocky", "sles", "ubuntu"], "Linux")}


def sca(path, text):
    on = {SYSTEMS[f] for f in path.split("/")[2:3] if f in SYSTEMS}
    if re.search(r"/applications/cis_(iis|sqlserver)_", path):
        on = {"Windows"}
    for d in yaml_documents(text):
        for check in rows(d.get("checks")):
            mitre = check.get("mitre")
            yield Control(
                check.get("id"), "active",
                words(child(mitre, "technique", "id")) +
                words(child(mitre, "subtechnique", "id")) +
                [i for c in rows(check.get("compliance"))
                 for i in words(c.get("mitre_techniques"))],
                title=check.get("name") or check.get("title"), on=on)


def prowler(_path, text):
    for requirement in json.loads(text)["Requirements"]:
        ids = [requirement["Id"]] + [
            s.split(" ")[0] for s in requirement["SubTechniques"]]
        for check in requirement["Checks"]:
            on = set()
            if check.startswith("entra_"):
                on = {"Identity Provider"}
            elif check[:4] in ("aks_", "ecs_", "eks_") or "_container" in check:
                on = {"Containers"}
            yield Control(check, "active", ids, title=check, on=on)


SOURCES = {
    "prowler": (GITHUB % ("prowler-cloud/prowler", "master"),
                r"prowler/compliance/[^/]*/mitre_attack_[^/]*\.json", prowler,
                "policy"),
    "wazuh": (GITHUB % ("socfortress/Wazuh-Rules", "main"),
              r"(.*/)?(?![^/]*decoder)[^/]*\.xml", wazuh),
    "wazuh-sca": (GITHUB % ("wazuh/wazuh", "main"),
                  r"ruleset/sca/.*\.yml", sca, "policy"),
}
