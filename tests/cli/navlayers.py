"""Layers, read and exported by MITRE's own library (mitreattack-python).

    python3 navlayers.py DOMAIN BUNDLE LAYER...   what it stumbles over, a line each
    python3 navlayers.py --faults DOMAIN BUNDLE LAYER

The second spoils a good layer in ways that the library does not take, and prints
which of these it took. A line of the library's own counts as stumbling: it warns
by printing.
"""

import contextlib
import copy
import io
import json
import sys
import tempfile
import warnings
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
from mitreattack.navlayers.core import Layer
from mitreattack.navlayers.exporters.to_excel import ToExcel
from mitreattack.navlayers.exporters.to_svg import SVGConfig, ToSvg

# Said of each sub-technique of a parent that the layer does not unfold.
USUAL = "NOTE! Technique/Tactic "


class Exporters:
    def __init__(self, domain, bundle, folder):
        self.excel = ToExcel(domain, "local", bundle)
        self.folder = Path(folder)
        self.svg = {
            shown: ToSvg(domain, "local", bundle,
                         SVGConfig(showSubtechniques=shown))
            for shown in ("expanded", "all")}

    def read(self, layer):
        """Its own idea of the layer has what the layer has."""
        path = self.folder / "layer.json"
        path.write_text(json.dumps(layer), encoding="utf-8")
        read = Layer()
        read.from_file(str(path))
        if read.layer is None or isinstance(read.layer, str):
            raise ValueError("not read")
        back = read.to_dict()
        for name in ("name", "description", "domain", "gradient",
                     "legendItems", "versions", "metadata"):
            if back.get(name) != layer.get(name):
                raise ValueError(f"{name}: read as {back.get(name)}")
        for ours, theirs in zip(layer["techniques"], back["techniques"],
                                strict=True):
            if ours != theirs:
                raise ValueError(f"{ours}: read as {theirs}")
        return read

    def paints(self, layer, read):
        """Its gradient has a colour for any score, and that of the layer."""
        gradient = read.layer.gradient
        for score in range(gradient.minValue - 2, gradient.maxValue + 50):
            gradient.compute_color(score)
        for one in layer["techniques"]:
            if "score" in one and \
                    gradient.compute_color(one["score"]) != one["color"]:
                raise ValueError(f"{one['techniqueID']}: another colour")

    def to_excel(self, layer, read):
        path = self.folder / "layer.xlsx"
        self.excel.to_xlsx(read, str(path))
        sheet = openpyxl.load_workbook(path).active
        if sheet.title != layer["name"] or len(sheet.title) > 31:
            raise ValueError(f"the sheet is called {sheet.title}")
        seen = {c.comment.text for row in sheet for c in row if c.comment}
        expected = {t["comment"] for t in layer["techniques"]
                    if "." not in t["techniqueID"] and "comment" in t}
        if not (seen & expected if "filters" in layer else
                seen >= expected):
            raise ValueError(f"not in the sheet: {expected - seen}")

    def to_svg(self, layer, read):
        path = self.folder / "layer.svg"
        folded = any("showSubtechniques" in t for t in layer["techniques"])
        self.svg["expanded" if folded else "all"].to_svg(read, str(path))
        if ElementTree.parse(path).getroot().tag.split("}")[-1] != "svg":
            raise ValueError("no svg")

    def stumbles(self, layer):
        """What goes wrong, as lines."""
        said, bad = io.StringIO(), []
        with contextlib.redirect_stdout(said), warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                read = self.read(layer)
                self.paints(layer, read)
                self.to_excel(layer, read)
                self.to_svg(layer, read)
            except Exception as e:  # whatever it raises, it did not take it
                bad.append(f"{type(e).__name__}: {e}")
        return bad + [line for line in said.getvalue().splitlines()
                      if not line.startswith(USUAL)]


def scored(layer):
    return next(t for t in layer["techniques"] if t.get("score"))


FAULTS = {
    "a colon in the name": lambda d: d.update(name="SAMPLE: rules"),
    "a name of 32 characters": lambda d: d.update(name="x" * 32),
    "an old Navigator": lambda d: d["versions"].update(navigator="4.9.0"),
    "an old format": lambda d: d["versions"].update(layer="4.4"),
    "another domain": lambda d: d.update(domain="pre-attack"),
    "a gradient that does not divide": lambda d: d.update(gradient={
        "colors": ["#ffffff", "#dbe9f6", "#a6cbe8", "#5a9bd0", "#1f5f9e"],
        "minValue": 0, "maxValue": 10}),
    "a score that is text": lambda d: scored(d).update(score="1"),
    "a property of no technique": lambda d: scored(d).update(hue="red"),
    "a colour that the gradient has not":
        lambda d: scored(d).update(color="#00ff00"),
}


def main(arguments):
    faults = arguments[0] == "--faults"
    domain, bundle, *paths = arguments[1 if faults else 0:]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        exporters = Exporters(domain, bundle, folder)
        for path in paths:
            layer = json.loads(Path(path).read_text(encoding="utf-8"))
            for line in exporters.stumbles(copy.deepcopy(layer)):
                wrong += 1
                print(f"{path}: {line}")
            for name, spoil in FAULTS.items() if faults else ():
                broken = copy.deepcopy(layer)
                spoil(broken)
                if not exporters.stumbles(broken):
                    wrong += 1
                    print(f"taken: {name}")
    print(f"{len(FAULTS)} faults" if faults else f"{len(paths)} layers")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
