"""What templates get, held against templates/README.md.

    data.py --bare FOLDER      templates that show their data, to lay over ours
    data.py SITE...            sites made with these

A row of a table in the README that begins with a path, from "." on, lists the
members of what stands there. It may lead to another heading, whose rows are
seen from there. Told is what a page's data lack of that, what a page has beside
it, and what a template names that is in none of its tables.
"""

import json
import os
import re
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
TEMPLATES = os.path.join(TOP, "templates")
ALL_OF = re.compile(r"All that `([\w/]+)` gets")
HEADING = re.compile(r"^#+ (.*)$")
ROW = re.compile(r"^\| `([^`]+)` \| (.*) \|$")
MEMBER = re.compile(r"`(\w+)`")
LINK = re.compile(r"\]\(#([\w-]+)\)")
PATH = re.compile(r"\.$|\w[\w.\[\]]*$")
TAG = re.compile(r"\{\{\{?\s*[#^&]?\s*([\w.]+)\s*\}")
# Of an id that was revoked, which only `sextant show` tells; of one of another
# framework that has an address, of which these sites have none.
RARE = {"revoked", "successor_id", "successor_name", "framework_url"}
# What no site has: of a command.
COMMANDS = {"svg/layer", "html/report", "html/report_technique",
            "markdown/report"}
NAMED = re.compile(r"\{\{\s*[><]\s*([\w/]+)")


def templates():
    """Every template by its name, the text without comments."""
    found = {}
    for at, _, files in os.walk(TEMPLATES):
        for name in files:
            if name.endswith(".mustache"):
                path = os.path.join(at, name)
                with open(path, encoding="utf-8") as f:
                    found[os.path.relpath(path, TEMPLATES)[:-9]] = re.sub(
                        r"\{\{!.*?\}\}", "", f.read(), flags=re.S)
    return found


def anchor(heading):
    """As GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")


class Section:
    """Of the README: its tables, and the sections that it goes on from."""

    def __init__(self, heading):
        self.heading, self.rows, self.links, self.whole = heading, {}, [], []
        self.pages = re.findall(r"`((?:html|markdown|compass|svg)/\w+)`", heading)


def sections(text):
    found = [Section("")]
    for line in text.split("\n"):
        heading, row = HEADING.match(line), ROW.match(line)
        if heading:
            found.append(Section(heading[1]))
        elif row and PATH.match(row[1]):
            found[-1].rows[row[1]] = set(MEMBER.findall(row[2]))
            found[-1].links += [(row[1], a) for a in LINK.findall(row[2])]
        found[-1].whole += ALL_OF.findall(line)
    return found


class Readme:
    def __init__(self):
        with open(os.path.join(TEMPLATES, "README.md"), encoding="utf-8") as f:
            self.text = f.read()
        self.sections = sections(self.text)
        self.by_anchor = {anchor(s.heading): s for s in self.sections}
        self.by_page = {n: s for s in self.sections for n in s.pages}

    def places(self, section, at=".", above=()):
        """(path, section, its row) of all that a page's data have."""
        for row in section.rows:
            yield join(at, row), section, row
        for where, other in [(".", self.by_page[n]) for n in section.whole] + [
                (row, self.by_anchor[a]) for row, a in section.links]:
            if other not in above:
                yield from self.places(other, join(at, where),
                                       above + (section,))


def join(above, path):
    return path if above in ("", ".") else above if path == "." else \
        f"{above}.{path}"


def walk(node, path, found):
    """The members of all that stands at each path."""
    if isinstance(node, dict):
        found.setdefault(path, set()).update(node)
        for name, child in node.items():
            walk(child, join(path, name), found)
    elif isinstance(node, list):
        found.setdefault(path + "[]", set())
        for child in node:
            walk(child, path + "[]", found)


def read_sites(sites):
    """{template: {path: members}}, of all pages of each."""
    found = {}
    for site in sites:
        for at, _, files in os.walk(site):
            for name in files:
                with open(os.path.join(at, name), encoding="utf-8") as f:
                    m = re.match(r"data of (\S+): (.*)$", f.read(), re.S)
                if m:
                    walk(json.loads(m[2]), ".", found.setdefault(m[1], {}))
    return found


def named(all_templates, name):
    """The names that a template and its partials use."""
    text, names, todo = "", set(), [name]
    while todo:
        one = todo.pop()
        if one not in names:
            names.add(one)
            text += all_templates[one]
            todo += NAMED.findall(all_templates[one])
    return {part for tag in TAG.findall(text) for part in tag.split(".") if part}


TOKEN = re.compile(r"\{\{\{?\s*([#^/<>$&]?)\s*([\w./]+)\s*\}?\}\}")


def lookups(all_templates, known, name, around):
    """(template, tag, whether an object around has it) of each name where it stands:
    not of what no list has an element for. around is the paths of these objects, from
    the page in."""
    opened = []

    def find(tag):
        first, *rest = tag.split(".")
        for at in reversed(around):
            if first in known.get(at, ()):
                path = join(at, first)
                for part in rest:
                    if part not in known.get(path, ()):
                        return None
                    path = join(path, part)
                return path
        return None

    for sign, tag in TOKEN.findall(all_templates[name]):
        if sign == "/":
            around = opened.pop()
        elif sign in ("<", "$"):
            opened.append(around)
        elif around is None:
            if sign in ("#", "^"):
                opened.append(around)
        elif sign == ">":
            yield from lookups(all_templates, known, tag, around)
        elif tag != ".":
            path = find(tag)
            yield name, tag, path is not None
            if sign in ("#", "^"):
                opened.append(around)
            if sign == "#" and path is not None:
                of = [p for p in (path + "[]", path) if p in known][:1]
                around = None if of and not known[of[0]] else around + of


def check(sites):
    readme, ours, pages = Readme(), templates(), read_sites(sites)
    told = set(re.findall(r"`((?:html|markdown|compass|svg)/(?:\w+/)?\w+)`",
                          readme.text))
    bad = [f"{n}: not in the README" for n in set(ours) - told]
    bad += [f"{n}: no such template" for n in told - set(ours)]
    every = readme.by_anchor["every-page-of-the-site"]
    tags = {}  # (template, name): whether there is one, where that stands
    seen = {}  # (section, row): the members of all that is there
    for name, section in readme.by_page.items():
        if name in COMMANDS:
            continue
        have, known, top = pages.get(name, {}), set(), set()
        at = {path: set(n) for path, n in have.items()}
        common = [every] if name.startswith(("html/", "svg/")) or \
            name == "markdown/llms" else []
        for s in [section] + common:
            for path, of, row in readme.places(s):
                seen.setdefault((of, row), set()).update(have.get(path, ()))
                known |= of.rows[row]
                at.setdefault(path, set()).update(of.rows[row])
                top |= of.rows[row] if path == "." else set()
        bad += [f"{name}: the page's {n} is not in the README"
                for n in have.get(".", set()) - top]
        bad += [f"{name}: {n} is in no table"
                for n in named(ours, name) - known]
        for *tag, found in lookups(ours, at, name, ["."]):
            tags[tuple(tag)] = tags.get(tuple(tag), False) or found
    for of in readme.sections:
        for row, members in of.rows.items() if not COMMANDS & set(of.pages) else ():
            bad += [f"{of.heading}: {row}: no member {n}"
                    for n in members - seen.get((of, row), set()) - RARE]
    bad += [f"{of}: {tag} is not where it stands"
            for (of, tag), found in tags.items() if not found]
    return sorted(bad)


def bare(folder):
    for name in Readme().by_page:
        path = os.path.join(folder, name + ".mustache")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write("data of %s: {{{.}}}\n" % name)


def main(argv):
    if argv[0] == "--bare":
        bare(argv[1])
        return 0
    bad = check(argv)
    print("\n".join(bad), end="\n" if bad else "")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
