#!/usr/bin/env python3
"""Wall time and peak memory of commands, one row a line of standard input:

    NAME<tab>RUNS<tab>SHELL COMMAND

The best of RUNS counts. The first row is the yardstick: the last column says
how many times as long each takes, which other machines can be held against.
Less memory than this script itself has (some 10 MB) is not seen. A command
that fails ends it all."""

import os
import sys
import time


def once(command):
    """Seconds and megabytes of one run, its children's included."""
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        os.execvp("sh", ["sh", "-c", command])
    _, status, usage = os.wait4(pid, 0)
    seconds = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"failed: {command}")
    return seconds, usage.ru_maxrss / 2**10


def main():
    yardstick = None
    print(f"{'what':<34} {'wall s':>8} {'peak MB':>8} {'ratio':>8}")
    for row in sys.stdin:
        name, runs, command = row.rstrip("\n").split("\t", 2)
        taken = [once(command) for _ in range(int(runs))]
        seconds = min(s for s, _ in taken)
        memory = max(m for _, m in taken)
        yardstick = yardstick or seconds
        print(f"{name:<34} {seconds:8.3f} {memory:8.1f}"
              f" {seconds / yardstick:8.2f}", flush=True)


if __name__ == "__main__":
    main()
