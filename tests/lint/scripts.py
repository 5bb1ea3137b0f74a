"""Scripts that their language reads."""

import os
import re
import shutil
import stat
import subprocess

from text import read, tracked


def shell_of(name, text):
    m = re.match(r"#!.*?\b(ba)?sh\b", text)
    if m:
        return "bash" if m.group(1) else "sh"
    return "sh" if name.endswith((".sh", ".test")) else None


def check(root):
    bad = []
    for name in tracked(root):
        if not re.match(r"tests/|\.ci/|data/|templates/", name):
            continue
        text, path = read(root, name), os.path.join(root, name)
        shell = shell_of(name, text)
        if shell:
            run = subprocess.run([shell, "-n", path], capture_output=True)
            if run.returncode != 0:
                why = run.stderr.decode(errors="replace").strip()
                bad.append(f"{name}: {why.splitlines()[-1]}")
        elif name.endswith(".js") and shutil.which("node"):
            run = subprocess.run(["node", "--check", path],
                                 capture_output=True)
            if run.returncode != 0:
                why = run.stderr.decode(errors="replace").strip()
                bad.append(f"{name}: {why.splitlines()[0]}")
        elif name.endswith(".py"):
            try:
                compile(text, name, "exec")
            except SyntaxError as e:
                bad.append(f"{name}:{e.lineno}: {e.msg}")
        if text.startswith("#!") and not os.stat(path).st_mode & stat.S_IXUSR:
            bad.append(f"{name}: starts with #! and cannot be run")
    return bad


FAULTS = {
    "broken sh": ("tests/x.sh", "if true; then\n", "x.sh"),
    "broken test": ("tests/cli/x.test", "t 'x' 'y\n", "x.test"),
    "broken bash": (".ci/run", "#!/bin/bash\nx=(\n", ".ci/run"),
    "broken python": ("tests/x.py", "def f(:\n", "x.py:1"),
    "not executable": ("tests/x.sh", "#!/bin/sh\ntrue\n", "cannot be run"),
}
if shutil.which("node"):
    FAULTS["broken script"] = ("tests/x.js", "const = 1;\n", "x.js:1")
FINE = {
    "tests/x.sh": "true\n",
    "tests/x.py": "x = 1\n",
    "tests/x.js": "'use strict';\n",
}
