"""Slow clients of a server on loopback, and whether others are still served.

    python3 slow.py URL LARGE N

Connects N times and asks for nothing; N times more, with a byte of a request each
0.2 s; N times more, asks for the file LARGE and reads nothing of it. They all
stay. After each kind another client asks for the page at URL twice, over one
connection: prints the kind, and what it got, or why nothing within 20 seconds.
"""

import http.client
import socket
import sys
import threading
import time
import urllib.parse

SECONDS = 20


def connect(parts, text):
    s = socket.create_connection((parts.hostname, parts.port), SECONDS)
    s.sendall(text.encode())
    return s


def drip(sockets):
    for byte in b"GET / HTTP/1.1\r\nX: " + b"y" * 999:
        for s in sockets:
            try:
                s.sendall(bytes([byte]))
            except OSError:
                pass
        time.sleep(0.2)


def ask(parts):
    c = http.client.HTTPConnection(parts.hostname, parts.port, timeout=SECONDS)
    got = []
    try:
        for _ in range(2):
            c.request("GET", parts.path)
            answer = c.getresponse()
            answer.read()
            got.append(str(answer.status))
    except OSError as e:
        got.append(type(e).__name__)
    return " ".join(got)


def main():
    url, large, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
    parts = urllib.parse.urlsplit(url)
    kept = [connect(parts, "") for _ in range(n)]
    print("silent:", ask(parts), flush=True)
    drips = [connect(parts, "") for _ in range(n)]
    threading.Thread(target=drip, args=(drips,), daemon=True).start()
    time.sleep(0.5)
    print("a byte at a time:", ask(parts), flush=True)
    request = f"GET {large} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n"
    kept += [connect(parts, request) for _ in range(n)]
    time.sleep(0.5)
    print("reading nothing:", ask(parts), flush=True)
    for s in kept + drips:
        s.close()
    print("gone:", ask(parts))


main()
