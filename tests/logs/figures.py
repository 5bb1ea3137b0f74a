#!/usr/bin/env python3
"""What a catalog says its rules need.

figures.py share CATALOG: of each source the active rules that name a log, and
those all of whose names are resolved: to a log, and to none that is a whole
product or index. Below that each name that is left, with its number of rules.
figures.py sample CATALOG TSV: how many rules of sample.tsv need what it says.
figures.py agree CATALOG NEEDS: where needs.py reads something else.
"""

import sqlite3
import sys
from collections import Counter, defaultdict

QUERY = """SELECT s.id, c.path, c.pk, n.ord, COALESCE(l.id, '? ' || n.name),
    n.log IS NULL OR l.whole, n.name
  FROM control c JOIN source s ON s.ord = c.source JOIN need n
    ON n.control = c.pk LEFT JOIN log l ON l.pk = n.log
  WHERE c.lifecycle IN ('active', 'base') AND s.id IN ('elastic', 'sigma',
    'splunk')"""


def read(catalog, where=""):
    with sqlite3.connect(f"file:{catalog}?mode=ro", uri=True) as db:
        return db.execute(f"{QUERY} {where} ORDER BY s.id, c.path, c.pk, n.ord"
                          ).fetchall()


def told(needs):
    return " & ".join(sorted(" | ".join(sorted(need)) for need in needs))


def by_rule(rows):
    """The needs of each rule: (source, path, pk) and sets of logs."""
    rules = defaultdict(lambda: defaultdict(set))
    for source, path, pk, ord_, log, _, _ in rows:
        rules[source, path, pk][ord_].add(log)
    return {rule: told(needs.values()) for rule, needs in rules.items()}


def share(catalog):
    rules, left = defaultdict(set), defaultdict(set)
    for source, _, pk, _, log, is_left, name in read(catalog):
        rules[source].add(pk)
        if is_left:
            left[source, name, "unknown" if log[0] == "?" else log].add(pk)
    for source in sorted(rules):
        bad = set().union(*(pks for one, pks in left.items()
                            if one[0] == source))
        named, resolved = len(rules[source]), len(rules[source] - bad)
        print(f"{source}: {resolved} of {named}, "
              f"{100 * resolved / named:.1f} %")
        if resolved < 0.95 * named:
            print(f"{source}: less than 95 %")
    for one in sorted(left, key=lambda one: (one[0], -len(left[one]), one)):
        print(len(left[one]), *one, sep="\t")


def tsv(path):
    with open(path, encoding="utf-8") as file:
        for one in file:
            if one[0] != "#" and not one.startswith("source\t"):
                yield one.rstrip("\n").split("\t")


def normal(needs):
    return told(need.split(" | ") for need in needs.split(" & "))


def sample(catalog, path):
    needs = {rule[:2]: told for rule, told in by_rule(read(catalog)).items()}
    drawn = list(tsv(path))
    wrong = [one for one in drawn if needs.get((one[0], one[1]), "") !=
             normal(one[2])]
    print(len(drawn) - len(wrong), "of", len(drawn))
    for one in wrong:
        print(f"{one[1]}: {normal(one[2])}\n"
              f"  not {needs.get((one[0], one[1]), 'told')}")


def agree(catalog, path):
    ours = sorted((rule[0], rule[1], needs) for rule, needs in by_rule(
        read(catalog, "AND s.id <> 'elastic' AND NOT"
             " (s.id = 'sigma' AND c.type = 'correlation')")
        ).items())
    theirs = sorted((one[0], one[1], normal(one[2])) for one in tsv(path))
    print(len(set(ours) & set(theirs)), "alike")
    for one in sorted(set(ours) ^ set(theirs)):
        print("ours" if one in set(ours) else "theirs", *one, sep="\t")


if __name__ == "__main__":
    {"share": share, "sample": sample, "agree": agree}[sys.argv[1]](
        *sys.argv[2:])
