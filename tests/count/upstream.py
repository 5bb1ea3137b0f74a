#!/usr/bin/env python3
"""The catalog against what upstreams say of themselves.

upstream.py atomic ARCHIVE CATALOG: every (technique, GUID) pair of Atomic Red
Team's index.csv. upstream.py sigma ARCHIVE CATALOG: the scores of Sigma's
Navigator layer, which counts the rules that have a tag; it repeats a technique
under each tactic, with one score, and counts once here. An id that only one of
the two has is nought in the other.
"""

import csv
import io
import json
import sqlite3
import sys
import tarfile
from collections import Counter


def member(archive, name):
    with tarfile.open(archive) as tar:
        for m in tar:
            if m.name.split("/", 1)[-1] == name:
                return tar.extractfile(m).read().decode()
    sys.exit(f"{archive}: no {name}")


def rows(catalog, source, what):
    with sqlite3.connect(f"file:{catalog}?mode=ro", uri=True) as db:
        return db.execute(f"""SELECT t.id, {what} FROM mapping m
            JOIN control k ON k.pk = m.control JOIN source s ON s.ord = k.source
            JOIN technique t ON t.pk = m.technique
            WHERE s.id = ? AND m.counted""", (source,)).fetchall()


def atomic(archive, catalog):
    text = member(archive, "atomics/Indexes/Indexes-CSV/index.csv")
    theirs = {(r["Technique #"], r["Test GUID"])
              for r in csv.DictReader(io.StringIO(text))}
    ours = rows(catalog, "atomic", "k.id")
    for pair in sorted(theirs ^ set(ours)):
        print("only", "theirs:" if pair in theirs else "ours:", *pair)
    print(len(theirs & set(ours)), "of", len(theirs), "pairs, each once:",
          len(ours) == len(set(ours)))


def sigma(archive, catalog):
    layer = json.loads(member(archive, "other/sigma_attack_nav_coverage.json"))
    theirs = {t["techniqueID"]: t["score"] for t in layer["techniques"]}
    if any(t["score"] != theirs[t["techniqueID"]] for t in
           layer["techniques"]):
        sys.exit("one technique with two scores")
    ours = Counter(t for t, _ in rows(catalog, "sigma", "k.pk"))
    off = [abs(ours[t] - theirs.get(t, 0)) for t in set(theirs) | set(ours)]
    print("ATT&CK", layer["versions"]["attack"] + ":", off.count(0), "of",
          len(off), "equal, none off by more than", max(off))


if __name__ == "__main__":
    {"atomic": atomic, "sigma": sigma}[sys.argv[1]](*sys.argv[2:])
