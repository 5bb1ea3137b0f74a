"""Does a Sigma rule tell events apart? By truth tables, and by data/README.md,
"Rules that match everything", alone."""

import fnmatch
import itertools
import re

VARIABLES = 12  # more are not tried one by one

ANY_REGEX = re.compile(r"(\(\?i\))?\^?\(?\.\*\??\)?\$?")


def fulfilled(name, value):
    """Is it a clause that any present value fulfils?"""
    how = set(name.split("|")[1:])
    if value is None or isinstance(value, (dict, list)):
        return False
    if how & {"neq", "lt", "lte", "base64", "base64offset", "wide"}:
        return False
    if "fieldref" in how:
        return value == name.split("|")[0]
    if "exists" in how:
        return value.lower() in ("true", "yes", "on")
    if "re" in how:
        return ANY_REGEX.fullmatch(value) is not None
    if "cidr" in how:
        return value.endswith("/0")
    if "gte" in how:
        return re.fullmatch(r"-?\d+", value) is not None and int(value) <= 0
    if how & {"contains", "startswith", "endswith"} and value == "":
        return True
    return re.fullmatch(r"\*+", value) is not None


def clause(name, value):
    """A function of the events' facts; facts are asked for by what they say."""
    if isinstance(value, list) and value:
        parts = [clause(name, v) for v in value]
        join = all if "all" in name.split("|")[1:] else any
        return lambda facts: join([p(facts) for p in parts])
    if fulfilled(name, value):
        return lambda facts: True
    return lambda facts: facts((name.lower(), str(value).lower()))


def selection(node):
    if isinstance(node, dict):
        parts = [clause(k, v) for k, v in node.items()]
        return lambda facts: all([p(facts) for p in parts])
    if isinstance(node, list) and node:
        parts = [selection(n) for n in node]
        return lambda facts: any([p(facts) for p in parts])
    return clause("", node)


def condition(text, names):
    """As Python's own expression, of a table t of the selections."""
    def some(match):
        pattern = "*" if match[2] == "them" else match[2]
        found = [n for n in names if fnmatch.fnmatchcase(n, pattern) and
                 not n.startswith("_")]
        need = {"all": len(found), "any": 1}.get(match[1]) or int(match[1])
        return f"(sum(t[n] for n in {found!r}) >= {need})"

    out = []
    for part in re.findall(r"(?:all|any|\d+)\s+of\s+[^\s()|]+|[()]|[^\s()]+",
                           text):
        match = re.fullmatch(r"(all|any|\d+)\s+of\s+(\S+)", part)
        if match:
            out.append(some(match))
        elif part in "()" or part.lower() in ("and", "or", "not"):
            out.append(part.lower())
        else:
            out.append(f"t[{part!r}]")
    return compile(" ".join(out).strip(), "condition", "eval")


def always(text, selections):
    code = condition(text, selections)

    def holds(facts):
        table = {n: bool(s(facts)) for n, s in selections.items()}
        return bool(eval(code, {"t": table}))

    asked = {}
    for truth in (False, True):  # also to hear of what it asks
        if not holds(lambda fact, t=truth: asked.setdefault(fact, 0) or t):
            return False
    if len(asked) > VARIABLES:
        return False
    return all(holds(dict(zip(asked, row)).__getitem__)
               for row in itertools.product((False, True), repeat=len(asked)))


def tells_apart(rule):
    detection = rule.get("detection")
    if not isinstance(detection, dict) or rule.get("correlation") or \
            detection.get("timeframe"):
        return True
    selections = {k: selection(v) for k, v in detection.items()
                  if k not in ("condition", "timeframe")}
    given = detection.get("condition")
    for text in given if isinstance(given, list) else [given]:
        try:
            if selections and "|" not in text and always(text, selections):
                return False
        except (KeyError, SyntaxError, TypeError):
            pass  # no condition that could be read
    return True
