"""Catalogs as a stranger might make them: hostile.py CATALOG [EVERY [FIRST]].

Each column of each table of a copy of CATALOG gets values that it should never
have, past all that SQLite would refuse; rows go missing, the layout is another,
bytes of the file are. A command then either says in one line that the catalog is
damaged (1), or answers; it never crashes and never hangs. Prints what went wrong.
Of all such catalogs each EVERYth is tried (1: all), from the FIRST (0) on.
"""
import concurrent.futures
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

NUMBERS = [0, -1, 3, 1 << 31, 1 << 40, (1 << 63) - 1, -(1 << 63)]
TEXTS = ['', 'x', '../../x', 'T1059', 'active', '\x1b[2J', '<script>',
         '%s%n' * 9, '\u202e' * 70000]
BYTES = [b'\xc3\x28', b'a\0b', b'']
LAYOUTS = [
    'CREATE TABLE more (x)', 'CREATE VIEW more AS SELECT 1',
    'ALTER TABLE control ADD COLUMN more TEXT', 'DROP INDEX mapping_technique',
    'DROP TABLE meta', 'DROP TABLE total', 'DROP TABLE search',
    'ALTER TABLE uses RENAME TO kept; CREATE VIEW uses AS SELECT * FROM kept',
    'ALTER TABLE meta RENAME TO kept; CREATE VIEW meta AS WITH RECURSIVE n(i)'
    ' AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS key, i AS value'
    ' FROM n',
    'CREATE TRIGGER more AFTER INSERT ON meta BEGIN DELETE FROM domain; END',
    'PRAGMA user_version = 99', 'PRAGMA application_id = 0',
    'PRAGMA journal_mode = WAL', 'PRAGMA encoding = "UTF-16"; VACUUM',
]
FLIPS = 400  # catalogs with some bytes changed
LIMIT = 300  # seconds, of what hangs
COMMANDS = [
    ['stats', '--format', 'json'], ['stats', '--platform', 'Windows'],
    ['show', 'T1059'], ['show', 'T1059.001', '--format', 'json'],
    ['list'], ['list', '--platform', 'Linux', '--format', 'json'],
    ['gaps'], ['show', 'T1059', '--format', 'compass', '--all'],
    ['gaps', '--tactic', 'execution', '--format', 'csv'],
    ['threat', 'G0016'], ['threat', 'APT29', '--format', 'json'],
    ['search', 'powershell'], ['search', 'zzpowershel'],
    ['sources', '--findings', '--ledger'], ['export', 'json'], ['export', 'csv'],
    ['layer'], ['layer', '--coverage', 'leaf'], ['layer', '--by', 'evidence'],
    ['layer', '--threat', 'G0016'], ['layer', '--diff', 'OTHER'],
    ['check', '--no-map', '--format', 'json'], ['diff', 'OTHER', 'CATALOG'],
    ['diff', 'CATALOG', 'OTHER', '--format', 'json'],
    ['render', '--out', 'OUT'],
    ['render', '--out', 'COMPASS', '--format', 'compass'],
]
FIRST = ['sources']  # as good as any to see whether it is opened


def edit(path, sql, values):
    """Runs one statement, whatever the schema has against it."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute('PRAGMA ignore_check_constraints = ON')
    db.execute('PRAGMA writable_schema = ON')
    kept = db.execute('SELECT rowid, sql FROM sqlite_schema').fetchall()
    loose = 'UPDATE sqlite_schema SET sql = replace(replace(replace(sql,' \
        " 'STRICT, ', ''), 'STRICT', ''), 'NOT NULL', '')"
    db.execute(f"{loose} WHERE type = 'table' AND name NOT GLOB 'search*'")
    db.close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute('PRAGMA ignore_check_constraints = ON')
    try:
        if values:
            db.execute(sql, values)
        else:
            db.executescript(sql)
    except sqlite3.IntegrityError:  # of a key: no such catalog can be
        db.close()
        return False
    db.execute('PRAGMA writable_schema = ON')
    db.executemany('UPDATE sqlite_schema SET sql = ? WHERE rowid = ?',
                   [(text, rowid) for rowid, text in kept])
    db.close()
    return True


class Trial:
    """One hostile catalog in a folder of its own."""

    def __init__(self, program, sound, folder):
        self.program, self.sound, self.folder = program, sound, folder
        self.path = os.path.join(folder, 'hostile.db')

    def run(self, what, command):
        places = {'OTHER': self.sound, 'CATALOG': self.path,
                  'OUT': os.path.join(self.folder, 'site'),
                  'COMPASS': os.path.join(self.folder, 'compass')}
        words = [places.get(word, word) for word in command]
        if command[0] != 'diff':
            words += ['--catalog', self.path]
        try:
            done = subprocess.run([self.program, *words], cwd=self.folder,
                                  stdin=subprocess.DEVNULL, timeout=LIMIT,
                                  capture_output=True, check=False)
        except subprocess.TimeoutExpired:
            print(f'{what}: {command}: no end', flush=True)
            return None
        said = done.stderr.decode(errors='replace').splitlines()
        found = [line for line in said if 'Sanitizer' in line
                 or 'runtime error' in line]
        # 2: a word that was asked for is no longer in the catalog.
        if found or done.returncode not in (0, 1, 2, 3):
            said = found or said
            print(f'{what}: {command}: {done.returncode}:', *said[:6],
                  flush=True)
        return done

    def all(self, what):
        """All commands; whether the catalog was opened."""
        first = self.run(what, FIRST)
        if first is None or first.returncode == 1:
            lines = first.stderr.decode(errors='replace').count('\n') \
                if first is not None else 1
            if lines != 1:
                print(f'{what}: {lines} lines', flush=True)
            return False
        for command in COMMANDS:
            self.run(what, command)
        return True


def tables(path):
    """Name and columns (name, type) of each table, those of the index too."""
    db = sqlite3.connect(path)
    names = [name for (name,) in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
        " AND name <> 'search' ORDER BY name")]
    found = [(name, [row[1:3] for row in db.execute(
        f'PRAGMA table_info({name})')]) for name in names]
    db.close()
    return found


def values_of(kind):
    """Values that no column of that type should have."""
    if kind == 'INTEGER':
        return [*NUMBERS, None, 1.5, 'x']
    return [*TEXTS, *BYTES, None, 1.5, 7]


def statements(path):
    """(what, how to make it) of each kind of catalog."""
    for table, columns in tables(path):
        for where in ('', 'LIMIT 1', 'LIMIT 1 OFFSET 3'):
            key = ', '.join(name for name, _ in columns)
            yield f'{table}: rows gone: {where}', (
                f'DELETE FROM {table} WHERE ({key}) IN (SELECT {key}'
                f' FROM {table} {where})', ())
        for column, kind in columns:
            of_one = f'(SELECT {column} FROM {table} ORDER BY {column} DESC' \
                ' LIMIT 1)'
            for value in values_of(kind):
                as_text = isinstance(value, bytes) and value != b'' \
                    and not table.startswith('search')
                right = 'CAST(? AS TEXT)' if as_text else '?'
                for where in ('', f' WHERE {column} IS {of_one}'):
                    yield (f'{table}.{column} = {str(value)[:20]!r}'
                           f'{where[:6]}',
                           (f'UPDATE {table} SET {column} = {right}{where}',
                            (value,)))
    for layout in LAYOUTS:
        yield layout[:40], (layout, ())
    for seed in range(FLIPS):
        yield f'bytes: {seed}', None


def flip(path, seed):
    """Changes some bytes, by the seed alone."""
    chance = random.Random(seed)
    with open(path, 'r+b') as file:
        size = file.seek(0, 2)
        start = chance.randrange(100, size)
        for _ in range(chance.choice([1, 4, 64])):
            file.seek(chance.choice([start, chance.randrange(100, size)]))
            file.write(bytes([chance.choice([0, 1, 127, 128, 255,
                                             chance.randrange(256)])]))


def main():
    sound = sys.argv[1]
    every = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    program = os.environ['SEXTANT']
    top = tempfile.mkdtemp(dir='.')
    todo = list(statements(sound))[first::every]
    jobs = os.cpu_count()
    seen = {'refused': 0, 'opened': 0, 'impossible': 0}

    def worker(number):
        folder = os.path.join(os.path.abspath(top), str(number))
        os.mkdir(folder)
        trial = Trial(program, os.path.abspath(sound), folder)
        told = []
        for what, how in todo[number::jobs]:
            shutil.copyfile(sound, trial.path)
            if how is None:
                flip(trial.path, what)
            elif not edit(trial.path, *how):
                told.append('impossible')
                continue
            opened = trial.all(what)
            told.append('opened' if opened else 'refused')
        return told

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for told in pool.map(worker, range(jobs)):
            for word in told:
                seen[word] += 1
    if not seen['refused'] or not seen['opened']:  # it tried too few
        print(seen)
    shutil.rmtree(top)


main()
