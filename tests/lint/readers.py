"""What reads bytes of somebody else's is reached by a fuzz target: from what a target
of tests/fuzz names, over all that this names in turn. And what targets are given to
work with is in order: seeds, and dictionaries as libFuzzer takes them."""

import re

from text import blank, read, tracked

# Whoever calls one of these has bytes that may be anybody's.
READS = re.compile(r"(?<![\w.>])(file_read|file_read_input|file_map|part_open|fread|read|recv|getline"
                   r"|json_parse|json_read|json_slices|yaml_parse|toml_parse"
                   r"|csv_parse|xml_parse|conf_parse|ndjson_parse|front_parse"
                   r"|yaral_parse|extract_parse|archive_read_open\w*"
                   r"|sqlite3_open_v2|sqlite3_deserialize)\(")

# Those that no target reaches, and why none has to.
BESIDES = {
    "src/attack/bundle_file.c:open_part": "hands the bytes on to stix_part_get",
    "src/build/stages.c:stage_fetch_map": "compares the lock's bytes",
    "src/cli/cmd_export.c:put_sqlite": "a database that it has just written",
    "src/cli/cmd_help.c:explain": "our own data/help.md",
    "src/cli/cmd_mcp.c:read_methodology": "our own data/README.md",
    "src/export/xlsx.c:xlsx_put": "a workbook that it has just written",
    "src/fetch/ask.c:keep_text": "hands the text on, which is parsed elsewhere",
    "src/lint/lint_document.c:lint_fit": "hands the text on to the reader of documents",
    "src/base/file.c:file_digest": "takes their digest alone",
    "src/lint/lint_files.c:is_archive": "compares a few bytes at the front",
    "src/lint/lint_files.c:list_input": "hands the text on to the reader of documents",
    "src/map/ground.c:ground_lay": "copies pages that a run of this user has written",
    "src/map/inputs.c:read_dettect": "hands the text on to dettect_sources_parse",
    "src/mcp/answer.c:answer_run": "what a command of ours has printed",
    "src/mcp/serve.c:drain": "what a command of ours has printed",
    "src/mcp/serve.c:read_input": "hands each line on to mcp_line",
    "src/serve/server.c:with_script": "a page of ours, shown with a script of ours",
    "src/site/render.c:put_folder": "copies the user's own files",
    "src/site/site_overview.c:add_style": "the user's own style sheet",
    "src/site/site_pages.c:put_logo": "the user's own picture",
    "src/template/templates.c:load_folder": "hands the text on to templates_add",
    "src/threat/target_report.c:read_file": "hands the text on to report_read",
}

FUNCTION = re.compile(r"^([^\n]*)\n(\w+)\(([^;{]*?)\)\n\{\n(.*?)^\}", re.M | re.S)
TABLE = re.compile(r"^(static [^\n=;(]*?|const [^\n=;(]*?|)\b(\w+)(?:\[[^\]\n]*\])* = \{(.*?)^\};",
                   re.M | re.S)
WORD = re.compile(r"\b[a-z]\w+\b")
ENTRY = r'"(?:[^"\\]|\\["\\]|\\x[0-9a-fA-F]{2})+"$'


class Names:
    """Functions and tables, by name, each as (file, name) with its text."""

    def __init__(self, root, names):
        self.text, self.where, self.hidden = {}, {}, set()
        for name in names:
            code = blank(read(root, name))
            for m in FUNCTION.finditer(code):
                self.add(name, m.group(2), m.group(1), m.group(4))
            for m in TABLE.finditer(code):
                self.add(name, m.group(2), m.group(1), m.group(3))

    def add(self, file, name, before, text):
        self.text[file, name] = text
        self.where.setdefault(name, []).append((file, name))
        if "static" in before and file.endswith(".c"):
            self.hidden.add((file, name))

    def named_by(self, node):
        for word in set(WORD.findall(self.text[node])):
            found = self.where.get(word, [])
            own = [n for n in found if n[0] == node[0]]
            yield from own or (n for n in found if n not in self.hidden)

    def reached_from(self, todo):
        reached, todo = set(), list(todo)
        while todo:
            node = todo.pop()
            if node not in reached:
                reached.add(node)
                todo += self.named_by(node)
        return reached


def readers(root, files):
    names = Names(root, [n for n in files if re.match(
        r"(src|include)/.*\.[ch]$|tests/fuzz/\w+\.[ch]$|tests/unit/\w+\.h$", n)])
    reached = names.reached_from(
        n for n in names.text if n[0].startswith("tests/fuzz/fuzz_"))
    besides = set(BESIDES)
    for node, text in sorted(names.text.items()):
        file, name = node
        m = READS.search(text)
        if not file.startswith("src/") or m is None:
            continue
        at = f"{file}:{name}"
        if node not in reached and at not in besides:
            yield (f"{at}: has bytes of {m.group(1)}(), but no target of tests/fuzz"
                   " reaches it")
        if node not in reached:
            besides.discard(at)
    if "tests/lint/readers.py" in files:
        for at in sorted(besides):
            yield f"tests/lint/readers.py: {at}: is reached, or is no reader any more"


def check(root):
    files = tracked(root)
    bad = list(readers(root, files))
    seeds = {n.split("/")[3] for n in files if n.startswith("tests/fuzz/seeds/")}
    targets = {m.group(1) for m in map(re.compile(
        r"tests/fuzz/fuzz_(\w+)\.c$").match, files) if m}
    bad += [f"tests/fuzz/seeds/{n}: there is no target fuzz_{n}"
            for n in sorted(seeds - targets)]
    bad += [f"tests/fuzz/fuzz_{n}.c: has no seeds" for n in sorted(targets - seeds)]
    run = read(root, "tests/fuzz/run.sh") if "tests/fuzz/run.sh" in files else ""
    for name in files:
        m = re.match(r"tests/fuzz/dict/(\w+)\.dict$", name)
        if m is None:
            continue
        if m.group(1) not in targets and not re.search(
                rf"set --(?: \w+)*? {m.group(1)}\b", run):
            bad.append(f"{name}: no target uses it")
        for number, line in enumerate(read(root, name).splitlines(), 1):
            if not re.match(ENTRY, line):
                bad.append(f"{name}:{number}: not a word of a dictionary: {line}")
    return bad


READER = """int
x_load(const char *path)
{
    return file_read(path, 0, NULL);
}
"""
TARGET = """int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return x_all(data, size);
}
"""
CALLER = """int
x_all(const uint8_t *data, size_t size)
{
    return x_load("a");
}
"""
FAULTS = {
    "a reader without a target": ("src/base/x.c", READER, "no target"),
    "a reader that only another's static function is named like": (
        "src/base/x.c", READER, "no target",
        {"src/base/y.c": "static " + CALLER.replace("x_load", "y_load"),
         "tests/fuzz/fuzz_x.c": TARGET, "tests/fuzz/seeds/x/a": "a"}),
    "a target without seeds": ("tests/fuzz/fuzz_x.c", TARGET, "no seeds"),
    "seeds without a target": ("tests/fuzz/seeds/x/a", "a", "no target"),
    "a dictionary that nobody uses": ("tests/fuzz/dict/x.dict", '"a"\n', "uses"),
    "a broken word": ("tests/fuzz/dict/x.dict", '"a\n', "not a word",
                      {"tests/fuzz/fuzz_x.c": TARGET, "tests/fuzz/seeds/x/a": "a"}),
}
FINE = {
    "src/base/x.c": READER, "src/base/y.c": CALLER,
    "tests/fuzz/fuzz_x.c": TARGET, "tests/fuzz/seeds/x/a": "a",
    "tests/fuzz/dict/x.dict": '"a\\x0a\\"\\\\"\n',
}
