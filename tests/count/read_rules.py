"""Rules of products and collections that are one word away: of Elastic Defend."""

import tomllib

from control import GITHUB, Control, child, rows, words

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


SOURCES = {
    "elastic-behavior": (GITHUB % ("elastic/protections-artifacts", "main"),
                         r"behavior/rules/.*\.toml", elastic_behavior),
}
