"""What readers of documents share: the form of a control, small steps through a
tree, and YAML."""

import hashlib
import os
import pickle
import re
import sqlite3
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


class Trees:
    """What PyYAML made of texts, in the file that TREES names, if it does: it
    takes its time, and several programs read the same."""

    def __init__(self):
        self.owner = self.db = None

    def open(self):
        """A connection of this process's own; those that it forks get theirs."""
        if self.owner != os.getpid():
            self.owner = os.getpid()
            self.db = sqlite3.connect(os.environ["TREES"], timeout=60,
                                      isolation_level=None)
            self.db.execute("PRAGMA synchronous = OFF")
            self.db.execute("CREATE TABLE IF NOT EXISTS tree"
                            " (text BLOB PRIMARY KEY, documents BLOB)")
        return self.db

    def read(self, text):
        if "TREES" not in os.environ:
            return list(yaml.load_all(text, yaml.BaseLoader))
        key = hashlib.sha256(f"{yaml.__version__}\n{text}".encode()).digest()
        known = self.open().execute(
            "SELECT documents FROM tree WHERE text = ?", [key]).fetchone()
        if known:
            return pickle.loads(known[0])
        found = list(yaml.load_all(text, yaml.BaseLoader))
        self.db.execute("INSERT OR IGNORE INTO tree VALUES (?, ?)",
                        [key, pickle.dumps(found)])
        return found


TREES = Trees()


def yaml_documents(text):
    return [d for d in TREES.read(text) if d != ""]


def quick_yaml(text):
    """As yaml_documents, by libyaml's parser where PyYAML has it: the documents
    of one of the large sources take it seconds, and pure Python minutes. With
    PURE_YAML set all are read by pure Python."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    if "PURE_YAML" in os.environ:
        return yaml_documents(text)
    return [d for d in yaml.load_all(text, loader) if d != ""]


GITHUB = "codeload.github.com/%s/tar.gz/refs/heads/%s"
