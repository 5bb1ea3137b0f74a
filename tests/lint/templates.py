"""Each partial and parent that a template names is there: Mustache itself takes
one that is not for an empty one."""

import os
import re

from text import read, tracked

# {{>name}}, {{<name}}, with white space anywhere; {{>*name}} is found at run
# time.
NAMED = re.compile(r"\{\{\s*[><]\s*([^\s{}]*)\s*\}\}")


def check(root):
    templates = [n for n in tracked(root) if re.match(
        r"templates/.*\.mustache$", n)]
    there = {os.path.splitext(n)[0].split("/", 1)[1] for n in templates}
    bad = []
    for name in templates:
        text = re.sub(r"\{\{!.*?\}\}", lambda m: re.sub(r"[^\n]", " ", m[0]),
                      read(root, name), flags=re.S)
        for m in NAMED.finditer(text):
            if not m[1].startswith("*") and m[1] not in there:
                line = text.count("\n", 0, m.start()) + 1
                bad.append(f"{name}:{line}: no such template: {m[1]}")
    return bad


FAULTS = {
    "a partial": ("templates/html/x.mustache", "a\n{{> html/y }}\n",
                  "x.mustache:2: no such template: html/y"),
    "a parent": ("templates/x.mustache", "{{<layout}}{{/layout}}\n",
                 "no such template: layout"),
    "with its ending": ("templates/x.mustache", "{{>x.mustache}}\n",
                        "no such template"),
}
FINE = {
    "templates/x.mustache": "{{>html/partials/y}} {{>*which}} {{! {{>no}} }}\n",
    "templates/html/partials/y.mustache": "{{<x}}{{$a}}b{{/a}}{{/x}}\n",
}
