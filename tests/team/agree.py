#!/usr/bin/env python3
"""Does Sextant say of the team what the counter says?

agree.py FIGURES FOLDER PART...: FIGURES is a file of count.py, FOLDER has what
Sextant answered, and PARTS at the end what each part of it is. Every difference
is a line; where there is none, a last line says how much was compared.
"""

import csv
import json
import os
import sqlite3
import sys
from collections import Counter


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


PARTS = {
    "controls": controls,  # controls.csv, catalog.db
}


def main(figures, folder, *parts):
    want, to = read(figures), Comparison()
    for part in parts:
        PARTS[part](to, want, folder)
    print("\n".join(to.bad) if to.bad else f"{to.compared} figures agree")
    return 1 if to.bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
