"""A layer of the ATT&CK Navigator, held against its published format 4.5
(github.com/mitre-attack/attack-navigator, layers/spec/v4.5/layerformat.md), and
against the ATT&CK that it is of.

    python3 layer.py BUNDLE LAYER...      what is wrong, a line each
    python3 layer.py --faults BUNDLE LAYER

The second breaks a good layer in every way that the first has to see, and
prints which of these it did not see.
"""

import copy
import json
import re
import sys

# Properties, their types, and whether they are required: the format's tables.
STRING, NUMBER, BOOLEAN, LIST, OBJECT = str, (int, float), bool, list, dict
LAYER = {
    "versions": (OBJECT, False), "name": (STRING, True),
    "description": (STRING, False), "domain": (STRING, True),
    "customDataURL": (STRING, False), "filters": (OBJECT, False),
    "sorting": (NUMBER, False), "layout": (OBJECT, False),
    "hideDisabled": (BOOLEAN, False), "techniques": (LIST, False),
    "gradient": (OBJECT, False), "legendItems": (LIST, False),
    "showTacticRowBackground": (BOOLEAN, False),
    "tacticRowBackground": (STRING, False),
    "selectTechniquesAcrossTactics": (BOOLEAN, False),
    "selectSubtechniquesWithParent": (BOOLEAN, False),
    "selectVisibleTechniques": (BOOLEAN, False),
    "metadata": (LIST, False), "links": (LIST, False),
}
FILTERS = {"platforms": (LIST, False)}
VERSIONS = {"attack": (STRING, False), "navigator": (STRING, True),
            "layer": (STRING, True)}
TECHNIQUE = {
    "techniqueID": (STRING, True), "tactic": (STRING, False),
    "comment": (STRING, False), "enabled": (BOOLEAN, False),
    "score": (NUMBER, False), "color": (STRING, False),
    "metadata": (LIST, False), "links": (LIST, False),
    "showSubtechniques": (BOOLEAN, False),
}
GRADIENT = {"colors": (LIST, True), "minValue": (NUMBER, True),
            "maxValue": (NUMBER, True)}
LEGEND_ITEM = {"label": (STRING, True), "color": (STRING, True)}
METADATA = {"name": (STRING, True), "value": (STRING, True)}
LINK = {"label": (STRING, True), "url": (STRING, True)}
DIVIDER = {"divider": (BOOLEAN, True)}
LAYOUT = {
    "layout": (STRING, False), "showID": (BOOLEAN, False),
    "showName": (BOOLEAN, False), "showAggregateScores": (BOOLEAN, False),
    "countUnscored": (BOOLEAN, False), "aggregateFunction": (STRING, False),
    "expandedSubtechniques": (STRING, False),
}
WORDS = {
    "domain": {"enterprise-attack", "mobile-attack", "ics-attack"},
    "sorting": {0, 1, 2, 3}, "layout": {"side", "flat", "mini"},
    "aggregateFunction": {"average", "min", "max", "sum"},
    "expandedSubtechniques": {"none", "all", "annotated"},
}
NAVIGATOR = (4, 9, 0)  # at least
SHEET_MAX = 31  # units of UTF-16
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
PROTOCOL = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


class Attack:
    """What a bundle knows: active techniques with tactics and platforms."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            objects = json.load(f)["objects"]
        self.techniques, self.parents, self.platforms = {}, set(), set()
        self.domains = set()
        for o in objects:
            if o["type"] != "attack-pattern" or o.get("revoked") or \
                    o.get("x_mitre_deprecated"):
                continue
            own = [r["external_id"] for r in o["external_references"]
                   if r["source_name"] == "mitre-attack"][0]
            self.techniques[own] = {p["phase_name"]
                                    for p in o.get("kill_chain_phases", [])}
            self.platforms |= set(o.get("x_mitre_platforms", []))
            self.domains |= set(o.get("x_mitre_domains", []))
            if "." in own:
                self.parents.add(own.split(".")[0])


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
               for c in parts]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(colour):
    """With black or white text, whichever is better: the Navigator's choice."""
    light = luminance(colour)
    return max((light + 0.05) / 0.05, 1.05 / (light + 0.05))


class Check:
    def __init__(self, attack):
        self.attack, self.bad = attack, []

    def say(self, where, what):
        self.bad.append(f"{where}: {what}")

    def object(self, where, value, properties):
        if not isinstance(value, dict):
            self.say(where, "no object")
            return False
        for name in value:
            if name not in properties:
                self.say(where, f"{name}: no such property")
        for name, (kind, required) in properties.items():
            if name not in value:
                if required:
                    self.say(where, f"{name}: required")
                continue
            wrong = not isinstance(value[name], kind)
            if kind is NUMBER and isinstance(value[name], bool):
                wrong = True
            if wrong:
                self.say(where, f"{name}: wrong type")
            elif name in WORDS and kind is not OBJECT and \
                    value[name] not in WORDS[name]:
                self.say(where, f"{name}: not one of the format's")
        return True

    def list(self, where, value, name):
        found = value.get(name, [])
        return enumerate(found) if isinstance(found, list) else ()

    def entries(self, where, value, name, properties):
        """Metadata or links, each of which may be a divider."""
        for i, one in self.list(where, value, name):
            at = f"{where}: {name} {i}"
            if isinstance(one, dict) and "divider" in one:
                self.object(at, one, DIVIDER)
                continue
            if not self.object(at, one, properties):
                continue
            url = one.get("url")
            if isinstance(url, str) and not PROTOCOL.match(url):
                self.say(at, "url: no protocol")
            if "" in one.values():
                self.say(at, "empty")

    def colour(self, where, value):
        if not isinstance(value, str) or not COLOUR.match(value):
            self.say(where, "no #rrggbb")
        elif contrast(value) < 4.5:
            self.say(where, f"{value}: text on it cannot be read")

    def technique(self, where, one, legend):
        if not self.object(where, one, TECHNIQUE):
            return
        own = one.get("techniqueID")
        tactics = self.attack.techniques.get(own)
        if tactics is None:
            self.say(where, "no active technique of this ATT&CK")
        elif "tactic" in one and one["tactic"] not in tactics:
            self.say(where, "tactic: not one of the technique's")
        if one.get("showSubtechniques") and own not in self.attack.parents:
            self.say(where, "showSubtechniques: it has none")
        if one.get("color"):
            self.colour(where, one["color"])
            if one["color"] not in legend:
                self.say(where, "color: not in the legend")
            if "score" not in one or not one.get("comment"):
                self.say(where, "told by colour alone")
        if one.get("enabled") is False and not one.get("comment"):
            self.say(where, "disabled without a reason")
        self.entries(where, one, "metadata", METADATA)
        self.entries(where, one, "links", LINK)

    def versions(self, value):
        self.object("versions", value, VERSIONS)
        if value.get("layer") != "4.5":
            self.say("versions", "layer: not 4.5")
        try:
            at = tuple(int(n) for n in value["navigator"].split("."))
        except (ValueError, KeyError, AttributeError):
            at = ()
        if at < NAVIGATOR:
            self.say("versions", "navigator: too old")

    def gradient(self, value):
        if not self.object("gradient", value, GRADIENT):
            return
        colours = list(self.list("gradient", value, "colors"))
        if len(colours) < 2:
            self.say("gradient", "colors: fewer than two")
        for _, colour in colours:
            self.colour("gradient", colour)
        least, most = value.get("minValue"), value.get("maxValue")
        if not isinstance(least, NUMBER) or not isinstance(most, NUMBER):
            return
        if most <= least:
            self.say("gradient", "maxValue: not more than minValue")
        elif len(colours) != most - least + 1:
            self.say("gradient", "colors: not one for each score")

    def name(self, name):
        """MITRE's exporter makes it the name of a sheet, which Excel bounds."""
        if len(name.encode("utf-16-le")) > 2 * SHEET_MAX:
            self.say("layer", "name: too long for a sheet")
        if re.search(r"[\\/?*\[\]:\x00-\x1f\x7f]|^'|'$", name):
            self.say("layer", "name: no sheet can have it")

    def painted(self, layer):
        """What paints by the gradient must paint as we did."""
        colours = layer["gradient"]["colors"]
        least = layer["gradient"]["minValue"]
        for one in layer["techniques"]:
            if "score" in one and one.get("color") != colours[
                    max(0, min(one["score"] - least, len(colours) - 1))]:
                self.say(one["techniqueID"], "color: not the gradient's")

    def legend(self, layer):
        colours = set()
        for i, one in self.list("layer", layer, "legendItems"):
            if self.object(f"legend {i}", one, LEGEND_ITEM):
                self.colour(f"legend {i}", one.get("color"))
                if one.get("color") in colours:
                    self.say(f"legend {i}", "a colour twice")
                colours.add(one.get("color"))
        return colours

    def layer(self, layer):
        if not self.object("layer", layer, LAYER):
            return
        if isinstance(layer.get("versions"), dict):
            self.versions(layer["versions"])
        if self.attack.domains and \
                layer.get("domain") not in self.attack.domains:
            self.say("layer", "domain: not that of the bundle")
        self.object("layout", layer.get("layout", {}), LAYOUT)
        if self.object("filters", layer.get("filters", {}), FILTERS):
            for _, name in self.list("filters", layer.get("filters", {}),
                                     "platforms"):
                if name not in self.attack.platforms:
                    self.say("filters", f"{name}: no platform of this ATT&CK")
        if isinstance(layer.get("name"), str):
            self.name(layer["name"])
        if "gradient" in layer:
            self.gradient(layer["gradient"])
        legend, seen = self.legend(layer), set()
        for i, one in self.list("layer", layer, "techniques"):
            where = one.get("techniqueID", i) if isinstance(one, dict) else i
            self.technique(where, one, legend)
            if isinstance(one, dict):
                key = (where, one.get("tactic"))
                if key in seen:
                    self.say(where, "twice")
                seen.add(key)
        self.entries("layer", layer, "metadata", METADATA)
        self.entries("layer", layer, "links", LINK)
        if not self.bad:
            self.painted(layer)


def check(attack, layer):
    c = Check(attack)
    c.layer(layer)
    return c.bad


def scored(layer):
    return next(t for t in layer["techniques"] if t.get("score"))


def parent(layer):
    return next(t for t in layer["techniques"] if t["techniqueID"] == "T1003")


def recolour(layer, value):
    """A colour of the legend, and not the score's."""
    one = next(t for t in layer["techniques"] if t.get("score") == value)
    one["color"] = layer["gradient"]["colors"][-1]


FAULTS = {
    "name: too long": lambda d: d.update(name="x" * 32),
    "name: no sheet can": lambda d: d.update(name="a:b"),
    "name: no sheet can have": lambda d: d.update(name="'a"),
    "name: no sheet can have it": lambda d: d.update(name="a\n"),
    "not one for each score": lambda d: d["gradient"]["colors"].pop(1),
    "colors: not one for each": lambda d: d["gradient"].update(maxValue=11),
    "color: not the gradient's": lambda d: recolour(d, 1),
    "name: required": lambda d: d.pop("name"),
    "domain: required": lambda d: d.pop("domain"),
    "domain: not one of": lambda d: d.update(domain="mitre-enterprise"),
    "domain: not that of the bundle":
        lambda d: d.update(domain="mobile-attack"),
    "name: wrong type": lambda d: d.update(name=1),
    "sorting: wrong type": lambda d: d.update(sorting=True),
    "sorting: not one of": lambda d: d.update(sorting=4),
    "hideDisabled: wrong type": lambda d: d.update(hideDisabled=0),
    "title: no such property": lambda d: d.update(title="x"),
    "layer: not 4.5": lambda d: d["versions"].update(layer="4.4"),
    "layer: wrong type": lambda d: d["versions"].update(layer=4.5),
    "navigator: too old": lambda d: d["versions"].update(navigator="4.8.9"),
    "navigator: required": lambda d: d["versions"].pop("navigator"),
    "attack: wrong type": lambda d: d["versions"].update(attack=18),
    "layout: not one of": lambda d: d["layout"].update(layout="table"),
    "aggregateFunction: not one of":
        lambda d: d["layout"].update(aggregateFunction="mean"),
    "expandedSubtechniques: not one of":
        lambda d: d["layout"].update(expandedSubtechniques=""),
    "no platform of": lambda d: d.update(filters={"platforms": ["Plan 9"]}),
    "platforms: wrong type": lambda d: d.update(filters={"platforms": "x"}),
    "stages: no such property": lambda d: d.update(filters={"stages": []}),
    "colors: fewer than two": lambda d: d["gradient"]["colors"].clear(),
    "gradient: no #rrggbb": lambda d: d["gradient"]["colors"].append("blue"),
    "maxValue: required": lambda d: d["gradient"].pop("maxValue"),
    "maxValue: not more": lambda d: d["gradient"].update(maxValue=-9),
    "label: required": lambda d: d["legendItems"][0].pop("label"),
    "a colour twice":
        lambda d: d["legendItems"].append(d["legendItems"][0]),
    "techniqueID: required":
        lambda d: d["techniques"].append({"score": 1}),
    "no object": lambda d: d["techniques"].append("T1003"),
    "T9999: no active technique":
        lambda d: scored(d).update(techniqueID="T9999"),
    "tactic: not one of": lambda d: scored(d).update(tactic="no-tactic"),
    "score: wrong type": lambda d: scored(d).update(score="5"),
    "enabled: wrong type": lambda d: scored(d).update(enabled="yes"),
    "showSubtechniques: it has none":
        lambda d: next(t for t in d["techniques"] if "." in t["techniqueID"])
        .update(showSubtechniques=True),
    "color: not in the legend": lambda d: scored(d).update(color="#00ff00"),
    "told by colour alone": lambda d: scored(d).pop("comment"),
    "disabled without a reason":
        lambda d: parent(d).update(enabled=False, comment=""),
    "T1003: twice": lambda d: d["techniques"].append(parent(d)),
    "metadata 0: value: required":
        lambda d: scored(d).update(metadata=[{"name": "x"}]),
    "metadata 0: empty":
        lambda d: scored(d).update(metadata=[{"name": "x", "value": ""}]),
    "divider: wrong type":
        lambda d: scored(d).update(metadata=[{"divider": 1}]),
    "url: no protocol":
        lambda d: scored(d).update(links=[{"label": "x", "url": "a/b"}]),
    "layer: metadata 0: name: wrong type":
        lambda d: d.update(metadata=[{"name": 1, "value": "x"}]),
}


def main(arguments):
    faults = arguments[0] == "--faults"
    bundle, *paths = arguments[1 if faults else 0:]
    attack, wrong = Attack(bundle), 0
    for path in paths:
        with open(path, encoding="utf-8") as f:
            layer = json.load(f)
        for line in check(attack, layer):
            wrong += 1
            print(f"{path}: {line}")
        for expected, spoil in FAULTS.items() if faults else ():
            broken = copy.deepcopy(layer)
            spoil(broken)
            if not any(expected in line for line in check(attack, broken)):
                wrong += 1
                print(f"not seen: {expected}")
    print(f"{len(FAULTS)} faults" if faults else f"{len(paths)} layers")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
