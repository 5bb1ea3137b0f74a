#!/usr/bin/env python3
"""Asks the queries of queries.tsv and says which got another first answer.

first.py FILE ON CATALOG: those of FILE with that ON, one a line as QUERY: what
came first, instead of what; last, how many were right.
"""
import csv
import json
import subprocess
import sys


def queries(path, on):
    with open(path, encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [row for row in csv.DictReader(lines, delimiter="\t",
                                              quoting=csv.QUOTE_NONE)
                if row["on"] == on]


def first(catalog, query):
    """The first answer of `sextant search`, {} where there is none."""
    out = subprocess.run(
        ["sextant", "search", "--catalog", catalog, "--format", "json",
         "--limit", "1", "--", *query.split()],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    results = json.loads(out)["results"]
    return results[0]["items"][0] if results else {}


def is_right(answer, right):
    for one in right.split("|"):
        if one.startswith("~"):
            if one[1:].lower() in answer.get("name", "").lower():
                return True
        elif one == answer.get("id"):
            return True
    return False


def main(path, on, catalog):
    rows = queries(path, on)
    wrong = 0
    for row in rows:
        answer = first(catalog, row["query"])
        if not is_right(answer, row["right"]):
            wrong += 1
            print(f"{row['query']}: {answer.get('id')}, not {row['right']}")
    print(f"{len(rows) - wrong} of {len(rows)}")


main(*sys.argv[1:])
