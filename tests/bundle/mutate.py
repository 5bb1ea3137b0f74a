"""One object of a bundle goes wrong: map and render still do their work.

mutate.py BUNDLE FOLDER [STEP [FIRST]]: in copies of BUNDLE each member of an object of
each kind is left out, given another type or another object's value; the object
is left out, put twice, put beside a namesake. Takes every STEP-th of these, from FIRST on.
Each must end well, leave the figures of techniques that it does not touch as
they are, be told where it changes any, and give the same in another order.
"""

import copy
import csv
import io
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

OTHER_TYPES = [None, True, 7, -1.5, "", "x", "index", "a/../b\n", "\0", "\ud800",
               "x" * 100000, [], [None], [[[]]],
               ["x", "x", 3], {}, {"x": {"y": []}}]


def kind(o):
    return o.get("type"), o.get("relationship_type")


def places(node, path=()):
    """Every member of the object, also within its objects and lists."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield path + (key,)
            yield from places(value, path + (key,))
    elif isinstance(node, list) and node:
        yield path + (0,)
        yield from places(node[0], path + (0,))


def holder(o, path):
    for key in path[:-1]:
        o = o[key]
    return o


def mutations(objects):
    """(name, objects): each a bundle's objects with one thing wrong."""
    kinds = {}
    for i, o in enumerate(objects):
        kinds.setdefault(kind(o), []).append(i)
    types = sorted({o["type"] for o in objects})

    def changed(i, path, value):
        out = list(objects)
        out[i] = copy.deepcopy(out[i])
        holder(out[i], path)[path[-1]] = value
        return out

    def without(i, path):
        out = list(objects)
        out[i] = copy.deepcopy(out[i])
        del holder(out[i], path)[path[-1]]
        return out

    for (what, relation), members in kinds.items():
        name = relation or what
        i = max(members, key=lambda m: len(list(places(objects[m]))))
        o = objects[i]
        yield f"{name}: left out", [p for p in objects if p is not o]
        yield f"{name}: all left out", [p for p in objects
                                        if kind(p) != kind(o)]
        yield f"{name}: twice", objects + [o]
        for flag in "revoked", "x_mitre_deprecated":
            yield f"{name}: {flag}", changed(i, (flag,), True)
            yield f"{name}: {flag} besides", objects + [dict(o, **{flag: True})]
            yield f"{name}: {flag} before", [dict(o, **{flag: True})] + objects
            yield f"{name}: {flag} namesake", objects + [
                dict(o, id=o["type"] + "--other", **{flag: True})]
        yield f"{name}: namesake", objects + [dict(o, id=o["type"] + "--other")]
        yield f"{name}: namesake before", [
            dict(o, id=o["type"] + "--other")] + objects
        for other in types:
            yield f"{name}: type {other}", changed(i, ("type",), other)
        for path in places(o):
            at = f"{name}: {'.'.join(map(str, path))}"
            yield f"{at} left out", without(i, path)
            for value in OTHER_TYPES:
                yield f"{at} = {value!r}", changed(i, path, value)
            for j in (m for m in members if m != i):
                try:
                    value = holder(objects[j], path)[path[-1]]
                except (LookupError, TypeError):
                    continue
                if value != holder(o, path)[path[-1]]:
                    yield f"{at} of another", changed(i, path, value)
                    break


def ids(o):
    refs = o.get("external_references") if isinstance(o, dict) else None
    return {r["external_id"] for r in refs if isinstance(r, dict)
            and isinstance(r.get("external_id"), str)} \
        if isinstance(refs, list) else set()


def words(value):
    return value if isinstance(value, list) else []


def touched(before, after):
    """Ids of the techniques that may count otherwise: those of what changed,
    and those that it is joined to, before or after."""
    same = {id(o) for o in before} & {id(o) for o in after}
    changed = [o for o in before + after if id(o) not in same]
    if len(after) > len(before):
        changed.append(after[-1])
    stix = set()
    for o in changed:
        if isinstance(o, dict):
            stix |= {str(o.get(k)) for k in ("id", "source_ref", "target_ref")}
    for o in before + after:
        if isinstance(o, dict) and stix & {
                str(r) for r in words(o.get("x_mitre_analytic_refs"))}:
            stix.add(str(o.get("id")))
    for o in before + after:
        if isinstance(o, dict) and o.get("type") == "relationship" and \
                {str(o.get("source_ref")), str(o.get("target_ref"))} & stix:
            stix |= {str(o.get("source_ref")), str(o.get("target_ref"))}
    near = set()
    for o in before + after + changed:
        if isinstance(o, dict) and str(o.get("id")) in stix:
            near |= ids(o)
    for o in changed:
        near |= ids(o)
    return near


def run(folder, *words):
    done = subprocess.run(["sextant", *words], cwd=folder, timeout=300,
                          capture_output=True, text=True, errors="replace")
    return done.returncode, done.stdout, done.stderr


def rows(folder):
    """Each technique's figures, and the findings about the bundle."""
    code, text, _ = run(folder, "list", "--format", "csv")
    table = {r["technique"]: r for r in csv.DictReader(io.StringIO(text))}
    for r in table.values():
        del r["name"], r["url"], r["tactics"]
    _, text, _ = run(folder, "sources", "--findings", "--format", "json")
    found = [f for f in json.loads(text)["findings"]
             if f["source"] == "attack"]
    return table, found


def prepare(at):
    os.makedirs(os.path.join(at, "rules"))
    with open(os.path.join(at, "sextant.yaml"), "w") as f:
        f.write("attack:\n  enterprise: {path: bundle.json, "
                "accessed: 2026-01-02}\nsources:\n  mitigations: {}\n"
                "  ours: {like: sigma, path: rules}\n")
    with open(os.path.join(at, "rules", "r.yml"), "w") as f:
        f.write("title: A rule\ntags: [attack.t1059.001, attack.t1105]\n"
                "detection: {a: {b: c}, condition: a}\n")


def attempt(at, bundle, name, objects, base, render):
    """What is wrong with the outcome, or None."""
    with open(os.path.join(at, "bundle.json"), "w") as f:
        f.write(json.dumps(dict(bundle, objects=objects)))
    code, _, said = run(at, "map", "--quiet")
    if code == 0 and render:
        code, _, said = run(at, "render", "--quiet")
    if code != 0:
        if "all left out" in name and "no technique" in said:
            return None
        return f"{name}: {code}: {said.strip()}"
    table, found = rows(at)
    was, _ = base
    other = {i for i in set(was) | set(table)
             if was.get(i) != table.get(i)}
    # What is gone for a kind as a whole is told by the guard.
    if "all left out" in name or name.startswith("x-mitre-tactic"):
        return None
    far = other - touched(bundle["objects"], objects)
    if far:
        return f"{name}: other figures: {sorted(far)}"
    if render:
        with open(os.path.join(at, "bundle.json"), "w") as f:
            f.write(json.dumps(dict(bundle, objects=objects[::-1])))
        run(at, "map", "--quiet")
        if rows(at)[0] != table:
            return f"{name}: other figures in another order"
    if other and not found and not may_change(name):
        return f"{name}: {sorted(other)} changed, and nothing is told"
    return None


def may_change(name):
    """Nothing is wrong with it: it says something else."""
    return any(w in name for w in ("left out", "of another", "revoked",
                                   "deprecated", "= 'x'", "= 'index'",
                                   "type ", "= ''", "= []", "= {}"))


def main(bundle, folder, step=1, first=0):
    with open(bundle) as f:
        whole = json.load(f)
    chosen = list(mutations(whole["objects"]))[int(first)::int(step)]
    lanes = os.cpu_count() or 1

    def lane(n):
        at = os.path.join(folder, f"lane{n}")
        prepare(at)
        with open(os.path.join(at, "bundle.json"), "w") as f:
            json.dump(whole, f)
        run(at, "map", "--quiet")
        base = rows(at)
        out = []
        for i in range(n, len(chosen), lanes):
            # Pages go by ids; of the rest a few are enough.
            render = "external_id" in chosen[i][0] or \
                "namesake" in chosen[i][0] or i % 16 == 0
            out.append(attempt(at, whole, *chosen[i], base, render))
        return out

    with ThreadPoolExecutor(lanes) as pool:
        results = [r for part in pool.map(lane, range(lanes)) for r in part]
    wrong = [r for r in results if r is not None]
    print(*wrong[:40], sep="\n", end="\n" if wrong else "")
    if len(wrong) > 40:
        print(f"and {len(wrong) - 40} more")
    print(f"{len(wrong)} went wrong" if wrong else "all went well")
    return len(results)


if __name__ == "__main__":
    print(main(*sys.argv[1:]), file=sys.stderr)
