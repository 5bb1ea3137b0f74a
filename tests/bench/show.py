#!/usr/bin/env python3
"""usage: show.py SEXTANT EMPTY CATALOG

How soon `sextant show` answers: the median of 20 runs for an id of each of twelve
kinds, as somebody might type it, beside that of a program which does nothing, with
the same libraries, between the same runs. What a catalog lacks is left out. Says of
how many the answer took no more than twice as long; exits 1 where that is not all.
"""

import os
import statistics
import subprocess
import sys
import time

RUNS = 20
TWICE = 2.0

# Of each kind the first that the catalog has.
ASKED = [
    ("technique", ["t1059/1", "t1003/1"]),
    ("tactic", ["ta6"]),
    ("policy", ["AC 02", "ac-2", "m1042"]),
    ("mitigation", ["m1032", "m1042"]),
    ("rule", ["{AF1AC430-DF6B-4B38-B976-0B52F07A0252}",
              "{C53E208F-DA6C-4CF3-B5B3-6CE7A52DBE68}",
              "{B8B015F4-4B4F-4727-8B41-C10CDE357E42}"]),
    ("test", ["{43819286-91A9-4369-90ED-D31FB4DA2C01}",
              "{367D9F7C-0B7A-4639-A49E-6418540E7EC9}"]),
    ("group", ["g16"]),
    ("group, other name", ["Cozy_Bear"]),
    ("software", ["s 2"]),
    ("detection strategy", ["det-248", "det-9001"]),
    ("analytic", ["AN 1", "AN 9001"]),
    ("log source", ["wineventlog:security"]),
    ("CVE", ["cve 2021 44228"]),
]


def once(command):
    null = subprocess.DEVNULL
    start = time.perf_counter()
    code = subprocess.run(command, stdin=null, stdout=null,
                          stderr=null).returncode
    return time.perf_counter() - start, code


def main(sextant, empty, catalog):
    within = asked = 0
    print(f"{'what':<20} {'asked for':<40} {'ms':>6} {'empty':>6} {'ratio':>6}")
    for kind, words in ASKED:
        for word in words:
            show = [sextant, "show", word, "--catalog", catalog]
            if once(show)[1] == 0:
                break
        else:
            continue
        taken = [(once(show)[0], once([empty])[0]) for _ in range(RUNS)]
        ours, theirs = (statistics.median(t) * 1000 for t in zip(*taken))
        asked += 1
        within += ours <= TWICE * theirs
        print(f"{kind:<20} {word:<40} {ours:6.1f} {theirs:6.1f}"
              f" {ours / theirs:6.2f}", flush=True)
    print(f"{within} of {asked} within twice the time of the empty program")
    return within < asked


if __name__ == "__main__":
    sys.exit(main(*(os.path.abspath(a) for a in sys.argv[1:])))
