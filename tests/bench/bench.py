#!/usr/bin/env python3
"""usage: bench.py (`make bench` builds what it needs; tests/README.md)

What each stage takes, as ratios to floors and to other programs that do the same
work, measured between the same runs: the machine may be busy, and is another
elsewhere. The upstreams are those of ../shared/upstream; without them, or where
RULES is set, made up (generate.py).

  RULES=90000       so many rules of Sigma, made up
  OBJECTS=0.1       a bundle of ATT&CK of that share of the real one's size
  BENCH_RUNS=5      runs of each; the median counts
  BENCH_ONLY=map    only rows that have this in their name
  BENCH_OUT=FOLDER  where it works; default out/bench
  BENCH_JSON=FILE   the same as JSON; default bench.json there

Others are measured where they are on PATH: rsigma, sigma (sigma-cli), countermap
and diff_stix (mitreattack-python).
"""

import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tarfile

sys.dont_write_bytecode = True

import generate  # noqa: E402

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
OUT = os.path.abspath(os.environ.get("BENCH_OUT",
                                     os.path.join(TOP, "out", "bench")))
WORK = os.path.join(OUT, "work")
TOOLS = os.environ.get("BENCH_TOOLS",
                       os.path.join(TOP, "out", "test", "bench"))
UPSTREAM = os.path.join(os.path.dirname(TOP), "shared", "upstream")
SEXTANT = os.environ.get("SEXTANT", os.path.join(TOP, "out", "bin", "sextant"))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
ASKS = 4      # times as many runs of what takes milliseconds
OTHERS = 3    # runs of other programs, some of which take a minute
OWN = 400     # rules of a team

# pySigma reads ATT&CK from an address, unless it is told of a file; the address
# of D3FEND it cannot be told.
PYSIGMA = ("import sys\nfrom sigma.data import mitre_attack\n"
           "mitre_attack.set_url(sys.argv.pop(1))\n"
           "from sigma.cli.main import main\nmain()\n")


def run(command, cwd):
    """Once: milliseconds of processor and wall, megabytes. Ends the program if
    that fails; findings (3) are no failure, and neither are others' (1)."""
    ran = subprocess.run([os.path.join(TOOLS, "once")] + command, cwd=cwd,
                         capture_output=True, text=True)
    words = ran.stdout.split()
    if ran.returncode != 0 or int(words[3]) not in (0, 1, 3) or (
            command[0] == SEXTANT and words[3] == "1"):
        sys.exit(f"failed: {' '.join(command)}\n{ran.stderr}".rstrip())
    return int(words[0]) / 1e3, int(words[1]) / 1e3, int(words[2]) / 1024


class Measured:
    """What some runs of a command took."""

    def __init__(self, command, cwd, prepare=None):
        self.command, self.cwd, self.prepare = command, cwd, prepare
        self.runs = []

    def once(self):
        if self.prepare is not None:
            self.prepare()
        self.runs.append(run(self.command, self.cwd))

    def cpu(self):
        return statistics.median(r[0] for r in self.runs)

    def told(self):
        return {"cpu_ms": round(self.cpu(), 2),
                "wall_ms": round(statistics.median(
                    r[1] for r in self.runs), 2),
                "peak_mb": round(statistics.median(
                    r[2] for r in self.runs), 1),
                "runs": len(self.runs)}


def remove(*paths):
    for path in paths:
        if os.path.isdir(path):
            shutil.rmtree(path)
        elif os.path.exists(path):
            os.remove(path)


class Bench:
    def __init__(self, mirror, real):
        self.mirror, self.real = mirror, real
        self.cache = os.path.join(WORK, "cache")
        self.rows = []
        os.environ.update(XDG_CACHE_HOME=self.cache, LC_ALL="C",
                          SOURCE_DATE_EPOCH="1785542400", TZ="UTC")
        for name in ("SEXTANT_CATALOG", "SEXTANT_CONFIG"):
            os.environ.pop(name, None)

    # What is measured upon.

    def folder(self, name, sources, version="18.1"):
        """A folder with a configuration, all of it fetched."""
        path = os.path.join(WORK, name)
        os.makedirs(path, exist_ok=True)
        with open(os.path.join(path, "sextant.yaml"), "w",
                  encoding="utf-8") as f:
            f.write(f"attack: {{enterprise: {version}, ahead: none}}\n"
                    f"sources: {sources}\n")
        self.sextant(path, "fetch", "--mirror", "file://" + self.mirror)
        return path

    def sextant(self, cwd, *words):
        run([SEXTANT, *words, "--quiet"], cwd)

    def write_rules(self):
        """The rules of Sigma's archive as files: all of them, and a team's."""
        with tarfile.open(os.path.join(self.mirror, generate.SIGMA)) as tar:
            names = [m for m in tar if m.isfile() and m.name.endswith(".yml")
                     and m.name.split("/")[1].startswith("rules")]
            step = max(1, len(names) // OWN)
            for n, member in enumerate(names):
                text = tar.extractfile(member).read()
                name = member.name.split("/", 1)[1]
                for place in ("lint/sigma", "team/rules")[:1 + (n % step == 0)]:
                    path = os.path.join(WORK, place, name)
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    with open(path, "wb") as f:
                        f.write(text)
        self.rules = len(names)

    def set_up(self):
        default = "{default: true}" if self.real else "[mitigations, sigma]"
        mine = default.strip("{}") if self.real else "mitigations: {}, sigma: {}"
        self.write_rules()
        self.all = self.folder("all", default)
        self.newer = self.folder("newer", default, "19.1")
        self.team = self.folder("team", f"{{{mine}, "
                                "rules: {like: sigma, path: rules}}")
        self.lint = self.folder("lint", "{rules: {like: sigma, path: sigma}}")
        self.old = self.folder("old", "[mitigations]")
        self.new = self.folder("new", "[mitigations]", "19.1")
        self.heat = self.folder("heat", "[sigma]")
        # Links: what the program replaces, the copy keeps.
        remove(os.path.join(self.cache, "sextant", "parts"))
        self.fresh = os.path.join(WORK, "fresh")
        shutil.copytree(self.cache, self.fresh, copy_function=os.link)
        self.sextant(self.old, "map")
        self.prepared = os.path.join(WORK, "prepared")
        shutil.copytree(self.cache, self.prepared, copy_function=os.link)
        for path in (self.all, self.newer, self.new):
            self.sextant(path, "map")
        self.sextant(self.all, "render")
        self.sextant(self.team, "build", "--offline")
        self.pages = os.path.join(self.all, "out", "site")

    def start_from(self, cache, *gone):
        """Before a run: the cache as it was then, and none of these."""
        def prepare():
            remove(self.cache, *gone)
            shutil.copytree(cache, self.cache, copy_function=os.link)
        return prepare

    # Floors.

    def floor(self, *words, gone=()):
        return Measured([os.path.join(TOOLS, "floor"), *words], WORK,
                        lambda: remove(*gone))

    def empty(self):
        return Measured([os.path.join(TOOLS, "empty")], WORK)

    def inputs(self, folder, name):
        """The bare libraries over what `map` reads there, and as many rows."""
        path = os.path.join(WORK, folder, "out", "catalog.db")
        db = sqlite3.connect(f"file:{path}?immutable=1", uri=True)
        tables = [r[0] for r in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND"
            " name NOT LIKE '%fts%' AND name NOT LIKE 'sqlite%'"
            " AND sql NOT LIKE '%VIRTUAL%'")]
        rows = sum(db.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0]
                   for t in tables)
        lines = []
        for url, in db.execute("SELECT url FROM domain"):
            lines.append("file " + self.local(url))
        for ord, url in db.execute("SELECT ord, url FROM source"
                                   " WHERE url IS NOT NULL"):
            at = self.local(url)
            if not os.path.isfile(at) or "file " + at in lines:
                continue
            paths = [r[0] for r in db.execute(
                "SELECT DISTINCT path FROM control WHERE source = ?"
                " AND path IS NOT NULL", (ord,))]
            if "tar.gz" not in url:
                lines.append("file " + at)
                continue
            with tarfile.open(at) as tar:
                top = tar.next().name.split("/", 1)[0]
            lines.append("archive " + at)
            lines += ["member " + p for p in sorted(
                f"{top}/{p}" for p in paths)]
        db.close()
        listed = os.path.join(WORK, name + ".list")
        with open(listed, "w", encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")
        made = os.path.join(WORK, name + ".db")
        size = max(1, os.path.getsize(path) // max(1, rows))
        return self.floor("inputs", listed, made, str(rows), str(size),
                          gone=(made,))

    def local(self, url):
        """Where the mirror has an address."""
        return os.path.join(self.mirror, url.split("://", 1)[-1])

    def files(self, name, folder):
        """The bare libraries over all rules below folder."""
        listed = os.path.join(WORK, name + ".list")
        with open(listed, "w", encoding="utf-8") as f:
            for at, _, names in sorted(os.walk(folder)):
                f.writelines(f"file {os.path.join(at, n)}\n"
                             for n in sorted(names))
        return self.floor("inputs", listed)

    # Rows.

    def row(self, name, words, cwd, floor, prepare=None, others=(), runs=RUNS):
        """Measures words (of our program, or a whole command), floor and
        others alternately, and prints the row."""
        if os.environ.get("BENCH_ONLY", "") not in name:
            return
        command = words if os.path.isabs(words[0]) else [SEXTANT, *words]
        ours = Measured(command, cwd, prepare)
        for n in range(runs):
            ours.once()
            floor.once()
            for _, other in others if n < OTHERS else ():
                other.once()
        told = {"name": name, **ours.told(), "floor": floor.told(),
                "ratio": round(ours.cpu() / floor.cpu(), 2),
                "others": [{"name": n, **o.told(),
                            "ratio": round(ours.cpu() / o.cpu(), 3)}
                           for n, o in others]}
        self.rows.append(told)
        print(f"{name:<36} {told['cpu_ms']:9.1f} {told['wall_ms']:9.1f}"
              f" {told['peak_mb']:7.1f} {told['floor']['cpu_ms']:9.1f}"
              f" {told['ratio']:7.2f}", flush=True)
        for o in told["others"]:
            print(f"  {o['name']:<34} {o['cpu_ms']:9.1f} {o['wall_ms']:9.1f}"
                  f" {o['peak_mb']:7.1f} {'':9} {o['ratio']:7.2f}", flush=True)

    def stages(self):
        catalog = os.path.join(self.all, "out", "catalog.db")
        bare = self.inputs("all", "map")
        self.row("fetch, nothing new",
                 ["fetch", "--quiet", "--mirror", "file://" + self.mirror],
                 self.all, self.empty())
        self.row("map, cold", ["map", "--quiet"], self.all, bare,
                 self.start_from(self.fresh, catalog))
        self.row("map, parts prepared", ["map", "--quiet"], self.all, bare,
                 lambda: remove(catalog))
        self.row("map, nothing changed", ["map", "--quiet"], self.all,
                 self.empty(), runs=RUNS * ASKS)
        copy = os.path.join(WORK, "copy")
        pages = self.floor("copy", self.pages, copy, gone=(copy,))
        aside = os.path.join(self.all, "aside")
        self.row("render, fresh", ["render", "--quiet", "--out", "aside"],
                 self.all, pages, lambda: remove(aside))
        self.row("render, nothing changed",
                 ["render", "--quiet", "--out", "aside"], self.all,
                 self.empty())
        built = self.floor("copy", self.pages, copy, gone=(copy,))
        self.sextant(self.all, "build", "--offline")
        self.row("build, nothing changed", ["build", "--offline", "--quiet"],
                 self.all, self.empty())
        self.sextant(self.team, "build", "--offline")
        self.row("build, one own rule changed",
                 ["build", "--offline", "--quiet"], self.team, built,
                 self.change_rule)

    def change_rule(self):
        """Another title of one rule, each time."""
        if not hasattr(self, "changed"):
            self.changed = 0
            self.one = min(os.path.join(at, n) for at, _, names in os.walk(
                os.path.join(self.team, "rules")) for n in names)
            with open(self.one, encoding="utf-8") as f:
                self.text = f.read()
        self.changed += 1
        with open(self.one, "w", encoding="utf-8") as f:
            f.write(self.text.replace("title: ",
                                      f"title: Changed {self.changed} ", 1))

    def linting(self):
        sigma = os.path.join(self.lint, "sigma")
        one = min(os.path.join(at, n) for at, _, names in os.walk(sigma)
                  for n in names)
        self.sextant(self.lint, "map")
        self.row("lint, one file", ["lint", one], self.lint, self.empty(),
                 runs=RUNS * ASKS)
        self.row("lint, all rules of Sigma", ["lint", sigma], self.lint,
                 self.files("lint", sigma), others=self.available(
                     self.rsigma("rule", "lint", sigma),
                     self.pysigma("check", "-x", "d3_fendtag", sigma)))

    def heat_map(self):
        """From archive and bundle to a layer; others start from files."""
        sigma = os.path.join(self.lint, "sigma")
        catalog = os.path.join(self.heat, "out", "catalog.db")
        self.sextant(self.heat, "map")
        bare = self.inputs("heat", "heat")
        layer = os.path.join(WORK, "layer.json")
        both = [shutil.which("sh"), "-c",
                '"$0" map --quiet && "$0" layer >layer.json', SEXTANT]
        others = self.available(
            self.rsigma("rule", "coverage", "-r", sigma, "--navigator", layer),
            self.pysigma("analyze", "attack", "count", layer, sigma))
        self.row("heat map of Sigma, cold", both, self.heat, bare,
                 self.start_from(self.fresh, catalog), others)
        self.row("heat map of Sigma, bundle prepared", both, self.heat, bare,
                 self.start_from(self.prepared, catalog), others)

    def subjects(self):
        """The technique that most controls name, one with as many as most have,
        a group and a mitigation."""
        db = sqlite3.connect(f"file:{self.all}/out/catalog.db?immutable=1",
                             uri=True)
        named = [r[0] for r in db.execute(
            "SELECT t.id FROM technique_count c JOIN technique t ON"
            " t.pk = c.technique GROUP BY t.pk ORDER BY sum(c.count) DESC,"
            " t.pk")]
        group, = db.execute("SELECT min(id) FROM actor WHERE kind = 'group'"
                            ).fetchone()
        mitigation, = db.execute(
            "SELECT max(k.id) FROM control k JOIN source s ON s.ord = k.source"
            " WHERE s.id = 'mitigations'").fetchone()
        db.close()
        return named[0], named[len(named) // 2], group, mitigation

    def asking(self):
        """What a catalog answers, beside a program that only starts."""
        for path in (self.all, self.old, self.new, self.newer):
            run([SEXTANT, "stats"], path)  # verified once, as by the first ask
        most, one, group, mitigation = self.subjects()
        for name, words in (
                ("show, a technique", ["show", one]),
                ("show, the technique of most", ["show", most]),
                ("show, a group", ["show", group]),
                ("show, a mitigation", ["show", mitigation]),
                ("search, a word", ["search", "registry"]),
                ("search, an id", ["search", one]),
                ("stats", ["stats"]), ("gaps", ["gaps"]),
                ("export csv", ["export", "csv"])):
            self.row(name, words, self.all, self.empty(), runs=RUNS * ASKS)
        sides = [os.path.join(p, "out", "catalog.db")
                 for p in (self.old, self.new)]
        self.row("diff of two versions", ["diff", *sides], WORK, self.empty(),
                 others=self.available(self.countermap(), self.diff_stix()),
                 runs=RUNS * 2)
        self.row("diff, with all controls",
                 ["diff"] + [os.path.join(p, "out", "catalog.db")
                             for p in (self.all, self.newer)],
                 WORK, self.empty(), runs=RUNS * 2)

    # Other programs, each None where it is not there.

    @staticmethod
    def available(*others):
        return [o for o in others if o is not None]

    def bundle(self, version):
        return os.path.join(self.mirror, generate.ATTACK, "enterprise-attack",
                            f"enterprise-attack-{version}.json")

    @staticmethod
    def rsigma(*words):
        if shutil.which("rsigma") is None:
            return None
        return "rsigma", Measured(["rsigma", *words], WORK)

    def pysigma(self, *words):
        sigma = shutil.which("sigma")
        if sigma is None:
            return None
        with open(sigma, encoding="utf-8") as f:
            python = f.readline().lstrip("#!").strip()
        return "sigma-cli", Measured(
            [python, "-c", PYSIGMA, self.bundle("18.1"), *words], WORK)

    def countermap(self):
        if shutil.which("countermap") is None:
            return None
        os.environ["COUNTERMAP_URL_ATTACK_INDEX"] = os.path.join(
            self.mirror, generate.ATTACK, "index.json")
        sides = []
        for version in generate.VERSIONS:
            sides.append(os.path.join(WORK, f"countermap-{version}.db"))
            run(["countermap", "--db", sides[-1], "build", "--only",
                 "attack-enterprise", "--allow-partial", "--source",
                 "attack-enterprise=" + self.bundle(version)], WORK)
        return "countermap", Measured(["countermap", "diff", *sides], WORK)

    def diff_stix(self):
        if shutil.which("diff_stix") is None:
            return None
        words = ["diff_stix", "--domains", "enterprise-attack", "--json-file",
                 os.path.join(WORK, "diff_stix.json")]
        for side, version in zip(("old", "new"), generate.VERSIONS):
            folder = os.path.join(WORK, "diff_stix-" + side)
            os.makedirs(folder, exist_ok=True)
            remove(os.path.join(folder, "enterprise-attack.json"))
            os.symlink(self.bundle(version),
                       os.path.join(folder, "enterprise-attack.json"))
            words += ["--" + side, folder]
        return "mitreattack-python", Measured(words, WORK)

    def tell(self):
        path = os.environ.get("BENCH_JSON", os.path.join(OUT, "bench.json"))
        with open(path, "w", encoding="utf-8") as f:
            json.dump({"schema": 1, "rules": self.rules,
                       "upstream": "real" if self.real else "made up",
                       "processors": len(os.sched_getaffinity(0)),
                       "rows": self.rows}, f, indent=1)
            f.write("\n")


def main():
    remove(WORK)
    os.makedirs(WORK)
    rules = os.environ.get("RULES", "")
    objects = os.environ.get("OBJECTS", "")
    real = not rules and not objects and os.path.isdir(UPSTREAM)
    mirror = UPSTREAM
    if not real:
        mirror = os.path.join(WORK, "mirror")
        generate.write_mirror(mirror, int(rules or generate.RULES),
                              float(objects or "1"))
    bench = Bench(mirror, real)
    bench.set_up()
    print(f"{'of ../shared/upstream' if real else 'made up'}:"
          f" {bench.rules} rules of Sigma; medians of {RUNS} runs or more")
    print(f"{'what':<36} {'cpu ms':>9} {'wall ms':>9} {'MB':>7}"
          f" {'floor ms':>9} {'ratio':>7}")
    bench.stages()
    bench.linting()
    bench.heat_map()
    bench.asking()
    bench.tell()


if __name__ == "__main__":
    main()
