#!/usr/bin/env python3
"""Did --fix change what it should, and nothing else? By another way than its own.

rewritten.py BUNDLE BEFORE AFTER: two trees of Elastic's layout. Prints how many
ids of BEFORE the bundle revoked in favour of others, how many of them AFTER
still names, and each file of AFTER that is not BEFORE with just these ids, and
the name and address below an id where they are the old technique's, replaced.
"""
import json
import os
import re
import sys

bundle, before, after = sys.argv[1:]
ID = re.compile(rb'"(T\d{4}(?:\.\d{3})?)"')


def read_attack(path):
    with open(path, encoding='utf-8') as f:
        objects = json.load(f)['objects']
    techniques = {o['id']: o for o in objects if o['type'] == 'attack-pattern'}
    after_it = {o['source_ref']: o['target_ref'] for o in objects
                if o.get('relationship_type') == 'revoked-by'}

    def outside(o):
        r = next(r for r in o['external_references']
                 if r['source_name'] == 'mitre-attack')
        return r['external_id'], o['name'], r['url'].rstrip('/')

    moved = {}
    for stix, o in techniques.items():
        end = stix
        while techniques[end].get('revoked') and end in after_it:
            end = after_it[end]
        if end != stix and not techniques[end].get('revoked') \
                and not techniques[end].get('x_mitre_deprecated'):
            moved[outside(o)[0]] = outside(o), outside(techniques[end])
    for o in techniques.values():
        if not o.get('revoked'):
            moved.pop(outside(o)[0], None)
    return moved


def table_key(line):
    m = re.match(rb'\s*(id|name|reference) = "([^"]*)"', line)
    return (m[1], m[2]) if m else (None, None)


def expect_table(lines, moved, counts):
    """One technique's table: its id, and what stands beside it in any order."""
    values = {key: value.decode() for key, value in map(table_key, lines)
              if key}
    if values.get(b'id') not in moved:
        return lines
    counts['found'] += 1
    old, new = moved[values[b'id']]
    of = {b'id': 0, b'name': 1, b'reference': 2}
    out = []
    for line in lines:
        key, value = table_key(line)
        if key and value.rstrip(b'/').decode() == old[of[key]]:
            line = line.replace(old[of[key]].encode(), new[of[key]].encode(), 1)
        out.append(line)
    return out


def expect(text, moved, counts):
    """The lines of a rule, table by table."""
    out, table = [], []
    for line in text.split(b'\n') + [b'[']:
        if line.lstrip().startswith(b'['):
            named = table and b'technique' in table[0]
            out += expect_table(table, moved, counts) if named else table
            table = []
        table.append(line)
    return b'\n'.join(out)


def expect_hunt(text, moved, counts):
    def one(m):
        if m[1].decode() not in moved:
            return m[0]
        counts['found'] += 1
        return b'"' + moved[m[1].decode()][1][0].encode() + b'"'

    m = re.search(rb'^mitre = \[.*?\]', text, re.M | re.S)
    if m is None:
        return text
    return text[:m.start()] + ID.sub(one, m[0]) + text[m.end():]


moved = read_attack(bundle)
counts = {'found': 0, 'left': 0, 'other': 0}
changed = []
for folder, folders, files in os.walk(before):
    folders.sort()
    for name in sorted(files):
        path = os.path.join(folder, name)
        below = os.path.relpath(path, before)
        with open(path, 'rb') as f:
            was = f.read()
        with open(os.path.join(after, below), 'rb') as f:
            now = f.read()
        want = was
        if name.endswith('.toml'):
            make = expect_hunt if below.startswith('hunting') else expect
            want = make(was, moved, counts)
            rest = {'found': 0}
            make(now, moved, rest)
            counts['left'] += rest['found']
        if want != now:
            changed.append(below)
print('named and revoked:', counts['found'])
print('left:', counts['left'])
print('files with another change:', len(changed))
for below in changed[:20]:
    print(' ', below)
