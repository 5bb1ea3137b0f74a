"""Who may include whom, and which file owns which library: src/README.md,
"Rooms"."""

import re

from text import blank, read, strings, tracked

# A folder: those it may include beside itself. Includes point down.
MAY = {
    "base": "",
    "catalog": "base value words",
    "serve": "base",
    "tree": "base",
    "value": "base",
    "words": "base value",
    "config": "base value words",
    "condition": "base value words config",
    "logs": "base catalog value words config",
    "prose": "base value",
    "report": "base value words",
    "template": "base value",
    "count": "base catalog value words",
    "crosswalk": "base catalog value words count",
    "store": "base value config",
    "fetch": "base store",
    "model": "base catalog crosswalk value words count",
    "search": "base catalog value words count",
    "threat": "base catalog value words count search report",
    "subject": "base catalog crosswalk value words count search threat model",
    "attack": "base catalog value words config store",
    "export": "base catalog crosswalk value words count threat model",
    "output": "base value words count model",
    "controls": "base value words config store attack condition logs",
    "compare": "base catalog value words count store model",
    "board": "base catalog value words count model compare",
    "kept": "base value words config store controls",
    "map": "base catalog value words config store attack logs controls kept",
    "lint": "base value words config store attack controls map",
    "site": "base catalog template tree value words prose count search threat model export compare board",
    "build": "base value words config store fetch compare map site",
    "text": "base value words count model subject output",
    "mcp": "base value words count",
    "check": "base catalog value words config count store threat model output compare map lint build",
    "cli": "base catalog crosswalk serve value words config count store fetch search threat model subject export output text compare lint site build check board mcp",
}

# A library's headers: the file that alone includes them (or its own header).
OWNER = {
    r"curl/": "src/fetch/curl.c",
    r"archive(_entry)?\.h": "src/store/archive.c",
    r"yaml\.h": "src/value/yaml.c",
    r"sqlite3\.h": "src/catalog/db.c",
    r"cmark\.h": "src/prose/markdown.c",
    r"libxml/(HTMLparser|parserInternals)\.h": "src/prose/html.c",
    r"libxml/(?!HTML|parserInternals)": "src/value/xml.c",
    r"openssl/": "src/base/digest.c",
    r"microhttpd\.h": "src/serve/mhd.c",
    r"utf8proc\.h": "src/base/str.c",
    r"pcre2\.h": "src/base/pattern.c",
    r"xlsxwriter\.h": "src/export/xlsx.c",
}

# How many .c files a folder may have; a command is a file.
FULL, FULL_OF = 24, {"cli": 34}

# Made by the Makefile.
MADE = {"schema.h", "preview.h", "completion_bash.h", "completion_zsh.h",
        "completion_fish.h"}

SQL = re.compile(r"\b(SELECT\b.*\bFROM|INSERT\s+(OR\s+\w+\s+)?INTO|DELETE\s+FROM"
                 r"|UPDATE\s+\w+\s+SET|CREATE\s+(TABLE|INDEX|VIEW|VIRTUAL)"
                 r"|PRAGMA\s+\w+|ORDER\s+BY|BEGIN\s+(IMMEDIATE|TRANSACTION))")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


def includes(text):
    """(line, bracket, name) of each include that is not in a comment."""
    code = blank(text)
    return [(text.count("\n", 0, m.start()) + 1, m.group(1), m.group(2))
            for m in INCLUDE.finditer(text)
            if code[m.start():m.end()].lstrip().startswith("#")]


def resolve(name, own, files):
    """The file that an include of ours means, or None."""
    for at in ("include/" + name, f"src/{own}/{name}", "src/" + name):
        if at in files:
            return at
    return None


def one(where, bracket, name, own):
    """What is wrong with one include of a file in the folder own."""
    if bracket == "<":
        for pattern, owner in OWNER.items():
            if re.match(pattern, name) and where not in (
                    owner, owner[:-1] + "h"):
                return f"<{name}> belongs to {owner}"
        if own == "base" and name.startswith("cjson/"):
            return "base knows nothing of cJSON"
        return None
    if ".." in name.split("/"):
        return f'"{name}": includes name no parent folder'
    if "/" not in name:
        return None
    folder = name.split("/")[0]
    if folder in MAY and folder != own and folder not in MAY[own].split():
        return f'{own} may not include "{name}"'
    return None


def cycles(graph):
    """Each circle of files that include one another, once."""
    found, state = [], {}

    def visit(node, path):
        if state.get(node) == "done":
            return
        if node in path:
            found.append(" -> ".join(path[path.index(node):] + [node]))
            return
        for below in sorted(graph.get(node, ())):
            visit(below, path + [node])
        state[node] = "done"

    for node in sorted(graph):
        visit(node, [])
    return found


def check(root):
    bad, graph = [], {}
    files = set(tracked(root))
    for name in sorted(files):
        m = re.match(r"(?:src|include)/(\w+)/[^/]+\.[ch]$", name)
        if not m:
            if re.match(r"(src|include)/.*\.[ch]$", name):
                bad.append(f"{name}: a source file stands in src/FOLDER/")
            continue
        own, text = m.group(1), read(root, name)
        if own not in MAY:
            bad.append(f"{name}: no such room: {own}")
            continue
        for line, bracket, what in includes(text):
            why = one(name, bracket, what, own)
            if why:
                bad.append(f"{name}:{line}: {why}")
            target = bracket == '"' and resolve(what, own, files)
            if target:
                graph.setdefault(name, set()).add(target)
            elif bracket == '"' and what not in MADE:
                bad.append(f'{name}:{line}: no file is meant by "{what}"')
        if own != "catalog":
            bad += [f"{name}:{line}: SQL stands in src/catalog"
                    for line, content in strings(text) if SQL.search(content)]
    for own in sorted(MAY):
        n = sum(1 for f in files if re.match(rf"src/{own}/[^/]+\.c$", f))
        if n > FULL_OF.get(own, FULL):
            bad.append(f"src/{own}: {n} .c files, more than "
                       f"{FULL_OF.get(own, FULL)}")
    rooms = {own: set(may.split()) for own, may in MAY.items()}
    return bad + [f"{c}: a circle of includes"
                  for c in cycles(graph) + cycles(rooms)]


FAULTS = {
    "base looks up": ("src/base/x.c", '#include "value/json.h"\n',
                      "base may not include"),
    "map sees site": ("src/map/x.c", '#include "site/render.h"\n',
                      "map may not include"),
    "site sees map": ("src/site/x.c", '#include "map/map.h"\n',
                      "site may not include"),
    "site sees fetch": ("src/site/x.c", '#include "fetch/fetch.h"\n',
                        "site may not include"),
    "site sees config": ("src/site/x.c", '#include "config/source.h"\n',
                         "site may not include"),
    "catalog sees config": ("src/catalog/x.c", '#include "config/source.h"\n',
                            "catalog may not include"),
    "someone includes cli": ("src/model/x.c", '#include "cli/opt.h"\n',
                             "model may not include"),
    "a public header looks up": ("include/base/x.h",
                                 '#include "value/json.h"\n',
                                 "base may not include"),
    "a way round": ("src/map/x.c", '#include "../tree/tree.h"\n',
                    "no parent folder"),
    "a library has one owner": ("src/map/x.c", "#include <sqlite3.h>\n",
                                "belongs to src/catalog/db.c"),
    "cJSON in base": ("src/base/x.c", "# include <cjson/cJSON.h>\n",
                      "cJSON"),
    "SQL outside": ("src/model/x.c",
                    'const char *q = "SELECT id "\n\t"FROM technique";\n',
                    "SQL stands in"),
    "a full folder": ("src/base/x.c", "\n", "25 .c files",
                      {f"src/base/x{n}.c": "\n" for n in range(24)}),
    "a circle": ("include/base/a.h", '#include "base/b.h"\n', "circle",
                 {"include/base/b.h": '#include "base/a.h"\n'}),
    "an unknown folder": ("src/misc/x.c", "\n", "no such room"),
    "a file that is not there": ("src/base/x.c", '#include "base/no.h"\n',
                                 "no file is meant"),
}
FINE = {
    "src/map/x.c": '#include "map/m.h"\n#include "store/s.h"\n#include "y.h"\n',
    "src/map/y.h": '/* #include "tree/tree.h", SELECT a FROM b */\n',
    "include/map/m.h": '#include <cjson/cJSON.h>\n',
    "include/store/s.h": "\n",
    "src/catalog/db.c": '#include "db.h"\n"SELECT a FROM b";\n',
    "src/catalog/db.h": '#include <sqlite3.h>\n',
}
