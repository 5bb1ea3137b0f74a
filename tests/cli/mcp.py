"""`sextant mcp` from the outside, as mcp.test asks.

    mcp.py ask CATALOG <LINES       what answers these lines
    mcp.py figures CATALOG          its figures are those of the commands
    mcp.py mutated CATALOG N SEED   N lines with faults: what comes of them
    mcp.py cancel CATALOG           a request that is cancelled has no answer
    mcp.py listen CATALOG           of two subscriptions, one is cancelled
    mcp.py long CATALOG N           N questions: what is left of them
"""

import json
import os
import random
import subprocess
import sys
import threading

PROGRAM = os.environ["SEXTANT"]
META = {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {}}


class Server:
    def __init__(self, catalog):
        self.process = subprocess.Popen(
            [PROGRAM, "mcp", "--catalog", catalog],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.n = 0

    def send(self, message):
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def read(self):
        return json.loads(self.process.stdout.readline())

    def ask(self, method, **params):
        self.n += 1
        self.send({"jsonrpc": "2.0", "id": self.n, "method": method,
                   "params": {**params, "_meta": META}})
        return self.read()

    def tool(self, name, **arguments):
        result = self.ask("tools/call", name=name,
                          arguments=arguments)["result"]
        if result["isError"]:
            raise AssertionError(result["content"][0]["text"])
        told = result["structuredContent"]
        assert json.loads(result["content"][0]["text"]) == told
        assert told["definition"] and told["attack"] and told["quoted"]
        return told

    def items(self, name, **arguments):
        """All items of an answer, page by page, and the first page."""
        first = told = self.tool(name, **arguments)
        items = told["items"]
        while "next_cursor" in told:
            told = self.tool(name, cursor=told["next_cursor"], **arguments)
            assert told["first"] == len(items) + 1
            items = items + told["items"]
        assert len(items) == first["total"], (name, len(items))
        return items, first

    def end(self):
        self.process.stdin.close()
        return self.process.wait()


def printed(catalog, *args):
    done = subprocess.run([PROGRAM, *args, "--format", "json", "--catalog",
                           catalog], capture_output=True, check=True)
    return json.loads(done.stdout)


def same(wanted, got, *names):
    for name in names:
        # A count of none is left out.
        assert (wanted.get(name) or 0) == (got.get(name) or 0), (
            wanted.get("id"), name, wanted.get(name), got.get(name))


def technique_figures(server, catalog, id):
    wanted = printed(catalog, "show", "technique:" + id)
    items, told = server.items("technique", technique=id)
    same(wanted, told, "id", "name", "domain", "state", "parent_id")
    assert wanted["verdict"] in told["answer"]
    for a, b in zip(wanted["sections"], told["sections"]):
        same(a, b, "kind", "perspective", "count", "yours", "available")
    controls = {(s["kind"], source["id"], c["id"] if "id" in c else c["title"])
                for s in wanted["sections"] for source in s["sources"]
                for c in source["controls"]}
    assert controls == {(i["kind"], i["source"], i.get("id", i.get("title")))
                        for i in items
                        if "source" in i and "not_counted" not in i}, id


def list_figures(server, catalog, tool, arguments, command):
    wanted = printed(catalog, *command)
    items, told = server.items(tool, **arguments)
    for a, b in zip(wanted["domains"], told["domains"]):
        same(a, b, "of", "covered", "gaps", "single", "open", "thin", "out")
        assert a["text"] in told["answer"]
    ids = [t["id"] for t in wanted["techniques"]]
    assert ids == [i["id"] for i in items], tool
    for a, b in zip(wanted["techniques"], items):
        same(a, b, "name", "state", "yours", "available", "policy",
             "detection", "test", *(["groups", "software"]
                                    if tool == "gaps" else []))


def figures(catalog):
    server = Server(catalog)
    ids = [t["id"] for t in printed(catalog, "list")["techniques"]]
    for id in ids[::3]:
        technique_figures(server, catalog, id)
    for extra in [], ["--of=all"], ["--kind=test"], ["--kind=policy"]:
        arguments = dict(e[2:].split("=") for e in extra)
        list_figures(server, catalog, "gaps", arguments,
                     ["gaps", *extra])
    for group in "APT29", "G0096", "S0154", "tactic:TA0006":
        list_figures(server, catalog, "threat", {"threat": group},
                     ["threat", group])
    wanted = printed(catalog, "stats")
    items, _ = server.items("coverage")
    got = {(i["kind"], i["definition"]): i for i in items
           if i["item"] == "figure"}
    for kind, definitions in wanted["domains"][0]["definitions"].items():
        for name, figure in definitions.items():
            same(figure, got[kind, name], "covered", "of", "more")
    wanted = printed(catalog, "search", "lsass", "--limit=10")
    items, told = server.items("search", query="lsass")
    assert told["found"] == wanted["found"]
    assert [i["name"] for i in items] == [
        i["name"] for r in wanted["results"] for i in r["items"]]
    wanted = printed(catalog, "visibility")
    items, told = server.items("visibility")
    assert [t["id"] for t in wanted["techniques"]] == [
        i["id"] for i in items if i["item"] == "technique"]
    print(f"{len(ids[::3])} techniques, and all else: the same; "
          f"exit {server.end()}")


SEEDS = [
    {"jsonrpc": "2.0", "id": 1, "method": "server/discover",
     "params": {"_meta": META}},
    {"jsonrpc": "2.0", "id": 2, "method": "initialize", "params": {
        "protocolVersion": "2025-03-26", "capabilities": {},
        "clientInfo": {"name": "x", "version": "1"}}},
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
    {"jsonrpc": "2.0", "id": "ping", "method": "ping"},
    {"jsonrpc": "2.0", "id": 3, "method": "tools/list",
     "params": {"_meta": META}},
    {"jsonrpc": "2.0", "id": 4, "method": "tools/call", "params": {
        "_meta": META, "name": "technique",
        "arguments": {"technique": "T1059.001"}}},
    {"jsonrpc": "2.0", "id": 5, "method": "resources/templates/list",
     "params": {"_meta": META}},
    {"jsonrpc": "2.0", "id": 6, "method": "resources/read",
     "params": {"_meta": META, "uri": "sextant://nothing/%41"}},
    {"jsonrpc": "2.0", "id": 7, "method": "completion/complete", "params": {
        "_meta": META, "ref": {"type": "ref/resource", "uri": "x"},
        "argument": {"name": "id", "value": "T1"}}},
    {"jsonrpc": "2.0", "id": 8, "method": "subscriptions/listen",
     "params": {"_meta": META, "notifications": {"toolsListChanged": True}}},
    {"jsonrpc": "2.0", "method": "notifications/cancelled",
     "params": {"requestId": 8}},
    [{"jsonrpc": "2.0", "id": 9, "method": "ping"},
     {"jsonrpc": "2.0", "id": 10, "method": "tools/list"}],
]
BYTES = [b"{", b"}", b"[", b"]", b'"', b"\\", b",", b":", b"null", b"-1e999",
         b"\xff", b"\x00", b"\xe2\x80\xae", b"\\ud800", b"\\u0000", b"0", b""]


def mutate(random_, line):
    for _ in range(random_.choice((1, 1, 1, 2, 4))):
        at = random_.randrange(len(line) + 1)
        how = random_.randrange(4)
        if how == 0:
            line = line[:at] + random_.choice(BYTES) + line[at:]
        elif how == 1:
            line = line[:at] + line[at + random_.randrange(1, 9):]
        elif how == 2:
            line = line[:at] + bytes([random_.randrange(256)]) + line[at + 1:]
        else:
            line = line[:at] + line[random_.randrange(len(line) + 1):][:60] + \
                line[at:]
    return line.replace(b"\n", b" ")


def fits(message):
    """Is it a message that a server may send?"""
    if isinstance(message, list):
        return len(message) > 0 and all(fits(m) for m in message)
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        return False
    if "method" in message:
        return message["method"] == "notifications/subscriptions/acknowledged"
    if "error" in message:
        error = message["error"]
        return isinstance(error["code"], int) and bool(error["message"])
    return isinstance(message["result"], dict) and isinstance(
        message["id"], (str, int))


def mutated(catalog, n, seed):
    random_ = random.Random(seed)
    seeds = [json.dumps(s).encode() for s in SEEDS]
    lines = [mutate(random_, random_.choice(seeds)) for _ in range(n)]
    process = subprocess.Popen(
        [PROGRAM, "mcp", "--catalog", catalog], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    errors = []
    threading.Thread(target=lambda: errors.append(
        process.stderr.read()), daemon=True).start()

    def write():
        process.stdin.write(b"\n".join(lines) + b"\n")
        process.stdin.close()

    threading.Thread(target=write, daemon=True).start()
    answers = 0
    for line in process.stdout:
        answers += 1
        if not fits(json.loads(line)):
            print("unfit:", line[:200])
    code = process.wait()
    most = n // 2 < answers <= n + 100 # those of subscriptions come later
    print(f"{n} lines, exit {code},",
          "an answer to most" if most else f"{answers} answers")
    if errors and errors[0]:
        print(errors[0].decode(errors="replace")[:2000])


def cancel(catalog):
    server = Server(catalog)
    for id in 1, 2, 3:
        server.send({"jsonrpc": "2.0", "id": id, "method": "tools/call",
                     "params": {"name": "gaps", "_meta": META}})
    for id in 1, 3:
        server.send({"jsonrpc": "2.0", "method": "notifications/cancelled",
                     "params": {"requestId": id}})
    server.send({"jsonrpc": "2.0", "id": "last", "method": "tools/list",
                 "params": {"_meta": META}})
    ids = [server.read()["id"]]
    while ids[-1] != "last":
        ids.append(server.read()["id"])
    # The first may have been answered before it was cancelled.
    print([id for id in ids if id != 1], server.end())


def listen(catalog):
    server = Server(catalog)
    ids = []
    for id in 1, 2:
        server.send({"jsonrpc": "2.0", "id": id,
                     "method": "subscriptions/listen",
                     "params": {"notifications": {}, "_meta": META}})
        ids.append(server.read()["params"]["_meta"][
            "io.modelcontextprotocol/subscriptionId"])
    server.send({"jsonrpc": "2.0", "method": "notifications/cancelled",
                 "params": {"requestId": 1}})
    server.process.stdin.close()
    ended = [json.loads(line)["id"] for line in server.process.stdout]
    print(ids, ended, server.process.wait())


def memory(pid):
    with open(f"/proc/{pid}/status") as f:
        return next(int(line.split()[1]) for line in f
                    if line.startswith("VmRSS"))


def long(catalog, n):
    server = Server(catalog)

    def some():
        for _ in range(n):
            server.tool("technique", technique="T1059.001")
        return memory(server.process.pid)

    before, after = some(), some()
    files = len(os.listdir(f"/proc/{server.process.pid}/fd"))
    print("no more memory" if after <= before + 512 else
          f"{before} kB, then {after} kB", files, "files")
    server.end()


def ask(catalog):
    done = subprocess.run([PROGRAM, "mcp", "--catalog", catalog],
                          stdin=sys.stdin, capture_output=True)
    for line in done.stdout.splitlines():
        message = json.loads(line)
        for one in message if isinstance(message, list) else [message]:
            result = one.get("result")
            if "error" in one:
                print(one.get("id"), one["error"]["code"],
                      one["error"]["message"])
            elif "method" in one:
                print(one["method"], one["params"])
            else:
                print(one["id"], " ".join(sorted(result)) or "{}")
    sys.stderr.buffer.write(done.stderr)
    sys.exit(done.returncode)


if __name__ == "__main__":
    {"ask": ask, "figures": figures, "cancel": cancel,
     "listen": listen,
     "mutated": lambda c, n, s: mutated(c, int(n), int(s)),
     "long": lambda c, n: long(c, int(n))}[sys.argv[1]](*sys.argv[2:])
