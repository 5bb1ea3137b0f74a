#!/usr/bin/env python3
"""The logs that the controls of a source need: needs.py CATALOG SOURCE

"ID: A | B & ?C" a control: A or B, and one that is unknown, by its name; "*" behind
a log is a whole product; "-" none.
"""

import sqlite3
import sys


def main(catalog, source):
    db = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
    for pk, name in db.execute("""SELECT k.pk, coalesce(k.id, k.title)
            FROM control k JOIN source s ON s.ord = k.source WHERE s.id = ?
            ORDER BY 2""", (source,)).fetchall():
        needs = {}
        for n, log, whole, called in db.execute("""SELECT n.ord, l.id, l.whole,
                n.name FROM need n LEFT JOIN log l ON l.pk = n.log
                WHERE n.control = ? ORDER BY n.ord, n.n""", (pk,)):
            needs.setdefault(n, []).append(
                log + "*" * whole if log else f"?{called}")
        print(name + ":", " & ".join(map(" | ".join, needs.values())) or "-")


if __name__ == "__main__":
    main(*sys.argv[1:])
