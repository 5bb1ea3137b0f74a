#!/usr/bin/env python3
"""Lines of C that the tests reach, folder by folder: coverage.py OBJECTS.

OBJECTS holds what gcc --coverage left: *.gcno of the build, *.gcda of the runs.
A file that no test has run counts with all its lines. Exits 1 where less than
LEAST percent of all are reached.
"""

import collections
import json
import os
import subprocess
import sys

LEAST = 96


def lines(objects):
    """{file: {line: how often}}; what several objects include is added up."""
    notes = [os.path.join(at, name) for at, _, names in os.walk(objects)
             for name in names if name.endswith(".gcno")
             and os.sep + "tests" + os.sep not in at + os.sep]
    told = subprocess.run(
        [os.environ.get("GCOV", "gcov"), "--json-format", "--stdout",
         *sorted(notes)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if told.returncode != 0:
        sys.exit(told.stderr.decode().strip() or "gcov failed")
    found = collections.defaultdict(collections.Counter)
    for document in told.stdout.decode().splitlines():
        for file in json.loads(document)["files"]:
            if file["file"].startswith(("src/", "include/")):
                for line in file["lines"]:
                    found[file["file"]][line["line_number"]] += line["count"]
    return found


def main():
    found = lines(sys.argv[1])
    folders = collections.defaultdict(lambda: [0, 0])
    for name, counts in found.items():
        for row in folders[os.path.dirname(name)], folders["all"]:
            row[0] += sum(count > 0 for count in counts.values())
            row[1] += len(counts)
    total = folders.pop("all")
    print(f"{'folder':<16} {'reached':>8} {'of':>8} {'%':>6}")
    for name, (reached, of) in [*sorted(folders.items()), ("all", total)]:
        print(f"{name:<16} {reached:>8} {of:>8} {100 * reached / of:>6.1f}")
    if 100 * total[0] < LEAST * total[1]:
        sys.exit(f"less than {LEAST} % of the lines")


if __name__ == "__main__":
    main()
