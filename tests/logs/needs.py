#!/usr/bin/env python3
"""What rules of Sigma and Splunk need, resolved over data/logs.yaml alone.

needs.py MIRROR LOGS: SOURCE, PATH and the needs of each active rule that names
a log, by tabs; needs are parted by " & ", alternatives by " | ", and what the
table has not stands there as "? NAME". Shares no code and no definition with
Sextant: what of a rule names a log is written down here again.
"""

import itertools
import re
import sys

import yaml

from draw import LOADER, documents


class Names:
    """The names that one vocabulary of the table has, and their rows."""

    def __init__(self, rows, vocabulary):
        self.exact = {}
        self.templates = []
        for row, what in rows.items():
            names = what.get(vocabulary, [])
            for name in names if isinstance(names, list) else [names]:
                if "{event}" not in name:
                    self.exact[name.lower()] = row
                    continue
                before, after = name.split("{event}")
                self.templates.append((len(name), re.compile(
                    re.escape(before) + "(.+)" + re.escape(after), re.I), row))
        self.templates.sort(key=lambda one: -one[0])
        self.ids = {row.lower(): row for row in rows}

    def row(self, name):
        row = self.exact.get(name.lower())
        if row:
            return row
        for _, pattern, row in self.templates:
            m = pattern.fullmatch(name)
            if m:
                made = row.replace("{event}",
                                   re.sub("[^A-Za-z0-9_.:-]", "-", m[1]))
                return self.ids.get(made.lower(), made)
        return None


def first(names, forms):
    """The row of the first form that the table has, or the narrowest form."""
    rows = [names.row(form) for form in forms]
    return next((row for row in rows if row), "? " + forms[0])


def event_ids(node):
    """What detections want EventID to be; filters say what it must not be."""
    if isinstance(node, list):
        for one in node:
            yield from event_ids(one)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key.split("|")[0] == "EventID":
                yield from value if isinstance(value, list) else [value]
            elif not re.match("filter|.*_filter$|condition$", key):
                yield from event_ids(value)


def sigma_need(rule, names):
    product, category, service = (rule["logsource"].get(key) for key in
                                  ("product", "category", "service"))
    forms = []
    if product and service:
        forms.append(f"{product}/{service}")
    if product and category:
        forms.append(f"{product}/{category}")
    forms += [one for one in (category, service, product) if one]
    need = []
    for event in list(event_ids(rule.get("detection"))) or [None]:
        with_event = [f"{product}/{service}/{event}"] \
            if event is not None and product and service else []
        need.append(first(names, with_event + forms))
    return need


def sigma(mirror, names):
    for path, text in documents(mirror, "SigmaHQ/sigma",
                                r"^rules[^/]*/.*\.yml$"):
        for d in yaml.load_all(text, LOADER):
            if d.get("logsource") and d.get("status") not in ("deprecated",
                                                              "unsupported"):
                yield path, [sigma_need(d, names)]


def splunk(mirror, names):
    for path, text in documents(mirror, "splunk/security_content",
                                r"^detections/.*\.yml$"):
        if "/deprecated/" in path:
            continue
        d = yaml.load(text, LOADER)
        if not d.get("data_source") or d.get("status") in ("deprecated",
                                                           "removed"):
            continue
        found = re.search(r'azure_monitor_aad`.*?category *= *"?([A-Za-z]+)',
                          d.get("search") or "")
        # "A AND B" and "A AND C": A, and one of B and C.
        sets = [[first(names, ([f"{found[1]} of {one}"] if found else []) +
                       [one]) for one in value.split(" AND ")]
                for value in d["data_source"]]
        all_need = [row for row in sets[0] if len(sets[0]) > 1 and
                    all(row in one for one in sets)]
        rest = [[row for row in one if row not in all_need] for one in sets]
        needs = [[row] for row in all_need]
        if any(rest):
            needs.append(list(itertools.chain(*rest)))
        yield path, needs


def line(source, path, needs):
    told = " & ".join(" | ".join(sorted(set(need))) for need in needs)
    return f"{source}\t{path}\t{told}"


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        logs = yaml.load(file, LOADER)["logs"]
    for source in sigma, splunk:
        known = Names(logs, source.__name__)
        for one in sorted(line(source.__name__, path, needs) for path, needs in
                          source(sys.argv[1], known)):
            print(one)
