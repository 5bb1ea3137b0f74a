"""Does each page say the same in all its forms?

    python3 page_twins.py SITE

A page names its twins, JSON and Markdown, in its head. Those of TWINS have both.
Told is where the sections of the page and of the Markdown differ, a figure of the
page's verdict that one of the twins lacks, and, of pages that are lists, a row that
has another place, another name, another technique or another figure in one of them.
"""

import html
import html.parser
import json
import os
import re
import sys

import kinds

# Pages of these kinds have both twins, those of SHARED another page's, of which they
# are a part, and those of the others need none: why. A kind that is in none of these
# fails: somebody has to think of it.
TWINS = {"overview", "matrix", "technique", "tactics", "tactic", "sources", "source",
         "controls", "control", "logs", "gaps", "threats", "compare", "exploited",
         "threat", "changes", "methodology"}
SHARED = {
    "rules": "of the technique",
    "all controls": "of the list of sources",
    "logs of": "of all logs",
}
WITHOUT = {
    "policy": "the catalog of a framework, which is not ours to publish again; which "
              "techniques its controls count for is in the list's",
    "search": "shows what search.json has",
    "not found": "says nothing",
}
# What differs, by kind, and why.
OTHER = {
    "matrix": {"Markdown": "tactics"},  # the columns of the page
    "policy": {"Markdown": ["Tests"]},  # it says that none is known
    "technique": {
        # The headings of the document that the compass pages have the form of.
        "Policy / Process Controls": "Policy",
        "Technical Controls (Detection Rules)": "Detection",
        "Offensive Security Tests": "Tests",
        "Markdown": ["Sub-techniques",  # a list in front
                     "Policy by way of crosswalks",  # in the page's Policy
                     "References"],  # where they are cited
        "page": ["The best rules",  # of those in Detection
                 "Description",  # in front
                 "No rule",  # links to what the other sections say
                 "Provenance"],  # with each source
        # Of rules the page also says how far they are proved, and run.
        "verdict": r"\b(\d+) (?:public |published |policy )*"
                   r"(?:rule|test|control|group|campaign|piece)"},
}
# The JSON's list of what a section's table lists, by the section's id; "" is what
# stands in none.
LISTS = {
    "gaps": {"no-rule": "no_rule", "one-rule": "one_rule", "no-test": "no_test",
             "moved": "moved"},
    "tactic": {"": "techniques"},
    "sources": {"": "sources"},
    "controls": {"": "controls"},
    "threats": {"groups": "groups", "campaigns": "campaigns", "software": "software"},
    "compare": {"who-uses-what": "techniques"},
    "exploited": {"": "vulnerabilities"},
    "logs": {"mitre": "sources", "unknown": "unknown"},
    "logs of": {"": "logs"},
    "rules": {"": "sources"},
    "all controls": {"": "sources"},
    "source": {"ledger": "ledger", "findings": "findings"},
    "changes": {"figures": "figures", "trend": "builds"},
    "methodology": {"evidence": "levels", "findings": "sources"},
}
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w]|\.\d)")
TECHNIQUE = re.compile(r"\bT\d{4}(?:\.\d{3})?\b")
LISTED = 400  # rows of a page of a list of controls
SHARE = re.compile(r"(\d+) %")  # of two figures, which stand beside it
compared = 0


class Row:
    """figures: the cells of class n; name: of what the row is; text: all of it.
    An item of a list in the page's text is a row, too, of the section "li"."""

    def __init__(self):
        self.figures, self.name, self.text = [], "", ""


class Page(html.parser.HTMLParser):
    """The sections of a page {id: heading}, the figures of its verdict, and its
    rows {section: [Row]}."""

    def __init__(self, text):
        super().__init__()
        self.alternate, self.headings, self.rows = {}, {"": ""}, {}
        self.verdict, self.section = "", ""
        self.into, self.row, self.body = None, None, False
        self.small = self.nav = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        words = (attrs.get("class") or "").split()
        if tag == "link" and attrs.get("rel") == "alternate":
            self.alternate[attrs["type"]] = attrs["href"]
        elif tag == "section":
            self.section = attrs.get("aria-labelledby", "")
        elif tag == "h2":
            self.into = "h2"
            self.headings[self.section or "#" + str(len(self.headings))] = ""
        elif tag == "p" and {"verdict", "headline"} & set(words):
            self.into = "p"
        elif tag == "tbody":
            self.body = True
        elif tag == "tr" and self.body:
            self.row = Row()
            self.rows.setdefault(self.section, []).append(self.row)
        elif tag == "nav":
            self.nav += 1
        elif tag == "li" and self.row is None and not self.nav:
            self.row = Row()
            self.rows.setdefault("li", []).append(self.row)
        elif tag == "td" and self.row is not None and "n" in words:
            self.into = "td"
            self.row.figures.append("")
        elif tag in ("th", "a", "code") and self.row and not self.row.name:
            self.into = tag
        elif tag == "small":
            self.small += 1

    def handle_endtag(self, tag):
        if tag == self.into:
            self.into = None
        if tag == "section":
            self.section = ""
        elif tag == "tbody":
            self.body, self.row = False, None
        elif tag == "nav":
            self.nav -= 1
        elif tag == "li" and not self.body:
            if self.row is not None:
                self.row.figures = [self.row.text]
            self.row = None
        elif tag == "small":
            self.small -= 1

    def handle_data(self, data):
        if self.row is not None:
            self.row.text += data + " "
            if self.into in ("th", "a", "code") and not self.small and \
                    not self.row.name:
                self.row.name = data.strip()
        if self.into == "h2" and not self.small:
            last = list(self.headings)[-1]
            self.headings[last] += data
        elif self.into == "p":
            self.verdict += data + " "
        elif self.into == "td":
            self.row.figures[-1] += data


def plain(text):
    """A heading without emphasis, escapes and kinds of apostrophes."""
    text = re.sub(r"\\(.)", r"\1", text.replace("*", "").replace("’", "'"))
    return " ".join(html.unescape(text).split())


def numbers(text):
    return NUMBER.findall(text.replace("\\", ""))


def figures(node, found):
    """Every number in it, as a page prints it, and how long its lists are."""
    if isinstance(node, dict):
        for child in node.values():
            figures(child, found)
    elif isinstance(node, list):
        found.add(str(len(node)))
        for child in node:
            figures(child, found)
    elif isinstance(node, str):
        found.update(numbers(node))
    elif node is not None and not isinstance(node, bool):
        found.update((str(node), f"{node:.1f}"))
    return found


def letters(text):
    """Without what a form escapes."""
    return re.sub(r"\W+", "", html.unescape(text))


def strings(node):
    """All texts and numbers in it."""
    if isinstance(node, (dict, list)):
        of = node.values() if isinstance(node, dict) else node
        return " ".join(strings(child) for child in of)
    return "" if node is None or isinstance(node, bool) else str(node)


class Other:
    """A row of another form."""

    def __init__(self, text, said):
        self.letters, self.said = letters(text), said
        self.ids = set(TECHNIQUE.findall(text))


def of_markdown(text):
    """{heading: its list's lines}"""
    found, at = {"": []}, ""
    for line in text.split("\n"):
        if line.startswith("## "):
            at = plain(line[3:])
            found[at] = []
        elif line.startswith("- "):
            found[at].append(line)
    return found


class Forms:
    def __init__(self, site, path, kind):
        self.path, self.kind, self.bad = path, kind, []
        with open(os.path.join(site, path), encoding="utf-8") as f:
            self.page = Page(f.read())
        at = os.path.dirname(os.path.join(site, path))
        self.json = self.markdown = None
        for media in ("application/json", "text/markdown"):
            twin = os.path.join(at, self.page.alternate.get(media, "none"))
            if not os.path.isfile(twin):
                self.say(f"has no {media}")
                continue
            with open(twin, encoding="utf-8") as f:
                if media == "text/markdown":
                    self.markdown = f.read()
                else:
                    self.json = json.load(f)

    def say(self, what):
        self.bad.append(f"{self.path}: {what}")

    def check(self, tactics):
        global compared
        if self.json is None or self.markdown is None:
            return self.bad
        self.listed = of_markdown(self.markdown)
        self.sections(tactics)
        told = set(numbers(self.markdown))
        said = figures(self.json, set())
        verdict = OTHER.get(self.kind, {}).get("verdict", NUMBER)
        shares = set(SHARE.findall(self.page.verdict))
        for n in sorted(set(re.findall(verdict, self.page.verdict))):
            compared += 1
            if n not in told:
                self.say(f"the Markdown lacks the verdict's {n}")
            if n not in said | shares:
                self.say(f"the JSON lacks the verdict's {n}")
        for section, name in LISTS.get(self.kind, {}).items():
            rows = self.page.rows.get(section, [])
            heading = plain(self.page.headings.get(section, "none"))
            for form, theirs in (("Markdown", self.lines(heading)),
                                 ("JSON", self.json.get(name, []))):
                theirs = self.part(theirs, form)
                self.rows(section, rows, [
                    Other(one, set(numbers(one))) if form == "Markdown" else
                    Other(strings(one), figures(one, set()))
                    for one in theirs], form)
        return self.bad

    def lines(self, heading):
        """Of the Markdown, of that section; of what has no sections, all."""
        if self.kind == "logs of":
            return self.listed.get("What rules need", [])
        if self.kind in SHARED:
            return [line for of in self.listed.values() for line in of]
        return self.listed.get(heading, [])

    def part(self, theirs, form):
        """What of a list this page has."""
        stem = os.path.basename(self.path).split(".")
        if self.kind == "controls" and len(stem) > 2:
            return theirs[LISTED * (int(stem[1]) - 1):][:LISTED]
        if self.kind == "controls":
            return theirs[:LISTED]
        if self.kind == "logs of":
            return [one for one in theirs if
                    re.match(stem[0] + "[/:]", one["id"] + ":" if form == "JSON"
                             else plain(one[2:]))]
        if self.kind == "all controls":
            names = {letters(row.name) for row in self.page.rows.get("", [])}
            return [one for one in theirs if any(n in letters(strings(one)) for n in names)]
        if self.kind == "rules" and form == "JSON":
            kind = {"rules": "detection", "tests": "test",
                    "policies": "policy"}[stem[0]]
            return [c for of in theirs if of["kind"] == kind
                    for c in of.get("controls", ())]
        return theirs

    def sections(self, tactics):
        other = OTHER.get(self.kind, {})
        ours = {plain(h) for h in self.page.headings.values()} - {""}
        theirs = {other.get(h, h) for h in self.listed} - {""}
        alone = other.get("Markdown", [])
        for h in sorted(ours - theirs):
            if not h.startswith(tuple(other.get("page", ()))):
                self.say(f"the Markdown lacks the section {h}")
        if self.kind in SHARED:
            return
        if alone == "tactics":
            alone = tactics
        for h in sorted(theirs - ours - set(alone)):
            self.say(f"only the Markdown has the section {h}")

    def rows(self, section, rows, theirs, form):
        where = f"the {form}'s {section or 'list'}"
        if self.kind == "rules":  # as ranked on the page, by source in its twins
            theirs = [next((o for o in theirs if letters(row.name) in o.letters),
                           None) for row in rows] + theirs[len(rows):] * \
                (form == "JSON")
            if None in theirs:
                self.say(f"{where} lacks {rows[theirs.index(None)].name}")
                return
        if len(rows) != len(theirs):
            self.say(f"{where} has {len(theirs)} rows, and the page "
                     f"{len(rows)}")
            return
        for i, (row, other) in enumerate(zip(rows, theirs)):
            self.row(where, i + 1, row, other, form)

    def row(self, where, i, row, other, form):
        global compared
        shares = {n for cell in row.figures for n in SHARE.findall(cell)}
        for n in (n for cell in row.figures for n in numbers(cell)):
            compared += 1
            if n not in other.said and (form != "JSON" or n not in shares):
                self.say(f"{where} lacks {n} in row {i}")
        for id in sorted(set(TECHNIQUE.findall(row.text)) - other.ids):
            self.say(f"{where} lacks {id} in row {i}")
        if letters(row.name) not in other.letters:
            self.say(f"{where} has in row {i} another than {row.name}")


def main(site):
    with open(os.path.join(site, "api/tactics/index.json"),
              encoding="utf-8") as f:
        tactics = [t["name"] for d in json.load(f)["domains"]
                   for t in d["tactics"]]
    seen, bad = set(), []
    for path, kind in kinds.pages(site):
        if kind not in TWINS and kind not in SHARED and kind not in WITHOUT:
            bad.append(f"{path}: has no twins, and no reason")
            continue
        forms = Forms(site, path, kind)
        if kind not in WITHOUT or forms.json is not None:
            seen.add(kind)
            bad += forms.check(tactics)
    bad += [f"{kind}: no page" for kind in sorted(TWINS | set(SHARED))
            if kind not in seen]
    print("\n".join(sorted(bad)), end="\n" if bad else "")
    print("hundreds of figures" if compared > 500 else f"{compared} figures")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
