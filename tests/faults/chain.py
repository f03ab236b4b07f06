"""chain.py CATALOGUE OLD... TIMES: seven ways of tampering with the chain, each so
often, at random places, by somebody who puts the guards back behind him.

CATALOGUE is as it is now; the OLD ones are copies of it from before. Each try is
judged by "audit verify", without and with the hash that was printed at the end.
"""
import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys

program = os.environ["BANSAO"]
pristine, *old, times = sys.argv[1:]
dice = random.Random(int(os.environ.get("SEED", "9")))
TRY = "try.db"
COLUMNS = ("at", "uid", "user", "host", "action", "subject", "summary", "note",
           "final", "changes", "hash", "dossier_id", "undoes")
ALL = ("at, uid, user, host, action, subject, dossier_id, summary, note,"
       " undoes, redo, final, changes, hash")


def digest(before, row):
    """The hash of a row behind another, as src/audit_verify.c has it."""
    sha = hashlib.sha256(before)
    for value in row[:13]:
        sha.update(str(value).encode() + b"\0")
    changes = row[13] or b""
    sha.update(str(len(changes)).encode() + b"\0" + changes)
    return sha.digest()


def recompute(db, first):
    rows = db.execute(
        "SELECT seq, at, uid, user, host, action, subject,"
        " coalesce(dossier_id, 0), summary, note, coalesce(undoes, 0), redo,"
        " final, changes FROM audit ORDER BY seq").fetchall()
    before = bytes(32)
    for row in rows:
        if row[0] < first:
            before = db.execute("SELECT hash FROM audit WHERE seq = ?",
                                row[:1]).fetchone()[0]
            continue
        before = digest(before, row)
        db.execute("UPDATE audit SET hash = ? WHERE seq = ?", (before, row[0]))


def other(value):
    """Nearly the same value."""
    if isinstance(value, bytes) and value:
        data = bytearray(value)
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        return bytes(data)
    if isinstance(value, int):
        return value + dice.choice((-1, 1, 256))
    if not value:
        return dice.choice(("x", " "))
    at = dice.randrange(len(value) + 1)
    return value[:at] + dice.choice("x 0\u00e0") + value[at:]


def edit(db, last):
    seq = dice.randint(1, last)
    column = dice.choice(COLUMNS)
    now = db.execute("SELECT %s FROM audit WHERE seq = ?" % column,
                     (seq,)).fetchone()[0]
    then = 1 - now if column == "final" else \
        (now or 0) + 1 if column in ("undoes", "dossier_id") else other(now)
    db.execute("UPDATE audit SET %s = ? WHERE seq = ?" % column, (then, seq))


def delete(db, last):
    seq = dice.randint(1, last - 1)
    db.execute("DELETE FROM audit WHERE seq = ?", (seq,))
    if dice.random() < 0.5:		# and the gap closed
        for n in range(seq + 1, last + 1):
            db.execute("UPDATE audit SET seq = ? WHERE seq = ?", (n - 1, n))


def insert(db, last):
    seq = dice.randint(1, last + 1)
    for n in range(last, seq - 1, -1):
        db.execute("UPDATE audit SET seq = ? WHERE seq = ?", (n + 1, n))
    model = dice.choice([n for n in range(1, last + 2) if n != seq])
    db.execute("INSERT INTO audit (seq, %s) SELECT ?, %s FROM audit"
               " WHERE seq = ?" % (ALL, ALL), (seq, model))
    if dice.random() < 0.5:		# its own hash may be right
        before = db.execute("SELECT hash FROM audit WHERE seq = ?",
                            (seq - 1,)).fetchone()
        row = db.execute(
            "SELECT seq, at, uid, user, host, action, subject,"
            " coalesce(dossier_id, 0), summary, note, coalesce(undoes, 0),"
            " redo, final, changes FROM audit WHERE seq = ?", (seq,)).fetchone()
        if seq <= last:
            db.execute("UPDATE audit SET hash = ? WHERE seq = ?",
                       (digest(before[0] if before else bytes(32), row), seq))


def reorder(db, last):
    one, two = dice.sample(range(1, last + 1), 2)
    for a, b in ((one, -1), (two, one), (-1, two)):
        db.execute("UPDATE audit SET seq = ? WHERE seq = ?", (b, a))


def cut(db, last):
    db.execute("DELETE FROM audit WHERE seq > ?", (dice.randint(1, last - 1),))


def replay(db, last):
    """Another file stands there: see below."""


def anew(db, last):
    seq = dice.randint(1, last)
    db.execute("UPDATE audit SET user = 'ai-do', summary = summary || ?"
               " WHERE seq = ?", (dice.choice("xyz"), seq))
    recompute(db, seq)


def verify(*words):
    done = subprocess.run([program, "--db", TRY, "audit", "verify", *words],
                          capture_output=True, text=True)
    return done.returncode, done.stderr


db = sqlite3.connect(pristine)
anchor = db.execute("SELECT lower(hex(hash)) FROM audit ORDER BY seq DESC"
                    " LIMIT 1").fetchone()[0]
last = db.execute("SELECT max(seq) FROM audit").fetchone()[0]
guards = [row[0] for row in db.execute(
    "SELECT sql FROM sqlite_schema WHERE type = 'trigger'"
    " AND tbl_name = 'audit'")]
names = [row[0] for row in db.execute(
    "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    " AND tbl_name = 'audit'")]
db.close()
assert len(guards) >= 2, guards
faults = 0
tries = 0
for way, by_itself in ((edit, True), (delete, True), (insert, True),
                       (reorder, True), (cut, False), (replay, False),
                       (anew, False)):
    for n in range(int(times)):
        for ending in "-wal", "-shm":
            if os.path.exists(TRY + ending):
                os.unlink(TRY + ending)
        shutil.copyfile(dice.choice(old) if way is replay else pristine, TRY)
        db = sqlite3.connect(TRY)
        db.execute("PRAGMA foreign_keys = OFF")
        for name in names:
            db.execute("DROP TRIGGER " + name)
        way(db, last)
        for guard in guards:
            db.execute(guard)
        db.commit()
        db.close()
        if way is replay and dice.random() < 0.5:	# and the work goes on
            subprocess.run([program, "--db", TRY, "-q", "fonds", "edit", "P1",
                            "--note", str(n)], check=True)
        status, words = verify()
        if by_itself and (status != 4 or "broken" not in words):
            faults += 1
            print("%s %d: %d %s" % (way.__name__, n, status, words),
                  file=sys.stderr)
        if not by_itself and status != 0:
            print("%s %d: not a whole chain: %d %s" % (
                way.__name__, n, status, words), file=sys.stderr)
            faults += 1
        status, words = verify("--anchor", anchor)
        if status != 4:
            faults += 1
            print("%s %d with the anchor: %d %s" % (
                way.__name__, n, status, words), file=sys.stderr)
        tries += 1
print(tries)
sys.exit(faults > 0)
