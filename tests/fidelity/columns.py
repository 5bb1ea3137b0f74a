#!/usr/bin/env python3
"""Compares a table of `sextant export compass-json` with the one that the compass
published: columns.py PUBLISHED OURS [UPSTREAM]

A line each column that OURS fills anywhere: how many cells agree of all, and of
those that are filled there; how many are more and less here; both sums. Where the
compass counted something else than controls, and UPSTREAM (a mirror) has what it
read, also how many agree when that is counted as it counted. At last how many
grades follow from its own counts.
"""

import json
import os
import re
import sys
import tarfile
import tomllib
from collections import Counter

import yaml

# Of these rules its parser of TOML read no threat.
LOST = {"credential_access_disable_kerberos_preauth",
        "defense_evasion_parent_process_pid_spoofing",
        "lateral_movement_scheduled_task_target",
        "persistence_startup_folder_file_written_by_unsigned_process",
        "privilege_escalation_suspicious_dnshostname_update"}
HOST = "codeload.github.com"
CAR = "mitre-attack/car/tar.gz/ecc1577e7cea14e9ace88e305b57b11a4274da38"
ELASTIC = ("elastic/detection-rules/tar.gz/"
           "e7a1afbba0f28a4549861ca6768e68c95aaf8575")


def files(upstream, place, pattern):
    with tarfile.open(os.path.join(upstream, HOST, place)) as tar:
        for m in tar:
            path = m.name.split("/", 1)[1] if "/" in m.name else ""
            if m.isfile() and re.fullmatch(pattern, path):
                yield path, tar.extractfile(m).read().decode()


def car(upstream, tests=False):
    """The last sub-technique of each entry; of tests, how many there are."""
    for _, text in files(upstream, CAR, r"analytics/.*\.yaml"):
        d = yaml.safe_load(text)
        n = len(d.get("unit_tests") or []) if tests else 1
        for entry in d.get("coverage") or []:
            yield from [(entry.get("subtechniques") or
                         [entry["technique"]])[-1]] * n


def elastic(upstream):
    """Each mention, also the second one of a rule."""
    for path, text in files(upstream, ELASTIC, r"rules/[^/]*/[^/]*\.toml"):
        if os.path.basename(path).removesuffix(".toml") in LOST:
            continue
        for threat in tomllib.loads(text)["rule"].get("threat", []):
            for technique in threat.get("technique", []):
                yield from [s["id"] for s in technique.get(
                    "subtechnique", [])] or [technique["id"]]


OTHERWISE = {
    "elastic": ("every mention, also the second of a rule", elastic),
    "car": ("the last sub-technique of an entry alone", car),
    "car_red": ("unit tests, likewise", lambda up: car(up, True)),
}
# The most of a column that is few, and that is some.
LIMITS = {"mitigations": (2, 5), "nist": (3, 6), "cis": (3, 6),
          "d3fend": (2, 5), "engage": (2, 5)}


def grade(row):
    total = sum((row[c] or 0) > limit for c, (few, some) in LIMITS.items()
                for limit in (0, few, some))
    return sum(total >= least for least in (1, 3, 7))


def main(published, ours, upstream=None):
    with open(published, encoding="utf-8") as f:
        theirs = json.load(f)
    with open(ours, encoding="utf-8") as f:
        ours = {row["techID"]: row for row in json.load(f)}
    columns = [c for c in theirs[0] if any(
        isinstance(row[c], int) for row in ours.values())]
    for c in columns:
        pairs = [(row[c] or 0, ours[row["techID"]][c] or 0) for row in theirs]
        line = (f"{c}: {sum(a == b for a, b in pairs)} of {len(pairs)}, "
                f"{sum(a == b > 0 for a, b in pairs)} of "
                f"{sum(a > 0 for a, _ in pairs)} filled; "
                f"{sum(a < b for a, b in pairs)} more, "
                f"{sum(a > b for a, b in pairs)} less; "
                f"{sum(a for a, _ in pairs)} and {sum(b for _, b in pairs)}")
        if upstream and c in OTHERWISE:
            what, count = OTHERWISE[c]
            n = Counter(count(upstream))
            same = sum((row[c] or 0) == n[row["techID"]] for row in theirs)
            line += f"; {same} by {what}"
        print(line)
    name = "policy_process_volume"
    print(f"{name}: {sum(row[name] == grade(row) for row in theirs)} "
          f"of {len(theirs)} follow from its own counts")


if __name__ == "__main__":
    main(*sys.argv[1:])
