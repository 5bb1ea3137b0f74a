#!/usr/bin/env python3
"""What a catalog has of one source, in lines: tell.py CATALOG SOURCE

"ID lifecycle type E0 level: TAGGED OUTCOME" a control, the id that it counts
for in brackets where it is another, the framework in place of the outcome of an id of
another, and its evidence there where that is less; "~" a technique that was assessed, "!" a
finding. Of threats a line each: a vulnerability with its techniques, an actor with
its groups and words, a number. Of a baseline what it is of, and the ids that it
chooses, each with its control. Of a crosswalk its frameworks, their ids, each with its
title and control, and its pairs.
"""

import sqlite3
import sys


def mapping(m, best):
    to = "" if m["id"] in (None, m["tagged"]) else f" ({m['id']})"
    words = [m["tagged"], m["framework"] or m["outcome"] + to]
    if m["merged"]:
        words.append("merged")
    if m["score"]:
        words.append(f"[{m['score']}]")
    if m["evidence"] != best:
        words.append(f"E{m['evidence']}")
    return " ".join(words)


def control(db, k):
    of = [p["platform"] for p in db.execute(
        "SELECT platform FROM control_platform WHERE control = ? ORDER BY ord",
        (k["pk"],))]
    maps = db.execute(
        """SELECT m.tagged, m.outcome, m.merged, m.score, m.evidence, t.id,
        m.framework FROM mapping m
        LEFT JOIN technique t ON t.pk = m.technique WHERE m.control = ?
        ORDER BY m.tagged""", (k["pk"],))
    words = [k["id"] or f"({k['title']})", k["lifecycle"], k["type"],
             f"E{k['evidence']}", k["level"], k["date"], k["modified"],
             "catch-all" if k["catch_all"] else None,
             None if k["whose"] == ("yours" if k["own"] else "available")
             else k["whose"],
             "+".join(of) if of else None]
    print(" ".join(w for w in words if w) + ":",
          ", ".join(mapping(m, k["evidence"]) for m in maps) or "-")


def baselines(db, source):
    for b in db.execute("""SELECT b.* FROM baseline b JOIN source s
            ON s.ord = b.source WHERE s.id = ?""", (source,)):
        print(f"{b['name']} of {b['of']}, {b['version']}, {b['date']}")
        for i in db.execute("""SELECT i.id, group_concat(k.id, ', ') AS of
                FROM baseline_id i
                LEFT JOIN baseline_control l ON l.baseline = i.baseline
                AND l.ord = i.ord LEFT JOIN control k ON k.pk = l.control
                WHERE i.baseline = ? GROUP BY i.ord ORDER BY i.ord""",
                (b["source"],)):
            print(f"{i['id']}: {i['of'] or '-'}")


def crosswalks(db, source):
    for w in db.execute("""SELECT w.* FROM crosswalk w JOIN source s
            ON s.ord = w.source WHERE s.id = ?""", (source,)):
        print(f"{w['from_name']} ({w['from_of']}) to {w['to_name']} "
              f"({w['to_of']}), {w['version']}, {w['date']}")
        for i in db.execute("""SELECT i.*, group_concat(k.id, ', ') AS of
                FROM crosswalk_id i LEFT JOIN crosswalk_control l
                ON l.id = i.pk LEFT JOIN control k ON k.pk = l.control
                WHERE i.crosswalk = ? GROUP BY i.pk ORDER BY i.pk""",
                (w["source"],)):
            print(f"{i['side']} {i['id']} ({i['title']}): {i['of'] or '-'}")
        for p in db.execute("""SELECT f.id AS a, t.id AS b, p.*
                FROM crosswalk_pair p JOIN crosswalk_id f ON f.pk = p.from_id
                JOIN crosswalk_id t ON t.pk = p.to_id WHERE f.crosswalk = ?
                ORDER BY p.from_id, p.to_id""", (w["source"],)):
            print(f"{p['a']} {p['relation']} {p['b']}"
                  + (" with others" if p["joint"] else "")
                  + (f": {p['note']}" if p["note"] else ""))


def threats(db, source):
    for v in db.execute("""SELECT v.* FROM vulnerability v JOIN source s
            ON s.ord = v.source WHERE s.id = ? ORDER BY v.pk""", (source,)):
        maps = db.execute(
            """SELECT x.*, t.id FROM vulnerability_technique x
            LEFT JOIN technique t ON t.pk = x.technique
            WHERE x.vulnerability = ? ORDER BY x.tagged""", (v["pk"],))
        print(f"{v['id']} {v['line']} ({v['title']}; {v['category']}):",
              ", ".join(mapping({**m, "merged": m["outcome"] == "remapped" and
                                 not m["counted"], "score": m["type"],
                                 "evidence": None, "framework": None}, None) for m in maps) or "-")
    for p in db.execute("""SELECT p.* FROM profile p JOIN source s
            ON s.ord = p.source WHERE s.id = ? ORDER BY p.pk""", (source,)):
        of = [f"{a['id']} by {a['by']}" for a in db.execute(
            """SELECT a.id, x.by FROM profile_actor x JOIN actor a
            ON a.pk = x.actor WHERE x.profile = ? ORDER BY a.pk""",
            (p["pk"],))]
        said = [f"{w['what']} {w['text']}" + (
            "" if w["text"] == w["word"] else f" ({w['word']})")
            for w in db.execute("""SELECT * FROM profile_word
            WHERE profile = ? ORDER BY ord""", (p["pk"],))]
        print(f"{p['name']} {p['line']}:", ", ".join(of) or "-", "|",
              ", ".join(said) or "-")
    for f in db.execute("""SELECT f.*, t.id FROM factor f JOIN source s
            ON s.ord = f.source LEFT JOIN technique t ON t.pk = f.technique
            WHERE s.id = ? ORDER BY f.name, f.tagged""", (source,)):
        print(f["name"], f["tagged"], f["outcome"], f["value"],
              f["id"] if f["counted"] else "-")


def main(catalog, source):
    db = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    for k in db.execute("""SELECT k.*, s.own FROM control k JOIN source s
            ON s.ord = k.source WHERE s.id = ? ORDER BY k.pk""", (source,)):
        control(db, k)
    threats(db, source)
    baselines(db, source)
    crosswalks(db, source)
    for a in db.execute("""SELECT a.tagged, t.id FROM assessed a
            JOIN source s ON s.ord = a.source JOIN technique t
            ON t.pk = a.technique WHERE s.id = ? ORDER BY a.tagged""",
                        (source,)):
        print("~", a["tagged"] + ("" if a["id"] == a["tagged"]
                                  else f" ({a['id']})"))
    for f in db.execute("SELECT * FROM finding WHERE source = ? ORDER BY pk",
                        (source,)):
        at = f["path"] or ""
        print("!", at + (f":{f['line']}" if f["line"] else "") + ":",
              f["what"] + ":", f["why"])


if __name__ == "__main__":
    main(*sys.argv[1:])
