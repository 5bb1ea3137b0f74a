"""Rules of products and collections that are one word away, and what attackers
have at hand (LOLBAS, LOLDrivers), each command of which is a test."""

import re
import tomllib

import platforms
from control import (GITHUB, Control, child, links, rows, threat_ids,
                     words, yaml_documents)
from sigma import sigma

OS = {"windows": "Windows", "linux": "Linux", "macos": "macOS"}


def elastic_behavior(_path, text):
    d = tomllib.loads(text)
    rule = child(d, "rule")
    if not child(rule, "name"):
        return
    yield Control(rule.get("id"), "active", threat_ids(d.get("threat")),
                  title=rule.get("name"),
                  on={OS.get(o, o) for o in words(rule.get("os_list"))},
                  links=links(rule.get("reference")))


PANTHER = {"Windows": "Windows", "AWS": "IaaS", "GCP": "IaaS", "Azure": "IaaS",
           "Okta": "Identity Provider", "OneLogin": "Identity Provider",
           "Duo": "Identity Provider", "Auth0": "Identity Provider",
           "GSuite": "Office Suite", "Microsoft365": "Office Suite",
           "GitHub": "SaaS", "GitLab": "SaaS", "Slack": "SaaS", "Zoom": "SaaS",
           "Salesforce": "SaaS", "Snowflake": "SaaS"}
NOT_PANTHER = {"DataModelID", "GlobalID", "PackID", "LookupName", "QueryName"}


def panther(_path, text):
    for d in yaml_documents(text):
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


LOGS = {r"windows.*|powershell logs": "Windows", r"linux.*": "Linux",
        r"(aws|gcp|azure).*": "IaaS", r"office 365.*": "Office Suite"}
FILES = {"okta": "Identity Provider", "auth0": "Identity Provider",
         "gsuite": "Office Suite", "slack": "SaaS"}
FOLDERS = {"windows": {"Windows"}, "macos": {"macOS"}, "nix": {"Linux", "macOS"},
           "unix": {"Linux", "macOS"}}


def flat(value):
    """Scalars of a list, however deep, or the one scalar."""
    return [i for v in value for i in flat(v)] if isinstance(value, list) \
        else words(value)


def anvilogic(path, text):
    for d in yaml_documents(text):
        if not (d.get("title") and d.get("logic") and d.get("logic_format")):
            continue
        ids = [i for i in flat(d.get("technique_id")) if i != "null"]
        file = path.rsplit("-", 1)[-1].removesuffix(".yml")
        folder = re.split("[-_]", path.split("/")[-2])[-1]
        on = platforms.said(LOGS, words(d.get("data_category")))
        yield Control(d.get("id"), "active", ids, title=d["title"],
                      links=links(d.get("references")),
                      on=on or FOLDERS.get(folder, set()) |
                      {FILES[f] for f in FILES if f == file})


def falco(_path, text):
    for d in yaml_documents(text):
        for rule in rows(d):
            if not rule.get("rule") or not rule.get("condition") or \
                    rule.get("append") or rule.get("override"):
                continue
            tags = words(rule.get("tags"))
            off = str(rule.get("enabled")).lower() == "false"
            yield Control(
                rule["rule"], "disabled" if off else
                "deprecated" if "maturity_deprecated" in tags else "active",
                [t for t in tags if re.match(r"T\d", t)],
                own="maturity_stable" in tags, title=rule["rule"],
                on={p for t, p in (("host", "Linux"), ("container", "Containers"))
                    if t in tags})


def capa(_path, text):
    for d in yaml_documents(text):
        meta = child(d, "rule", "meta")
        if not child(meta, "name") or not child(d, "rule", "features"):
            continue
        systems = {"windows": "Windows", "linux": "Linux", "macos": "macOS"}
        on = set()
        for top in rows(d["rule"]["features"]):
            for node in rows(top.get("and")):
                for one in [node] + rows(node.get("or")):
                    on |= {systems[o] for o in words(one.get("os"))
                           if o in systems}
        yield Control(
            meta["name"], "active",
            [i for w in words(meta.get("att&ck"))
             for i in re.findall(r"\[(T.*?)\]", w)],
            own=2 if words(meta.get("examples")) else 0, title=meta["name"],
            on=on)


def okta(_path, text):
    for d in yaml_documents(text):
        if d.get("title") and d.get("detection") and d.get("threat"):
            yield Control(d.get("id"), "active",
                          [key for e in rows(child(d, "threat", "Technique"))
                           for key in e], title=d["title"],
                          on={"Identity Provider"})


def query_hub(_path, text):
    for d in yaml_documents(text):
        if d.get("name") and d.get("cql"):
            yield Control(None, "active",
                          [i for i in words(d.get("mitre_ids"))
                           if not i.startswith("TA")], title=d["name"],
                          on={{"Identity": "Identity Provider",
                               "Cloud": "IaaS"}[w]
                              for w in words(d.get("log_sources"))
                              if w in ("Identity", "Cloud")})


def lolbas(_path, text):
    for d in yaml_documents(text):
        for c in rows(d.get("Commands")):
            if c.get("Command"):
                yield Control(None, "active", words(c.get("MitreID")),
                              title=c["Command"], on={"Windows"})


def loldrivers(_path, text):
    for d in yaml_documents(text):
        if d.get("Id") and child(d, "Commands", "Command"):
            ids = re.split(r"[\s,;]+", d.get("MitreID", ""))
            yield Control(d["Id"], "active", ids,
                          title=(words(d.get("Tags")) + [d["Id"]])[0],
                          on={"Windows"})


def loldrivers_rules(path, text):
    return sigma(path, text, own=True)


SOURCES = {
    "anvilogic": (GITHUB % ("anvilogic-forge/armory", "main"),
                  r"detections/.*\.yml", anvilogic),
    "capa": (GITHUB % ("mandiant/capa-rules", "master"),
             r"(?!\.).*\.yml", capa),
    "crowdstrike-query-hub": (GITHUB % ("ByteRay-Labs/Query-Hub", "main"),
                              r"queries/.*\.yml", query_hub),
    "falco": (GITHUB % ("falcosecurity/rules", "main"),
              r"rules/[^/]*\.yaml", falco),
    "lolbas": (GITHUB % ("LOLBAS-Project/LOLBAS", "master"),
               r"yml/.*\.yml", lolbas, "test"),
    "loldrivers": (GITHUB % ("magicsword-io/LOLDrivers", "main"),
                   r"yaml/[^/]*\.yaml", loldrivers, "test"),
    "loldrivers-rules": (GITHUB % ("magicsword-io/LOLDrivers", "main"),
                         r"detections/sigma/[^/]*\.yml", loldrivers_rules),
    "okta": (GITHUB % ("okta/customer-detections", "master"),
             r"(detections|hunts)/.*\.yml", okta),
    "elastic-behavior": (GITHUB % ("elastic/protections-artifacts", "main"),
                         r"behavior/rules/.*\.toml", elastic_behavior),
    "panther-analysis": (
        GITHUB % ("panther-labs/panther-analysis", "develop"),
        r"(rules|policies|queries|correlation_rules|simple_rules)/.*\.yml",
        panther),
}
