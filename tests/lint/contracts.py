"""A header is a contract: what it declares, it explains."""

import re

from text import blank, read, tracked


def blocks(text):
    """(first line, text) of what stands between blank lines."""
    line = 1
    for part in re.split(r"(\n[ \t]*(?=\n))", text):
        if part.strip():
            lead = len(part) - len(part.lstrip("\n"))
            yield line + lead, part.lstrip("\n")
        line += part.count("\n")


def prototypes(block):
    """Offsets of the functions that a block declares."""
    code = blank(block)
    return [m.start() for m in re.finditer(
        r"^(?!typedef)[A-Za-z_][\w \t*]*\n?\s*[\w*]+\([^;{}]*\)"
        r"[^;{}()]*(?:\(\([^;]*\)\))?\s*;", code, re.M)]


def explained(block, at):
    """By a comment above it in its block, or behind it on its line."""
    if "/*" in block[:at]:
        return True
    end = blank(block).find(";", at)
    return "/*" in block[end:].split("\n", 1)[0]


# What gives back needs no more words than its name.
FREE = re.compile(r"void \w+_free\([^,()]*\);")


def check(root):
    bad = []
    for name in tracked(root):
        if not re.match(r"include/\w+/\w+\.h$", name):
            continue
        for line, block in blocks(read(root, name)):
            for at in prototypes(block):
                if not FREE.match(block, at) and not explained(block, at):
                    number = line + block.count("\n", 0, at)
                    what = block[at:].split("\n", 1)[0]
                    bad.append(f"{name}:{number}: no contract: {what}")
    return bad


FAULTS = {
    "no comment": ("include/base/x.h", "/* x */\n\nint f(int a);\n",
                   "no contract: int f"),
    "a comment too far away": ("include/base/x.h",
                               "/* About f. */\n\nint f(int a,\n    int b);\n",
                               "no contract: int f"),
    "its neighbour has one": ("include/base/x.h",
                              "int f(void);\nint g(void); /* does */\n",
                              "no contract: int f"),
    "a pointer": ("include/base/x.h",
                  "const struct x *x_get(const char *s)\n"
                  "    __attribute__((format(printf, 1, 2)));\n",
                  "no contract: const struct x"),
}
FINE = {
    "include/base/x.h":
        "/* x */\n\nstruct x {\n\tint (*work)(void *ctx);\n};\n\n"
        "/* F and g. */\nint f(int a);\nint g(int a,\n    int b);\n\n"
        "int h(void);      /* borrowed */\n\n"
        "void x_free(struct x *x);\n",
    "src/base/x.h": "int f(int a);\n",
}
