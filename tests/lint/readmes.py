"""Documents name what is there: files, functions beside their file, and in a
table of folders each folder. src/README.md also says who may include whom."""

import fnmatch
import os
import re

import includes
from text import read, tracked

CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"\.{0,2}/?[\w.*-]+(/[\w.*-]+)*/?$")
CALL = re.compile(r"(\w+)\(\)$")
KEY = re.compile(r'\{ "([\w-]+)", KEY_')
# As comments name a part of one: data/README.md, "Evidence".
PART = re.compile(r'((?:\w+/)+README\.md),[\s*#]*"([^"]+)"')
# Stands for any name: ID, NAME.
ANY = re.compile(r"(?<![A-Za-z])[A-Z][A-Z_]+(?![A-Za-z])")


def prose(text):
    """(line, text) of each paragraph, item and row that is not an example."""
    line, part, start, example = 0, [], 1, False
    for one in text.split("\n") + [""]:
        line += 1
        example ^= one.lstrip().startswith("```")
        if not example and re.match(r"\s*$|\s*[-*|#] ?|\s*```", one) and part:
            yield start, "\n".join(part)
            part = []
        if example or one.lstrip().startswith("```"):
            continue
        if not part:
            start = line
        if one.strip():
            part.append(one)


def found(path, folder, files, tops):
    """The files that a path names, from its document's folder or the top; None
    where it does not begin with anything that is there."""
    known = None
    for base in (folder, ""):
        whole = os.path.normpath(os.path.join(base, path))
        first = os.path.relpath(whole, base or ".").split("/")[0]
        if first != ".." and (base, first) in tops:
            pattern = ANY.sub("*", whole)
            named = [f for f in files for end in ("", "/*", ".mustache")
                     if fnmatch.fnmatchcase(f, pattern + end)]
            if named:
                return named
            known = []
    return known


def defines(root, files, function):
    """C's definitions begin a line, prototypes stand behind their type."""
    return any(re.search(rf"^(\w[\w *]*[ *])?{function}\(", read(root, f), re.M)
               for f in files if f.endswith((".c", ".h")))


def rows(text, heading):
    """The cells of each row of the tables whose first heading this is."""
    for table in re.findall(rf"^\| {heading} \|.*\n\|[ -|]*\n((?:\|.*\n)*)",
                            text, re.M):
        for row in table.splitlines():
            yield [c.strip() for c in row.strip("|").split("|")]


def folders(root, name, text, files):
    """A table of folders has them all."""
    at = os.path.dirname(name)
    have = {f[len(at):].lstrip("/").split("/")[0] + "/" for f in files
            if f.startswith(at + "/" if at else "") and
            "/" in f[len(at):].lstrip("/")}
    want = {m for row in rows(text, "folder") for m in CODE.findall(row[0])}
    if want and want != have:
        yield f"{name}: folders: " + " ".join(sorted(want ^ have))


def definitions(name, text, files):
    """data/README.md says what a control of each source is."""
    told = {c for row in rows(text, "source") for c in CODE.findall(row[0])}
    have = {m[1] for f in files if (m := re.match(
        r"data/sources/([\w-]+)\.yaml$", f)) and m[1] != "attack"}
    if told != have:
        yield f"{name}: sources: " + " ".join(sorted(told ^ have))


def rooms(name, text):
    """src/README.md has the rooms, and what each may include."""
    said = {CODE.findall(row[0])[0]: set(CODE.findall(row[2]))
            for row in rows(text, "room")}
    owners = {f for row in rows(text, "library") for f in CODE.findall(row[1])}
    if owners != set(includes.OWNER.values()):
        yield f"{name}: owners of libraries: " + " ".join(
            sorted(owners ^ set(includes.OWNER.values())))
    for room in sorted(set(said) | set(includes.MAY)):
        may = set(includes.MAY.get(room, "").split())
        if room not in said:
            yield f"{name}: no room {room}"
        elif said[room] != may:
            yield f"{name}: {room} may include " + (" ".join(sorted(may)) or
                                                    "nothing")


def parts(root, files):
    """Comments that name a part of a document name one that it has."""
    for name in files:
        if not re.match(r"(src|include|tests)/.*\.(c|h|py|sh|test)$", name):
            continue
        for m in PART.finditer(read(root, name)):
            heading = re.sub(r"[\s*#]+", " ", m[2])
            if m[1] not in files or not re.search(
                    rf"^#+ {re.escape(heading)}$", read(root, m[1]), re.M):
                yield f"{name}: no part of {m[1]}: {heading}"


def keys(root, files):
    """Every key of a definition or of sextant.yaml is documented."""
    told = "".join(read(root, f) for f in files if f in (
        "README.md", "data/sources/README.md") or f.endswith(".mdoc"))
    for name in files:
        if re.match(r"src/config/\w+\.c$", name):
            for key in KEY.findall(read(root, name)):
                if not re.search(rf"[`.]{key}\b|\b{key}:|\.Cm {key}\b", told):
                    yield f"{name}: no document has the key {key}"


def check(root):
    bad, files = [], tracked(root)
    documents = [f for f in files if re.search(r"(^|/)[A-Z]+\.md$", f) and
                 not f.startswith(("tests/golden/", "tests/fuzz/seeds/"))
                 and f != "CHANGELOG.md"]
    for name in documents:
        folder, text = os.path.dirname(name), read(root, name)
        tops = {("", f.split("/")[0]) for f in files} | {
            (folder, os.path.relpath(f, folder or ".").split("/")[0])
            for f in files}
        for line, part in prose(text):
            named, calls = [], []
            for code in CODE.findall(part):
                if CALL.match(code):
                    calls.append(CALL.match(code)[1])
                elif "/" in code and PATH.match(code):
                    there = found(code, folder, files, tops)
                    if there == []:
                        bad.append(f"{name}:{line}: no such file: {code}")
                    named += there or []
            bad += [f"{name}:{line}: {c}() is in no file named beside it"
                    for c in calls if not defines(root, named, c)]
        bad += folders(root, name, text, files)
        if name == "src/README.md":
            bad += rooms(name, text)
        if name == "data/README.md":
            bad += definitions(name, text, files)
    return bad + [*parts(root, files), *keys(root, files)]


def table(*rows):
    return "\n".join(["| " + " | ".join(r) + " |" for r in (
        rows[0], ["---"] * len(rows[0]), *rows[1:])]) + "\n\n"


OWNERS = {f: "" for f in includes.OWNER.values()}
HOUSE = table(("library", "file"), *(("x", f"`{f}`") for f in OWNERS)) + table(
    ("room", "for", "may include"), *(
        (f"`{room}`", "x", " ".join(f"`{m}`" for m in may.split()))
        for room, may in includes.MAY.items()))
FAULTS = {
    "a file": ("README.md", "see `src/x.c`\n", "README.md:1: no such file",
               {"src/y.c": ""}),
    "from its folder": ("src/README.md", "a\n\nsee `base/x.c`\n",
                        "README.md:3: no such", {"src/base/y.c": ""}),
    "a function": ("README.md", "`f()` is in `src/y.c`\n",
                   "f() is in no file", {"src/y.c": "int\ng(void)\n"}),
    "elsewhere": ("README.md", "`src/y.c`\n\n- `f()`\n",
                  "README.md:3: f() is in no file",
                  {"src/y.c": "int\nf(void)\n"}),
    "a folder": ("data/README.md", table(("folder", "x"), ("`a/`", "x")),
                 "folders: b/", {"data/a/x": "", "data/b/x": ""}),
    "a room": ("src/README.md", HOUSE.replace("| `base` |", "| `bass` |"),
               "no room base"),
    "its includes": ("src/README.md", HOUSE.replace("`base`", "`map`", 2),
                     "may include base"),
    "a part": ("src/x.c", "/* See data/" "README.md,\n * \"B\nc\". */\n",
               "no part of data/README.md: B c", {"data/README.md": "# B\n"}),
    "a key": ("src/config/x.c", '\t{ "new-key", KEY_TEXT,\n',
              "no document has the key new-key", {"README.md": "new-keys\n"}),
    "a source": ("data/README.md", table(("source", "x"), ("`a`", "x")),
                 "sources: b", {"data/sources/a.yaml": "",
                                "data/sources/b.yaml": ""}),
    "an owner": ("src/README.md", HOUSE.replace("html.c", "xml.c"),
                 "owners of libraries: src/prose/html.c src/prose/xml.c"),
}
FINE = {
    "README.md": "`src/y.c` has `f()`\nand `src/*.c`; `x/y`, `a.c`\n"
                 "```\n`src/no.c`\n```\n",
    "src/README.md": "# A part\n`y.c`, `base/NAME.c`\n\n" + HOUSE,
    "src/config/x.c": '\t{ "title", KEY_TEXT, 0 },\n',
    "src/cli/man/check.mdoc": ".Cm title\n",
    "src/y.c": "int\nf(void)\n/* src/" "README.md, \"A part\" */\n",
    **OWNERS,
}
