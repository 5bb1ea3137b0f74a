"""Requests to a server on loopback, and what it answers, as a test wants it.

    python3 ask.py URL [METHOD] PATH [HEADER: VALUE]... [--body | --guards | --raw]

Prints the status, and of the answer's headers those that a preview is judged
by, the tag as TAG; --body prints only the body, --guards only the headers that
keep others out. --raw: PATH is the request's
very text, with \\n and \\0 as in C, and only the status is printed, or closed
where the connection is. The path is sent as it is. A case asks TAG for the tag
of the path.
"""

import http.client
import socket
import sys
import urllib.parse

SHOWN = ["Allow", "Cache-Control", "Content-Length", "Content-Type", "ETag",
         "Location"]
GUARDS = ["Content-Security-Policy", "X-Content-Type-Options",
          "Referrer-Policy", "Cross-Origin-Resource-Policy",
          "Cross-Origin-Opener-Policy"]
SECONDS = 30


def ask(url, method, path, headers):
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port,
                                            timeout=SECONDS)
    connection.putrequest(method, path, skip_host=True,
                          skip_accept_encoding=True)
    names = [h.split(":")[0].lower() for h in headers]
    if "host" not in names:
        connection.putheader("Host", parts.netloc)
    for line in headers:
        name, value = line.split(": ", 1)
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    return answer, answer.read()


def raw(url, text):
    parts = urllib.parse.urlsplit(url)
    text = text.replace("\\n", "\r\n").replace("\\0", "\0")
    with socket.create_connection((parts.hostname, parts.port),
                                  SECONDS) as s:
        s.sendall(text.replace("HOST", parts.netloc).encode())
        try:
            line = s.makefile("rb").readline()
        except ConnectionResetError:
            line = b""
        print(line.decode().rstrip() or "closed")


def main():
    url, rest = sys.argv[1], sys.argv[2:]
    flags = [a for a in rest if a.startswith("--")]
    rest = [a for a in rest if not a.startswith("--")]
    if "--raw" in flags:
        raw(url, rest[0])
        return
    method = rest.pop(0) if rest[0].isalpha() else "GET"
    path = rest.pop(0)
    if any("TAG" in h for h in rest):
        tag = ask(url, method, path, [h for h in rest if "TAG" not in h])[0]
        rest = [h.replace("TAG", tag.getheader("ETag")) for h in rest]
    answer, body = ask(url, method, path, rest)
    if "--body" in flags:
        sys.stdout.buffer.write(body)
        return
    if "--guards" not in flags:
        print(answer.status)
    for name in GUARDS if "--guards" in flags else SHOWN:
        value = answer.getheader(name)
        if value is not None:
            print(f"{name}: {'TAG' if name == 'ETag' else value}")
    if body and method == "HEAD":
        print("a body")


main()
