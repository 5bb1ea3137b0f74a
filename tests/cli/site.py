"""A rendered site, looked at as a browser and a reader would.

    python3 site.py SITE [WORD]

Every HTML page must be well formed (elements closed in order, attributes once,
no id twice, one h1, a title, a language), every address inside the site must
lead to a file and, with a fragment, to an id in it, in HTML as in Markdown, and
every page must have WORD in it. Nothing may be loaded from elsewhere, and no
script or style stand in a page (but in 404.html, whose policy has their digests),
nor a value that is none. Prints what is wrong, and how many pages and links were
seen.
"""

import base64
import hashlib
import html.parser
import os
import re
import sys
import urllib.parse

VOID = set("""area base br col embed hr img input link meta source track
    wbr""".split())
# What a template prints of a value that is not there.
NO_WORDS = {"false", "true", "null", "undefined", "NaN", "[object Object]"}
ADDRESSES = {"href", "src", "action", "poster", "data", "srcset"}


class Page(html.parser.HTMLParser):
    def __init__(self, name, bad):
        super().__init__(convert_charrefs=True)
        self.name, self.bad = name, bad
        self.open, self.ids, self.links, self.seen = [], set(), [], []
        self.policy, self.own = "", None

    def wrong(self, what):
        self.bad.append(f"{self.name}:{self.getpos()[0]}: {what}")

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        self.seen.append(tag)
        if len(set(names)) != len(names):
            self.wrong(f"<{tag}> has an attribute twice")
        for name, value in attrs:
            if name == "id" and value in self.ids:
                self.wrong(f"the id {value} twice")
            elif name == "id":
                self.ids.add(value)
            if name.startswith("on") or name == "style":
                self.wrong(f"<{tag}> has {name}")
            if name in ADDRESSES:
                self.links.append((tag, value or "", self.getpos()[0]))
        if tag == "html" and not dict(attrs).get("lang"):
            self.wrong("no language")
        if dict(attrs).get("http-equiv") == "Content-Security-Policy":
            self.policy = dict(attrs)["content"]
        if tag == "style" or tag == "script" and not dict(attrs).get("src"):
            self.own = ""
        if tag in ("iframe", "object", "embed") or (
                self.own is not None and self.name != "404.html"):
            self.wrong(f"<{tag}>")
        if tag == "form" and "action" in names:
            self.wrong("a form that goes elsewhere")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            self.wrong(f"</{tag}>")
        elif not self.open or self.open[-1] != tag:
            self.wrong(f"</{tag}> where {self.open[-1:]} is open")
        else:
            self.open.pop()
        if self.own is not None:
            digest = base64.b64encode(hashlib.sha256(self.own.encode()).digest())
            if f"'sha256-{digest.decode()}'" not in self.policy:
                self.wrong(f"its policy has no digest of its {tag}")
            self.own = None

    def handle_data(self, data):
        if self.own is not None:
            self.own += data
        if data.strip() in NO_WORDS and self.open[-1:] != ["code"]:
            self.wrong(f"says {data.strip()}")

    def finish(self):
        self.close()
        if self.open:
            self.wrong(f"never closed: {self.open}")
        for tag in "html", "head", "body", "title", "h1", "main":
            if self.seen.count(tag) != 1:
                self.wrong(f"<{tag}> {self.seen.count(tag)} times")


def slug(heading):
    """A heading's fragment, as GitHub makes it."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def markdown_links(text):
    """(address, line) of each link outside of code; ids of headings."""
    text = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", lambda m: " " * len(m[0]), text)
    links = [(m[1], text.count("\n", 0, m.start()) + 1) for m in re.finditer(
        r"(?<!\\)\]\(<?([^)\s>]*)>?\)", text)]
    return links, {slug(h) for h in re.findall(r"^#+ (.*)$", text, re.M)}


def load(site, word, bad):
    """name -> (links, ids) of each page, and all files."""
    pages, files = {}, set()
    for at, _, names in sorted(os.walk(site)):
        for name in sorted(names):
            path = os.path.join(at, name)
            name = os.path.relpath(path, site)
            files.add(name)
            if not name.endswith((".html", ".md")):
                continue
            with open(path, encoding="utf-8", newline="") as f:
                text = f.read()
            if word and word not in text:
                bad.append(f"{name}: does not say {word}")
            if "\r" in text or not text.endswith("\n"):
                bad.append(f"{name}: lines do not end in a line feed each")
            if name.endswith(".md"):
                links, ids = markdown_links(text)
                pages[name] = [("a", a, n) for a, n in links], ids
            else:
                if not text.startswith("<!doctype html>\n"):
                    bad.append(f"{name}: no doctype")
                page = Page(name, bad)
                page.feed(text)
                page.finish()
                pages[name] = page.links, page.ids
    return pages, files


def main():
    site, word = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    bad, inside = [], 0
    pages, files = load(site, word, bad)
    for name, (links, ids) in pages.items():
        for tag, address, number in links:
            where = f"{name}:{number}: {address}"
            parts = urllib.parse.urlsplit(address)
            if address == "data:,":  # no icon
                continue
            if parts.scheme or parts.netloc:
                if parts.scheme not in ("http", "https") or not parts.netloc:
                    bad.append(f"{where}: neither http nor https")
                if tag != "a":
                    bad.append(f"{where}: loaded from elsewhere")
                continue
            inside += tag == "a"
            to = urllib.parse.unquote(parts.path)
            to = os.path.normpath(os.path.join(os.path.dirname(name), to)) \
                if to else name
            if to not in files:
                bad.append(f"{where}: leads nowhere")
            elif parts.fragment and urllib.parse.unquote(
                    parts.fragment) not in pages[to][1] and not (
                    to == "threats/compare.html" and  # who is compared there
                    f"threats/{parts.fragment}.html" in files):
                bad.append(f"{where}: no such place in it")
    # A page more is nothing to tell, nor are its links.
    def about(n):
        return "thousands of" if n >= 1000 else "hundreds of" if n >= 100 \
            else "dozens of" if n >= 24 else n
    print("\n".join(bad + [
        f"{about(len(pages))} pages, {about(inside)} links inside"]))


main()
