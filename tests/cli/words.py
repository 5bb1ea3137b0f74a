"""The tables of data/README.md, held against the program; and the words of two
keys of data/sources/README.md.

    words.py README SOURCES CATALOG STATS.json LIST.json THREAT.json \\
        METHODOLOGY.html

In the README a table is known by its first heading, and its words are its first
column. What the program says is read off a catalog's schema, and off answers.
"""

import json
import re
import sqlite3
import sys


def tables(text):
    """{first heading: [row as its cells]}."""
    found, rows, before = {}, None, ""
    for line in text.split("\n"):
        cells = [c.strip().strip("`") for c in line.strip("|").split("|")]
        if not line.startswith("|"):
            rows = None
        elif re.match(r"\| *---", line):
            rows = found.setdefault(before[0], [])
        elif rows is not None:
            rows.append(cells)
        before = cells
    return found


def column(catalog, table, name):
    """The words that a column's CHECK lets in."""
    sql = catalog.execute("SELECT sql FROM sqlite_master WHERE name = ?",
                          (table,)).fetchone()[0]
    return re.findall(r"'([^']*)'", re.search(
        rf"CHECK \(({name} = [^)]*)\)", sql)[1])


def states(path):
    with open(path, encoding="utf-8") as f:
        return {t["state"] for t in json.load(f)["techniques"]}


def main(readme, sources, catalog, stats, listed, threat, methodology):
    with open(readme, encoding="utf-8") as f:
        said = tables(f.read())
    with open(stats, encoding="utf-8") as f:
        domain = json.load(f)["domains"][0]["definitions"]
    with open(methodology, encoding="utf-8") as f:
        levels = re.findall(r">([^\s<]+)(?:</span>)? (E\d)</th>", f.read())
    catalog = sqlite3.connect(catalog)
    bad = []

    def same(what, want, have):
        if list(want) != list(have):
            bad.append(f"{what}: {' '.join(have)} in the README, "
                       f"{' '.join(want)} in the program")

    def words(heading):
        return [row[0] for row in said.get(heading, ())]

    for heading, table, name in (
            ("kind", "source", "kind"), ("outcome", "mapping", "outcome"),
            ("lifecycle", "control", "lifecycle"), ("type", "control", "type"),
            ("outcome of a test", "evidence", "outcome"),
            ("relation", "crosswalk_pair", "relation")):
        same(heading, column(catalog, table, name), words(heading))
    with open(sources, encoding="utf-8") as f:
        keys = dict(row[:2] for row in tables(f.read())["key"])
    for key in ("lifecycle", "type"):
        same(f"key {key}", [w for w in column(catalog, "control", key)
                            if w not in ("not-mappable", "base")],
             dict.fromkeys(re.findall(r"`([\w-]+)`", keys[key])))
    same("definition", domain["detection"], words("definition"))
    for kind in ("policy", "test"):
        same(f"definition of {kind}", domain[kind], [
            row[0] for row in said["definition"]
            if "only of detection" not in row[1]])
    same("level", [e for _, e in levels], words("level"))
    same("its sign", [g for g, _ in levels], [r[1] for r in said["level"]])
    same("state", sorted(states(listed)), sorted(words("state")))
    same("in threat", sorted(states(threat)), sorted(words("in threat")))
    print("\n".join(bad), end="\n" if bad else "")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
