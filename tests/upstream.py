#!/usr/bin/env python3
"""`make upstream`: what the tests read of the real upstreams, into FOLDER (../shared/upstream),
laid out as --mirror reads it: upstream.py PROGRAM [FOLDER].

`sextant fetch` is told to ask a mirror here, which hands on what it is asked for and keeps
it: so this asks for just what the program does. What is there already is kept, so that an
interrupted run goes on. It takes some hundreds of MB, once. UPSTREAM is where addresses
begin (https://)."""

import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import urllib.request

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
UPSTREAM = os.environ.get("UPSTREAM", "https://")
# The versions of ATT&CK that tests are about; the first with all sources.
ATTACK = ["{enterprise: 18.1, mobile: 17.1, ics: 18.1}", "{enterprise: 19.1}",
          "{enterprise: 10.1}"]
# What old reports were made from, and a framework that is no source.
ALSO = """
codeload.github.com/SigmaHQ/sigma/tar.gz/1f94f25298282694aa96a04c3afa26446d5849b8
codeload.github.com/elastic/detection-rules/tar.gz/e7a1afbba0f28a4549861ca6768e68c95aaf8575
codeload.github.com/mitre-attack/car/tar.gz/ecc1577e7cea14e9ace88e305b57b11a4274da38
codeload.github.com/redcanaryco/atomic-red-team/tar.gz/e48781e24f6f565c0cb5edc91c1829b3455107d1
codeload.github.com/splunk/security_content/tar.gz/a47086080b775c599ca8f56f5ed1f13f64c1a7ca
raw.githubusercontent.com/center-for-threat-informed-defense/fight-fraud-framework/main/public/f3-stix-v1.1.json
""".split()


class Mirror(http.server.BaseHTTPRequestHandler):
    folder = None
    kept, lost = [], []

    def do_GET(self):
        path = self.path.split("?")[0].lstrip("/")
        place = os.path.normpath(os.path.join(self.folder, path))
        if not place.startswith(self.folder + os.sep):
            self.send_error(400)
            return
        try:
            if not os.path.isfile(place):
                os.makedirs(os.path.dirname(place), exist_ok=True)
                with urllib.request.urlopen(UPSTREAM + path, timeout=300) as answer, \
                        open(place + ".part", "wb") as part:
                    while piece := answer.read(1 << 20):
                        part.write(piece)
                os.rename(place + ".part", place)
                self.kept.append(path)
        except OSError as e:
            self.lost.append(path)
            self.send_error(404, str(e).replace("\n", " ")[:200])
            return
        self.send_response(200)
        self.send_header("Content-Length", str(os.path.getsize(place)))
        self.end_headers()
        with open(place, "rb") as f:
            while piece := f.read(1 << 20):
                self.wfile.write(piece)

    def log_message(self, *_):
        pass


def definitions(program):
    out = subprocess.run([program, "sources", "--definitions", "--format", "json"], check=True,
                         stdout=subprocess.PIPE).stdout
    # Those without a home are layouts, for files of one's own.
    return [d["id"] for d in json.loads(out)["definitions"] if d.get("home")]


def main(program, folder=os.path.join(TOP, "..", "shared", "upstream")):
    program = os.path.abspath(program)
    Mirror.folder = os.path.abspath(folder)
    os.makedirs(Mirror.folder, exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    failed = False
    with tempfile.TemporaryDirectory() as work:
        for i, attack in enumerate(ATTACK):
            with open(os.path.join(work, "sextant.yaml"), "w", encoding="utf-8") as f:
                f.write(f"attack: {attack}\n")
                if i == 0:
                    f.write("sources:\n" + "".join(
                        f"  {name}: {{}}\n" for name in definitions(program)))
            print(f"== ATT&CK {attack}", flush=True)
            failed |= subprocess.run(
                [program, "fetch", "--quiet", "--cache", os.path.join(work, "cache"),
                 "--mirror", f"http://127.0.0.1:{server.server_port}"],
                cwd=work, check=False).returncode != 0
    for path in ALSO:
        try:
            with urllib.request.urlopen(
                    f"http://127.0.0.1:{server.server_port}/{path}") as answer:
                while answer.read(1 << 20):
                    pass
        except OSError as e:
            print(f"{path}: {e}", file=sys.stderr)
            failed = True
    print(f"{Mirror.folder}: {len(Mirror.kept)} files more, "
          f"{len(set(Mirror.lost))} that cannot be had")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
