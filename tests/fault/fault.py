"""What one failed call of the C library makes of a command.

    fault.py [--every | --few N] [--seed N] [--kind KIND]... [CASE...]

runs commands on a tiny input, each again and again with another call failing
(inject.c). A run whose exit code is that of the undisturbed one has to give
just its bytes; any other has to exit 1 with a line that says why (and perhaps one
of what comes of that), and leave each file as it stood before or as the
undisturbed run leaves it, a site or none of it. Nothing else may be left, but by
a run that had no memory, or could not remove it: and then the next one has to. No
run may end by a signal or hang.

Every way to a call fails once: the functions that called it. --every takes each
call of all kinds but those of the program's own memory, which has one end only.
--few takes so many calls of each of some cases, drawn by the seed.
"""

import argparse
import concurrent.futures
import hashlib
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tarfile
import threading

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OUT = os.environ.get('OUT', os.path.join(TOP, 'out'))
SEXTANT = os.path.join(OUT, 'bin', 'sextant')
INJECT = os.path.join(OUT, 'test', 'fault', 'inject.so')
WORK = os.path.join(OUT, 'test', 'fault', 'work')
SAMPLE = os.path.join(TOP, 'data', 'sample')
DAY = '1786233600'  # as in tests/cli/lib.sh
SECONDS = 60        # what takes longer hangs
HERE = threading.local()

TECHNIQUES = {'T1059', 'T1059.001', 'T1086', 'T1003', 'T1003.001', 'T1078'}
RULES = {
    'sigma/rules/windows/process_creation/'
    'proc_creation_win_powershell_v2_engine.yml',
    'security_content/detections/endpoint/'
    'powershell_encoded_and_hidden.yml',
    'atomic-red-team/atomics/T1059.001/T1059.001.yaml',
    'rules/win_lsass_handle_outside_agent.yml',
}
CONFIG = '''title: Tiny
sources:
  mitigations: {}
  sigma: {}
  splunk: {path: security_content, accessed: 2026-08-01}
  atomic: {path: atomic-red-team, accessed: 2026-08-01}
  ours: {like: sigma, path: rules, title: Ours}
'''
MCP = '\n'.join(json.dumps(dict({'jsonrpc': '2.0'}, **m)) for m in (
    {'id': 1, 'method': 'initialize', 'params': {
        'protocolVersion': '2025-06-18', 'capabilities': {},
        'clientInfo': {'name': 'a', 'version': '1'}}},
    {'method': 'notifications/initialized'},
    {'id': 2, 'method': 'tools/list'},
    {'id': 3, 'method': 'tools/call', 'params': {
        'name': 'show', 'arguments': {'id': 'T1059'}}})) + '\n'

FETCH = 'fetch --mirror file://{mirror}'
ACCEPT = ' --accept-change sigma'
MAP = 'map --jobs 1' + ACCEPT
RENDER = 'render --jobs 1'
EXPORTS = ('csv', 'controls', 'json', 'xlsx', 'stix', 'oscal --of all',
           'compass-csv', 'compass-json', 'crosswalks', 'dettect',
           'dettect-techniques --of all', 'sqlite', 'dump')

# Name, what stands before, arguments, standard input.
CASES = [
    ('fetch', 'new', FETCH, ''),
    ('fetch-again', 'fetched', FETCH, ''),
    ('map', 'fetched', MAP, ''),
    ('map-again', 'changed', MAP, ''),
    ('render', 'mapped', RENDER, ''),
    ('render-markdown', 'mapped', RENDER + ' --format markdown', ''),
    ('render-compass', 'mapped', RENDER + ' --format compass', ''),
    ('render-again', 'remapped', RENDER, ''),
    ('build', 'new', 'build --jobs 1 --mirror file://{mirror}' + ACCEPT, ''),
    ('build-again', 'changed', 'build --jobs 1 --offline' + ACCEPT, ''),
    ('show', 'built', 'show T1086', ''),
    ('show-json', 'built', 'show T1059.001 --format json', ''),
    ('search', 'built', 'search powershell', ''),
    ('list', 'built', 'list', ''),
    ('gaps', 'built', 'gaps --by priority', ''),
    ('threat', 'built', 'threat APT29 --open', ''),
    ('visibility', 'built', 'visibility', ''),
    ('plan', 'built', 'plan', ''),
    ('stats', 'built', 'stats', ''),
    ('sources', 'built', 'sources', ''),
    ('layer', 'built', 'layer', ''),
    ('badge', 'built', 'badge', ''),
    ('report', 'built', 'report --output report.html', ''),
    ('diff', 'remapped', 'diff', ''),
    ('check', 'built', 'check --no-map', ''),
    ('lint', 'built', 'lint --jobs 1 rules', ''),
    ('lint-fix', 'built', 'lint --jobs 1 --fix rules', ''),
    ('lint-archive', 'built', 'lint --jobs 1 --like sigma rules.zip', ''),
    ('init', 'init', 'init', ''),
    ('mcp', 'built', 'mcp', MCP),
] + [('export-' + form.split()[0], 'built',
      'export %s --output exported' % form, '') for form in EXPORTS]

# Of all, for the short form.
FEW = ['fetch', 'map-again', 'render-again', 'build-again', 'show', 'lint-fix',
       'mcp', 'export-csv', 'export-xlsx']

# What may be missing where the cache could not be written, and what pages were
# made from: nothing is lost by that, and no answer depends on it.
# Nor is what cannot be removed of a workbook, or by libxlsxwriter.
NOTES = re.compile(r'home/\.cache/sextant/(verified|parts)(/|$)|'
                   r'out/catalog\.db\.pages$|'
                   r'tmp/(tmp|\.sextant\.xlsx)\.[\w-]+(\.\w+)?$')
# Why a run failed: of ours, of libarchive, which ends the process itself, and of
# glibc, where a library's destructor has no memory for what is a thread's own.
NO_TLS = 'cannot allocate memory for thread-local data: ABORT'
SAID = re.compile(r'sextant: (?!warning: )|Fatal Internal Error in libarchive: |'
                  + NO_TLS)
# What is made beside what it is to replace.
ASIDE = re.compile(r'/\.[^/]*\.(new|old)-')
# What is replaced as a whole.
WHOLE = ('out/site/',)


# ---- the input ----

def bundle():
    """ATT&CK's of the sample, with few techniques and what is about them."""
    with open(os.path.join(SAMPLE, 'attack', 'enterprise-attack.json'),
              encoding='utf-8') as file:
        whole = json.load(file)
    gone = set()
    for one in whole['objects']:
        if one['type'] == 'attack-pattern' and \
                one['external_references'][0]['external_id'] not in TECHNIQUES:
            gone.add(one['id'])
    while True:
        more = {one['id'] for one in whole['objects'] if one['id'] not in gone
                and one['type'] == 'relationship' and
                {one['source_ref'], one['target_ref']} & gone}
        if not more:
            break
        gone |= more
    objects = [one for one in whole['objects'] if one['id'] not in gone]
    for one in objects:
        if 'x_mitre_contents' in one:
            one['x_mitre_contents'] = [
                c for c in one['x_mitre_contents'] if c['object_ref'] not in gone]
    whole['objects'] = objects
    return json.dumps(whole).encode()


def put(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def make_mirror(to):
    host = os.path.join(to, 'raw.githubusercontent.com/mitre-attack/'
                        'attack-stix-data/master')
    name = 'enterprise-attack/enterprise-attack'
    for path in (name + '.json', name + '-18.1.json'):
        put(os.path.join(host, path), bundle())
    put(os.path.join(host, 'index.json'), json.dumps({'collections': [{
        'id': 'x-mitre-collection--1', 'name': 'Enterprise ATT&CK',
        'versions': [{
            'version': '18.1', 'modified': '2026-08-01T00:00:00.000Z',
            'url': 'https://' + os.path.relpath(host, to) + '/' + name +
                   '-18.1.json'}]}]}))
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode='w:gz') as tar:
        for rule in sorted(RULES):
            if rule.startswith('sigma/'):
                tar.add(os.path.join(SAMPLE, rule),
                        'sigma-master/' + rule[len('sigma/'):])
    put(os.path.join(to, 'codeload.github.com/SigmaHQ/sigma/tar.gz/refs/heads/'
                     'master'), archive.getvalue())


def make_new(to):
    for rule in RULES:
        if not rule.startswith('sigma/'):
            with open(os.path.join(SAMPLE, rule), 'rb') as file:
                put(os.path.join(to, rule), file.read())
    put(os.path.join(to, 'sextant.yaml'), CONFIG)
    os.makedirs(os.path.join(to, 'tmp'))


def change(to):
    """One rule's id, to one that lint can mend."""
    path = os.path.join(to, 'rules/win_lsass_handle_outside_agent.yml')
    with open(path, encoding='utf-8') as file:
        text = file.read()
    put(path, text.replace('attack.t1003.001', 'attack.t1086'))


# ---- running ----

def environment(folder, fault=None, calls=None, ways=False):
    env = {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C', 'TZ': 'UTC', 'TERM': 'dumb',
           'HOME': os.path.join(folder, 'home'), 'SOURCE_DATE_EPOCH': DAY,
           'TMPDIR': os.path.join(folder, 'tmp')}
    if fault is not None or calls is not None:
        env['LD_PRELOAD'] = INJECT
    if fault is not None:
        env['FAULT'] = fault
    if calls is not None:
        env['FAULT_CALLS'] = calls
    if ways:
        env['FAULT_WAYS'] = '1'
    return env


class Ran:
    def __init__(self, folder, arguments, given, **how):
        mirror = os.path.join(WORK, 'mirror')
        try:
            done = subprocess.run(
                [SEXTANT] + arguments.format(mirror=mirror).split(), cwd=folder,
                env=environment(folder, **how), input=given.encode(),
                capture_output=True, timeout=SECONDS, check=False)
            self.code, self.out = done.returncode, done.stdout
            self.err = done.stderr.decode(errors='replace')
        except subprocess.TimeoutExpired:
            self.code, self.out, self.err = 'hangs', b'', ''


def look(folder):
    """Each file below: its bytes' digest, or what it is."""
    seen = {}
    for at, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(at, name)
            below = os.path.relpath(path, folder)
            if NOTES.match(below):
                continue
            if os.path.islink(path):
                seen[below] = 'link to ' + os.readlink(path)
            elif os.path.isdir(path):
                seen[below] = 'folder'
            else:
                with open(path, 'rb') as file:
                    seen[below] = hashlib.sha256(file.read()).hexdigest()
    return seen


def part(seen, prefix):
    return {path: what for path, what in seen.items() if path.startswith(prefix)}


class Case:
    def __init__(self, name, state, arguments, given):
        self.name, self.arguments, self.given = name, arguments, given
        self.state = os.path.join(WORK, 'states', state)
        folder = self.fresh()
        self.before = look(folder)
        self.ran = Ran(folder, arguments, given)
        self.after = look(folder)
        self.leave(folder)

    def fresh(self):
        """A folder with what stands before, of this thread's."""
        folder = os.path.join(WORK, 'run-%d' % threading.get_ident(), 'case')
        if getattr(HERE, 'holds', None) != self.state:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(self.state, folder, symlinks=True)
            HERE.holds = self.state
        return folder

    def leave(self, folder):
        if look(folder) != self.before:
            HERE.holds = None

    def calls(self, ways):
        """{kind: (calls that come by a new way, how many calls there are)}"""
        folder = self.fresh()
        path = folder + '.calls'
        if os.path.exists(path):
            os.remove(path)
        Ran(folder, self.arguments, self.given, calls=path, ways=ways)
        self.leave(folder)
        found = {}
        with open(path, encoding='utf-8') as file:
            for line in file:
                kind, *rest = line.split()
                first, n = found.setdefault(kind, (set(), 0))
                if rest[0] == 'of':
                    found[kind] = first, max(n, int(rest[1]))
                else:
                    first.add(int(rest[0]))
        return found

    def judge_kept(self, seen, left):
        """What is wrong with what a failed run left; '' for nothing."""
        for path, what in sorted(seen.items()):
            # fetch writes the lock, and map once more: the next run tells.
            if self.name == 'build' and path == 'sextant.lock':
                continue
            if what not in (self.before.get(path), self.after.get(path)) and \
                    not (left and ASIDE.search(path)):
                return 'left %s' % path
        for path in self.before:
            if path in self.after and path not in seen:
                return 'lost %s' % path
        for prefix in WHOLE:
            if part(seen, prefix) not in (part(self.before, prefix),
                                          part(self.after, prefix)):
                return 'left %s half-written' % prefix
        return ''

    def judge(self, fault):
        """What is wrong with the run in which that call fails."""
        folder = self.fresh()
        # Where nothing can be removed either, the next run does it.
        left = re.match('(malloc|own|regex|unlink):|.*[+]', fault) is not None
        ran = Ran(folder, self.arguments, self.given, fault=fault)
        seen = look(folder)
        said = [line for line in ran.err.splitlines() if SAID.match(line)]
        why = ''
        if ran.code == 'hangs' or ran.code < 0:
            why = 'ended by signal %s' % ran.code
        elif ran.code == self.ran.code:
            if self.name != 'mcp' and ran.out != self.ran.out:
                why = 'exit %d with other output' % ran.code
            elif self.name == 'mcp':
                why = self.judge_answers(ran.out)
            elif seen != self.after and not (said and any(
                    ASIDE.search(path) for path in set(seen) - set(self.after))):
                other = sorted(set(seen.items()) ^ set(self.after.items()))
                why = 'exit %d with other files: %s' % (ran.code, other[0][0])
        elif ran.code != 1 and NO_TLS not in ran.err:
            why = 'exit %d' % ran.code
        elif len(said) not in (1, 2) and not (said and fault.endswith('+')):
            why = 'said %d lines' % len(said)
        else:
            why = self.judge_kept(seen, left)
        if why == '' and seen not in (self.before, self.after):
            again = Ran(folder, self.arguments, self.given)
            seen = look(folder)
            if again.code != self.ran.code:
                why = 'the next run: exit %s: %s' % (again.code, again.err)
            elif seen != self.after and not (said and any(
                    ASIDE.search(path) for path in set(seen) - set(self.after))):
                other = sorted(set(seen.items()) ^ set(self.after.items()))
                why = 'the next run leaves other files: %s' % other[0][0]
        if seen != self.before:
            HERE.holds = None
        return why and '%s: %s: %s%s' % (
            self.name, fault, why,
            ''.join('\n    ' + line for line in ran.err.splitlines()[:4]))

    def judge_answers(self, out):
        """Who asked is told what failed, in the answer to that."""
        right = self.ran.out.splitlines()
        for line in out.splitlines():
            if line not in right and b'"isError":true' not in line and \
                    b'"error":{' not in line:
                return 'another answer: %s' % line[:200].decode()
        return '' if len(out.splitlines()) == len(right) else 'no answer'


def prepare():
    shutil.rmtree(WORK, ignore_errors=True)
    mirror, states = os.path.join(WORK, 'mirror'), os.path.join(WORK, 'states')
    make_mirror(mirror)
    new = os.path.join(states, 'new')
    make_new(new)

    def state(name, made_from, steps, how=None):
        to = os.path.join(states, name)
        shutil.copytree(os.path.join(states, made_from), to, symlinks=True)
        if how is not None:
            how(to)
        for step in steps:
            ran = Ran(to, step, '')
            if ran.code != 0:
                sys.exit('%s: %s: exit %s\n%s' % (name, step, ran.code, ran.err))
    state('fetched', 'new', [FETCH])
    state('mapped', 'fetched', [MAP])
    state('built', 'mapped', [RENDER])
    state('changed', 'built', [], change)
    state('remapped', 'changed', [MAP])
    shutil.copytree(os.path.join(new, 'rules'), os.path.join(states, 'init/rules'))
    os.makedirs(os.path.join(states, 'init/tmp'))
    shutil.make_archive(os.path.join(states, 'built/rules'), 'zip', new, 'rules')


def plan(case, how, chance):
    """The faults to try."""
    calls = case.calls(not how.few)
    if how.kind:
        calls = {kind: calls[kind] for kind in how.kind}
    faults = []
    for kind, (ways, n) in sorted(calls.items()):
        numbers = sorted(ways)
        if how.every and kind != 'own':
            numbers = range(1, n + 1)
        faults += ['%s:%d' % (kind, i) for i in numbers]
        # From there on, as when a disk is full.
        if kind not in ('short', 'own'):
            faults += ['%s:%d+' % (kind, i) for i in sorted(ways)]
    kinds = [kind for kind in sorted(calls) if calls[kind][1] > 0]
    while len(faults) < how.few:
        kind = chance.choice(kinds)
        faults.append('%s:%d%s' % (kind, chance.randint(1, calls[kind][1]),
                                   chance.choice(['', '', '+'])))
    return faults


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument('--every', action='store_true')
    ask.add_argument('--few', type=int, default=0)
    ask.add_argument('--seed', type=int, default=1)
    ask.add_argument('--kind', action='append')
    ask.add_argument('case', nargs='*')
    how = ask.parse_args()
    chance = random.Random(how.seed)
    prepare()
    tried = wrong = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for row in CASES:
            if row[0] not in (how.case or (FEW if how.few else [row[0]])):
                continue
            case = Case(*row)
            if case.ran.code not in (0, 3):
                sys.exit('%s: undisturbed: exit %s\n%s' % (
                    case.name, case.ran.code, case.ran.err))
            faults = plan(case, how, chance)
            bad = [why for why in pool.map(case.judge, faults) if why]
            for why in bad:
                print('FAIL ' + why)
            tried += len(faults)
            wrong += len(bad)
            if not how.few:
                print('%s: %d runs, %d wrong' % (case.name, len(faults), len(bad)),
                      flush=True)
    print('%d runs, %d wrong' % (tried, wrong))
    shutil.rmtree(WORK, ignore_errors=True)
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
