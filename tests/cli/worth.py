"""What --level, --status, --author and --modified-since choose, counted apart.

worth.py CATALOG: reads the catalog's rows of controls and mappings, counts per
technique by its own idea of the options, and compares with `list` and with
`show` of each technique. Prints what differs.
"""
import itertools
import json
import sqlite3
import subprocess
import sys

LEVELS = ['informational', 'low', 'medium', 'high', 'critical']
STATUSES = {'experimental': 0, 'test': 1, 'stable': 2, 'production': 2}
CHOICES = {
    'level': [None, 'informational', 'medium', 'critical'],
    'status': [None, 'experimental', 'test', 'production'],
    'author': [None, 'ada', 'PRÓBA'.replace('Ó', 'ó'), 'nobody at all'],
    'modified-since': [None, '2019-01-29', '2026-01-01'],
}


def ask(*words):
    done = subprocess.run(['sextant', *words], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=True)
    return json.loads(done.stdout)


def fold(text):
    """ASCII case only, as documented."""
    return ''.join(c.lower() if c.isascii() else c for c in text or '')


def chosen(row, want):
    level, status, author, date, modified = row
    if want['level'] and (level not in LEVELS or
                          LEVELS.index(level) < LEVELS.index(want['level'])):
        return False
    if want['status'] and (STATUSES.get(status, -1) <
                           STATUSES[want['status']]):
        return False
    if want['author'] and fold(want['author']) not in fold(author):
        return False
    day = modified or date
    return not want['modified-since'] or bool(
        day and day >= want['modified-since'])


def main():
    catalog = sys.argv[1]
    db = sqlite3.connect(catalog)
    rows = db.execute(
        'SELECT t.id, k.level, k.status, k.author, k.date, k.modified'
        ' FROM mapping m JOIN control k ON k.pk = m.control'
        ' JOIN source s ON s.ord = k.source'
        ' JOIN technique t ON t.pk = m.technique'
        " WHERE m.counted AND NOT m.aside AND s.kind = 'detection'").fetchall()
    seen = 0
    for words in itertools.product(*CHOICES.values()):
        want = dict(zip(CHOICES, words))
        options = [f'--{name}={word}' for name, word in want.items() if word]
        counts = {}
        for tid, *row in rows:
            if chosen(row, want):
                counts[tid] = counts.get(tid, 0) + 1
        said = {t['id']: t['detection'] for t in ask(
            'list', '--catalog', catalog, '--of', 'all', '--format', 'json',
            *options)[
                'techniques']}
        for tid, n in said.items():
            if n != counts.get(tid, 0):
                print(options, tid, 'list', n, 'counted', counts.get(tid, 0))
        seen += sum(counts.values())
    print('all the same' if seen > 1000 else f'only {seen} seen')


main()
