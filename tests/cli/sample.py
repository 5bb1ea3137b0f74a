"""The expected figures of data/sample/README.md against what the program says.

    python3 sample.py README CATALOG STATS.json EXPORT.csv FINDINGS INDEX.md

Each figure is read from the README's own tables and lines, so that the two
cannot drift apart. Prints what differs, and how many figures were compared.
"""

import csv
import json
import re
import sqlite3
import sys

SOURCES = ["mitigations", "splunk", "sigma", "atomic", "ours"]
LIFECYCLES = ["deprecated", "removed", "unsupported"]
compared = 0


def same(what, want, got):
    global compared
    compared += 1
    if want != got:
        print(f"{what}: README {want}, program {got}")


def tables(text):
    """Each table of a Markdown text: rows of cells, the first the head."""
    for block in re.findall(r"(?:^\|.*\n)+", text, re.M):
        rows = [[cell.strip().replace("**", "").replace("`", "")
                 for cell in line.strip().strip("|").split("|")]
                for line in block.splitlines()]
        yield [row for row in rows if not set(row[0]) <= set("-: ") or
               any(c and not set(c) <= set("-: ") for c in row)]


def table(all_tables, *head):
    """The one table whose head starts with these cells."""
    found = [t for t in all_tables if t[0][:len(head)] == list(head)]
    assert len(found) == 1, head
    return found[0]


def line(text, start):
    """What a line says behind its start, which may end in (N)."""
    m = re.search(rf"^(?:- )?{start}(?: \((\d+)\))?: (.*)$", text, re.M)
    assert m, start
    return m


def one(db, query, *values):
    return db.execute(query, values).fetchone()[0]


def check_sources(rows, db, stats, export):
    """The big table: a row a figure, a column a source."""
    counted = {
        "kind": lambda s, d: s["kind"],
        "files": lambda s, d: s["documents"],
        "controls": lambda s, d: s["controls"],
        "active": lambda s, d: s["active"],
        "deprecated / removed / unsupported": lambda s, d: " / ".join(
            str(one(db, "SELECT count(*) FROM control WHERE source = ? AND "
                    "lifecycle = ?", d, state)) for state in LIFECYCLES),
        "base of a correlation": lambda s, d: one(
            db, "SELECT count(*) FROM control WHERE source = ? AND "
            "lifecycle = 'base'", d),
        "active, but catch-all": lambda s, d: one(
            db, "SELECT count(*) FROM control WHERE source = ? AND catch_all "
            "AND lifecycle = 'active'", d),
        "active and counted from": lambda s, d: one(
            db, "SELECT count(*) FROM control WHERE source = ? AND counts", d),
        "of these without any id": lambda s, d: one(
            db, "SELECT count(*) FROM control WHERE source = ? AND counts AND "
            "pk NOT IN (SELECT control FROM mapping)", d),
        "of these with at least one mapping": lambda s, d: s["mapped"],
        "pairs (control, distinct id)": lambda s, d: one(
            db, "SELECT count(*) FROM mapping JOIN control ON pk = control "
            "WHERE source = ? AND counts", d),
        "of another framework (D3FEND)": lambda s, d: s["other_framework"],
        "merged (of exact and remapped)": lambda s, d: s["merged"],
        "mappings (exact + remapped - merged)": lambda s, d: s["mappings"],
        "techniques with a mapping": lambda s, d: sum(
            1 for row in export if row[s["id"]]),
    }
    for name in "exact", "remapped", "retired", "deprecated", "unknown", \
            "malformed":
        counted[name] = lambda s, d, name=name: s[name]
    # Told otherwise below, by findings.
    elsewhere = {"documents that could be read", "files broken / empty",
                 "of these no control (filter, fragments, same UUID)"}
    names = {row[0] for row in rows[1:]}
    assert names == set(counted) | elsewhere, names ^ (set(counted) | elsewhere)
    for row in rows[1:]:
        if row[0] in elsewhere:
            continue
        for source, want in zip(SOURCES, row[1:], strict=True):
            s = stats[source]
            ord_ = one(db, "SELECT ord FROM source WHERE id = ?", source)
            same(f"{source}: {row[0]}", want, str(counted[row[0]](s, ord_)))


def check_types(text, db):
    m = re.search(r"Types among the controls counted from: Splunk (\d+) TTP, "
                  r"(\d+) Anomaly, (\d+) Hunting, (\d+) Correlation; Sigma "
                  r"(\d+) plain rules .*?, (\d+) hunting, (\d+) correlation, "
                  r"(\d+) placeholder;\s+Atomic (\d+) automated .*? and (\d+) "
                  r"manual", text, re.S)
    n = [int(x) for x in m.groups()]
    want = {"splunk": {"rule": n[0] + n[1], "hunting": n[2],
                       "correlation": n[3]},
            "sigma": {"rule": n[4], "hunting": n[5], "correlation": n[6],
                      "placeholder": n[7]},
            "atomic": {"test": n[8] + n[9]}}
    for source, types in want.items():
        same(f"{source}: types", types, dict(db.execute(
            "SELECT type, count(*) FROM control JOIN source ON ord = source "
            "WHERE counts AND source.id = ? GROUP BY type", (source,))))


def check_evidence(rows, db):
    for source, *levels in rows[1:]:
        for level, want in enumerate(levels):
            same(f"{source}: E{level}", int(want), one(
                db, "SELECT count(*) FROM control JOIN source ON ord = source "
                "WHERE counts AND source.id = ? AND evidence = ?", source,
                level))


def check_coverage(text, rows, stats):
    domain = stats["domains"][0]
    for kind, *cells in rows[1:]:
        for name, want in zip(rows[0][1:], cells, strict=True):
            if want:
                got = domain["definitions"][kind][name]
                same(f"{kind} {name}", want, f"{got['covered']}/{got['of']}")
    m = re.search(r"\((\d+) active ids: (\d+) parent-level, (\d+) "
                  r"sub-techniques; (\d+) leaves\)", text)
    active, parents, subs, leaves = map(int, m.groups())
    same("parents", parents, domain["techniques"])
    same("sub-techniques", subs, domain["subtechniques"])
    for definitions in domain["definitions"].values():
        same("active", active, definitions["exact"]["of"])
        same("leaves", leaves, definitions["leaf"]["of"])
    m = re.search(r"(\d+) techniques \((\d+) active, (\d+) revoked, (\d+) "
                  r"deprecated\)", text)
    same("techniques", int(m[1]), active + int(m[3]) + int(m[4]))
    same("revoked", int(m[3]), domain["revoked"])
    same("deprecated", int(m[4]), domain["deprecated"])


def check_tactics(text, index):
    m = re.search(r"^Detection, exact, by tactic .*?:\n(.*?)\.$", text,
                  re.M | re.S)
    want = re.findall(r"([A-Z][A-Za-z ]+?) (\d+)/(\d+)", m[1])
    got = [(name, covered, of) for name, of, covered in re.findall(
        r"^## (.*)\n\nDetection, \*exact\*: (\d+), (\d+) with ", index, re.M)]
    same("tactics", want, got)


def check_lists(text, export):
    lists = {
        "Without detection": lambda r: r["detection"] == "0",
        "With nothing of any kind": lambda r: {
            r["policy"], r["detection"], r["test"]} == {"0"},
        "With a single detection": lambda r: r["detection"] == "1",
    }
    for name, holds in lists.items():
        m = line(text, name)
        ids = [r["technique"] for r in export if holds(r)]
        same(name, m[2].rstrip(".").split(", "), ids)
        same(f"{name}, how many", int(m[1]), len(ids))


def check_findings(text, findings):
    m = line(text, "Findings")
    want, named = {}, set()
    for part in m[2].rstrip(".").split("; "):
        what, n, ids = re.match(r"([a-z -]+) (\d+)(?: \((.*)\))?$",
                                part).groups()
        want[what.replace(" ", "-")] = int(n)
        named |= set(re.findall(r"T\d{4}(?:\.\d+)?", ids or ""))
    got = {}
    for finding in findings:
        what = re.search(r": ([a-z]+(?:-[a-z]+)+): ", finding)[1]
        got[what] = got.get(what, 0) + 1
    same("findings", want, got)
    same("findings, how many", int(m[1]), len(findings))
    for id_ in named:
        same(f"a finding on {id_}", True,
             any(f": {id_}: " in f for f in findings))


def check_techniques(rows, export):
    by_id = {r["technique"]: r for r in export}
    for row in rows[1:]:
        for source, want in zip(SOURCES, row[1:6], strict=True):
            same(f"{row[0]} {source}", int(want),
                 int(by_id[row[0]][source] or 0))


def check_sums(stats, export):
    """What stats and export say must add up by itself."""
    kinds = {}
    for s in stats["sources"]:
        same(f"{s['id']}: exact + remapped - merged", s["mappings"],
             s["exact"] + s["remapped"] - s["merged"])
        same(f"{s['id']}: sum of its column", s["mappings"],
             sum(int(r[s["id"]] or 0) for r in export))
        kinds.setdefault(s["kind"], []).append(s["id"])
    for kind, ids in kinds.items():
        for r in export:
            same(f"{r['technique']}: {kind}", int(r[kind]),
                 sum(int(r[id_] or 0) for id_ in ids))
        same(f"{kind}: exact",
             stats["domains"][0]["definitions"][kind]["exact"],
             {"covered": sum(1 for r in export if r[kind] != "0"),
              "of": len(export)})


def main():
    readme, catalog, stats, export, findings, index = sys.argv[1:]
    with open(readme, encoding="utf-8") as f:
        text = f.read()
    with open(stats, encoding="utf-8") as f:
        stats = json.load(f)
    with open(export, encoding="utf-8", newline="") as f:
        export = list(csv.DictReader(f))
    with open(findings, encoding="utf-8") as f:
        findings = f.read().split("\n\n", 2)[2].splitlines()
    with open(index, encoding="utf-8") as f:
        index = f.read()
    db = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
    figures = text.split("## Expected figures")[1]
    found = list(tables(figures))
    by_id = {s["id"]: s for s in stats["sources"]}
    same("sources", sorted(SOURCES), sorted(by_id))
    check_sources(table(found, "", *SOURCES), db, by_id, export)
    check_types(figures, db)
    check_evidence(table(found, "", "E0"), db)
    check_coverage(text, table(found, "kind", "exact"), stats)
    check_tactics(figures, index)
    check_lists(figures, export)
    check_findings(figures, findings)
    check_techniques(table(found, "technique"), export)
    check_sums(stats, export)
    print(compared, "figures compared")


main()
