"""The JSON of a site's api/, held against the schemas beside it.

    schemas.py SITE...             what does not hold, a line each
    schemas.py --faults FILE       spoils a file in every way that has to be seen

The schemas are read as JSON Schema 2020-12 has them, of which they may use what is
here; where python3 has a module jsonschema, that is asked, too.
"""

import copy
import json
import os
import re
import sys

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool,
         "null": type(None)}
KNOWN = {"$schema", "$defs", "$ref", "title", "description", "type", "enum",
         "const", "properties", "required", "additionalProperties", "items",
         "minimum", "pattern"}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def is_type(value, name):
    if name in ("integer", "number"):
        return isinstance(value, int if name == "integer" else (int, float)) \
            and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


class Check:
    def __init__(self, schema):
        self.whole, self.bad = schema, []

    def say(self, at, what):
        self.bad.append(f"{at or '.'}: {what}")

    def check(self, at, value, s):
        for word in set(s) - KNOWN:
            self.say(at, f"the schema says {word}, which is not known here")
        if "$ref" in s:
            self.check(at, value, self.whole["$defs"][s["$ref"].split("/")[2]])
        if "const" in s and value != s["const"] or \
                "enum" in s and value not in s["enum"]:
            self.say(at, f"{value!r}: not one of the schema's")
        types = s.get("type", [])
        types = [types] if isinstance(types, str) else types
        if types and not any(is_type(value, t) for t in types):
            self.say(at, f"no {' or '.join(types)}")
        if is_type(value, "number") and value < s.get("minimum", value):
            self.say(at, "too small")
        if isinstance(value, str) and "pattern" in s and \
                not re.search(s["pattern"], value):
            self.say(at, "another form")
        if isinstance(value, list):
            for i, one in enumerate(value):
                self.check(f"{at}[{i}]", one, s.get("items", {}))
        if isinstance(value, dict):
            self.members(at, value, s)

    def members(self, at, value, s):
        named, others = s.get("properties", {}), s.get(
            "additionalProperties", True)
        for name in s.get("required", []):
            if name not in value:
                self.say(at, f"{name}: required")
        for name, one in value.items():
            if name in named:
                self.check(f"{at}.{name}", one, named[name])
            elif others is False:
                self.say(at, f"{name}: not in the schema")
            elif isinstance(others, dict):
                self.check(f"{at}.{name}", one, others)


def closed(at, s):
    """Objects that would take any member."""
    if isinstance(s, list):
        for i, one in enumerate(s):
            yield from closed(f"{at}[{i}]", one)
    if isinstance(s, dict):
        if s.get("type") == "object" and "additionalProperties" not in s:
            yield f"{at}: takes any member"
        for name, one in s.items():
            yield from closed(f"{at}.{name}", one)


def silent(at, s):
    """Members of which it does not say what they are."""
    if isinstance(s, list):
        for i, one in enumerate(s):
            yield from silent(f"{at}[{i}]", one)
    if isinstance(s, dict):
        named = s.get("properties", {})
        for name, one in named.items() if isinstance(named, dict) else ():
            if not one.get("description", "").endswith("."):
                yield f"{at}.{name}: is not said what it is"
        for name, one in s.items():
            yield from silent(f"{at}.{name}", one)


def read(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def schema_of(path, value):
    """As a program finds it: from the file's own place."""
    return os.path.normpath(os.path.join(os.path.dirname(path),
                                         value["$schema"]))


def validator(schema):
    """What jsonschema makes of it, or None."""
    try:
        import jsonschema
    except ImportError:
        return None
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def faults(path):
    good = read(path)
    schema = read(schema_of(path, good))
    spoilt = {
        "a member more": lambda d: d.update(new=1),
        "one deep down": lambda d: d["tactics"][0].update(new=1),
        "one less": lambda d: d.pop("counts"),
        "another type": lambda d: d.update(platforms="Windows"),
        "a number for a flag": lambda d: d.update(scoped=1),
        "a word that is none": lambda d: d.update(state="live"),
        "less than none": lambda d: d["counts"].update(test=-1),
        "of another kind": lambda d: d.update(what="control"),
        "a fraction": lambda d: d["counts"].update(test=0.5),
    }
    for name, spoil in spoilt.items():
        broken = copy.deepcopy(good)
        spoil(broken)
        c = Check(schema)
        c.check("", broken, schema)
        if not c.bad:
            print(f"not seen: {name}")
    print(f"{len(spoilt)} faults")


def main(sites):
    seen, bad, schemas = {}, [], {}
    for site in sites:
        top = os.path.join(site, "api")
        for at, folders, files in os.walk(top):
            folders[:] = [f for f in folders if f != "schema"]
            for name in sorted(files):
                path = os.path.join(at, name)
                value = read(path)
                place = schema_of(path, value)
                if place not in schemas:
                    schema = read(place)
                    if schema["$schema"] != DIALECT:
                        bad.append(f"{place}: of another dialect")
                    bad += closed(os.path.basename(place), schema)
                    bad += silent(os.path.basename(place), schema)
                    schemas[place] = schema, validator(schema)
                schema, other = schemas[place]
                c = Check(schema)
                c.check("", value, schema)
                if other and not c.bad and not other.is_valid(value):
                    c.say("", "jsonschema does not take it")
                bad += [f"{os.path.relpath(path, site)}: {b}" for b in c.bad]
                kind = os.path.basename(place)
                seen[kind] = seen.get(kind, 0) + 1
    print("\n".join(bad[:40]) if bad else " ".join(sorted(seen)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(faults(sys.argv[2]) if sys.argv[1] == "--faults"
             else main(sys.argv[1:]))
