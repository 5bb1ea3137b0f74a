#!/usr/bin/env python3
"""Holds the search of a site against `sextant search`.

site.py CATALOG SITE queries FILE ON: asks both the queries of FILE with that ON;
site.py CATALOG SITE words N SEED: N queries made of words drawn from the index.
Prints where the answers differ: in their kinds, or in the first things of one; and
where the site's lead nowhere. Last, how many were asked.
"""
import concurrent.futures
import json
import os
import random
import sqlite3
import subprocess
import sys

CONTROLS = ("policy", "detection", "test")
FIRST = 10  # things of a kind that are compared
HERE = os.path.dirname(os.path.abspath(__file__))


def drawn(catalog, n, seed):
    """Words of the index, some of them cut or with letters exchanged, and pairs
    of them."""
    db = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
    db.execute("CREATE VIRTUAL TABLE temp.term USING"
               " fts5vocab(main, search, row)")
    words = [row[0] for row in
             db.execute("SELECT term FROM temp.term ORDER BY term")]
    chance = random.Random(seed)
    found = []
    for i in range(int(n)):
        word = chance.choice(words)
        if i % 5 == 1:
            word = word[:max(2, len(word) - 2)]
        elif i % 5 == 2 and len(word) > 4:
            at = chance.randrange(1, len(word) - 1)
            word = word[:at] + word[at + 1] + word[at] + word[at + 2:]
        elif i % 5 == 3:
            word += " " + chance.choice(words)
        found.append(word)
    return found


def program(catalog, query):
    out = subprocess.run(["sextant", "search", "--catalog", catalog, "--format",
                          "json", "--limit", str(FIRST), "--", query],
                         check=True, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL).stdout
    return json.loads(out)


def site(folder, queries):
    out = subprocess.run(["node", os.path.join(HERE, "site.js"), folder],
                         input="\n".join(queries) + "\n", check=True, text=True,
                         stdout=subprocess.PIPE).stdout
    return [json.loads(line) for line in out.splitlines()]


def by_kind(kinds):
    """[kind, how many, the first things] of the site's answer."""
    return [(one["kind"], one["found"],
             [told(one["kind"], i) for i in one["results"][:FIRST]])
            for one in kinds]


def told(kind, item):
    """What both say: the site has no ids of detections and tests."""
    name = item["name"] or ""
    if item.get("parent_name"):
        name = f"{item['parent_name']}: {name}"
    whose = "source" if kind in CONTROLS else "id"
    return [name, item.get(whose) or "", item["matched"]]


def difference(theirs, ours):
    if theirs.get("instead", "") != ours["instead"]:
        return f"instead {ours['instead']!r}, not {theirs.get('instead')!r}"
    want = [(r["kind"], r["found"], [told(r["kind"], i) for i in r["items"]])
            for r in theirs["results"]]
    have = by_kind(ours["kinds"])
    if [w[:2] for w in want] != [h[:2] for h in have]:
        return f"{[h[:2] for h in have]}, not {[w[:2] for w in want]}"
    for (kind, _, right), (_, _, items) in zip(want, have):
        for place, (a, b) in enumerate(zip(right, items)):
            if a != b:
                return f"{kind} {place + 1}: {b}, not {a}"
    return None


def has_place(folder, page):
    """Is there such a page, and on it a place that is called so?"""
    path, _, place = page.partition("#")
    path = os.path.join(folder, path)
    if not os.path.isfile(path):
        return False
    with open(path, encoding="utf-8") as file:
        return not place or f'id="{place}"' in file.read()


def lost(folder, ours):
    for one in (r for kind in ours["kinds"] for r in kind["results"][:FIRST]):
        if not has_place(folder, one["page"]):
            return f"{one['name']}: no {one['page']}"
    return None


def queries(path, on):
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return [row[2] for row in rows if row[0] == on]


def main(catalog, folder, what, *more):
    asked = queries(*more) if what == "queries" else drawn(catalog, *more)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = pool.map(lambda query: program(catalog, query), asked)
        for query, theirs, ours in zip(asked, answers, site(folder, asked)):
            found = difference(theirs, ours) or lost(folder, ours)
            if found:
                print(f"{query}: {found}")
    print(f"{len(asked)} asked")


main(*sys.argv[1:])
