"""What the Control Validation Compass joined in 2022, and is one word away: CIS
Controls and MITRE Engage by technique, analytics in EQL, Google's questions to
the logs of its cloud."""

import json
import tomllib

from control import GITHUB, Control, child, rows, words, yaml_documents

OS = {"windows": "Windows", "linux": "Linux", "macos": "macOS"}
LOGS = {"Audit Logs": "IaaS", "Workspace Login ": "Identity Provider",
        "Workspace Admin ": "Office Suite"}


def by_id(pairs):
    """A policy for each id, with all that stands beside it."""
    named = {}
    for key, technique in pairs:
        named.setdefault(key, []).extend(words(technique))
    return [Control(key, "active", ids, title=key)
            for key, ids in named.items()]


def cis(_path, text):
    return by_id((safeguard, row.get("tid")) for row in rows(json.loads(text))
                 for safeguard in words(row.get("cis_controls")))


def engage(_path, text):
    return by_id((row["eac_id"], row.get("attack_id"))
                 for row in rows(json.loads(text)) if row.get("eac_id"))


def eqllib(_path, text):
    about = child(tomllib.loads(text), "analytic", "metadata")
    if child(about, "name"):
        yield Control(about.get("id"), "active", words(about.get("techniques")),
                      title=about["name"],
                      on={OS.get(o, o) for o in words(about.get("os"))})


def google(_path, text):
    for d in yaml_documents(text):
        if not child(d, "display_name"):
            continue
        on = {LOGS[start] for s in words(d.get("sources")) for start in LOGS
              if s.startswith(start)}
        yield Control(d.get("id"), "active",
                      [i for m in rows(d.get("attack_mapping"))
                       for i in words(m.get("technique"))],
                      own=2 if words(d.get("samples")) else 0, on=on,
                      title=d["display_name"])


SOURCES = {
    "cis": (GITHUB % ("center-for-threat-informed-defense/"
                      "top-attack-techniques", "main"),
            r"src/data/Techniques\.json", cis, "policy"),
    "engage": (GITHUB % ("mitre/engage", "main"),
               r"Data/json/attack_mapping\.json", engage, "policy"),
    "eqllib": (GITHUB % ("endgameinc/eqllib", "master"),
               r"eqllib/analytics/.*\.toml", eqllib),
    "google-security-analytics": (
        GITHUB % ("GoogleCloudPlatform/security-analytics", "main"),
        r"src/[^/]*/[^/]*\.yaml", google),
}
