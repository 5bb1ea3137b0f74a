#!/usr/bin/env python3
"""What a catalog says of rules that were made from others': twins.py CATALOG.

A control a line: its source, id, and whose it is or why it counts nowhere; the
ids that it counts for, with their evidence; what it was made from, and how that was
found. Then what each source's totals are, and findings of twins.
"""

import sqlite3
import sys


def whose(k):
    if k["lifecycle"] != "active":
        return k["lifecycle"]
    return "catch-all" if k["catch_all"] else k["whose"]


def twins(db, k):
    for w in db.execute("""SELECT w.*, t.id FROM twin w JOIN control t
            ON t.pk = w.twin WHERE w.control = ? ORDER BY w.ord""", (k["pk"],)):
        words = [f"from {w['id']} by {w['by']}", f"up to E{w['evidence']}"]
        words += ["changed"] * w["changed"] + ["its techniques"] * w["techniques"]
        yield ", ".join(words)


def main(catalog):
    db = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    for k in db.execute("""SELECT k.*, s.id AS of FROM control k JOIN source s
            ON s.ord = k.source WHERE s.kind = 'detection' ORDER BY k.pk"""):
        maps = db.execute("""SELECT t.id, m.evidence FROM mapping m
            JOIN technique t ON t.pk = m.technique
            WHERE m.control = ? AND m.counted ORDER BY t.pk""", (k["pk"],))
        print(f"{k['of']} {k['id'] or k['title']} {whose(k)}"
              + "".join(f" {m['id']}:E{m['evidence']}" for m in maps)
              + "".join("; " + text for text in twins(db, k)))
    for t in db.execute("""SELECT s.id, t.* FROM total t JOIN source s
            ON s.ord = t.source WHERE s.kind = 'detection' ORDER BY s.ord"""):
        assert t["exact"] + t["remapped"] - t["merged"] == t["mappings"]
        print(f"= {t['id']}: {t['controls']} controls, {t['active']} active,"
              f" {t['mapped']} mapped, {t['mappings']} mappings")
    for f in db.execute("SELECT * FROM finding WHERE what LIKE '%twin%'"):
        print(f"! {f['path']}:{f['line']}: {f['what']}: {f['why']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
