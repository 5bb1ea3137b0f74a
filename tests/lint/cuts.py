"""No text is cut in the middle of a character: what is cut so is no UTF-8, nor
is the JSON, CSV or page that it stands in. str_fit and str_copy cut."""

import re

from text import TOKEN, blank, read, sources

PRINTS = re.compile(r"\b(v?s?n?printf|\w+_v?printf|log_\w+|findings_add"
                    r"|problems_add|keys_error|options_wrong|progress_\w+"
                    r"|fprintf)\s*\(")
CONSTANT = re.compile(r"\b([A-Z][A-Z0-9_]+|\d+|sizeof)\b")
CONVERSION = re.compile(r"%%|%([-+ #0]*)(\d+|\*)?(\.(\d+|\*)?)?"
                        r"(hh|h|ll|l|z|j|t)?([a-zA-Z])")


def arguments(text, code, start):
    """What stands between the brackets that open before start, by commas."""
    depth, parts, at = 1, [], start
    for i in range(start, len(code)):
        if code[i] in "([{":
            depth += 1
        elif code[i] in ")]}":
            depth -= 1
        if depth == 0 or (depth == 1 and code[i] == ","):
            parts.append(text[at:i].strip())
            at = i + 1
        if depth == 0:
            return parts
    return []


def is_literal(argument):
    """A string, a name for one, or one of several: nobody's words."""
    return TOKEN.match(argument) is not None or re.search(
        r'[?:]\s*"|^[A-Z_]+$', argument) is not None


def calls(text):
    """(line, name, arguments, place of the format among them) of each call."""
    code = blank(text)
    for m in PRINTS.finditer(code):
        parts = arguments(text, code, m.end())
        for place, part in enumerate(parts):
            if part.startswith('"') and "%" in part:
                yield (code.count("\n", 0, m.start()) + 1, m.group(1), parts,
                       place)
                break


def judge(name, args, place):
    words = "".join(m.group()[1:-1] for m in TOKEN.finditer(args[place])
                    if m.lastgroup == "string")
    rest = iter(args[place + 1:])
    fixed = name == "snprintf" and CONSTANT.match(args[1])
    for m in CONVERSION.finditer(words):
        if m.group() == "%%":
            continue
        if m.group(2) == "*":
            next(rest, "")
        bound = next(rest, "") if m.group(4) == "*" else ""
        value = next(rest, "")
        if m.group(6) != "s":
            continue
        if (m.group(4) or "").isdigit() or (
                "str_fit" not in bound and CONSTANT.search(bound)):
            yield f"{m.group()} may cut a character: str_fit"
        elif fixed and not bound and not is_literal(value):
            yield "snprintf cuts where the room ends: str_copy, buf_printf"


def check(root):
    bad = []
    for name in sources(root):
        if name.startswith("tests/"):
            continue
        text = read(root, name)
        for line, called, args, place in calls(text):
            bad += [f"{name}:{line}: {why}"
                    for why in judge(called, args, place)]
        for word, where in (("vsnprintf", r"src/base/(buf|mem)\.c"),
                            ("strnlen", r"src/base/str\.c")):
            if re.match(where, name):
                continue
            for m in re.finditer(rf"\b{word}\s*\(", blank(text)):
                line = text.count("\n", 0, m.start()) + 1
                bad.append(f"{name}:{line}: {word} may cut a character: "
                           "buf_vprintf, arena_vprintf, str_fit")
    return bad


BODY = "/* x */\nstatic void\nf(const char *s)\n{\n\t%s\n}\n"
FAULTS = {
    "a number": ("src/map/x.c", BODY % 'buf_printf(&b, "%s: %.60s", s, s);',
                 "%.60s may cut"),
    "a number in a later string": (
        "src/map/x.c", BODY % 'findings_add(f, s, 0, "no", "%d: "\n'
        '\t    "as %-8.20s", n, s);', "%-8.20s may cut"),
    "a constant": ("src/map/x.c",
                   BODY % 'printf("%d%*s%.*s", n, n, s, (int)SHOWN, s);',
                   "%.*s may cut"),
    "a room": ("src/map/x.c", BODY % 'snprintf(a, sizeof(a), "%s", s);',
               "snprintf cuts"),
    "a room among others": (
        "src/map/x.c",
        BODY % 'snprintf(a, sizeof(a), "%d (%zu) %s", n, z, s->name);',
        "snprintf cuts"),
    "a constant among others": (
        "src/map/x.c",
        BODY % 'printf("%.*s", (int)(n < MOST ? n : MOST), s);',
        "%.*s may cut"),
    "a room by name": ("src/map/x.c",
                       BODY % 'snprintf(a, ROOM, "%s", s);',
                       "snprintf cuts"),
    "a list": ("src/map/x.c", BODY % "vsnprintf(a, sizeof(a), fmt, ap);",
               "vsnprintf may cut"),
    "a length": ("src/map/x.c", BODY % "n = strnlen(s, 20);",
                 "strnlen may cut"),
}
FINE = {
    "src/map/x.c": BODY % (
        'buf_printf(&b, "%.*s %.2f%% %5s", str_fit(s, 60), s, d, s);\n'
        '\tprintf("%.*s", (int)span->len, span->at); /* %.60s */\n'
        '\tsnprintf(a, sizeof(a), "%lld rule%s", n, n == 1 ? "" : "s");\n'
        '\tsnprintf(a, n, "%s.%d", s, 3);'),
}
