"""What readers of documents share: the form of a control, small steps through a
tree, and YAML."""

import hashlib
import os
import re
from collections import namedtuple

import yaml

# state: active or why not; told: does it tell events apart? own: the evidence
# that it carries itself, 0 to 2; names: the tests that it names; on: the
# platforms that it names; name: what correlations may call it; made_of: what it
# calls others, as a correlation; alone: do they alert by themselves too? files: of
# a recording; links: by which a rule may name recordings.
Control = namedtuple("Control", "id state ids told own names path on title "
                     "name made_of alone files links",
                     defaults=(True, 0, (), None, frozenset(), None, None, (),
                               False, (), ()))


def words(value):
    """Every scalar of a list, or the one scalar; what is empty names none."""
    values = value if isinstance(value, list) else [value]
    return [str(v) for v in values
            if v is not None and not isinstance(v, (dict, list)) and str(v)]


def threat_ids(threats, framework="MITRE ATT&CK"):
    """In the threats of Elastic's rules: of each of its techniques the
    sub-techniques, or else itself."""
    out = []
    for threat in rows(threats):
        if threat.get("framework") != framework:
            continue
        for technique in rows(threat.get("technique")):
            subs = [i for s in rows(technique.get("subtechnique"))
                    for i in words(s.get("id"))]
            out += subs or words(technique.get("id"))
    return out


def links(*values):
    """Addresses in texts; a text without any, that is one word with a slash."""
    out = []
    for text in (w for v in values for w in words(v)):
        found = re.findall(r"https?://[^\s\"'`<>()\[\]{}|\\^]+", text)
        out += [f.rstrip(".,;") for f in found] if "://" in text else \
            re.findall(r"^\s*(\S*/\S*)\s*$", text)
    return tuple(out)


def child(node, *names):
    for name in names:
        node = node.get(name) if isinstance(node, dict) else None
    return node


def rows(node):
    return [e for e in node if isinstance(e, dict)] \
        if isinstance(node, list) else []


def attempt(text, loader):
    """Its documents, or None where that parser cannot read it."""
    try:
        return list(yaml.load_all(text, loader))
    except yaml.YAMLError:
        return None


def yaml_documents(text):
    """By libyaml's parser where PyYAML has it: pure Python takes ten times as
    long. It reads one small text of sixteen a second time, and must make the
    same of it; with PURE_YAML set it reads all, alone."""
    pure = yaml.BaseLoader
    quick = getattr(yaml, "CBaseLoader", pure)
    found = attempt(text, pure if "PURE_YAML" in os.environ else quick)
    if len(text) < 65536 and \
            hashlib.sha256(text.encode()).digest()[0] < 16 and \
            attempt(text, pure) != found:
        raise ValueError("two parsers differ in: " + text[:400])
    if found is None:
        raise yaml.YAMLError("cannot be read")
    return [d for d in found if d != ""]


GITHUB = "codeload.github.com/%s/tar.gz/refs/heads/%s"
