"""A server that behaves well or badly, as the path asks: for tests of fetch.

    python3 tests/cli/server.py [--tls FOLDER] [--mirror FOLDER [ANSWERS]]

Listens on 127.0.0.1, prints its port, and ends after three minutes. A path is
/HOST/SCRIPT/ANYTHING (as a mirror is asked), or /SCRIPT/ANYTHING; SCRIPT is a
method of Handler below. With --tls it makes a certificate of its own in FOLDER
(cert.pem), for 127.0.0.1 and the hosts in NAMES. With --mirror it has the files of FOLDER,
each with its ETag, and notes each answer in FOLDER.log: status, path; after so
many ANSWERS it ends. Requests are counted by path.
"""

import email.utils
import gzip
import hashlib
import http.server
import io
import json
import os
import ssl
import subprocess
import sys
import tarfile
import threading
import time

LIFE = 180
NAMES = ["api.github.com", "codeload.github.com", "elsewhere.example"]
COMMIT = "0123456789abcdef0123456789abcdef01234567"
GOOD = b'{"v": 1}\n'
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
lock = threading.Lock()
arrived = threading.Condition(lock)
counts = {}
waiting = 0
active = most = 0
held = None  # until when nobody is to ask


def archive():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT,
                      pax_headers={"comment": COMMIT}) as tar:
        for name, text in (("repo-main/a.yml", b"a: 1\n"),
                           ("repo-main/b.yml", b"b: 2\n")):
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text))
    return gzip.compress(out.getvalue(), mtime=0)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxied = False

    def log_message(self, *args):
        pass

    def answer(self, status, body=b"", headers=(), length=None):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length",
                         str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        # Of a proxy the whole address is asked.
        path = self.path.replace("http://", "/proxy.") \
            if self.path.startswith("http://") else self.path
        parts = path.split("/")[1:]
        if parts[0].startswith("proxy."):
            self.proxied = True
            parts = parts[1:]
        if "." in parts[0]:
            parts = parts[1:]
        with lock:
            counts[self.path] = counts.get(self.path, 0) + 1
            self.nth = counts[self.path]
        script = getattr(self, "on_" + parts[0].replace("-", "_"), None)
        if self.server.mirror:
            self.file(self.server.mirror)
        elif script is None:
            self.answer(404, b"<html>not there</html>")
        else:
            script("/".join(parts[1:]))

    def file(self, mirror):
        """A file of the mirror, unless who asks has it."""
        path = os.path.join(mirror, self.path.lstrip("/"))
        status, body, headers = 404, b"<html>not there</html>", []
        if os.path.isfile(path):
            with open(path, "rb") as f:
                body = f.read()
            tag = '"%s"' % hashlib.sha256(body).hexdigest()[:16]
            headers = [("ETag", tag)]
            same = self.headers.get("If-None-Match") == tag
            status, body = (304, b"") if same else (200, body)
        with lock:
            if self.server.answers == 0:
                os._exit(0)
            self.server.answers -= 1
            self.answer(status, body, headers)
            self.wfile.flush()
            with open(mirror + ".log", "a", encoding="utf-8") as log:
                print(status, self.path, file=log)

    # What goes well.
    def on_good(self, rest):
        self.answer(200, GOOD)

    def on_rules(self, rest):
        self.answer(200, b"id,title,techniques\n1,A,T1003\n")

    def on_etag(self, rest):
        headers = [("ETag", 'W/"v1"')]
        if self.headers.get("If-None-Match") == 'W/"v1"':
            self.answer(304, b"", headers)
        else:
            self.answer(200, GOOD, headers)

    def on_modified(self, rest):
        day = "Tue, 09 Aug 2022 00:00:00 GMT"
        if self.headers.get("If-Modified-Since") == day:
            self.answer(304)
        else:
            self.answer(200, GOOD, [("Last-Modified", day)])

    def on_changing(self, rest):
        self.answer(200, b'{"v": %d}\n' % self.nth)

    def on_echo(self, rest):
        headers = {k.lower(): v for k, v in self.headers.items()}
        headers["proxied"] = self.proxied
        self.answer(200, json.dumps(headers).encode())

    def on_count(self, rest):
        self.answer(200, b'{"count": %d}' % counts.get("/" + rest, 0))

    def on_gzip(self, rest):
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            self.answer(200, gzip.compress(GOOD),
                        [("Content-Encoding", "gzip")])
        else:
            self.answer(200, b'{"not": "asked"}')

    def on_archive(self, rest):
        if "Accept-Encoding" in self.headers:
            self.answer(400)
        else:
            self.answer(200, archive(), [("ETag", '"a1"')])

    def on_together(self, rest):
        """Answers once three are asking at the same time."""
        global waiting
        with arrived:
            waiting += 1
            arrived.notify_all()
            ok = arrived.wait_for(lambda: waiting >= 3, timeout=30)
        self.answer(200 if ok else 404, GOOD)

    def on_most(self, rest):
        """How many were asking at the same time, at most."""
        global active, most
        with lock:
            active += 1
            most = max(most, active)
        time.sleep(0.05)
        with lock:
            active -= 1
            self.answer(200, b'{"most": %d}' % most)

    # What goes well later.
    def later(self, status, headers=()):
        if self.nth == 1:
            self.answer(status, b"<html>wait</html>", headers)
        else:
            self.answer(200, GOOD)

    def on_busy(self, rest):
        self.later(503, [("Retry-After", "1")])

    def on_busy_date(self, rest):
        self.later(429, [("Retry-After", email.utils.formatdate(
            time.time() + 2, usegmt=True))])

    def on_hold(self, rest):
        """The first is sent away for a second, and all must heed it."""
        global held
        with lock:
            first, now = held is None, time.monotonic()
            held = held or now + 0.9
        if first:
            self.answer(429, b"", [("Retry-After", "1")])
        elif now < held:
            self.answer(403)
        else:
            self.answer(200, GOOD)

    def on_limit(self, rest):
        self.later(403, [("Retry-After", "1")])

    def on_flaky(self, rest):
        self.later(500)

    def on_cut_once(self, rest):
        if self.nth > 1:
            self.answer(200, GOOD)
            return
        self.answer(200, b'{"v": "half', (), 100)
        self.close_connection = True

    # What goes wrong.
    def held(self, status, headers):
        self.answer(status, b"<html>wait</html>", headers)

    def on_wait(self, rest):
        """Retry-After: what the path says, with spaces as _."""
        self.held(429, [("Retry-After", rest.replace("_", " "))])

    def on_wait_once(self, rest):
        (self.on_wait if self.nth == 1 else self.on_rules)(rest)

    def on_unavailable(self, rest):
        self.held(503, [("Retry-After", rest)])

    def on_used_up(self, rest):
        self.held(403, [("X-RateLimit-Remaining", "0"),
                        ("X-RateLimit-Reset", rest)])

    def on_used_up_gitlab(self, rest):
        self.held(429, [("RateLimit-Remaining", "0"),
                        ("RateLimit-Reset", rest)])

    def on_not_used_up(self, rest):
        self.held(403, [("X-RateLimit-Remaining", "1"),
                        ("X-RateLimit-Reset", rest)])

    # What takes too long: until the other side has enough.
    def endless(self, head, part, seconds):
        self.close_connection = True
        self.wfile.write(head)
        try:
            while True:
                self.wfile.write(part)
                time.sleep(seconds)
        except OSError:
            pass

    def on_silent(self, rest):
        self.endless(b"", b"", 0.2)

    def on_drip(self, rest):
        """2 kB a second."""
        self.endless(OK + b"Content-Length: 999999\r\n\r\n", b" " * 400, 0.2)

    def on_rules_once(self, rest):
        (self.on_rules if self.nth == 1 else self.on_silent)(rest)

    def on_drip_once(self, rest):
        (self.on_drip if self.nth == 1 else self.on_rules)(rest)

    def on_steady(self, rest):
        """200 kB a second: never slow, however busy the machine."""
        self.endless(OK + b"Content-Length: 99999999\r\n\r\n", b" " * 20000, 0.1)

    def on_byte(self, rest):
        self.endless(OK + b"Content-Length: 999999\r\n\r\n", b" ", 1)

    def on_head(self, rest):
        """Headers that never end, one each 0.2 s."""
        self.endless(OK, b"X: y\r\n", 0.2)

    def on_head_fast(self, rest):
        self.endless(OK, b"X: " + b"y" * 1000 + b"\r\n", 0)

    def on_continue(self, rest):
        self.endless(b"", b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n" * 99, 0)

    def on_extension(self, rest):
        self.endless(OK + CHUNKED + b"1;", b"x" * 99, 0.1)

    def on_trailers(self, rest):
        self.endless(OK + CHUNKED + b"1\r\n \r\n0\r\n",
                     (b"X: " + b"y" * 1000 + b"\r\n") * 9, 0)

    def on_refused(self, rest):
        self.answer(403, b"no")

    def on_down(self, rest):
        self.answer(500, b"<html>down</html>")

    def on_cut(self, rest):
        self.answer(200, b'{"v": "half', (), 100)
        self.close_connection = True

    def on_empty(self, rest):
        self.answer(200)

    def on_html(self, rest):
        self.answer(200, b"<!DOCTYPE html><title>Sign in</title>")

    def on_slow(self, rest):
        self.answer(200, b"{", (), 100)
        time.sleep(10)
        self.close_connection = True

    def on_large(self, rest):
        self.answer(200, b"{" * 65536, (), 1 << 30)
        self.close_connection = True

    def on_large_unsaid(self, rest):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for _ in range(64):
                self.wfile.write(b"{" * 65536)
        except OSError:
            pass

    def on_archive_cut(self, rest):
        self.answer(200, archive()[:-20])

    def on_unasked(self, rest):
        self.answer(304)

    # Where it sends one.
    def to(self, where):
        self.answer(302, b"<html>moved</html>", [("Location", where)])

    def on_moved(self, rest):
        self.to("good")

    def on_loop(self, rest):
        self.to(self.path)

    def on_to_file(self, rest):
        self.to("file:///etc/hostname")

    def on_to_http(self, rest):
        self.to("http://127.0.0.1:%d/echo" % self.server.server_port)

    def on_to_codeload(self, rest):
        self.to("https://codeload.github.com/echo")

    def on_to_elsewhere(self, rest):
        self.to("https://elsewhere.example/echo")


def certificate(folder):
    cert, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
         "/CN=sextant test", "-addext",
         "subjectAltName=IP:127.0.0.1," + ",".join("DNS:" + n for n in NAMES),
         "-out", cert, "-keyout", key],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *args: None
    server.mirror = None
    args = sys.argv[1:]
    if args[:1] == ["--tls"]:
        server.socket = certificate(args[1]).wrap_socket(
            server.socket, server_side=True)
        args = args[2:]
    if args[:1] == ["--mirror"]:
        server.mirror = os.path.abspath(args[1])
        server.answers = int((args[2:] or [-1])[0])
    end = threading.Timer(LIFE, os._exit, [0])
    end.daemon = True
    end.start()
    print(server.server_port, flush=True)
    server.serve_forever()


main()
