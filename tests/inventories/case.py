"""Inventories of our own making, each with what must come out beside it.

A case says what is in the file and what the program must make of it:
    case('name', data, want=['code|title', ...])
`show` names the fields of `want`, `codes` the findings that "import -n" must
print (in any order, no others but the notes in `also`), `status` how the
import ends, `says` a piece of what it says then.
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import unicodedata

CASES = []
FIELDS = {
    'code': 'd.code', 'title': 'd.title', 'start': 'd.start_date',
    'end': 'd.end_date', 'keep': 'd.maintenance', 'sheets': 'd.papers',
    'pages': 'd.pages', 'group': "coalesce(g.title, '')", 'box': 'd.box',
    'above': "coalesce(p.title, '')", 'fonds': 'f.code', 'name': 'f.name',
    'number': 'd.notation', 'persons': 'd.persons', 'note': 'd.description',
    'language': 'd.language', 'docs': 'd.total_doc', 'secrecy': 'd.secrecy',
    'mode': 'd.mode', 'catalog': 'd.catalog', 'keyword': 'd.keyword',
}


def case(name, data, want=None, show='code title', codes=None, status=0,
         says=None, args=('--fonds', 'F', '--fonds-name', 'F'), file=None):
    CASES.append(dict(name=name, data=data, want=want, show=show.split(),
                      codes=None if codes is None else codes.split(),
                      status=status, says=says, args=list(args), file=file))


def found(db, show):
    sql = ('SELECT %s FROM dossier d JOIN fonds f ON f.id = d.fonds_id'
           ' LEFT JOIN grp g ON g.id = d.grp_id'
           ' LEFT JOIN grp p ON p.id = g.parent_id ORDER BY d.id'
           % ', '.join(FIELDS[f] for f in show))
    with sqlite3.connect(db) as c:
        return ['|'.join('' if v is None else str(v) for v in row)
                for row in c.execute(sql)]


def run(bansao, db, words):
    p = subprocess.run([bansao, '--db', db, '--no-input'] + words,
                       stdin=subprocess.DEVNULL, capture_output=True)
    return (p.returncode, p.stdout.decode('utf-8', 'replace'),
            p.stderr.decode('utf-8', 'replace'))


def judge(one, bansao, path, db):
    wrong = []
    if one['codes'] is not None:
        status, out, err = run(bansao, db, ['import', '-n', '--json', path] +
                               one['args'])
        try:
            got = sorted({f['code'] for f in json.loads(out)})
        except ValueError:
            got = [err.strip() or 'nothing']
        if got != sorted(one['codes']):
            wrong.append('findings %s, not %s' % (got, one['codes']))
    status, out, err = run(bansao, db, ['import', path] + one['args'])
    if status != one['status']:
        wrong.append('status %d, not %d: %s' % (status, one['status'], err))
    if one['says'] and one['says'] not in err:
        wrong.append('says %r, without %r' % (err, one['says']))
    got = found(db, one['show'])
    want = one['want'] if one['want'] is not None else []
    want = [unicodedata.normalize('NFC', w) for w in want]
    if got != want:
        wrong.append('rows\n    %s\n  not\n    %s' % (
            '\n    '.join(got), '\n    '.join(want)))
    return wrong


def main(kind):
    bansao, folder = sys.argv[1:3]
    base = os.path.join(folder, 'base.db')
    status, out, err = run(bansao, base, ['-q', 'init'])
    if status != 0:
        sys.exit(err)
    bad = 0
    for number, one in enumerate(CASES, 1):
        path = os.path.join(folder, one['file'] or '%03d.%s' % (number, kind))
        db = os.path.join(folder, '%03d.db' % number)
        data = one['data']
        with open(path, 'wb') as f:
            f.write(data.encode('utf-8') if isinstance(data, str) else data)
        shutil.copy(base, db)
        for line in judge(one, bansao, path, db):
            bad += 1
            print('%s %d, %s: %s' % (kind, number, one['name'], line))
        for name in os.listdir(folder):
            if name.startswith('%03d.' % number) or name == one['file']:
                os.unlink(os.path.join(folder, name))
    print('%s: %d cases, %d wrong' % (kind, len(CASES), bad))
    if bad:
        sys.exit(1)
