#!/usr/bin/env python3
"""Examples of documents as a test: every block that starts with ```console.

readme.py [--write] FILE...: runs the lines behind "$ " in a row, in one shell
a file, in the current folder, and compares what they print (both streams) with the
lines that follow. A line "..." stands for any lines. Prints a diff and ends
with 1 where they differ; --write puts what they print into the file instead,
where no "..." stands.
"""
import difflib
import os
import re
import subprocess
import sys

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
END = "-- end of example --"


def examples(block):
    """[(command, expected text)]; a command goes on behind a backslash."""
    found, going_on = [], False
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append([line[2:], ""])
        elif going_on:
            found[-1][0] += line
        elif not found:
            sys.exit("readme: output before a command: " + line)
        else:
            found[-1][1] += line
        going_on = found[-1][1] == "" and line.endswith("\\\n")
    return found


def run(commands):
    """What each prints, of one shell for all."""
    script = "".join(f"{c}printf '%s\\n' '{END}'\n" for c in commands)
    done = subprocess.run(["bash", "-c", "exec 2>&1\n" + script], text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    return done.stdout.split(END + "\n")[:-1]


def fits(want, got):
    parts = re.split(r"^\.\.\.\n", want, flags=re.M)
    pattern = r"(?:.*\n)*?".join(re.escape(p) for p in parts)
    return re.fullmatch(pattern, got) is not None


def document(path, write):
    """How many examples it has, and how many print something else."""
    text = open(path, encoding="utf-8").read()
    blocks = [examples(b) for b in BLOCK.findall(text)]
    wants = [e for b in blocks for e in b]
    gots = run([command for command, _ in wants])
    if not wants or len(gots) != len(wants):
        sys.exit(f"{path}: {len(gots)} of {len(wants)} examples ran")
    wrong = 0
    for (command, want), got in zip(wants, gots):
        if fits(want, got):
            continue
        wrong += 1
        if write and "...\n" not in want:
            text = text.replace("$ " + command + want, "$ " + command + got, 1)
            continue
        sys.stdout.write(f"$ {command}")
        sys.stdout.writelines(difflib.unified_diff(
            want.splitlines(keepends=True), got.splitlines(keepends=True),
            os.path.basename(path), "printed", n=1))
    if write:
        open(path, "w", encoding="utf-8").write(text)
    return len(wants), wrong


def main(argv):
    write = argv[0] == "--write"
    counts = [document(path, write) for path in argv[write:]]
    number, wrong = map(sum, zip(*counts))
    print(f"{number} examples, {0 if write else wrong} wrong")
    return 0 if write or wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
