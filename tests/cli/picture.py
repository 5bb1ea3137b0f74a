"""A picture of a layer, held against the layer and the ATT&CK it is of.

    picture.py BUNDLE LAYER.json PICTURE.svg     what is wrong, a line each

Each active technique has a box under each of its tactics (with --subs before all,
each sub-technique, too), of the layer's colour and with its score or the words of
the legend; nothing leaves the picture, and it loads nothing.
"""

import json
import re
import sys
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "g",
           "text"}


def techniques(bundle):
    """{id: how many tactics it has}, of active ones."""
    with open(bundle, encoding="utf-8") as f:
        objects = json.load(f)["objects"]
    return {
        next(r["external_id"] for r in o["external_references"]
             if r["source_name"] == "mitre-attack"):
        len(o["kill_chain_phases"])
        for o in objects if o["type"] == "attack-pattern" and
        not o.get("revoked") and not o.get("x_mitre_deprecated")}


def mark(layer, entry):
    """What the box must say."""
    if "score" not in entry:
        return "out of scope" if entry.get("enabled") is False else "–"
    label = next(i["label"] for i in layer["legendItems"]
                 if i["color"] == entry["color"]).rpartition(" (")[0]
    if re.match("E[0-5] ", label):
        return label[:2]
    counted = layer["gradient"]["maxValue"] == 10
    return str(entry["score"]) if counted else label


def check(bundle, layer, root, subs):
    _, _, width, height = map(float, root.get("viewBox").split())
    entries = {t["techniqueID"]: t for t in layer["techniques"]}
    if root.find(SVG + "title").text != layer["metadata"][0]["value"]:
        yield "another title"
    if root.find(SVG + "desc").text != layer["description"]:
        yield "another description"
    for e in root.iter():
        if e.tag.replace(SVG, "") not in ALLOWED or \
                any("href" in a or a.startswith("on") for a in e.attrib):
            yield f"{e.tag}: what is that?"
        for at, most in ("x", width), ("y", height):
            if not 0 <= float(e.get(at, 0)) <= most:
                yield f"{e.tag}: outside"
    said = [t.text for t in root.iter(SVG + "text")]
    for item in layer["legendItems"]:
        if item["label"] not in said:
            yield f"{item['label']}: not in the legend"
    seen = {}
    for box in (g for g in root.iter(SVG + "g")
                if g.find(SVG + "title") is not None):
        own = box.find(SVG + "title").text.split(" ")[0]
        seen[own] = seen.get(own, 0) + 1
        entry = entries.get(own)
        *_, foot, last = (t.text or "" for t in box.findall(SVG + "text"))
        if not foot.startswith(own):
            yield f"{own}: called {foot}"
        fill = box.find(SVG + "rect").get("fill")
        if entry is None:
            if last != "" or fill != "#ffffff":
                yield f"{own}: no entry, and says {last}"
            continue
        if last != mark(layer, entry):
            yield f"{own}: says {last}, not {mark(layer, entry)}"
        if fill != ("url(#out)" if entry.get("enabled") is False else
                    entry.get("color", "#ffffff")):
            yield f"{own}: painted {fill}"
        below = [t for i, t in entries.items() if i.startswith(own + ".")
                 and t.get("enabled") is not False]
        hit = sum(t.get("score", 0) > 0 for t in below)
        if below and not subs and foot != f"{own}, {hit}/{len(below)} subs":
            yield f"{own}: says {foot}"
    expected = {i: n for i, n in techniques(bundle).items()
                if subs or "." not in i}
    if seen != expected:
        yield f"boxes: {sorted(seen.items() ^ expected.items())}"


def main(arguments):
    subs = arguments[0] == "--subs"
    bundle, layer, picture = arguments[1 if subs else 0:]
    with open(layer, encoding="utf-8") as f:
        bad = list(check(bundle, json.load(f),
                         ElementTree.parse(picture).getroot(), subs))
    print("\n".join(f"{picture}: {line}" for line in bad) or "as the layer")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
