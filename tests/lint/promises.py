"""The threat model names tests that are there, and each of its promises one."""

import re

from text import read, tracked

PAGES = ("data/guides/security.md", ".github/SECURITY.md")
# `tests/x.test` "a name"; "another", or a fuzz target, which needs none.
HELD = re.compile(r'`(tests/[\w/.-]+)`((?:;? "[^"]+")*)')


def has(text, name, file):
    """Is it a case of that file?"""
    if file.endswith(".c"):
        return re.search(rf"^{name.replace(' ', '_')}\(", text, re.M)
    if file.endswith(".js"):
        return re.search(rf"\bt\([`'\"][^\n]*{re.escape(name)}", text)
    return f"\nt '{name}' " in "\n" + text


def check(root):
    bad, files = [], tracked(root)
    for page in set(PAGES) & set(files):
        promises = False
        for number, line in enumerate(read(root, page).splitlines(), 1):
            at = f"{page}:{number}"
            promises = line.startswith("|") and (
                promises or line.endswith("| held by |"))
            held = HELD.findall(line)
            if promises and not held and "held by" not in line and "---" not in line:
                bad.append(f"{at}: no test holds this")
            for file, names in held:
                if file not in files:
                    bad.append(f"{at}: no such test: {file}")
                    continue
                named = re.findall(r'"([^"]+)"', names)
                if promises and not named and not file.startswith("tests/fuzz/fuzz_"):
                    bad.append(f"{at}: which case of {file}?")
                bad += [f"{at}: {file} has no case: {name}" for name in named
                        if not has(read(root, file), name, file)]
    return bad


def page(*rows):
    return "\n".join(["| promise | held by |", "| --- | --- |", *rows]) + "\n"


PAGE = PAGES[0]
FAULTS = {
    "a promise of nobody": (PAGE, page("| x | us |"), "no test holds this"),
    "a file": (PAGE, page('| x | `tests/x.test` "a" |'), "no such test"),
    "no case": (PAGE, page("| x | `tests/x.test` |"), "which case",
                {"tests/x.test": "t 'a' 'true'\n"}),
    "a case": (PAGE, page('| x | `tests/x.test` "a"; "b" |'), "has no case: b",
               {"tests/x.test": "t 'a' 'true'\n# t 'b' '\n"}),
    "a case of C": (PAGE, page('| x | `tests/x.c` "a b" |'), "has no case: a b",
                    {"tests/x.c": "a_c(void **state)\n"}),
}
FINE = {
    PAGE: "| x | y |\n| --- | --- |\n| a | b |\n\n" + page(
        '| x | `tests/x.test` "a"; "b: c"; `tests/x.c` "a b"; `tests/x.js` "c d" |',
        "| y | `tests/fuzz/fuzz_x.c` |"),
    "tests/x.test": "t 'a' 'true'\nt 'b: c' '\n'\n",
    "tests/x.c": "static void\na_b(void **state)\n",
    "tests/x.js": "  t(`${kind}: c d`, x);\n",
    "tests/fuzz/fuzz_x.c": "",
}
