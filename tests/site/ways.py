"""Do the ways from page to page lead through each list in its order?

    python3 ways.py SITE

Of each tactic the techniques of its table, and of threats the kinds of their list, are
held against what each page, its JSON and its Markdown say is before and behind it; of
each sub-technique those beside it, against its parent's.
"""

import json
import os
import re
import sys

LINK = re.compile(r'<a href="([^"/]+)\.html"[^>]*>(?:<span[^>]*>(Previous|Next): )')
bad, compared = [], 0


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        return f.read()


def on_page(text, among):
    for line in re.findall(r"<li><span>(.*?)</span>(.*)</li>", text):
        if line[0] == among:
            return {what.lower(): to for to, what in LINK.findall(line[1])}
    return {}


def in_markdown(text, among):
    for line in text.split("\n"):
        if line.startswith(among + ": "):
            return {what: to for what, to in
                    re.findall(r"(previous|next) \[.*?\]\(([^)]+)\.md\)", line)}
    return {}


def in_json(text, among):
    for one in json.loads(text).get("neighbours", []):
        if one["among"] == among:
            return {w: one[w]["id"] for w in ("previous", "next") if w in one}
    return {}


def follow(site, folder, markdown, ids, among):
    """The pages of ids are a row."""
    global compared
    for i, page in enumerate(ids):
        want = {}
        if i > 0:
            want["previous"] = ids[i - 1]
        if i + 1 < len(ids):
            want["next"] = ids[i + 1]
        for form, got in (
                ("page", on_page(read(site, folder, page + ".html"), among)),
                ("JSON", in_json(read(site, "api", folder, page + ".json"), among)),
                ("Markdown", in_markdown(
                    read(site, "markdown", markdown, page + ".md"), among))):
            compared += 1
            if got != want:
                bad.append(f"{page}: {among}: the {form} has {got}, not {want}")


def rows(page, part=""):
    return re.findall(r'<th scope="row"><a href="[^"]*?(\w+(?:\.\d+)?)\.html"',
                      page[page.index(part):])


def beside(site, parent):
    subs = [s["id"] for s in
            json.loads(read(site, "api/techniques", parent + ".json")).get("subs", [])]
    for sub in subs:
        page = read(site, "techniques", sub + ".html")
        there = [s["id"] for s in json.loads(
            read(site, "api/techniques", sub + ".json")).get("siblings", [])]
        if rows(page, '<h2 id="subs">') != subs or f'"{sub}.html" aria-current' not in page:
            bad.append(f"{sub}: the page has not all beside it")
        if there != [s for s in subs if s != sub]:
            bad.append(f"{sub}: the JSON has {there} beside it")


def main(site):
    tactics = [t for d in json.loads(read(site, "api/tactics/index.json"))["domains"]
               for t in d["tactics"]]
    follow(site, "tactics", "tactics", [t["id"] for t in tactics], "Tactics")
    for t in tactics:
        found = [c["id"] for c in json.loads(
            read(site, "api/tactics", t["id"] + ".json"))["techniques"]]
        follow(site, "techniques", "", found, t["name"])
        for id in found:
            beside(site, id)
    listed = read(site, "threats/index.html")
    for head, kind in re.findall(r'(<h2 id="\w+">(\w+))', listed):
        part = listed[listed.index(head):]
        found = re.findall(r'href="([GCS]\d+)\.html"', part[:part.index("</table>")])
        follow(site, "threats", "threats", found, kind)
    print("\n".join(bad[:20]), end="\n" if bad else "")
    print("hundreds of ways" if compared > 300 else f"{compared} ways")
    return 1 if bad else 0


sys.exit(main(sys.argv[1]))
