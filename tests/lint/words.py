"""The domain's words stand in src/words: elsewhere a literal of one is the name
of a member, a figure, a column or a key, and never a value."""

import re

from text import TOKEN, blank, read, tracked

HOME = "src/words/words.c"

# Words that mean something else too: where, and what.
OTHERWISE = {
    "alias": ("src/(catalog/called|map/threats)",
              "what is called so: by its id, name, another name"),
    "all": ("src/", "all of what is asked for, as in a condition"),
    "any": ("src/", "any of it, likewise"),
    "attack": ("src/", "ATT&CK itself: a cause, a part of the lock, an option"),
    "base": ("src/", "where a site is, that addresses are relative to"),
    "default": ("src/(config|value)/", "a key, and a stanza of .conf files"),
    "deprecated": ("src/output/changes.c", "what ATT&CK did, for people"),
    "evidence": ("src/(c|text/)", "what changed, what a layer shows, a label"),
    "nothing": ("src/c", "none, in a sentence"),
    "removed": ("src/compare/", "what changed: added, removed, the same"),
    "rule": ("src/", "a rule of a report, or a rule for people"),
    "threats": ("src/site/", "the folder of their pages"),
    "tested": ("src/(compare/|output/changes)",
               "what changed: lost, untested, tested"),
    "unknown": ("src/(store/lock|map/bundles).c", "a version that is not known"),
}

# Calls whose second argument is the name of a member, a figure, a column or an
# option; and those whose third one is.
NAMES = [re.compile(r"$"), re.compile(
    r"(member_\w+|cJSON_\w+|counts_\w+|text|is|has_text|add_\w+"
    r"|options_choose\w*|COUNT_OF|copy_flag)$"), re.compile(r"put_member\w*$")]
VALUE = re.compile(r"(\breturn|\?|:|(?<![=!<>])=)$")


def words(root):
    """The names in the lists of src/words, without the nouns for people."""
    text = read(root, HOME)
    return {m[0][1:-1] for m in TOKEN.finditer(text)
            if m.lastgroup == "string" and re.fullmatch(r'"[\w-]+"', m[0])}


def around(code, at):
    """The place of the innermost open bracket, and how many commas are between
    that and the place."""
    depth = commas = 0
    while at > 0:
        at -= 1
        c = code[at]
        if c in ")]}":
            depth += 1
        elif c in "([{":
            if depth == 0:
                return at, commas
            depth -= 1
        elif depth == 0 and c == ",":
            commas += 1
        elif depth == 0 and c == ";":
            break
    return None, 0


def is_value(text, code, m, known):
    """Is the literal a value, and no name?"""
    before = code[:m.start()].rstrip()
    if '"' in before[-1:] + code[m.end():].lstrip()[:1]:
        return False  # a part of a longer one
    if VALUE.search(before):
        return True
    at, commas = around(code, m.start())
    if at is None:
        return False
    if code[at] == "(":
        call = re.search(r"(\w+)\s*$", code[:at])
        return not (call and commas < len(NAMES) and
                    NAMES[commas].match(call[1]))
    if code[at] == "{":
        end = code.index("}", m.start())
        inside = [s[0][1:-1] for s in TOKEN.finditer(text[at:end])
                  if s.lastgroup == "string"]
        rest = re.sub(r'"[^"]*"|NULL|[\s,]', "", code[at + 1:end])
        return not rest and set(inside) <= known
    return False


def check(root):
    bad = []
    if HOME not in tracked(root):
        return bad
    known = words(root)
    for name in tracked(root):
        if not re.match(r"(src|include)/(?!words/).*\.[ch]$", name):
            continue
        text = read(root, name)
        code = blank(text)
        for m in TOKEN.finditer(text):
            word = m[0][1:-1]
            where = OTHERWISE.get(word, ("$",))[0]
            if m.lastgroup == "string" and re.search(r"\bE%", word):
                word = "E%"
            elif (m.lastgroup != "string" or word not in known
                    or re.match(where, name)
                    or not is_value(text, code, m, known)):
                continue
            line = text.count("\n", 0, m.start()) + 1
            bad.append(f'{name}:{line}: "{word}": the enum of {HOME}')
    return bad


LISTS = {HOME: 'const char *const a[] = { "active", "removed", NULL };\n'
         'const char *const b[][2] = { { "a rule", "rules of it" } };\n'}
FAULTS = {
    "compared": ("src/map/x.c", 'if (str_equal(s, "active"))\n', "active",
                 LISTS),
    "assigned": ("src/map/x.c", 'k->lifecycle = "removed";\n', "removed",
                 LISTS),
    "returned": ("src/map/x.c", 'return "active";\n', "x.c:1", LISTS),
    "chosen": ("src/map/x.c", 'f(a ? "active" : b);\n', "active", LISTS),
    "added": ("src/map/x.c", 'member_add_text(o, "is", "active");\n',
              "active", LISTS),
    "listed": ("src/map/x.c", 'char *const x[] = { "active",\n\t"removed" };\n',
               "x.c:2", LISTS),
    "handed on": ("include/map/x.h", 'f(a, b, "active");\n', "active", LISTS),
    "spelled": ("src/map/x.c", 'buf_printf(b, " E%d", n);\n', "E%", LISTS),
}
FINE = {**LISTS,
        "src/map/x.c": 'member_number(o, "active");\n/* "active" */\n'
                       '{ "active", TABLE_RIGHT, 0, 0 },\n'
                       'char *const names[] = { "controls", "active" };\n'
                       'counts_set(c, "active", n == 1 ? 2 : 3);\n',
        "src/compare/x.c": 'return "removed";\n'}
