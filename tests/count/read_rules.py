"""Rules of products and collections that are one word away: of Elastic Defend and
Panther."""

import re
import tomllib

from control import GITHUB, Control, child, quick_yaml, rows, words

OS = {"windows": "Windows", "linux": "Linux", "macos": "macOS"}


def elastic_behavior(_path, text):
    d = tomllib.loads(text)
    rule = child(d, "rule")
    if not child(rule, "name"):
        return
    ids = []
    for threat in rows(d.get("threat")):
        if threat.get("framework") != "MITRE ATT&CK":
            continue
        for technique in rows(threat.get("technique")):
            subs = [i for s in rows(technique.get("subtechnique"))
                    for i in words(s.get("id"))]
            ids += subs or words(technique.get("id"))
    yield Control(rule.get("id"), "active", ids, title=rule.get("name"),
                  on={OS.get(o, o) for o in words(rule.get("os_list"))})


PANTHER = {"Windows": "Windows", "AWS": "IaaS", "GCP": "IaaS", "Azure": "IaaS",
           "Okta": "Identity Provider", "OneLogin": "Identity Provider",
           "Duo": "Identity Provider", "Auth0": "Identity Provider",
           "GSuite": "Office Suite", "Microsoft365": "Office Suite",
           "GitHub": "SaaS", "GitLab": "SaaS", "Slack": "SaaS", "Zoom": "SaaS",
           "Salesforce": "SaaS", "Snowflake": "SaaS"}
NOT_PANTHER = {"DataModelID", "GlobalID", "PackID", "LookupName", "QueryName"}


def panther(_path, text):
    for d in quick_yaml(text):
        key = child(d, "RuleID") or child(d, "PolicyID")
        if not child(d, "AnalysisType") or not key or NOT_PANTHER & set(d):
            continue
        state = "active"
        if str(d.get("Status")).lower() == "deprecated":
            state = "deprecated"
        elif str(d.get("Enabled")).lower() == "false":
            state = "disabled"
        tests = [n for t in rows(d.get("Tests")) for n in words(t.get("Name"))]
        yield Control(
            key, state, [i for w in words(child(d, "Reports", "MITRE ATT&CK"))
                         for i in re.findall(r"(?:AML\.)?T\d[\w.]*", w)],
            own=2 if tests else 0, title=d.get("DisplayName") or key,
            names=words(child(d, "Reports", "Stratus Red Team")),
            on={PANTHER[w.split(".")[0]] for w in words(d.get("LogTypes")) +
                words(d.get("ResourceTypes"))
                if "." in w and w.split(".")[0] in PANTHER})


SOURCES = {
    "elastic-behavior": (GITHUB % ("elastic/protections-artifacts", "main"),
                         r"behavior/rules/.*\.toml", elastic_behavior),
    "panther-analysis": (
        GITHUB % ("panther-labs/panther-analysis", "develop"),
        r"(rules|policies|queries|correlation_rules|simple_rules)/.*\.yml",
        panther),
}
