"""A command on a terminal of its own: what the terminal gets, and the exit code.

    python3 tests/cli/screen.py [--rows N] [--columns N] [--keys KEYS] COMMAND...

KEYS are typed, one each time that the command has been silent for a moment, once it
has said something; ^C
is Ctrl-C. Carriage returns are left out. The exit code is the command's, or 128
and the signal that it died by.
"""

import argparse
import fcntl
import os
import pty
import select
import struct
import sys
import termios

SILENCE = 0.3  # seconds
LONGEST = 30


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--rows", type=int, default=24)
    p.add_argument("--columns", type=int, default=80)
    p.add_argument("--keys", default="")
    p.add_argument("command", nargs=argparse.REMAINDER)
    a = p.parse_args()
    keys = list(a.keys.replace("^C", "\x03"))
    child, master = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ,
                    struct.pack("HHHH", a.rows, a.columns, 0, 0))
        os.execvp(a.command[0], a.command)
    text, silent = b"", 0.0
    while silent < LONGEST:
        if select.select([master], [], [], SILENCE)[0]:
            try:
                more = os.read(master, 65536)
            except OSError:  # Linux: the other end is closed
                break
            if not more:
                break
            text, silent = text + more, 0.0
        elif keys and text:
            os.write(master, keys.pop(0).encode())
        else:
            silent += SILENCE
    sys.stdout.buffer.write(text.replace(b"\r", b""))
    sys.stdout.flush()
    status = os.waitpid(child, 0)[1]
    sys.exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status)
             else os.WEXITSTATUS(status))


if __name__ == "__main__":
    main()
