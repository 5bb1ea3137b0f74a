"""Sizes and the shape of C: src/README.md, "How it is written"."""

import re

from text import blank, read, sources

FILE_LINES, FUNCTION_LINES, COLUMNS, NESTING = 600, 60, 100, 3
MANY = 2  # files in which one static name may stand

# What is not called: why, and the file that may (a pattern).
NOT = [
    (r"strcpy|strcat|sprintf|vsprintf|gets|strtok|tmpnam|mktemp|alloca",
     "knows no bound", None),
    (r"ato[ifl]|atoll|sscanf|scanf", "takes broken numbers", r"src/base/date\.c$"),
    (r"system|popen", "runs a shell", None),
    (r"rand|srand|random|time|gettimeofday|localtime|localtime_r|ctime"
     r"|strftime", "is not the same each time",
     r"src/base/date\.c$|src/base/temp\.c$|src/base/verified\.c$|src/store/prune\.c$"),  # the age of what is left over
    (r"setlocale", "makes output depend on the locale", None),
    (r"malloc|calloc|realloc|strdup|strndup|asprintf|vasprintf",
     "may fail: base/mem.h cannot", r"src/base/mem\.c$"),
    (r"setenv|putenv|unsetenv", "changes what the programs we start inherit",
     None),
    (r"abort", "is no way to stop", r"src/base/mem\.c$"),
]


def functions(code):
    """(first, last) line of each body: braces alone in the first column."""
    start = None
    for number, line in enumerate(code.split("\n"), 1):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            yield start, number
            start = None


def sizes(name, text, code):
    lines = text.split("\n")[:-1]
    if len(lines) > FILE_LINES:
        yield f"{name}: {len(lines)} lines, more than {FILE_LINES}"
    for number, line in enumerate(lines, 1):
        width = len(line.expandtabs(8))
        if width > COLUMNS:
            yield f"{name}:{number}: {width} columns, more than {COLUMNS}"
    for first, last in functions(code):
        inside = last - first - 1
        if inside > FUNCTION_LINES:
            yield (f"{name}:{first}: a function of {inside} lines, "
                   f"more than {FUNCTION_LINES}")


def nesting(name, code):
    """In this layout a tab is a level, but for lines that go on."""
    lines = code.split("\n")
    for first, last in functions(code):
        before = ";"
        for number in range(first, last - 1):
            line = lines[number].strip()
            goes_on = line[:1] in set("?:&|+-.,") or not re.search(
                r"([;{}:)]|\belse|\bdo)$", before)
            before = line or before
            m = re.match(r"(\t*)\S", lines[number])
            if m and len(m.group(1)) > NESTING + 1 and not goes_on:
                yield f"{name}:{number + 1}: nested deeper than {NESTING}"
                break


def layout(name, text, code):
    for number, line in enumerate(code.split("\n"), 1):
        if re.match(r" +\S", line) and not re.match(
                r"    \S| \*", line) and not re.match(r" *\*", line):
            yield f"{name}:{number}: indented by spaces"
        if re.search(r"[^\s/]\s*//", line):
            yield f"{name}:{number}: a comment of another language"
    for m in re.finditer(r"\b(?:if|while)\s*\(.*[^=!<>]=[^=].*\)\s*$", code,
                         re.M):
        if re.match(r"if\b", m.group()):
            number = code.count("\n", 0, m.start()) + 1
            yield f"{name}:{number}: an assignment in a condition"
    if re.search(r"\bgoto\b", code):
        for m in re.finditer(r"\bgoto\s+(\w+)", code):
            if code.rfind(f"\n{m.group(1)}:", 0, m.start()) > code.rfind(
                    "\n{\n", 0, m.start()):
                number = code.count("\n", 0, m.start()) + 1
                yield f"{name}:{number}: goto goes back"
    if not text.startswith("/*"):
        yield f"{name}:1: a file opens with what it is for"


def bodies(code):
    """The words of each function's body, by its name."""
    lines, found = code.split("\n"), {}
    for first, last in functions(code):
        head = first - 1
        while head > 0 and not re.match(r"\w+\(", lines[head]):
            head -= 1
        name = re.match(r"\w*", lines[head]).group()
        found[name] = set(re.findall(r"\w+", "\n".join(lines[first:last])))
    return found


def recursive(name, calls_of):
    """Does it call another that leads back to it?"""
    seen, todo = set(), [w for w in calls_of.get(name, ()) if w != name]
    while todo:
        word = todo.pop()
        if word in calls_of and word not in seen and word != name:
            seen.add(word)
            if name in calls_of[word]:
                return True
            todo += calls_of[word]
    return False


def forward(name, code):
    """A .c file declares nothing that it, or another, defines; but two
    functions that call each other cannot both stand above."""
    calls_of = bodies(code)
    for m in re.finditer(r"^(?:static|extern)?[\w \t*]*\n?\b(\w+)\([^;{}]*\)\s*;",
                         code, re.M):
        if m.group().startswith((" ", "\t", "#")) or "=" in m.group():
            continue
        if m.group(1).startswith(("LLVMFuzzer", "_Static_assert")) or \
                recursive(m.group(1), calls_of):
            continue
        number = code.count("\n", 0, m.start()) + 1
        yield f"{name}:{number}: a forward declaration"


def calls(name, code):
    for pattern, why, where in NOT:
        if where and re.match(where, name):
            continue
        for m in re.finditer(rf"(?<![\w.>])({pattern})\s*\(", code):
            number = code.count("\n", 0, m.start()) + 1
            yield f"{name}:{number}: {m.group(1)} {why}"


def statics(code):
    """The functions and variables that a .c file keeps to itself."""
    return set(re.findall(r"^static\b[^;{}()=]*\n(\w+)\(", code, re.M) +
               re.findall(r"^static\b[^;{}()=]*?\b(\w+)(?:\[[^\]]*\])*\s*[=;]",
                          code, re.M))


def shared(where):
    """A static name of many files says nothing in a backtrace or profile."""
    for name, files in sorted(where.items()):
        if len(files) > MANY:
            yield (f"{files[-1]}: {name} is also static in "
                   f"{', '.join(files[:-1])}")


def guard(name, text):
    want = re.sub(r"\W", "_", "/".join(name.split("/")[1:])).upper()
    if f"#ifndef {want}\n#define {want}\n" not in text:
        yield f"{name}: its guard is {want}"


def check(root):
    bad, where = [], {}
    for name in sources(root):
        text = read(root, name)
        code = blank(text)
        bad += sizes(name, text, code)
        bad += nesting(name, code)
        if not name.startswith("tests/"):
            bad += calls(name, code)
            for static in statics(code):
                where.setdefault(static, []).append(name)
        bad += layout(name, text, code)
        if name.endswith(".c"):
            bad += forward(name, code)
        elif not name.startswith("tests/"):
            bad += guard(name, text)
    return bad + list(shared(where))


HEAD = "/* x */\n"
BODY = HEAD + "int\nf(void)\n{\n%s\treturn 0;\n}\n"
FAULTS = {
    "a long file": ("src/base/x.c", HEAD + "\n" * 600, "601 lines"),
    "a long function": ("src/base/x.c", BODY % ("\tg();\n" * 60),
                        "a function of 61"),
    "a wide line": ("src/base/x.c", HEAD + "\t/* " + "x" * 90 + " */\n",
                    "columns"),
    "deep nesting": ("src/base/x.c", BODY % (
        "\tif (a)\n\t\tif (b)\n\t\t\tif (c)\n\t\t\t\tif (d)\n\t\t\t\t\tg();\n"),
        "nested deeper"),
    "no bound": ("src/base/x.c", BODY % "\tstrcpy(a, b);\n", "strcpy"),
    "a broken number": ("src/map/x.c", BODY % "\tn = atoi(s);\n", "atoi"),
    "the clock": ("src/map/x.c", BODY % "\tt = time(NULL);\n", "time is not"),
    "the heap": ("src/map/x.c", BODY % "\tp = malloc(3);\n", "malloc"),
    "the environment": ("src/base/x.c", BODY % '\tsetenv("A", "1", 1);\n',
                        "setenv"),
    "a shell": ("src/map/x.c", BODY % '\tsystem("ls");\n', "shell"),
    "spaces": ("src/base/x.c", BODY % "        g();\n", "by spaces"),
    "an assignment": ("src/base/x.c", BODY % "\tif ((a = g()))\n\t\th();\n",
                      "an assignment"),
    "goto back": ("src/base/x.c", BODY % "again:\n\tg();\n\tgoto again;\n",
                  "goto goes back"),
    "no opening": ("src/base/x.c", "int x;\n", "what it is for"),
    "a forward declaration": ("src/base/x.c",
                              HEAD + "static int f(int a,\n    int b);\n",
                              "forward declaration"),
    "a forward declaration without need": (
        "src/base/x.c",
        HEAD + "static int g(int a);\n\nstatic int\nf(int a)\n{\n"
        "\treturn g(a);\n}\n\nstatic int\ng(int a)\n{\n\treturn a;\n}\n",
        "forward declaration"),
    "a static function of three files": (
        "src/base/x.c", HEAD + "static int\nfind(int a)\n{\n\treturn a;\n}\n",
        "find is also static in", {
            f"src/base/{n}.c": HEAD + "static const char *\nfind(void)\n{\n"
            "\treturn 0;\n}\n" for n in "yz"}),
    "a static variable of three files": (
        "src/base/x.c", HEAD + "static const char sql[][2] = { 1 };\n",
        "sql is also static in", {
            f"src/base/{n}.c": HEAD + "static int sql;\n" for n in "yz"}),
    "a wrong guard": ("include/base/x.h",
                      HEAD + "#ifndef X_H\n#define X_H\n#endif\n",
                      "BASE_X_H"),
}
FINE = {
    "src/base/x.c": BODY % (
        "\tint m = a ? b\n\t\t\t\t\t: c;\n\tint n = g(\"strcpy(\");\n\n\t/* atoi( is out */\n"
        "\tif (n == 0 ||\n"
        "\t    p->time(3))\n\t\tgoto out;\nout:\n") +
        "\nstatic int (*const table[])(int) = { f };\n",
    "src/base/y.c":
        HEAD + "static int g(int a);\n\nstatic int\nf(int a)\n{\n"
        "\treturn g(a);\n}\n\nstatic int\ng(int a)\n{\n\treturn f(a);\n}\n",
    "include/base/x.h":
        HEAD + "#ifndef BASE_X_H\n#define BASE_X_H\nint f(int a);\n#endif\n",
}
