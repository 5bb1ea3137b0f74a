#!/usr/bin/env python3
"""`make lint`: every check over the repository, and every check over faults
planted for it: a check that cannot fail is none. Exits 1 where one failed."""

import os
import sys
import tempfile

sys.dont_write_bytecode = True

import contracts  # noqa: E402
import cuts  # noqa: E402
import facts  # noqa: E402
import format  # noqa: E402
import includes  # noqa: E402
import promises  # noqa: E402
import readers  # noqa: E402
import readmes  # noqa: E402
import scripts  # noqa: E402
import shape  # noqa: E402
import templates  # noqa: E402
import tree  # noqa: E402
import words  # noqa: E402

CHECKS = [includes, shape, contracts, cuts, facts, format, templates, tree,
          scripts, readmes, readers,
          promises, words]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))


def plant(check, files):
    """What a check finds in a tree of just these files."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in files.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
        return check(root)


def selftests(module):
    """Messages of the faults that a check overlooks, and how many it had."""
    missed = []
    for title, fault in module.FAULTS.items():
        name, text, want = fault[:3]
        files = {name: text, **(fault[3] if fault[3:] else {})}
        found = plant(module.check, files)
        if not any(want in message for message in found):
            missed.append(f"overlooked: {title}: {found}")
    missed += [f"found in what is fine: {message}"
               for message in plant(module.check, module.FINE)]
    return missed, len(module.FAULTS) + 1


def main():
    passed = failed = 0
    for module in CHECKS:
        found = [f"{module.__name__}: {m}" for m in module.check(ROOT)]
        missed, planted = selftests(module)
        missed = [f"{module.__name__}: {m}" for m in missed]
        print("\n".join(found + missed + [
            ("FAIL " if found or missed else "ok   ") + module.__name__]))
        failed += len(missed) + (1 if found else 0)
        passed += planted - len(missed) + (0 if found else 1)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
