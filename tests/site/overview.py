#!/usr/bin/env python3
"""Holds the figures of a board against what other commands say of the same
selection, and its page and Markdown against its JSON.

    overview.py BOARD.json CATALOG [--page FILE] [--markdown FILE] [OPTION...]

SEXTANT is the program, the options are those of the selection. Told is what
differs, and at last how many figures were held.
"""

import html
import json
import os
import re
import sqlite3
import subprocess
import sys

held, wrong = 0, []


def same(what, got, want):
    global held
    held += 1
    if got != want:
        wrong.append(f"{what}: {got}, not {want}")


def ask(catalog, *words):
    told = subprocess.run([os.environ.get("SEXTANT", "sextant"), *words,
                           "--format", "json", "--catalog", catalog],
                          check=True, capture_output=True, text=True)
    return json.loads(told.stdout)


def of_domain(answer, domain, name="id"):
    return next(d for d in answer["domains"] if d[name] == domain)


def total(rows, look=None):
    return sum(r["n"] for r in rows if look in (None, r["look"]))


def hold_domain(d, catalog, options):
    kind = options[options.index("--kind") + 1] if "--kind" in options \
        else "detection"
    name = d["id"]
    stats = of_domain(ask(catalog, "stats", *options), name, "domain")
    gaps = ask(catalog, "gaps", "--by", "priority", *options)
    listed = [t for t in ask(catalog, "list", *options)["techniques"]
              if t["domain"] == name and t["state"] != "out"]
    exact = stats["definitions"][kind]["exact"]
    same("of", d["of"], exact["of"])
    same("covered", d["covered"], exact["covered"])
    same("all parts", total(d["parts"]), exact["of"])
    same("answered parts", total(d["parts"], "answered"), exact["covered"])
    same("the headline", d["headline"].split(" techniques")[0],
         f"{exact['covered']} of {exact['of']}")
    of_gaps = of_domain(gaps, name)
    same("gaps", d["gaps"], of_gaps["gaps"])
    parts = {p["part"]: p["n"] for p in d["parts"]}
    same("adopt", parts.get("adopt", 0), of_gaps.get("adopt_count", 0))
    # Others may be adopted, too, where only some are counted.
    if "more" in of_gaps and not {x for x in options if x[:2] == "--"} - {
            "--of", "--platform", "--kind"}:
        same("elsewhere", total(d["parts"], "elsewhere"), of_gaps["more"])
    for t in d["tactics"]:
        members = [x for x in listed if t["shortname"] in x["tactics"]]
        same(f"{t['id']} of", t["of"], len(members))
        same(f"{t['id']} answered", t["answered"],
             sum(x[kind] > 0 for x in members))
        same(f"{t['id']} adds up", t["answered"] + t["elsewhere"] + t["none"],
             t["of"])
    if d["levels"]:
        same("levels", sum(x["n"] for x in d["levels"]), exact["covered"])
        same("levels from E2 on", sum(x["n"] for x in d["levels"]
                                      if x["evidence"] >= 2),
             stats["definitions"][kind]["tested"]["covered"])
    ranked = [t["id"] for t in gaps["techniques"] if t["domain"] == name]
    same("next", [t["id"] for t in d["next"]], ranked[:len(d["next"])])
    same("and more", len(d["next"]) + (d["gaps_more"] or 0), len(ranked))
    if d["visible"]:
        same("visible", d["visible"], stats["visibility"])
    if d.get("builds"):
        last = d["builds"][-1]
        same("the last build", (last["covered"], last["of"]),
             (exact["covered"], exact["of"]))


def hold_threat(board, catalog, options):
    """Of a threat: `sextant threat` and `sextant gaps --group` of it."""
    at = options.index("--threat")
    rest = options[:at] + options[at + 2:]
    threat = ask(catalog, "threat", options[at + 1], *rest)
    gaps = ask(catalog, "gaps", "--by", "priority", "--group",
               options[at + 1], *rest)
    for d in board["domains"]:
        t, g = of_domain(threat, d["id"]), of_domain(gaps, d["id"])
        same("of", d["of"], t["of"])
        same("covered", d["covered"], t["covered"] + t["thin"])
        same("gaps", d["gaps"], t["open"])
        same("all parts", total(d["parts"]), t["of"])
        same("of gaps", (d["of"], d["gaps"]), (g["of"], g["gaps"]))
        same("open", [x["id"] for x in d["next"]],
             [x["id"] for x in gaps["techniques"] if x["domain"] == d["id"]])
    for s in board["states"]:
        same(s["threat_state"], {x["id"] for x in s["techniques"]},
             {x["id"] for x in threat["techniques"]
              if x["state"] == s["threat_state"]})
    same("of all states", sum(s["n"] for s in board["states"]),
         len(threat["techniques"]))


def hold_oldest(board, catalog):
    """Of no part of all: what was proved and changed longest ago, by other SQL."""
    counted = ("FROM control k JOIN source s ON s.ord = k.source WHERE k.counts"
               f" AND s.kind = '{board['kind']}'")
    if board["yours"] or board["public"]:
        whose = "yours" if board["yours"] else "available"
        counted += f" AND k.whose = '{whose}'"
    proof = ("(SELECT max(date) FROM evidence WHERE control = k.pk"
             " AND stands AND level >= 4)")
    with sqlite3.connect(f"file:{catalog}?mode=ro", uri=True) as db:
        for name, day in ("proved", proof), ("changed", "k.changed"):
            same(name, [(k["date"], k["source"], k["title"])
                        for k in board[name]], db.execute(
                f"SELECT {day} AS day, s.id, k.title {counted}"
                " AND day IS NOT NULL ORDER BY day, k.pk LIMIT 2").fetchall())
        same("undated and controls",
             [(board["undated"] or 0, board["controls"])], db.execute(
                 "SELECT count(*) - count(k.changed), count(*) "
                 + counted).fetchall())


def hold_text(board, what, text):
    """Each figure of the board stands in the text, in its words."""
    def stands(*words):
        same(f"{what}: {' '.join(map(str, words))}", bool(re.search(
            r"\W+".join(re.escape(str(w)) for w in words), text)), True)

    for d in board["domains"]:
        stands(*re.split(r"\W+", d["headline"])[:-1])
        for p in d["parts"]:
            stands(p["n"], p["percent"], *re.findall(r"\w+", p["label"]))
        for t in d["tactics"]:
            numbers = [t["answered"], t["elsewhere"], t["none"], t["of"]]
            if not board["yours"]:
                del numbers[1]
            same(f"{what}: {t['name']}", bool(re.search(
                re.escape(t["name"]) + r"\D*(?:\d+\s+)*?" +
                r"\D*?\b".join(map(str, numbers)) + r"\b", text)), True)
        for level in d["levels"]:
            stands(level["level"], *re.findall(r"\w+", level["words"]))
        for t in d["next"] + d["unproven"]:
            stands(*re.findall(r"\w+", t["id"]))
            stands(*re.findall(r"\w+", t["remedy"]))
        for b in d.get("builds", []):
            stands(b["covered"], "of", b["of"])
    for log in board["logs"]:
        stands(*re.findall(r"\w+", log["name"] + " " + log["text"]))
    for k in board["proved"] + board["changed"]:
        stands(*re.findall(r"\w+", k["date"]))
        stands(*re.findall(r"\w+", k["title"]))
    for name in ["lost", "gained", "moved", "untested", "tested", "unseen"]:
        for t in (board["changes"] or {}).get(name, []):
            stands(*re.findall(r"\w+", t["id"]))


def page_text(page):
    page = re.sub(r"<head>.*?</head>|<svg.*?</svg>", " ", page, flags=re.S)
    return html.unescape(re.sub(r"<[^>]*>", " ", page))


def main():
    words = sys.argv[1:]
    with open(words.pop(0), encoding="utf-8") as f:
        board = json.load(f)
    catalog = words.pop(0)
    texts = {}
    while words[:1] in (["--page"], ["--markdown"]):
        what, name = words[:2]
        del words[:2]
        with open(name, encoding="utf-8") as f:
            text = f.read()
        texts[what[2:]] = page_text(text) if what == "--page" else \
            re.sub(r"\\(.)", r"\1", text)
    if "--threat" in words:
        hold_threat(board, catalog, words)
    else:
        for d in board["domains"]:
            hold_domain(d, catalog, words)
    if not board["partial"]:
        hold_oldest(board, catalog)
    if board["told"] and "--threat" not in words:
        same("logs", [x["name"] for x in board["logs"]],
             [x["name"] for x in ask(catalog, "visibility", "--next",
                                     *words)["next"]][:3])
    for what, text in texts.items():
        hold_text(board, what, text)
    print("\n".join(wrong) if wrong else f"{held} figures agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
