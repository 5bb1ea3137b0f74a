"""Collections whose ids stand in comments, Markdown tables, titles or names of
folders: read line by line."""

import re

from control import GITHUB, Control, child, rows, words, yaml_documents

ID = re.compile(r"(?<!\w)T\d{4}(?:\.\d+)?(?!\w)")


def cells(line):
    """Of a line of a Markdown table; of another none."""
    line = line.strip()
    return [c.strip() for c in line.split("|")[1:-1]] \
        if line.startswith("|") and line.endswith("|") else []


def first(lines, start):
    """What stands behind the first line's start that has it."""
    for line in lines:
        if line.startswith(start):
            return line.removeprefix(start).strip()
    return None


def sentinel_attack(path, text):
    """The file's name has the id: the description copies another's thrice."""
    head = {k.strip(" /"): v.strip() for k, _, v in
            (line.partition(":") for line in text.splitlines()
             if line.startswith("//"))}
    if head.get("Name"):
        tag = path.split("/")[-1].split("_")[0]
        yield Control(None, "active", [] if tag == "T0000" else [tag],
                      title=head["Name"],
                      on={"Windows"} & {"Windows" if w == "#Sysmon" else w
                                        for w in [head.get("DataSource")]})


def nsm_attack(path, text):
    for line in text.splitlines():
        row = cells(line)
        if len(row) == 4 and (row[1].isdigit() or row[1] == "*"):
            yield Control(row[1] if row[1].isdigit() else None, "active",
                          [path.split("/")[0]], title=row[2],
                          own=int(row[3].lower() == "yes"))


def falconfriday(path, text):
    lines = text.splitlines()
    ids = []
    for line in lines:
        row = cells(line)
        if row and re.match(r"TA\d{4}", row[0]):
            ids.append(".".join(c for c in row[1:3] if c))
        elif path.startswith("hunts/") and (
                line.startswith(("# ", "**Technique:**")) or
                line.lstrip().startswith("//")):
            ids += ID.findall(line)
    on = {w.strip() for w in (first(lines, "**OS:**") or "").split(",")}
    on = {("Windows" if w.startswith("Windows") else
           {"MacOS": "macOS"}.get(w, w)) for w in on} - {"", "N/A"}
    if not on and path.endswith("-AWS.md"):
        on = {"IaaS"}
    name = path.split("/")[-1].removesuffix(".md")
    gone = text.startswith("This detection has been replaced")
    yield Control((first(lines, "**ID:**") or "").split(" ")[0] or None,
                  "deprecated" if gone else "active", ids, on=on,
                  title=lines[0][2:].strip() if lines[0].startswith("# ")
                  else name)


def bert_janp(path, text):
    lines = text.splitlines()
    if not any(line.lstrip().startswith("```") for line in lines):
        return
    title = next((re.sub(r"^\*+([^*]+)\*+$", r"\1", line.lstrip("#").strip())
                  for line in lines
                  if re.match(r"##?\s", line)),
                 path.split("/")[-1].removesuffix(".md"))
    yield Control(None, "active", [row[0] for row in map(cells, lines)
                                   if row and re.fullmatch(r"T\d\S*", row[0])],
                  title=title)


def slimkql(path, text):
    ids = []
    for line in text.splitlines():
        start = re.search(r"(?:^|[\s;|])//", line)
        ids += ID.findall(line[start.start():]) if start else []
    yield Control(None, "active", ids,
                  title=path.split("/")[-1].removesuffix(".kql").strip())


def playbook(_path, text):
    for d in yaml_documents(text):
        ids = []
        for m in rows(child(d, "attack_mappings")):
            sub = m.get("sub_technique") or m.get("sub-technique") or ""
            ids += [i + ("." + sub if sub.isdigit() else "")
                    for i in words(m.get("technique"))]
        data = [w for s in rows(d.get("datasets"))
                for w in words(s.get("dataset"))]
        yield Control(d.get("id"), "active", ids, own=2 if data else 0,
                      title=d.get("title"), on=set(words(d.get("platform"))))


def threathunting_app(_path, text):
    """Stanzas "[[T1101] Name]"; a backslash continues a line."""
    stanza = None
    found = {}
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith("[") and line.rstrip().endswith("]"):
            stanza = found.setdefault(line.strip()[1:-1], {})
        elif "=" in line and stanza is not None and line[:1] != "#":
            key, _, value = line.partition("=")
            stanza[key.strip()] = value.strip()
    for name, keys in found.items():
        if keys.get("search"):
            tag = ID.match(name[1:])
            yield Control(
                name, "active" if keys.get("enableSched") == "1"
                else "disabled", [] if tag is None or tag[0] == "T0000"
                else [tag[0]], title=name, on={"Windows"})


SOURCES = {
    "sentinel-attack": (GITHUB % ("BlueTeamLabs/sentinel-attack", "master"),
                        r"detections/[^/]*\.txt", sentinel_attack),
    "nsm-attack": (GITHUB % ("0xtf/nsm-attack", "master"),
                   r"T[^/]*/README\..*", nsm_attack),
    "falconfriday": (GITHUB % ("FalconForceTeam/FalconFriday", "main"),
                     r"(0xFF-|hunts/)[^/]*\.md", falconfriday),
    "bert-janp": (GITHUB % ("Bert-JanP/Hunting-Queries-Detection-Rules",
                            "main"), r"(?!(.*/)?README\.|Community Rep|MITRE ATT&CK/Mapping|"
                  r"Sentinel/Summary Rules/Azure).*\.md", bert_janp),
    "slimkql": (GITHUB % ("SlimKQL/Hunting-Queries-Detection-Rules", "main"),
                r".*\.kql", slimkql),
    "threathunter-playbook": (
        GITHUB % ("OTRF/ThreatHunter-Playbook", "main"),
        r"docs/hunts/.*/metadata\.yaml", playbook),
    "threathunting-app": (GITHUB % ("olafhartong/ThreatHunting", "master"),
                          r"default/savedsearches\.conf", threathunting_app),
}
