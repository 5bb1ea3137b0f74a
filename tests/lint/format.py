"""Indentation and spaces as clang-format has them, by .clang-format. Where a
line breaks, and in which column a comment starts, is up to the author: there
its releases differ, and none can be set to what is done here."""

import os
import re
import shutil
import subprocess

from text import blank, sources

STYLE = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                     "..", "..", ".clang-format")
CHANGE = re.compile(
    rb"<replacement offset='(\d+)' length='(\d+)'>(.*?)</replacement>", re.S)
# Names in C; it reads C as C++.
WORDS = re.compile(r"\b(and|class|delete|new|not|or|template|this)\b")


def complaint(before, found, wanted, after):
    """What is wrong with the white space found between the code before and
    the text after, where clang-format wants other; or None."""
    start = before.rsplit("\n", 1)[-1]
    if "\\" in found + before[-1:] or WORDS.search(start + after[:20]):
        return None  # a macro of several lines is set by hand
    if "\n" not in found + wanted:
        if found and after.startswith("/*") or len(wanted) > 1:
            return None  # columns
        if before.endswith(("{", "}", "} *")) or after[0] in "{}":
            return None  # tables
        missing = len(wanted) > len(found)
        return "a space is missing" if missing else "a space too many"
    if "\n" not in found:
        body = re.match(r"\s*(if|for|while|switch)\b.*\)$", start) and \
            start.count("(") == start.count(")")
        if body or wanted == "\n" and re.match(r"\w+\(", after):
            return "belongs on a line of its own"
        return None
    if "\n" not in wanted:
        alone = before.endswith(")") and after[0] == "{" or \
            before.endswith("}") and after.startswith("else")
        return "belongs on the line before" if alone else None
    if found.count("\n") > 2:
        return "one empty line is enough"
    indent, right = (gap.rsplit("\n", 1)[1] for gap in (found, wanted))
    if before[-1] in ";{}" and " " not in right:
        return None if indent == right else "wrong indentation"
    return None if re.fullmatch(r"\t* {0,7}", indent) else "wrong indentation"


def check(root):
    names = sources(root)
    if not names or not shutil.which("clang-format"):
        return []
    run = subprocess.run(
        ["clang-format", "--style=file:" + STYLE, "--output-replacements-xml"]
        + names, cwd=root, capture_output=True)
    if run.returncode != 0:
        return [run.stderr.decode().strip()]
    bad = []
    for name, xml in zip(names, run.stdout.split(b"<?xml version")[1:]):
        with open(os.path.join(root, name), encoding="latin-1",
                  newline="") as f:
            text = f.read()  # offsets are of bytes
        code = blank(text)
        for m in CHANGE.finditer(xml):
            at, end = int(m[1]), int(m[1]) + int(m[2])
            why = complaint(code[:at].rstrip(), text[at:end],
                            m[3].decode().replace("&#10;", "\n"), text[end:])
            if why:
                line = text.count("\n", 0, end) + 1
                bad.append(f"{name}:{line}: {why}")
    return bad


FAULTS = {}
if shutil.which("clang-format"):
    FAULTS = {title: ("src/base/x.c", f"int\nf(int a)\n{{\n{body}}}\n", want)
              for title, body, want in [
        ("spaces for a tab", "        return a;\n", "x.c:4: wrong indent"),
        ("a tab too many", "\tif (a)\n\t\ta = 1;\n\t\treturn a;\n",
         "x.c:6: wrong indentation"),
        ("no space", "\treturn a+1;\n", "x.c:4: a space is missing"),
        ("a space too many", "\treturn  f(a);\n", "x.c:4: a space too many"),
        ("a statement behind if", "\tif (a) a++;\n\treturn a;\n",
         "x.c:4: belongs on a line of its own"),
        ("a brace below", "\tif (a)\n\t{\n\t\ta++;\n\t}\n\treturn a;\n",
         "x.c:5: belongs on the line before"),
        ("two empty lines", "\ta++;\n\n\n\treturn a;\n", "x.c:7: one empty"),
    ]}
    FAULTS["a type beside its function"] = (
        "src/base/x.c", "int f(void)\n{\n\treturn 1;\n}\n",
        "x.c:1: belongs on a line of its own")
FINE = {"src/base/x.c": """\
struct x {
\tint a;      /* one */
\tlong b[2]; /* two */
};

static const struct { int a, b; } rows[] = {
\t{1, 2}, { 3, 4 },
\t{ 5,
\t    6 },
};

int
f(int a, int not)
{
\tif (a < 0 ? not : rows[0].a
\t    > 1)
\t\treturn 2;
\treturn a + not +
\t    rows[1].b;
}
"""}
