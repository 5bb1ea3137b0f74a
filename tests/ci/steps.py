"""Runs the steps of a CI file as its service would, in the current folder.

    steps.py github WORKFLOW [NAME=VALUE...]   all jobs; NAME of an expression, such as
                                               github.event_name=push
    steps.py gitlab FILE JOB                   one job's scripts
    steps.py azure FILE [NAME=VALUE...]        all steps; NAME of a variable

What a step runs is read from the files that are shown. Actions of others are told,
with what they are given, and not run; `OWNER/sextant/PATH@REF` is $CHECKOUT/PATH. A
job ends with its first step that fails. Exits with the status of the last such.
"""

import glob
import hashlib
import os
import re
import subprocess
import sys

import yaml

TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|([\w.*-]+)|(==|!=|&&|\|\||[(),!]))")


class Expression:
    """GitHub's language, as much as the files have of it."""

    def __init__(self, text, context):
        self.tokens = [m.groups() for m in TOKEN.finditer(text)]
        assert "".join(t for m in self.tokens for t in m if t).replace(
            " ", "") == text.replace(" ", ""), text
        self.context, self.at = context, 0

    def take(self, what=None):
        token = self.tokens[self.at]
        if what is not None and token[2] != what:
            return False
        self.at += 1
        return token

    def more(self):
        return self.at < len(self.tokens)

    def value(self):
        left = self.comparison()
        while self.more() and self.take("&&"):
            right = self.comparison()
            left = left and right
        return left

    def comparison(self):
        left = self.operand()
        if self.more() and self.take("=="):
            return left == self.operand()
        if self.more() and self.take("!="):
            return left != self.operand()
        return left

    def operand(self):
        text, name, _ = self.take()
        if text:
            return text[1:-1].replace("''", "'")
        if self.more() and self.take("("):
            argument = self.value()
            assert self.take(")") and name == "hashFiles", name
            return hash_files(argument)
        assert name in self.context, f"{name}: unknown here"
        return self.context[name]


def hash_files(pattern):
    found = sorted(glob.glob(pattern, recursive=True))
    return hashlib.sha256(b"".join(
        open(f, "rb").read() for f in found)).hexdigest() if found else ""


def expand(text, context):
    def put(m):
        value = Expression(m[1].strip(), context).value()
        return {True: "true", False: "false"}.get(value, value)
    return re.sub(r"\$\{\{(.*?)\}\}", put, str(text))


def lower(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def shell(script, kind, env):
    command = {"sh": ["sh", "-e"], "bash": ["bash", "--noprofile", "--norc",
                                            "-eo", "pipefail"]}[kind]
    sys.stdout.flush()
    return subprocess.run([*command, "-c", script], env=env,
                          stdin=subprocess.DEVNULL).returncode


class Job:
    def __init__(self, context):
        self.context, self.path = context, os.environ["PATH"]
        self.temp = os.environ["RUNNER_TEMP"]

    def run(self, step, context, action):
        """One command, with GitHub's files; its status."""
        assert "${{" not in step["run"], "interpolated: " + step["run"]
        files = {n: os.path.join(self.temp, n) for n in (
            "GITHUB_OUTPUT", "GITHUB_PATH")}
        for path in files.values():
            open(path, "w").close()
        env = {**os.environ, **files, "PATH": self.path,
               "GITHUB_ACTION_PATH": action or "",
               **{k: expand(v, context)
                  for k, v in step.get("env", {}).items()}}
        status = shell(step["run"], step.get("shell", "bash"), env)
        with open(files["GITHUB_PATH"]) as f:
            for line in f.read().split("\n"):
                self.path = f"{line}:{self.path}" if line else self.path
        with open(files["GITHUB_OUTPUT"]) as f:
            for line in f.read().splitlines():
                name, value = line.split("=", 1)
                context[f"steps.{step['id']}.outputs.{name}"] = value
        return status

    def uses(self, step, context):
        given = {k: expand(lower(v), context)
                 for k, v in step.get("with", {}).items()}
        m = re.match(r"OWNER/sextant/(.*)@", step["uses"])
        if m:
            return self.composite(os.path.join(os.environ["CHECKOUT"], m[1]),
                                  given)
        name, ref = step["uses"].split("@")
        assert re.fullmatch(r"[0-9a-f]{40}", ref), step["uses"]
        told = " ".join(f"{k}={v}" for k, v in sorted(given.items())
                        if k != "token")
        print(f"-- {name}" + (f" with {told}" if told else ""), flush=True)
        if name == "actions/deploy-pages":
            context[f"steps.{step['id']}.outputs.page_url"] = "URL"
        return 0

    def composite(self, folder, given):
        with open(os.path.join(folder, "action.yml")) as f:
            action = yaml.safe_load(f)
        unknown = set(given) - set(action["inputs"])
        assert not unknown, unknown
        context = {k: v for k, v in self.context.items()
                   if not k.startswith("steps.")}
        for name, one in action["inputs"].items():
            context["inputs." + name] = given.get(
                name, expand(one["default"], context))
        for step in action["runs"]["steps"]:
            if "if" in step and not Expression(step["if"], context).value():
                continue
            if "id" in step:
                for known in ("status", "catalog", "reports", "site"):
                    context.setdefault(
                        f"steps.{step['id']}.outputs.{known}", "")
            print(f"-- {step['name']}", flush=True)
            status = self.run(step, context, folder) if "run" in step \
                else self.uses(step, context)
            if status != 0:
                return status
        return 0

    def steps(self, steps):
        for step in steps:
            status = self.run(step, self.context, None) if "run" in step \
                else self.uses(step, self.context)
            if status != 0:
                return status
        return 0


def github(path, values):
    with open(path) as f:
        workflow = yaml.safe_load(f)
    context = dict(v.split("=", 1) for v in values)
    for name, one in sorted(workflow["jobs"].items(),
                            key=lambda j: "needs" in j[1]):
        # At the top nothing is permitted; each job names what it needs.
        assert workflow["permissions"] == {}
        print(f"job {name}: " + (", ".join(
            f"{k}: {v}" for k, v in one["permissions"].items())
              or "no permission"), flush=True)
        status = Job(dict(context)).steps(one["steps"])
        if status != 0:
            return status
    return 0


def gitlab(path, name):
    """Scripts of a job and of what it extends, as GitLab's runner joins them."""
    with open(path) as f:
        file = yaml.safe_load(f)
    job = dict(file[name])
    while "extends" in job:
        job = {**file[job.pop("extends")], **job}
    env = {**{k: str(v) for k, v in file.get("variables", {}).items()},
           **{k: str(v) for k, v in job.get("variables", {}).items()},
           **os.environ}
    status = shell("\n".join(job.get("before_script", []) + job["script"]),
                   "bash", env)
    reports = job.get("artifacts", {}).get("reports", {})
    for what, one in [*reports.items()]:
        print(f"-- report {what}: {one}" +
              ("" if os.path.exists(one) else " (missing)"))
    for one in job.get("artifacts", {}).get("paths", []):
        print(f"-- artifact {one}" +
              ("" if glob.glob(one) else " (missing)"))
    return status


def azure(path, values):
    with open(path) as f:
        file = yaml.safe_load(f)
    variables = {**{k: str(v) for k, v in file["variables"].items()},
                 **dict(v.split("=", 1) for v in values)}
    failed, where = 0, os.environ["PATH"]

    def put(text):
        return re.sub(r"\$\(([\w.]+)\)", lambda m: variables[m[1]], str(text))

    for step in file["steps"]:
        name = step.get("displayName") or step.get("task") or "checkout"
        if failed and step.get("condition") != "succeededOrFailed()":
            continue
        print(f"-- {name}", flush=True)
        if "bash" not in step:
            for key, value in step.get("inputs", {}).items():
                print(f"   {key}: {put(value)}")
            continue
        assert not re.search(r"\$\(\w[\w.]*\)", re.sub(
            r"\$\([a-z]+ [^)]*\)", "", step["bash"])), step["bash"]
        env = {**os.environ, "PATH": where,
               **{k: put(v) for k, v in step.get("env", {}).items()}}
        sys.stdout.flush()
        done = subprocess.run(["bash", "-c", step["bash"]], env=env, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        for line in done.stdout.splitlines():
            m = re.match(r"##vso\[task\.prependpath\](.*)", line)
            where = f"{m[1]}:{where}" if m else where
            print(line)
        failed = failed or done.returncode
    return failed


def main(argv):
    if argv[0] == "github":
        return github(argv[1], argv[2:])
    if argv[0] == "gitlab":
        return gitlab(argv[1], argv[2])
    return azure(argv[1], argv[2:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
