#!/usr/bin/env python3
"""Are the notes of lint over Elastic's rules right? By another way than its own.

noted.py BUNDLE TREE <lint.json: reads the TOML and the bundle, and prints of
each kind of note how many there are; and where lint says another number.
Kept are those of rules in use, and all that is a warning there and a note of a
rule that is past.
"""
import collections
import json
import pathlib
import re
import sys
import tomllib

bundle, tree = sys.argv[1], pathlib.Path(sys.argv[2])
FRAMEWORK = 'MITRE ATT&CK'
OTHER = 'MITRE ATLAS'


def read_attack(path):
    techniques, tactics = {}, {}
    with open(path, encoding='utf-8') as f:
        objects = json.load(f)['objects']
    for o in objects:
        if o['type'] not in ('attack-pattern', 'x-mitre-tactic'):
            continue
        outside = next(r for r in o['external_references']
                       if r['source_name'] == 'mitre-attack')
        if o['type'] == 'x-mitre-tactic':
            tactics[outside['external_id']] = o['x_mitre_shortname']
        elif not o.get('revoked'):
            techniques[outside['external_id']] = (
                o['name'], outside['url'].rstrip('/'),
                {p['phase_name'] for p in o.get('kill_chain_phases', [])})
    return techniques, tactics


techniques, tactics = read_attack(bundle)
notes = collections.Counter()


def note_named(table):
    known = techniques.get(table['id'])
    if known:
        notes['stale-name'] += table['name'] != known[0]
        notes['stale-name'] += table['reference'].rstrip('/') != known[1]


def note_rule(rule, past):
    ids, named, under, seen = set(), set(), [], []
    for threat in rule.get('threat', []):
        if threat['framework'] != FRAMEWORK:
            continue
        seen.append(threat['tactic']['id'])
        for table in threat.get('technique', []):
            subs = table.get('subtechnique', [])
            for one in [table] + subs:
                note_named(one)
                named.add(one['id'])
            ids.update(one['id'] for one in subs or [table])
            under += [(one['id'], table['id']) for one in subs]
    note_ids(ids, any(
        threat['framework'] == OTHER and threat.get('technique')
        for threat in rule.get('threat', [])) or any(
            re.match(r'mitre atlas: (aml\.)?t\d', tag, re.I)
            for tag in rule.get('tags', [])))
    if past:
        notes['misplaced-sub'] += sum(
            not sub.startswith(parent + '.') for sub, parent in under)
        if named and named <= techniques.keys():
            have = set().union(*(techniques[i][2] for i in named))
            notes['wrong-tactic'] += sum(
                tactics[i] not in have for i in seen if i in tactics)


def note_ids(ids, others=False):
    """others: it names techniques of another framework, at least."""
    notes['no-technique'] += not ids and not others
    notes['parent-and-sub'] += sum(
        any(other.startswith(i + '.') for other in ids) for i in ids)


for path in sorted(tree.rglob('*.toml')):
    below = path.relative_to(tree).parts
    document = tomllib.loads(path.read_text(encoding='utf-8'))
    if 'queries' in below and 'hunt' in document:
        note_ids(set(document['hunt'].get('mitre', [])))
    elif 'rule' in document:
        past = '_deprecated' in below \
            or document['metadata'].get('maturity') == 'deprecated'
        note_rule(document['rule'], past)
said = collections.Counter(r['rule'] for r in json.load(sys.stdin)['results']
                           if r['level'] == 'note' and not r.get('fixed'))
for rule in sorted(notes):
    print(rule, notes[rule])
    if said[rule] != notes[rule]:
        print('  lint says', said[rule])
