"""An upstream that means harm, in every place that it can fill.

    python3 hostile.py SAMPLE FOLDER      writes FOLDER/sextant.yaml and what it
                                          names, from the sample's documents
    python3 hostile.py --check SITE       what of a site, or of other answers,
                                          is not text any more

Each string that is told to readers (names, descriptions, links, ids, platforms,
authors, file names) gets markup, script, templates, links, bidirectional and
control characters, and what a spreadsheet would run, with a number that tells
the place. Compass documents are not looked at: they are those of another tool
to the byte, and in them nothing is escaped.
"""

import csv
import html.parser
import json
import os
import re
import sys
import urllib.parse
import xml.etree.ElementTree
import zipfile

# Told to nobody, or what relations are made of: these stay.
KEPT = set("""type id spec_version created modified created_by_ref revoked
    object_marking_refs relationship_type source_ref target_ref phase_name
    kill_chain_name x_mitre_shortname x_mitre_domains x_mitre_version
    x_mitre_attack_spec_version x_mitre_contents tactic_refs definition_type
    external_id x_mitre_analytic_refs x_mitre_data_component_ref
    first_seen last_seen""".split())
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
CONTROL = "\x1b]0;x\x07\x1b[31m\x9b31m\x85\u2028\u2029"
places = 0


def poison(text=""):
    global places
    places += 1
    n = places
    begin = ["=", "1) ", "- ", "> ", "# ", "    ", "@"][n % 7]
    return (f"{begin}Zq{n}{text} <script>alert({n})</script><img src=x onerror="
            f"alert({n})>\"'`</td></title></script>--> {{{{title}}}} "
            f"{{{{{{main}}}}}} [l](javascript:alert({n})) ![i](//evil.example/"
            f"{n}.png) <javascript:alert({n})> &lt;b&gt; | \\| $(x) ::error::"
            f"{BIDI}{CONTROL}\r\n# Zq{n}\n<b onclick=alert({n})>")


def short(what):
    global places
    places += 1
    return f"=Zq{places};@{what} <b>{BIDI}{CONTROL}, -A1;\uff1dx|`;=1+1"


def link(address):
    global places
    places += 1
    return ["javascript:alert(%d)", "https://x.example/\"onmouseover=\"alert(%d)",
            "https://x.example/)](javascript:alert(%d)", " data:text/html,%d",
            "https://x.example/<script>%d</script>",
            "//evil.example/%d"][places % 6] % places + address[:0]


def harm(value, key=""):
    if isinstance(value, dict):
        return {k: v if k in KEPT else harm(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [harm(v, key) for v in value]
    if not isinstance(value, str) or value == "mitre-attack":
        return value
    if key == "source_name" and places % 2:
        return value  # a citation's
    return link(value) if key == "url" else poison(
        f" {value[:20]} {''.join(re.findall('[(]Citation: [^)]*[)]', value))}")


def bundle(sample):
    with open(os.path.join(sample, "attack/enterprise-attack.json"),
              encoding="utf-8") as f:
        bundle = json.load(f)
    out = []
    for one in bundle["objects"]:
        plain = dict(one)
        one = harm(one)
        if one["type"] == "x-mitre-collection":
            # What the version is taken from.
            one["name"] = plain["name"]
        out.append(one)
        if one["type"] in ("intrusion-set", "tool", "course-of-action"):
            twin = json.loads(json.dumps(one))
            twin["id"] = re.sub("--....", "--" + "%04x" % len(out), one["id"])
            twin["external_references"][0]["external_id"] = [
                "../../../evil", 'G1"><script>alert(1)</script>',
                "G{{title}}", "G0016\u202e"][len(out) % 4]
            out.append(twin)
    bundle["objects"] = out
    return bundle


def rule(n, technique):
    return {"title": poison(" a rule"), "id": poison(" id"),
            "status": poison(" status"), "level": poison(" level"),
            "description": poison(), "author": poison(" author"),
            "date": poison(" date"), "modified": poison(),
            "logsource": {"product": poison(" product")},
            "tags": ["attack." + technique, "attack.t" + poison(),
                     "attack.t99" + str(n)],
            "detection": {"a": {"b": "c"}, "condition": "a"}}


NAMES = ["plain", "a\"><script>alert(1)<", "[x](javascript:alert(2))",
         "{{title}}", "a\u202eb", "=1+1", "a b#c?d%41&e", "-->", "$(x)`y`",
         "\x1b[31m", "'';!--", "x\ny", "|a|b", "\\..\\x"]


def write(path, value):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        json.dump(value, f)


def make(sample, folder):
    write(os.path.join(folder, "attack.json"), bundle(sample))
    techniques = ["t1003.001", "t1059.001", "t1078", "t1190", "t1086"]
    for n in range(60):
        name = NAMES[n % len(NAMES)] + (f"-{n}" if n >= len(NAMES) else "")
        write(os.path.join(folder, "sigma", name + ".yml"),
              rule(n, "t1059.001" if n % 2 else techniques[n // 2 % 5]))
    for n, name in enumerate(NAMES):
        write(os.path.join(folder, "splunk/detections", name + ".yml"),
              {"name": poison(" splunk"), "id": poison(" id"),
               "date": poison(), "author": poison(), "type": poison(" type"),
               "status": poison(" status"), "description": poison(),
               "tags": {"mitre_attack_id": ["T1003.001", poison()],
                        "security_domain": poison()},
               "search": "x", "tests": [{"name": poison()}]})
    write(os.path.join(folder, "atomic/atomics/T1003.001/T1003.001.yaml"),
          {"attack_technique": "T1003.001", "display_name": poison(),
           "atomic_tests": [{
               "name": poison(" test"), "auto_generated_guid": poison(),
               "description": poison(), "supported_platforms": [poison() for _ in range(9)],
               "executor": {"name": poison(" executor"), "command": poison(),
                            "cleanup_command": poison()}}]})
    # Front matter, which JSON is too.
    os.makedirs(os.path.join(folder, "policies"))
    with open(os.path.join(folder, "policies/one.md"), "w",
              encoding="utf-8") as f:
        f.write("---\n%s\n---\n# %s\n" % (json.dumps(
            {"id": poison(" id"), "title": poison(" policy"),
             "description": poison(), "owner": poison(),
             "techniques": ["T1078", poison()]}), poison(" heading")))
    # One's own words are told like those of others.
    config = {"title": poison(" title"), "sample": True,
              "attack": {"enterprise": {"path": "attack.json"}},
              "site": {"footer": poison(" footer")},
              "logs": [short("log"), {"sigma": short("log")}],
              "check": {"thresholds": [{"name": poison(" threshold"),
                                        "at-least": "99%"}]},
              "sources": {"mitigations": {}, "sigma": {"path": "sigma"},
                          "splunk": {"path": "splunk"},
                          "atomic": {"path": "atomic"},
                          "policies": {"path": "policies"},
                          "ours": {"like": "sigma", "path": "sigma",
                                   "title": poison(" ours"),
                                   "licence": poison(" licence"),
                                   "credit": poison(" credit")}},
              "scope": {"except": [{"id": "T1589", "owner": poison(" owner"),
                                    "reason": poison(" reason")}]}}
    write(os.path.join(folder, "sextant.yaml"), config)


# --check

ELEMENTS = set("""a abbr article aside b blockquote body br button caption code
    col colgroup dd del details div dl dt em fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 head header hr html i input label legend li link
    main meta nav ol option p pre script search section select small span
    strong sub summary sup svg table tbody td tfoot th thead time title tr ul
    g path rect circle line text tspan desc polyline use defs pattern
    wbr""".split())
RUNS = re.compile(r"on|style$|srcdoc$|formaction$")
BAD = re.compile("[" + re.escape(BIDI) + "\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Page(html.parser.HTMLParser):
    def __init__(self, name, bad):
        super().__init__()
        self.name, self.bad = name, bad
        # They stand at any address, so that they bring what they need.
        self.alone = name == "404.html" or name.startswith("report-")

    def wrong(self, what):
        self.bad.append(f"{self.name}:{self.getpos()[0]}: {what}")

    def handle_starttag(self, tag, attrs):
        if tag not in ELEMENTS and not (self.alone and
                                        tag in ("style", "noscript")):
            self.wrong(f"<{tag[:40]}>")
        for key, value in attrs:
            if RUNS.match(key) or not re.fullmatch(r"[a-z][\w:-]*", key, re.I):
                self.wrong(f"<{tag}> has {key[:40]}")
            if key in ("href", "src", "action", "xlink:href"):
                self.address(tag, value or "")

    def address(self, tag, value):
        if self.alone and value == "data:,":
            return
        parts = urllib.parse.urlsplit(value)
        if parts.scheme not in ("", "http", "https") or (
                value.startswith("//")):
            self.wrong(f"leads to {value[:60]}")
        if tag != "a" and (parts.scheme or parts.netloc):
            self.wrong(f"<{tag}> loads {value[:60]}")

    def handle_comment(self, data):
        if "Zq" in data:
            self.wrong(f"a comment: {data[:60]}")


def markdown(name, text, bad):
    """Outside of code nothing of ours opens an element or leads to script."""
    text = re.sub(r"^(```+|~~~+).*?^\1", "", text, flags=re.S | re.M)
    text = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", text, flags=re.S)
    for m in re.finditer(r"(?<!\\)<(?!https?://[^\s<>]*>|br>|/?details>|"
                         r"/?summary>)[a-z!/?][^\n]{0,40}", text, re.I):
        bad.append(f"{name}: {m[0]}")
    for m in re.finditer(r"(?<!\\)\]\(<?\s*(?!https?:)[a-z]+:[^\n]{0,40}|"
                         r"(?<!\\)!\[[^\n]{0,40}\]\(", text, re.I):
        bad.append(f"{name}: {m[0]}")


def runs(cell):
    """What of a cell a spreadsheet would run: its text, or a part of it where it
    splits that."""
    for part in re.split(r"[;,\t\r\n]", cell):
        if re.match(r" *[=+@\uff1d\uff0b\uff20\uff0d-](?!\d*\.?\d*%?$)",
                    part):
            return part
    return cell if cell[:1] in ("\t", "\r") else None


def workbook(name, path, bad):
    """A workbook has texts and numbers, whose type says that they are no formula."""
    told = []
    with zipfile.ZipFile(path) as parts:
        for part in parts.namelist():
            for e in xml.etree.ElementTree.fromstring(parts.read(part)).iter():
                if e.tag.endswith("}f"):
                    bad.append(f"{name}: {part}: a formula: {e.text}")
                told.append(e.text or "")
    return "\n".join(told)


def table(name, path, bad):
    with open(path, encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f, strict=True)) if name.endswith(".csv") else [
            line.split("\t") for line in f.read()[:-1].split("\n")]
    widths = {len(row) for row in rows}
    if len(widths) > 1:
        bad.append(f"{name}: rows of {widths} cells")
    for row in rows:
        for cell in row:
            if runs(cell) is not None:
                bad.append(f"{name}: a spreadsheet runs {runs(cell)[:40]}")


def names_told(value):
    """All strings of a JSON document, but for the names of files: these are exact."""
    if isinstance(value, dict):
        value = [v for k, v in value.items() if k not in ("file", "path")] + list(
            value)
    if isinstance(value, list):
        for one in value:
            yield from names_told(one)
    elif isinstance(value, str):
        yield value


def one_file(name, path, bad):
    kind = os.path.splitext(name)[1]
    if kind == ".xlsx":
        text = workbook(name, path, bad)
    else:
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read()
    plain = text
    if kind == ".html":
        page = Page(name, bad)
        page.feed(text)
        page.close()
    elif kind in (".xml", ".atom", ".svg"):
        xml.etree.ElementTree.fromstring(text)
    elif kind == ".json":
        plain = "\n".join(names_told(json.loads(text)))
    elif kind in (".csv", ".tsv"):
        table(name, path, bad)
    elif kind == ".md":
        markdown(name, text, bad)
    for m in BAD.finditer(plain.replace("\r\n", "\n") if kind == ".csv"
                          else plain):
        bad.append(f"{name}: the character U+{ord(m[0]):04X}: "
                   f"{plain[max(0, m.start() - 20):m.start()]!r}")
        break
    return set(re.findall(r"Zq(\d+)\b", text)), "{{title}}" in text


def check(site):
    bad, seen, templates = [], set(), 0
    for at, folders, names in os.walk(site):
        folders[:] = sorted(f for f in folders if f != "compass")
        for name in sorted(names):
            path = os.path.join(at, name)
            below = os.path.relpath(path, site)
            if not re.fullmatch(r"[\w./-]+", below):
                bad.append(f"a file of the name {below!r}")
            found, literal = one_file(below, path, bad)
            seen |= found
            templates += literal
    kinds = {}
    for line in bad:
        kind = re.sub(r"\d+", "N", re.sub(r"^[^:]*", os.path.dirname(
            line.split(":")[0]), line))
        kinds.setdefault(kind, []).append(line)
    for lines in sorted(kinds.values()):
        print(lines[0] + (f" (and {len(lines) - 1} like it)" if lines[1:]
                          else ""))
    # Were the places filled at all, and templates left as they are?
    print("hundreds of places" if len(seen) > 200 else f"{len(seen)} places",
          "with templates in them" if templates > 10 else "without templates")


if sys.argv[1] == "--check":
    check(sys.argv[2])
else:
    make(sys.argv[1], sys.argv[2])
