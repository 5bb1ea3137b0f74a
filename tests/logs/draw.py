#!/usr/bin/env python3
"""The rules of sample.tsv, drawn again: draw.py MIRROR.

20 of the active rules that name a log, of each of three sources, by a fixed
seed: SOURCE, a tab, PATH. What is active and what names a log is read off the
documents, without Sextant.
"""

import os
import random
import re
import sys
import tarfile
import tomllib

import yaml

SEED = 13
EACH = 20
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def documents(mirror, repository, pattern):
    """(path, text) of a repository's files, on the branch that is read."""
    top = f"{mirror}/codeload.github.com/{repository}/tar.gz/refs/heads"
    with tarfile.open(os.path.join(top, *os.listdir(top))) as tar:
        for m in tar:
            path = m.name.partition("/")[2]
            if m.isfile() and re.search(pattern, path):
                yield path, tar.extractfile(m).read().decode()


def sigma(mirror):
    for path, text in documents(mirror, "SigmaHQ/sigma",
                                r"^rules[^/]*/.*\.ya?ml$"):
        d = next(yaml.load_all(text, LOADER))
        if d.get("logsource") and d.get("status") not in ("deprecated",
                                                          "unsupported"):
            yield path


def splunk(mirror):
    for path, text in documents(mirror, "splunk/security_content",
                                r"^detections/.*\.ya?ml$"):
        if "/deprecated/" in path:
            continue
        d = yaml.load(text, LOADER)
        if d.get("data_source") and d.get("status") not in ("deprecated",
                                                            "removed"):
            yield path


def elastic(mirror):
    for path, text in documents(mirror, "elastic/detection-rules",
                                r"^rules[^/]*/.*\.toml$"):
        if "_deprecated" in path:
            continue
        d = tomllib.loads(text)["rule"]
        if d.get("index") or "from " in (d.get("query") or "").lower() or \
                any("Data Source" in tag for tag in d.get("tags", [])):
            yield path


if __name__ == "__main__":
    for source in elastic, sigma, splunk:
        paths = sorted(source(sys.argv[1]))
        for path in sorted(random.Random(SEED).sample(paths, EACH)):
            print(source.__name__, path, sep="\t")
