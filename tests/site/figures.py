"""The figures that a site's pages state, against those that the program says.

    python3 figures.py SITE STATS.json EXPORT.csv LIST.json ALL.csv

ALL.csv is of yours and of what is available, which pages list, too. Every technique's page: its controls of each kind, as it says them and as it
lists them. The matrix: its headline, each definition, each tactic, each cell.
Prints what differs, and how many figures were compared.
"""

import csv
import html.parser
import json
import os
import re
import sys

KINDS = {"detection": "detection", "tests": "test", "policy": "policy"}
ALL = {"detection": "rules", "test": "tests", "policy": "policies"}
PAGE_ROWS = 15
compared = 0


def same(where, want, got):
    global compared
    compared += 1
    if want != got:
        print(f"{where}: {got}, where the program says {want}")


class Rows(html.parser.HTMLParser):
    """How many controls the tables of each section have, by what labels it."""

    def __init__(self, text):
        super().__init__()
        self.section, self.body, self.rows = None, False, {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag == "section":
            self.section = dict(attrs).get("aria-labelledby")
        elif tag == "tbody":
            self.body = True
        elif tag == "th" and self.body and ("scope", "row") in attrs:
            self.rows[self.section] = self.rows.get(self.section, 0) + 1

    def handle_endtag(self, tag):
        if tag == "tbody":
            self.body = False


def text_of(markup):
    return re.sub(r"<[^>]*>", "", markup)


def number(pattern, text):
    m = re.search(pattern, text)
    return int(m[1]) if m else None


def technique(site, row, all_of, detections):
    where = f"techniques/{row['technique']}.html"
    with open(os.path.join(site, where), encoding="utf-8") as f:
        page = f.read()
    verdict = text_of(re.search(r'class="verdict">(.*)', page)[1])
    want = {kind: int(row[kind]) for kind in KINDS.values()}
    same(where + ": rules", want["detection"],
         number(r"^(\d+)(?: public)? rules?\b", verdict))
    same(where + ": tests", want["test"], number(r"\b(\d+)(?: public)? tests?\b", verdict))
    same(where + ": policy", want["policy"],
         number(r"\b(\d+)(?: published)? policy controls?\b", verdict))
    there = {kind: int(all_of[kind]) for kind in KINDS.values()}
    if "rules of yours" in verdict or "rule of yours" in verdict:
        same(where + ": more rules", there["detection"] - want["detection"],
             number(r"; (\d+) more public", verdict.split(" · ")[0]) or 0)
    if there["detection"] == want["detection"] > 0:
        same(where + ": sources", sum(row[s] != "" for s in detections),
             number(r"\bin (\d+) sources?\b", verdict))
    rows = Rows(page).rows
    for section, kind in KINDS.items():
        all_rows = f"techniques/{row['technique']}/{ALL[kind]}.html"
        same(f"{where}: rows of {section}", min(there[kind], PAGE_ROWS),
             rows.get(section, 0))
        same(f"{all_rows}: is there", there[kind] > PAGE_ROWS,
             os.path.exists(os.path.join(site, all_rows)))
        if there[kind] > PAGE_ROWS:
            with open(os.path.join(site, all_rows), encoding="utf-8") as f:
                text = f.read()
            same(all_rows + ": its count", there[kind],
                 number(r"</small> (\d+) \w+", text))
            same(all_rows + ": its rows", there[kind],
                 sum(Rows(text).rows.values()))


def matrix(site, stats, table, listed):
    with open(os.path.join(site, "index.html"), encoding="utf-8") as f:
        page = f.read()
    sections = re.split(r'(?=<section class="domain")', page)[1:]
    same("domains", len(stats["domains"]), len(sections))
    for domain, section in zip(stats["domains"], sections):
        figures(domain, section)
        tactics(domain["domain"], section, listed)
    counts = {row["technique"]: int(row["detection"]) for row in table}
    told = set()
    for cell in re.split(r"<li\b", page):
        m = re.match(r'[^>]*><a href="techniques/(T[\d.]+)\.html">', cell)
        n = m and number(r"(\d+)(?:</b>| rules?\b)", cell[m.end():])
        if n is not None:
            same(f"cell of {m[1]}", counts[m[1]], n)
            told.add(m[1])
    scoped = {t["id"] for t in listed["techniques"] if t.get("scoped")}
    same("cells with a figure", [], sorted(scoped - told))


def percent(part, of):
    """Half of one is rounded up; what is not none or all does not look it."""
    n = (200 * part + of) // (2 * of)
    return "<1" if n == 0 < part else ">99" if n == 100 and part < of else str(n)


def figures(domain, section):
    definitions = domain["definitions"]
    exact = definitions["detection"]["exact"]
    headline = text_of(re.search(r'class="headline">(.*)', section)[1])
    said = re.match(r"(\d+) of (\d+)", headline)
    if said is None:
        said = re.match(r"(?P<of>\d+) [^,]*, (?P<covered>\d+) with", headline)
        said = said["covered"], said["of"]
    else:
        said = said.groups()
    same("headline", (str(exact["covered"]), str(exact["of"])), tuple(said))
    if exact["of"] > 0:
        same("percent", percent(exact["covered"], exact["of"]),
             re.search(r"\(([<>]?\d+) %\)", headline)[1])
    for name in definitions["detection"]:
        row = re.search(rf'<th scope="row">{name}</th>(.*)', section)[1]
        cells = re.findall(r'<td class="n"[^>]*>(.*?)</td>', row)
        same(f"figures of {name}", 3, len(cells))
        for kind, cell in zip(("detection", "test", "policy"), cells):
            d = definitions[kind].get(name)
            more = d and d.get("more", 0) > 0
            same(f"{name}, {kind}", (f"{d['covered']} of {d['of']}" if d
                 else "–") + (f" {d['more']} more public" if more else ""),
                 text_of(cell))


def tactics(domain, section, listed):
    want = {}
    for one in listed["techniques"]:
        if one["domain"] != domain or not one.get("scoped"):
            continue
        for tactic in one["tactics"]:
            covered, of = want.get(tactic, (0, 0))
            want[tactic] = covered + (one["detection"] > 0), of + 1
    got = {}
    for name, covered, of in re.findall(
            r'<th scope="col">([^<]*) <span><b>(\d+)</b>/(\d+)</span>',
            section):
        got[name.lower().replace(" ", "-")] = int(covered), int(of)
    for tactic in sorted({*want, *got}):
        same(f"{domain}: {tactic}", want.get(tactic, (0, 0)),
             got.get(tactic))


def main():
    site, stats, table, listed, both = sys.argv[1:]
    with open(stats, encoding="utf-8") as f:
        stats = json.load(f)
    with open(table, encoding="utf-8", newline="") as f:
        table = list(csv.DictReader(f))
    with open(both, encoding="utf-8", newline="") as f:
        both = list(csv.DictReader(f))
    with open(listed, encoding="utf-8") as f:
        listed = json.load(f)
    detections = [s["id"] for s in stats["sources"]
                  if s["kind"] == "detection"]
    for row, all_of in zip(table, both, strict=True):
        technique(site, row, all_of, detections)
    matrix(site, stats, table, listed)
    print("hundreds of figures" if compared > 500 else f"{compared} figures")


main()
