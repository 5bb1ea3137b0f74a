"""Pages of a site that are of no kind of kinds.json, and kinds without a page:

    python3 kinds.py SITE
"""

import json
import os
import re
import sys

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)),
                       "kinds.json"), encoding="utf-8") as f:
    KINDS = json.load(f)
site = sys.argv[1]
seen = set()
for at, _, files in os.walk(site):
    for name in files:
        page = os.path.relpath(os.path.join(at, name), site)
        kind = next((row["kind"] for row in KINDS
                     if re.fullmatch(row["pattern"], page)), None)
        if kind is None and page.endswith(".html"):
            print(f"{page}: of no kind")
        seen.add(kind)
for row in KINDS:
    if row["kind"] not in seen:
        print(f"{row['kind']}: no page of this kind")
