"""Reads DeTT&CT's administration of data sources, by its documentation or by
DeTT&CT itself.

    dettect.py FILE [DIR]

Prints each data source that is there, of which system, with its platforms and
products; first what is wrong with the file. With DIR, a checkout of
github.com/rabobank-cdc/DeTTECT, that is what its own code says.
"""
import os
import pathlib
import sys
import tempfile

KEYS = {"applicable_to", "date_registered", "date_connected", "products",
        "available_for_data_analytics", "comment", "data_quality"}
DIMENSIONS = {"device_completeness", "data_field_completeness", "timeliness",
              "consistency", "retention"}


def faults(doc):
    """What DeTT&CT's documentation does not allow."""
    systems = [s["applicable_to"].lower() for s in doc["systems"]]
    if doc["version"] != 1.1 or doc["file_type"] != \
            "data-source-administration" or not doc["name"]:
        yield "head"
    if len(systems) != len(set(systems)) or "all" in systems:
        yield "systems"
    for system in doc["systems"]:
        if not system["platform"]:
            yield f"no platform: {system}"
    names = [s["data_source_name"] for s in doc["data_sources"]]
    if len(names) != len(set(names)):
        yield "a data source twice"
    for source in doc["data_sources"]:
        used = []
        for entry in source["data_source"]:
            used += entry["applicable_to"]
            scores = entry["data_quality"]
            if set(entry) != KEYS or set(scores) != DIMENSIONS or \
                    not all(type(n) is int and 0 <= n <= 5
                            for n in scores.values()) or \
                    type(entry["available_for_data_analytics"]) is not bool or \
                    not all(type(p) is str and p for p in entry["products"]):
                yield f"{source['data_source_name']}: {entry}"
        if len(used) != len(set(used)) or \
                not set(name.lower() for name in used) <= set(systems):
            yield f"{source['data_source_name']}: {used}"


def load(path):
    import yaml
    doc = yaml.safe_load(pathlib.Path(path).read_text())
    there = {}
    for source in doc["data_sources"]:
        entries = [e for e in source["data_source"]
                   if any(n > 0 for n in e["data_quality"].values())]
        if entries:
            there[source["data_source_name"]] = {"data_source": entries}
    return list(faults(doc)), there, doc["systems"]


def load_by_dettect(path, folder):
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    import generic
    import health
    os.makedirs("cache", exist_ok=True)
    with open(path) as text:
        doc = generic.init_yaml().load(text)
    wrong = health.check_health_data_sources(str(path), doc, True)
    there, _, systems, _, _ = generic.load_data_sources(str(path))
    return ["DeTT&CT finds faults"] if wrong else [], there, systems


def main(path, folder=None):
    path = pathlib.Path(path).resolve()
    if folder is None:
        wrong, there, systems = load(path)
    else:
        folder = pathlib.Path(folder).resolve()
        with tempfile.TemporaryDirectory() as own:
            os.chdir(own)
            wrong, there, systems = load_by_dettect(path, folder)
            os.chdir("/")
    platforms = {s["applicable_to"]: s["platform"] for s in systems}
    for fault in wrong:
        print(fault)
    for name, source in there.items():
        for entry in source["data_source"]:
            for system in entry["applicable_to"]:
                print(f"{name}: {system} ({', '.join(platforms[system])}): "
                      f"{', '.join(entry['products']) or '-'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
