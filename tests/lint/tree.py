"""The repository as a whole: its top level, its white space, its words."""

import hashlib
import re

from text import read, tracked

TOP = set("""Makefile README.md LICENSE CHANGELOG.md src include templates data
    tests""".split())

# Kept to the byte, whatever is in them.
AS_IS = re.compile(r"templates/.*\.mustache$|templates/compass/|tests/golden/|tests/fuzz/seeds/"
                   r"|tests/bad/|data/sample/|templates/html/assets/.*\.min\.")
TEXT = re.compile(r"(\.(c|h|sh|py|md|yaml|yml|json|mustache|sql|test|css|js|awk|mdoc"
                  r"|supp)|Makefile|/run|LICENSE|(^|/)\.\w[\w-]*)$")

# Where a working copy happens to lie is nobody's business.
PLACE = re.compile(r"(?<![\w.~$}-])/(work|root|home|Users|tmp/wt)/\w")

# Words that have no place here, as digests, so that this file has none either.
WORDS = set("""
    11fb682be0a0233d a39a7ffad4a3013f c857d09db23e6822 c70eca6b0f88f44d
    60965168ce762e94 7d3194f79e645c42 3ea125d0bff386e6 053ea4804ef1bb33
    487b91042c7cf27a 184858a00fd7971f
""".split())


def digest(word):
    return hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()[:16]


def words(name, text):
    for word in set(re.findall(r"[A-Za-z]+", name + " " + text)):
        if digest(word) in WORDS or digest(word.lower()) in WORDS:
            at = text.find(word)
            line = text.count("\n", 0, at) + 1 if at >= 0 else 1
            yield f"{name}:{line}: a word that has no place here: {word}"


def white(name, text):
    if text and not text.endswith("\n"):
        yield f"{name}: ends without a line feed"
    if text.endswith("\n\n"):
        yield f"{name}: ends in an empty line"
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip():
            yield f"{name}:{number}: white space at the end"
        if name.endswith((".sh", ".py", ".test", ".yaml", ".md")) and \
                line.startswith("\t"):
            yield f"{name}:{number}: indented by a tab"


def check(root):
    bad = []
    for name in tracked(root):
        top = name.split("/")[0]
        if top not in TOP and not top.startswith("."):
            bad.append(f"{name}: the top level is for {' '.join(sorted(TOP))}")
        text = read(root, name)
        if "\0" in text:
            continue
        bad += words(name, text)
        if AS_IS.match(name):
            continue
        for m in PLACE.finditer(text):
            line = text.count("\n", 0, m.start()) + 1
            bad.append(f"{name}:{line}: a place of one machine: {m.group()}")
        if TEXT.search(name):
            bad += white(name, text)
    return bad


FAULTS = {
    "a stray file": ("notes.txt", "x\n", "the top level"),
    "a stray folder": ("scripts/x.sh", "x\n", "the top level"),
    "trailing space": ("README.md", "x \n", "white space"),
    "no line feed": ("src/base/x.c", "x", "line feed"),
    "an empty last line": ("src/base/x.c", "x\n\n", "empty line"),
    "a tab in a script": ("tests/x.sh", "\ttrue\n", "by a tab"),
    "a word": ("README.md", "about Xyz" "zy\n", "no place here"),
    "a place": ("README.md", "see " + "/wor" + "k/x\n", "a place"),
}
FINE = {
    "README.md": "see /usr/share/x and docs/home/x, the framework/x\n",
    "templates/compass/x.md": "x \n\n",
    "Makefile": "all:\n\ttrue\n",
    ".ci/run": "true\n",
}
