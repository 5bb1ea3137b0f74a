"""The controls of a document in Sigma's layout."""

import re

import apart
import correlate
import platforms
from control import Control, child, links, rows, words, yaml_documents


def sigma(path, text, own=False):
    folder = "" if own else path.split("/")[0]
    for d in yaml_documents(text):
        if not child(d, "title") or d.get("filter"):
            continue
        if not (d.get("detection") or d.get("correlation") or d.get("action")):
            continue
        state = d.get("status")
        if folder in ("deprecated", "unsupported"):
            state = folder
        elif state not in ("deprecated", "unsupported"):
            state = "active"
        ids = [m.group(1) for m in (
            re.match(r"\s*attack\.(t\d.*)", t, re.I)
            for t in words(d.get("tags"))) if m]
        ids += ["@" + m.group(1) for t in words(d.get("tags")) if (m := re.match(
            r"\s*(?:atlas\.(?=aml\.)|d3fend\.(?=d3-)|(?=capec-\d))(.*)", t, re.I))]
        own = 1 if str(d.get("status")).lower() in ("test", "stable") else 0
        yield Control(d.get("id"), state, ids, apart.tells_apart(d),
                      2 if words(d.get("regression_tests_path")) else own,
                      [g for s in rows(d.get("simulation"))
                       for g in words(s.get("atomic_guid"))],
                      on=platforms.sigma(d), title=d.get("title"),
                      name=d.get("name"), made_of=correlate.called(d),
                      alone=correlate.alone(d),
                      links=links(d.get("references")))
