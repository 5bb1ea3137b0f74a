"""Each partial and parent that a template names is there: Mustache itself takes
one that is not for an empty one. And each that is there is named, by another
template or by the code."""

import os
import re

from text import read, strings, tracked

# {{>name}}, {{<name}}, with white space anywhere; {{>*name}} is found at run
# time.
NAMED = re.compile(r"\{\{\s*[><]\s*([^\s{}]*)\s*\}\}")


def check(root):
    templates = [n for n in tracked(root) if re.match(
        r"templates/.*\.mustache$", n)]
    there = {os.path.splitext(n)[0].split("/", 1)[1] for n in templates}
    bad, named = [], set()
    for name in tracked(root):
        if name.startswith("src/") and name.endswith(".c"):
            named |= {text for _, text in strings(read(root, name))}
    for name in templates:
        text = re.sub(r"\{\{!.*?\}\}", lambda m: re.sub(r"[^\n]", " ", m[0]),
                      read(root, name), flags=re.S)
        for m in NAMED.finditer(text):
            named.add(m[1])
            if not m[1].startswith("*") and m[1] not in there:
                line = text.count("\n", 0, m.start()) + 1
                bad.append(f"{name}:{line}: no such template: {m[1]}")
    return bad + [f"templates/{name}.mustache: nothing names it"
                  for name in sorted(there - named)]


FAULTS = {
    "a partial": ("templates/html/x.mustache", "a\n{{> html/y }}\n",
                  "x.mustache:2: no such template: html/y"),
    "a parent": ("templates/x.mustache", "{{<layout}}{{/layout}}\n",
                 "no such template: layout"),
    "with its ending": ("templates/x.mustache", "{{>x.mustache}}\n",
                        "no such template"),
    "one of no use": ("templates/html/y.mustache", "a\n",
                      "templates/html/y.mustache: nothing names it"),
}
FINE = {
    "src/site/x.c": 'put("x");\n',
    "templates/x.mustache": "{{>html/partials/y}} {{>*which}} {{! {{>no}} }}\n",
    "templates/html/partials/y.mustache": "{{<x}}{{$a}}b{{/a}}{{/x}}\n",
}
