"""Reads DeTT&CT's administration of data sources, by its documentation or by
DeTT&CT itself.

    dettect.py FILE [DIR]
    dettect.py --techniques FILE [DIR]

The second of its administration of techniques: prints each with its scores.

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


def technique_faults(doc):
    """What its documentation, and the check of its own files, do not allow."""
    import datetime
    ids = [t["technique_id"] for t in doc["techniques"]]
    if doc["version"] != 1.2 or doc["file_type"] != "technique-administration" \
            or not doc["name"] or not doc["platform"] or \
            not doc["domain"].endswith("-attack") or len(ids) != len(set(ids)):
        yield "head"
    for technique in doc["techniques"]:
        for kind, least, most, keys in (
                ("detection", -1, 5, {"applicable_to", "location", "comment",
                                      "score_logbook"}),
                ("visibility", 0, 4, {"applicable_to", "comment",
                                      "score_logbook"})):
            for one in technique[kind]:
                log, = one["score_logbook"]
                score = log["score"]
                if set(one) != keys or type(one["comment"]) is not str or \
                        not all(type(one[k]) is list and one[k] for k in keys -
                                {"comment"}) or \
                        set(log) != {"date", "score", "comment",
                                     "auto_generated"} or \
                        type(score) is not int or not least <= score <= most or \
                        (score > -1) != (type(log["date"]) is datetime.date):
                    yield f"{technique['technique_id']}: {one}"


def print_techniques(path, folder=None):
    import yaml
    text = pathlib.Path(path).read_text()
    doc = yaml.safe_load(text)
    for fault in technique_faults(doc):
        print(fault)
    if folder is not None:
        sys.path.insert(0, folder)
        import generic
        assert set(generic.load_techniques(path)[0]) == \
            {t["technique_id"] for t in doc["techniques"]}
    for t in doc["techniques"]:
        logs = [t[k][0]["score_logbook"][0] for k in ("detection", "visibility")]
        print(t["technique_id"], *(f"{log['score']} {log['date']}"
                                   for log in logs),
              ", ".join(t["detection"][0]["location"]), sep="|")


def main(path, folder=None, *more):
    if path == "--techniques":
        return print_techniques(folder, *more)
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
    return None


if __name__ == "__main__":
    main(*sys.argv[1:])
