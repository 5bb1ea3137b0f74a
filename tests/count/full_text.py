"""What full text must find, read off the documents by a reader of its own.

usage: full_text.py MIRROR CATALOG FOLDER WORD...

Of each word: the controls that have it in the text of the detection (or of a
test's commands). They must be those that the catalog's index has it of, in that
column, and `sextant search WORD --limit 0 --format json`, in FOLDER/WORD.json, must
list them all. Then the CVEs that each control names, against control_cve. Prints
how many there are, and what differs; exits 1 where anything does.
"""

import json
import os
import re
import sqlite3
import sys
import tomllib

import read

CONTROLS = "search.rowid > 2147483648 AND search.rowid < 4294967296"
CVE = re.compile(r"(?<![^\W_])cve[-_. ]([0-9]{4})[-_. ]([0-9]{4,10})(?![0-9])",
                 re.I)


def names_and_values(node):
    if isinstance(node, dict):
        for name, value in node.items():
            yield name.split("|")[0]
            yield from names_and_values(value)
    else:
        for value in node if isinstance(node, list) else [node]:
            if isinstance(value, (dict, list)):
                yield from names_and_values(value)
            elif value is not None:
                yield str(value)


def values(node):
    """Every text in it, at any depth."""
    if isinstance(node, (dict, list)):
        for value in node.values() if isinstance(node, dict) else node:
            yield from values(value)
    elif isinstance(node, str):
        yield node


def sigma(path, text):
    for d in read.yaml_documents(text):
        if read.child(d, "title") and not d.get("filter"):
            looks = {k: v for k, v in (d.get("detection") or {}).items()
                     if k not in ("condition", "timeframe")} \
                if isinstance(d.get("detection"), dict) else d.get("detection")
            yield d.get("id"), d, [looks, d.get("correlation")]


def splunk(path, text):
    for d in read.yaml_documents(text):
        if read.child(d, "name"):
            yield d.get("id"), d, d.get("search")


def elastic(path, text):
    d = tomllib.loads(text)
    rule = read.child(d, "rule")
    if read.child(rule, "name"):
        yield rule.get("rule_id"), d, [
            rule.get("query"), rule.get("threat_query"),
            rule.get("machine_learning_job_id"),
            read.words(read.child(rule, "threshold", "field")),
            read.words(read.child(rule, "new_terms", "value"))]


def elastic_hunting(path, text):
    d = tomllib.loads(text)
    if read.child(d, "hunt", "name"):
        yield d["hunt"].get("uuid"), d, d["hunt"].get("query")


def atomic(path, text):
    for d in read.yaml_documents(text):
        for test in read.rows(read.child(d, "atomic_tests")):
            runs = test.get("executor") or {}
            arguments = test.get("input_arguments") or {}
            yield test.get("auto_generated_guid"), test, [
                runs.get(k) for k in ("command", "steps", "cleanup_command")
            ] + [read.child(a, "default") for a in arguments.values()]


def stockpile(path, text):
    for d in read.yaml_documents(text):
        for a in read.rows(d):
            runs = read.rows(a.get("executors"))
            for platform in (a.get("platforms") or {}).values():
                runs += read.rows(list(platform.values()))
            yield a.get("id"), a, [r.get(k) for r in runs
                                   for k in ("command", "cleanup")]


SOURCES = {"sigma": sigma, "splunk": splunk, "elastic": elastic,
           "elastic-hunting": elastic_hunting, "atomic": atomic,
           "stockpile": stockpile}


def read_all(mirror):
    """[(source, path, id, its CVEs, the text of its detection)]"""
    out = []
    for source, take in SOURCES.items():
        for path, text in read.documents(mirror, source) or []:
            try:
                found = list(take(path, text))
            except (read.yaml.YAMLError, tomllib.TOMLDecodeError):
                continue
            for name, node, looks in found:
                whole = "\n".join([path, *values(node)])
                cves = {f"CVE-{year}-{n}" for year, n in CVE.findall(whole)}
                out.append((source, path, (name or "").strip() or None, cves,
                            "\n".join(names_and_values(looks))))
    return out


def differ(what, ours, theirs):
    for source, path, name in sorted(ours ^ theirs, key=str):
        print(f"{what}: {source} {path} {name}: only",
              "here" if (source, path, name) in ours else "there")
    return bool(ours ^ theirs)


def counts(found):
    of = {}
    for source, *_ in found:
        of[source] = of.get(source, 0) + 1
    return ", ".join(f"{n} {source}" for source, n in sorted(of.items()))


def main(mirror, catalog, folder, *words):
    db = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
    controls = read_all(mirror)
    sources = sorted({c[0] for c in controls})
    named = ",".join("?" * len(sources))
    bad = False
    for word in words:
        has = re.compile(r"(?<![^\W_])" + re.escape(word) + r"(?![^\W_])", re.I)
        ours = {c[:3] for c in controls if has.search(c[4])}
        theirs = set(db.execute(
            "SELECT s.id, k.path, k.id FROM search JOIN control k"
            " ON k.pk = search.rowid - 2147483648 JOIN source s"
            f" ON s.ord = k.source WHERE search MATCH ? AND {CONTROLS}"
            f" AND s.id IN ({named})", [f'query:"{word}"', *sources]))
        with open(os.path.join(folder, word + ".json"), encoding="utf-8") as f:
            listed = {(i.get("source"), i.get("path"), i.get("id"))
                      for r in json.load(f)["results"] for i in r["items"]}
        bad |= differ(word, ours, theirs)
        for missing in sorted(ours - listed, key=str):
            print(f"{word}: {missing}: search does not list it")
            bad = True
        print(f"{word}: {counts(ours)}")
    ours = {(s, p, f"{i} {cve}") for s, p, i, cves, _ in controls
            for cve in cves}
    theirs = {(s, p, f"{i} {cve}") for s, p, i, cve in db.execute(
        "SELECT s.id, k.path, k.id, v.cve FROM control_cve v JOIN control k"
        " ON k.pk = v.control JOIN source s ON s.ord = k.source"
        f" WHERE s.id IN ({named})", sources)}
    bad |= differ("CVEs", ours, theirs)
    print(f"CVEs: {counts(ours)}")
    return bad


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
