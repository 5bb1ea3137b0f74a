"""What the checks share: which files there are, and C without its words."""

import os
import re
import subprocess


def tracked(root):
    """Every file of the repository, or of a folder that is none: what is below one
    that is somebody else's is not asked about there."""
    try:
        if not os.path.exists(os.path.join(root, ".git")):
            raise FileNotFoundError
        out = subprocess.run(
            ["git", "-C", root, "ls-files", "-z", "-co", "--exclude-standard"],
            capture_output=True, check=True).stdout.decode()
        names = [n for n in out.split("\0") if n]
    except (OSError, subprocess.CalledProcessError):
        names = []
        for at, folders, files in os.walk(root):
            if at == root:
                folders[:] = [f for f in folders if f not in (".git", "out")]
            names += [os.path.relpath(os.path.join(at, f), root)
                      for f in files]
    return sorted(n for n in set(names)
                  if os.path.isfile(os.path.join(root, n)))


def sources(root):
    """C files below src/ and include/, and those of the tests."""
    return [n for n in tracked(root) if re.match(
        r"(src|include|tests)/.*\.[ch]$", n)]


def read(root, name):
    with open(os.path.join(root, name), encoding="utf-8",
              errors="surrogateescape") as f:
        return f.read()


TOKEN = re.compile(r"""
    (?P<comment>/\*.*?\*/|//[^\n]*)
  | (?P<string>"(?:\\.|[^"\\\n])*")
  | (?P<char>'(?:\\.|[^'\\\n])*')
""", re.S | re.X)


def blank(text):
    """The same text with spaces for what is in a comment or between quotes,
    so that lines and columns stay."""
    def spaces(m):
        inner = m.group()
        if m.lastgroup == "comment":
            return re.sub(r"[^\n]", " ", inner)
        return inner[0] + re.sub(r"[^\n\t]", " ", inner[1:-1]) + inner[-1]
    return TOKEN.sub(spaces, text)


def strings(text):
    """(line, content) of each string; those side by side are one."""
    found, end = [], -1
    for m in TOKEN.finditer(text):
        if m.lastgroup != "string":
            continue
        if found and not text[end:m.start()].strip():
            found[-1] = (found[-1][0], found[-1][1] + m.group()[1:-1])
        else:
            found.append((text.count("\n", 0, m.start()) + 1, m.group()[1:-1]))
        end = m.end()
    return found
