"""Does a number of controls mean the same wherever a site says it?

    python3 source_figures.py SITE SOURCES.json

SOURCES.json is what `sextant sources --format json` prints. Told is each number on a
page, in Markdown, JSON or CSV that stands beside "all", "active" or "mapped" controls,
or "mappings", of a source and is another than there; a number of controls without such
a word; and a page that uses such a word and does not say what it means.
"""

import csv
import html
import json
import os
import re
import sys

FIGURES = {"Documents": "documents", "All controls": "controls",
           "Active controls": "active", "Mapped controls": "mapped",
           "Mappings": "mappings", "Exact": "exact", "Remapped": "remapped",
           "Merged": "merged", "Retired": "retired", "Deprecated": "deprecated",
           "Unknown": "unknown", "Malformed": "malformed",
           "Other frameworks": "other_framework"}
MEMBERS = sorted(FIGURES.values())
# In sentences: "38 mapped detection controls", "41 are active", "of 45 in all".
SAID = [(r"(\d+)(?: controls)? in all\b", "controls"),
        (r"\ball (\d+) controls\b", "controls"),
        (r"(\d+)(?: are)? active\b(?! controls)", "active"),
        (r"(\d+) mapped\b", "mapped"), (r"(\d+) mappings\b", "mappings")]
# A number of them, and no word which.
BARE = re.compile(r"(?<![\w.-])(?<!\ball )\d+ (?:detection |test )?controls\b(?! in all)",
                  re.I)
wrong, compared = set(), 0


def text(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def same(where, source, member, got):
    global compared
    compared += 1
    if int(got) != source[member]:
        wrong.add(f"{where}: {source['id']}: {got} {member}, and sources says "
                  f"{source[member]}")


def sentences(where, source, said):
    for pattern, member in SAID:
        for got in re.findall(pattern, said, re.I):
            same(where, source, member, got)


def page(where, markup, sources, own):
    """Tables with a source a row, or with a figure a row, and the verdict."""
    for table in re.findall(r"<table.*?</table>", markup, re.S):
        heads = [text(h) for h in re.findall(r"<th scope=\"col\".*?</th>", table)]
        for row in re.findall(r"<tr>(<th scope=\"row\".*?)</tr>", table):
            cells = [text(c) for c in re.findall(r"<t[dh].*?</t[dh]>", row)]
            of = re.search(r'href="(?:\w*/|\.\./\w+/)?([\w-]+)\.html"', row)
            source = sources.get(of.group(1)) if of else None
            for head, cell in zip(heads, cells):
                if source and head in FIGURES and cell.isdigit():
                    same(where, source, FIGURES[head], cell)
            if own and cells[0] in FIGURES and heads[1:2] == ["How many"]:
                same(where, own, FIGURES[cells[0]], cells[1])
    if own:
        for said in re.findall(r"<p.*?</p>|<meta name=\"description\".*?>", markup, re.S):
            sentences(where, own, text(said) or html.unescape(said))
    said = text(re.sub(r"<script.*?</script>", " ", markup, flags=re.S))
    if re.search(r"\b(?:active|mapped) controls\b", said, re.I) and \
            "methodology.html#controls" not in markup and \
            'id="controls"' not in markup:
        wrong.add(f"{where}: what active or mapped controls are is not said")
    return said


def lines(where, said, sources, own):
    for line in said.splitlines():
        of = re.match(r"- \[.*?\]\((?:sources/)?([\w-]+)\.md\)", line)
        if own or (of and of.group(1) in sources):
            source = own or sources[of.group(1)]
            sentences(where, source, line)
            word = re.match(r"- ([\w ]+): (\d+)", line)
            if own and word and word.group(1) in FIGURES:
                same(where, source, FIGURES[word.group(1)], word.group(2))


def members(where, node, sources):
    if isinstance(node, dict) and node.get("id") in sources and "mapped" in node:
        for member in MEMBERS:
            if member in node:
                same(where, sources[node["id"]], member, node[member])
    for child in node.values() if isinstance(node, dict) else \
            node if isinstance(node, list) else []:
        members(where, child, sources)


def main(site, listed):
    with open(listed, encoding="utf-8") as f:
        sources = {s["id"]: s for s in json.load(f)["sources"]}
    for folder, _, names in os.walk(site):
        for name in names:
            path = os.path.join(folder, name)
            where = os.path.relpath(path, site)
            own = re.fullmatch(r"(?:markdown/)?(?:sources|controls)/([\w-]+?)(?:\.\d+)?"
                               r"\.(?:html|md)", where)
            own = sources.get(own.group(1)) if own else None
            if not name.endswith((".html", ".md", ".json", ".csv")):
                continue
            if where.startswith(("layers", "compass", "api/schema")):
                continue
            with open(path, encoding="utf-8", newline="") as f:
                said = f.read()
            if name.endswith(".json"):
                members(where, json.loads(said), sources)
                continue
            if name.endswith(".csv"):
                for row in csv.DictReader(said.splitlines()):
                    for member in MEMBERS:
                        if row.get("id") in sources and row.get(member):
                            same(where, sources[row["id"]], member, row[member])
                continue
            if name.endswith(".html"):
                said = page(where, said, sources, own)
            else:
                lines(where, said, sources, own)
            for bare in BARE.findall(said):
                wrong.add(f"{where}: {bare}: all, active or mapped ones?")
    for one in sorted(wrong):
        print(one)
    print("hundreds of figures" if compared > 300 else f"{compared} figures only")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
