"""Reports as those who take them in read them.

    python3 reports.py github FILE...   commands as GitHub's runner finds them
    python3 reports.py azure FILE...    commands as Azure's agent finds them
    python3 reports.py gitlab FILE...   a code quality report; issues
    python3 reports.py junit FILE...    holds the common schema; cases
    python3 reports.py sarif FILE...    what the schema does not say; results

Prints what is in the file, a line each, or fails where it does not hold.
"""

import json
import re
import sys
import urllib.parse
import xml.etree.ElementTree as ET


def unescape(text, also=()):
    for code, is_ in (("%0D", "\r"), ("%0A", "\n"), *also, ("%25", "%")):
        text = text.replace(code, is_)
    return text


def github(text):
    """actions/runner, ActionCommand: TryParseV2, then TryParse of a line."""
    for line in text.split("\n"):
        m = re.match(r"::(\S+?)(?: (.*?))?::(.*)$", line.lstrip(), re.S)
        if not m or m[1] not in ("error", "warning", "notice"):
            assert not line.lstrip().startswith("::"), line
            assert not re.search(r"##[A-Za-z]*\[", line), line
            continue
        properties = {}
        for p in filter(None, (m[2] or "").split(",")):
            key, value = p.split("=", 1)
            assert key in ("file", "line", "col", "title"), key
            assert key not in properties, key
            properties[key] = unescape(value, ((":", ":"), ("%3A", ":"),
                                               ("%2C", ",")))
        place = ":".join(filter(None, (properties.get("file"),
                                       properties.get("line"))))
        print(f"{m[1]} {place} {properties['title']}")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line), line


def azure(text):
    """microsoft/azure-pipelines-agent, Command.TryParse: anywhere in a line,
    a name, properties, and what is behind the first bracket."""
    codes = (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"),
             ("%AZP25", "%"))

    def plain(value):
        for code, is_ in codes:
            value = value.replace(code, is_)
        return value

    for line in text.split("\n"):
        if not re.search(r"##[A-Za-z]*\[", line):
            continue
        m = re.match(r"##vso\[task\.logissue ([^]]*)\](.*)$", line)
        assert m, line
        p = dict(map(plain, one.split("=", 1))
                 for one in m[1].split(";") if one)
        assert set(p) <= {"type", "sourcepath", "linenumber", "columnnumber",
                          "code"}, p
        assert p["type"] in ("error", "warning")
        print(p["type"], ":".join(filter(None, (
            p.get("sourcepath"), p.get("linenumber")))), p["code"])
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line), line


def gitlab(text):
    """What GitLab's own schema of a code quality report asks for."""
    prints = set()
    for i in json.loads(text):
        assert all(isinstance(i[k], str) and i[k] for k in (
            "description", "check_name", "fingerprint", "severity")), i
        assert i["severity"] in ("info", "minor", "major", "critical",
                                 "blocker")
        assert i["fingerprint"] not in prints, "two of one fingerprint"
        prints.add(i["fingerprint"])
        path, line = i["location"]["path"], i["location"]["lines"]["begin"]
        assert path and not path.startswith(("/", "./")) and line > 0
        print(i["severity"], f"{path}:{line}", i["check_name"])


# Jenkins' junit-10.xsd, as far as Ant's own schema agrees.
CHILDREN = {"testsuites": {"testsuite"},
            "testsuite": {"properties", "testcase"},
            "properties": {"property"}, "property": set(),
            "testcase": {"failure", "system-out"}, "failure": set(),
            "system-out": set()}
NEEDED = {"testsuites": {"name", "tests", "failures", "errors", "time"},
          "testsuite": {"name", "tests", "failures", "errors", "time"},
          "properties": set(), "property": {"name", "value"},
          "testcase": {"name", "classname", "time"},
          "failure": {"message", "type"}, "system-out": set()}


def junit(text):
    root = ET.fromstring(text)
    assert root.tag == "testsuites"
    for e in root.iter():
        assert set(e.attrib) == NEEDED[e.tag], e.attrib
        assert all(c.tag in CHILDREN[e.tag] for c in e), e.tag
        if e.tag in ("testsuites", "testsuite"):
            cases = list(e.iter("testcase"))
            assert int(e.get("tests")) == len(cases)
            assert int(e.get("failures")) == sum(
                c.find("failure") is not None for c in cases)
        assert e.tag != "testcase" or len(e) <= 1, "more than one outcome"
    names = [c.get("name") for c in root.iter("testcase")]
    assert len(set(names)) == len(names), "two of one name"
    for c in root.iter("testcase"):
        print("failed" if c.find("failure") is not None else "passed",
              ascii(c.get("name")))


def sarif(text):
    log = json.loads(text)
    run, = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({r["id"] for r in rules}) == len(rules)
    prints = set()
    for r in run["results"]:
        assert rules[r["ruleIndex"]]["id"] == r["ruleId"]
        one, = r["partialFingerprints"].values()
        assert one not in prints, "two of one fingerprint"
        prints.add(one)
        places = []
        for place in r["locations"]:
            physical = place["physicalLocation"]
            uri = physical["artifactLocation"]["uri"]
            parts = urllib.parse.urlsplit(uri)
            # A relative path, whatever the file is called.
            assert parts == ("", "", uri, "", ""), parts
            assert physical["artifactLocation"]["uriBaseId"] in \
                run["originalUriBaseIds"]
            places.append(urllib.parse.unquote(uri) + ":" +
                          str(physical["region"]["startLine"]))
        print(r["level"], *map(ascii, places), r["ruleId"])


for name in sys.argv[2:]:
    with open(name, encoding="utf-8", newline="") as f:
        {"github": github, "azure": azure, "gitlab": gitlab, "junit": junit,
         "sarif": sarif}[sys.argv[1]](f.read())
