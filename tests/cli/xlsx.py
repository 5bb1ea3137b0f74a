"""Reads a workbook as its standard has it (ECMA-376, Office Open XML), with nothing
but Python: {sheet: [row]}, a cell's text, number or None.

    xlsx.py FILE                    the sheets, with how many rows and columns they have
    xlsx.py FILE SHEET [N]          a sheet's rows (the first N), a line each
    xlsx.py --links FILE SHEET      where its cells lead
    xlsx.py --held FILE CATALOG [OPTION...]
                                    is it what the program prints of the catalog?
    xlsx.py --hostile FOLDER        writes rules there that have hostile titles
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Book:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        assert self.zip.testzip() is None
        assert all(n.endswith((".xml", ".rels")) for n in self.zip.namelist())
        self.parts = {n: ET.fromstring(self.zip.read(n))
                      for n in self.zip.namelist()}
        self.texts = [unescape("".join(t.text or "" for t in si.iter(MAIN + "t")))
                      for si in self.parts["xl/sharedStrings.xml"]]
        targets = {r.get("Id"): r.get("Target")
                   for r in self.parts["xl/_rels/workbook.xml.rels"]}
        self.names = {s.get("name"): "xl/" + targets[s.get(LINK)]
                      for s in self.parts["xl/workbook.xml"].iter(MAIN + "sheet")}
        self.sheets = {n: self.rows(p) for n, p in self.names.items()}

    def cell(self, c):
        # A formula is what no cell may have.
        assert c.find(MAIN + "f") is None, c.get("r")
        value = c.find(MAIN + "v")
        if value is None:
            return None
        if c.get("t") == "s":
            return self.texts[int(value.text)]
        assert c.get("t") in (None, "n"), c.get("t")
        number = float(value.text)
        return int(number) if number == int(number) else number

    def rows(self, part):
        rows = []
        for row in self.parts[part].iter(MAIN + "row"):
            cells = {}
            for c in row:
                letters = re.match("[A-Z]+", c.get("r"))[0]
                at = 0
                for letter in letters:
                    at = at * 26 + ord(letter) - 64
                cells[at - 1] = self.cell(c)
            while len(rows) < int(row.get("r")) - 1:
                rows.append([])
            rows.append([cells.get(i) for i in range(max(cells, default=-1) + 1)])
        return rows

    def table(self, name):
        """Its rows below the head, as objects."""
        head, *rows = self.sheets[name]
        return [dict(zip(head, row + [None] * (len(head) - len(row))))
                for row in rows]

    def column(self, name, head):
        """What stands in it; nothing, where there is no such sheet."""
        return {row[head] for row in self.table(name)} \
            if name in self.sheets else set()

    def links(self, name):
        """{cell: address}."""
        part = self.names[name]
        rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
        if rels not in self.parts:
            return {}
        to = {r.get("Id"): r.get("Target") for r in self.parts[rels]}
        return {h.get("ref"): to[h.get(LINK)]
                for h in self.parts[part].iter(MAIN + "hyperlink")}


def unescape(text):
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)


def told(catalog, options, *command):
    return subprocess.run(["sextant", *command, *options, "--catalog", catalog],
                          stdout=subprocess.PIPE, check=True, text=True).stdout


def same(rows, listed, columns):
    """As many, if each has in these columns what was listed."""
    assert len(rows) == len(listed), (len(rows), len(listed))
    for row, other in zip(rows, listed):
        for name in columns.split():
            mine = "" if row.get(name) is None else str(row[name])
            # What a spreadsheet would run of a CSV has an apostrophe there.
            theirs = re.sub("^'(?=[-=+@])", "", other[name])
            assert mine == theirs, (name, mine, theirs)
    return len(rows)


def held(path, catalog, *options):
    book = Book(path)

    def rows(*command):
        return list(csv.DictReader(io.StringIO(
            told(catalog, options, *command, "--format", "csv"))))

    stats = json.loads(told(catalog, options, "stats", "--format", "json"))
    figures = {(d["domain"], kind, name, f["covered"], f["of"])
               for d in stats["domains"] for kind, k in d["definitions"].items()
               for name, f in k.items()}
    assert figures == {(r["domain"], r["kind"], r["definition"], r["covered"],
                        r["of"]) for r in book.table("coverage")}
    columns = "technique name state policy detection test yours available " \
        "evidence groups campaigns software"
    counted = []
    for kind in ("detection", "test"):
        # Where a source is chosen, it is of one kind.
        if "--source" not in options or kind in book.column("controls", "kind"):
            counted += rows("list", "controls", "--kind", kind)
    print(len(figures), same(book.table("techniques"), rows("list"), columns),
          same(book.table("gaps"), rows("gaps"), columns),
          same(book.table("controls") if counted else [], counted, "source kind id type level "
               "status evidence whose author path line"), end="")
    sources = json.loads(told(catalog, (), "sources", "--format", "json"))["sources"]
    for source in sources:
        if source["id"] not in book.sheets:
            continue
        table = book.table(source["id"])
        print(" ", source["id"], same(table, rows(
            "list", "controls", "--source", source["id"]),
            "id title names of detections tests unanswered"), end="")
        assert all(abs(r["share"] - r["names"] / r["of"]) < 1e-9 for r in table)
    print()
    if not options:
        same(book.table("sources"), [{k: str(s[k]) for k in s} for s in sources],
             "controls active mapped mappings findings documents")


TITLES = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "{=1}", "\t=1",
          "_x0041_ and _x000D_", "\x01\x1b[31m\x7f", "\u202eexe.txt",
          "<b>&amp;\"'", "https://x.example/", "internal:about!A1", "1e400"]
LINKS = ["\"><x y", "a%20b#c d", "\u202e'\\", "a" * 3000]


def hostile(folder):
    os.makedirs(folder)
    for i, title in enumerate(TITLES):
        with open(f"{folder}/{i:02}.yml", "w") as rule:
            rule.write(f"title: {json.dumps(title)}\nid: r-{i}\n"
                       "tags: [attack.t1053.003]\n"
                       f"url: {json.dumps(LINKS[i % len(LINKS)])}\n"
                       f"date: {1899 + i}-12-10\n"
                       "detection: {a: {b: 1}, condition: a}\n")


def main(path, sheet=None, *more):
    if path == "--held":
        return held(sheet, *more)
    if path == "--hostile":
        return hostile(sheet)
    if path == "--links":
        for cell, address in Book(sheet).links(*more).items():
            print(cell, address[:60])
        return None
    book = Book(path)
    if sheet is None:
        for name, rows in book.sheets.items():
            print(f"{name}: {len(rows)} x {len(rows[0])}")
        return None
    for row in book.sheets[sheet][:int(more[0]) if more else None]:
        print(*("" if c is None else c for c in row), sep="|")


if __name__ == "__main__":
    main(*sys.argv[1:])
