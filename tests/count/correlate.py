"""Sigma's correlations: which rules they are made of, and what then counts.

By the specification a rule that a correlation calls (by id or name) raises no
alert of its own, unless one that calls it says `generate: true`. A correlation
that names no technique has those of its rules. What calls itself in a circle
stands for itself.
"""

import re


def called(d):
    """What a document calls others, as a list."""
    c = d.get("correlation")
    if not isinstance(c, dict):
        return []
    rules = c.get("rules") or []
    found = [rules] if isinstance(rules, str) else [
        r for r in rules if isinstance(r, str)]
    if not found and isinstance(c.get("condition"), str):
        found = [w for w in re.findall(r"[^\s()]+", c["condition"])
                 if w.lower() not in ("and", "or", "not")]
    return [r.strip() for r in found if r.strip()]


def alone(d):
    c = d.get("correlation")
    said = (c.get("generate") if isinstance(c, dict) else None) or \
        d.get("generate")
    return str(said).lower() == "true"


def meant(controls, caller, word):
    """Places of the controls that the word stands for."""
    some = [i for i, c in enumerate(controls)
            if c.id and c.id.lower() == word.lower()]
    if not some:
        named = [i for i, c in enumerate(controls) if c.name == word]
        some = [i for i in named if controls[i].path == caller.path] or named
    return [i for i in some if controls[i].state == "active"] or some


def reach(edges, start):
    """All that can be come to from there, by one step or more."""
    found, ahead = set(), list(edges.get(start, ()))
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += edges.get(one, ())
    return found


def settle(controls):
    edges = {i: [b for word in c.made_of for b in meant(controls, c, word)]
             for i, c in enumerate(controls) if c.made_of}
    below = {i: reach(edges, i) for i in edges}
    edges = {i: [b for b in dict.fromkeys(to) if i not in below.get(b, ())
                 and b != i] for i, to in edges.items()}

    def has(i, what):
        """Its own, or what its rules have."""
        own = getattr(controls[i], what)
        return own if own or i not in edges else \
            [v for b in edges[i] for v in has(b, what)]

    calls = [(controls[i].alone, b) for i, to in edges.items()
             if controls[i].state == "active" for b in to]
    silent = {b for own, b in calls if not own} - {b for own, b in calls if own}
    out = []
    for i, c in enumerate(controls):
        if i in edges:
            c = c._replace(ids=list(has(i, "ids")), on=set(has(i, "on")))
        if i in silent and c.state == "active":
            c = c._replace(state="base")
        out.append(c)
    return out
