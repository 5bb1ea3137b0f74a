#!/usr/bin/env python3
"""Does Sextant say of the team what the counter says?

agree.py FIGURES FOLDER PART...: FIGURES is a file of count.py, FOLDER has what
Sextant answered, and PARTS at the end what each part of it is. Every difference
is a line; where there is none, a last line says how much was compared.
"""

import csv
import html
import json
import os
import re
import sqlite3
import sys
from collections import Counter

OF = ["yours", "available", "all"]
DEFAULT = {"detection": "yours", "test": "yours", "policy": "available"}


class Comparison:
    def __init__(self):
        self.bad, self.compared = [], 0

    def same(self, what, got, want):
        self.compared += 1
        if got != want:
            self.bad.append(f"{what}: {got}, and the counter says {want}")


    def same_all(self, what, got, want):
        """Lists of rows, in whatever order."""
        got, want = (Counter(map(tuple, rows)) for rows in (got, want))
        self.compared += sum(want.values())
        for row in sorted((got - want) + (want - got)):
            self.bad.append(f"{what}: {row}: {got[row]} times, and the "
                            f"counter says {want[row]}")


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        return json.load(f)


def state(n):
    return ["gap", "single", "covered"][min(n, 2)]


def stats(to, want, folder, of):
    got = read(folder, f"{of}.stats" if of else "stats")
    for kind, definitions in got["domains"][0]["definitions"].items():
        for name, figure in definitions.items():
            to.same(f"stats {of}: {kind} {name}",
                    [figure["covered"], figure["of"]],
                    want["figures"][f"{kind} {name} {of or DEFAULT[kind]}"])


def lists(to, want, folder, of):
    got = read(folder, f"{of}.list" if of else "list")["techniques"]
    to.same(f"list {of}: techniques", sorted(t["id"] for t in got),
            want["techniques"])
    for t in got:
        counts = {kind: want["counts"][f"{kind} {of or DEFAULT[kind]}"].get(
            t["id"], 0) for kind in DEFAULT}
        to.same(f"list {of}: {t['id']}", {k: t[k] for k in counts}, counts)
        to.same(f"list {of}: {t['id']} is", t["state"],
                state(counts["detection"]))
        for word in ("yours", "available"):
            if word in t:
                to.same(f"list {of}: {t['id']} {word}", t[word],
                        want["counts"][f"detection {word}"].get(t["id"], 0))


def layer(to, want, folder, of):
    got = read(folder, f"{of}.layer" if of else "layer")
    n, total = want["figures"][f"detection exact {of or 'yours'}"]
    whose = {"available": " public detection rule ",
             "all": " detection rule "}.get(of, " detection rule of yours ")
    to.same(f"layer {of}: what it says first",
            got["description"].startswith(f"{n} of {total} (") and
            f" one{whose}names" in got["description"], True)
    for t in got["techniques"]:
        to.same(f"layer {of}: {t['techniqueID']}", t.get("score", 0),
                want["counts"][f"detection {of or 'yours'}"].get(
                    t["techniqueID"], 0))


def badge(to, want, folder, of):
    got = read(folder, f"{of}.badge" if of else "badge")
    n, total = want["figures"][f"detection exact {of or 'yours'}"]
    whose = {"available": "public rules", "all": "yours and public"}
    to.same(f"badge {of}", [got["label"], got["message"].split(", ")[0]],
            [f"ATT&CK detection, {whose.get(of, 'yours')}, exact",
             f"{n} of {total}"])


def gaps(to, want, folder):
    yours = want["counts"]["detection yours"]
    got = read(folder, "gaps")["techniques"]
    to.same("gaps", sorted(t["id"] for t in got if t["state"] == "gap"),
            [t for t in want["techniques"] if not yours.get(t)])
    for t in got:
        to.same(f"gaps: {t['id']} available", t["available"],
                want["counts"]["detection available"].get(t["id"], 0))


def threat(to, want, folder):
    got = {t["id"]: t for t in read(folder, "threat")["techniques"]}
    to.same("threat: techniques", sorted(got), [r[0] for r in want["threat"]])
    for technique, word, rules, _ in want["threat"]:
        to.same(f"threat: {technique}", got[technique]["state"], word)
        to.same(f"threat: who answers {technique}", "; ".join(sorted(
            a["title"].strip() for a in got[technique].get("answers", []))),
            rules)


def controls(to, want, folder):
    """Each rule and test with what it counts for, and how far it is known to
    work; and what each rule of the SIEM was made from."""
    with open(os.path.join(folder, "controls.csv"), encoding="utf-8",
              newline="") as f:
        got = [[r["source"], r["id"], r["technique"], int(r["evidence"])]
               for r in csv.DictReader(f)
               if r["counted"] and r["kind"] != "policy"]
    to.same_all("controls", got, want["pairs"])
    with sqlite3.connect(os.path.join(folder, "catalog.db")) as db:
        joins = [list(row) for row in db.execute(
            "SELECT k.id, t.id, by FROM twin JOIN control k ON k.pk = control"
            " JOIN control t ON t.pk = twin")]
    to.same_all("joins", joins, want["joins"])


def words(path):
    """A page's text, one space for all white space."""
    with open(path, encoding="utf-8") as f:
        text = re.sub(r"<(script|style).*?</\1>", " ", f.read(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def site(to, want, folder):
    at = os.path.join(folder, "site")
    index = read(at, "api", "index.json")
    for kind, definitions in index["domains"][0]["coverage"].items():
        for name, figure in definitions.items():
            to.same(f"site: {kind} {name}", [figure["covered"], figure["of"]],
                    want["figures"][f"{kind} {name} {DEFAULT[kind]}"])
    for t in index["techniques"]:
        to.same(f"site: {t['id']}", {k: t[k] for k in DEFAULT},
                {k: want["counts"][f"{k} {of}"].get(t["id"], 0)
                 for k, of in DEFAULT.items()})
    for source, counts in want["sources"].items():
        for t in read(at, "layers", f"source-{source}.json")["techniques"]:
            to.same(f"site: layer of {source}: {t['techniqueID']}",
                    t.get("score", 0), counts.get(t["techniqueID"], 0))
    n, total = want["figures"]["detection exact yours"]
    with open(os.path.join(at, "badge.svg"), encoding="utf-8") as f:
        to.same("site: badge", f"yours, exact: {n} of {total}, " in f.read(),
                True)
    more = want["figures"]["detection exact all"][0] - n
    to.same("site: headline", f" {n} of {total} techniques and sub-techniques "
            f"covered by your rules ( {round(100 * n / total)} % ); public "
            f"rules exist for {more} more." in
            words(os.path.join(at, "index.html")), True)
    # What is public, or all of it, is nowhere said to be covered.
    for of in ("available", "all"):
        n, total = want["figures"][f"detection exact {of}"]
        wrong = re.compile(rf"\b{n} of {total}\b[^.]*\bcovered\b|"
                           rf"\b{round(100 * n / total)} %")
        for name in ("index.html", "gaps.html", "markdown/index.md"):
            to.same(f"site: {name} and what is {of}",
                    wrong.findall(words(os.path.join(at, name))), [])


def each_of(compare):
    """Of yours, available and all; and what nobody asked for is of."""
    def part(to, want, folder):
        for of in [""] + OF:
            compare(to, want, folder, of)
    return part


PARTS = {
    "controls": controls,      # controls.csv, catalog.db
    "stats": each_of(stats),   # stats, yours.stats ...: as JSON
    "list": each_of(lists),    # likewise
    "layer": each_of(layer),   # likewise
    "badge": each_of(badge),   # likewise
    "gaps": gaps,              # gaps, as JSON
    "threat": threat,          # threat, as JSON
    "site": site,              # site/
}


def main(figures, folder, *parts):
    want, to = read(figures), Comparison()
    for part in parts:
        PARTS[part](to, want, folder)
    print("\n".join(to.bad) if to.bad else f"{to.compared} figures agree")
    return 1 if to.bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
