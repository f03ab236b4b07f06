# T-AUD: the audit chain against somebody with the sqlite3 shell. Edited,
# deleted, inserted, reordered rows and an old file put back are found; a chain
# that was made anew or cut off at its end is found by the hash printed before.
. "${srcdir:-.}/tests/faults/lib.sh"
need sqlite3 python3

fresh pristine
for n in 2 3 4 5 6 7 8 9; do
	runs 0 "$BANSAO" --db pristine/k.db -q dossier add P1.$n "Hồ sơ $n" \
	    --fonds P1
done
runs 0 "$BANSAO" --db pristine/k.db audit verify --json
anchor=$(query pristine/k.db "SELECT lower(hex(hash)) FROM audit
    ORDER BY seq DESC LIMIT 1")
runs 0 "$BANSAO" --db pristine/k.db audit verify --anchor "$anchor"

open_it='DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;
    PRAGMA foreign_keys = OFF;'
tries=0
# tampered SQL: found, with and without the anchor.
tampered()
{
	rm -rf t
	cp -a pristine t
	sqlite3 -batch t/k.db "$open_it $1" || fail "sqlite3: $1"
	runs 4 "$BANSAO" --db t/k.db audit verify
	complains broken
	runs 4 "$BANSAO" --db t/k.db audit verify --anchor "$anchor"
	tries=$((tries + 1))
}
for row in $(often "2 5 9" "1 2 3 4 5 6 7 8 9 10"); do
	for change in "summary = summary || ' '" "at = '2020-01-01T00:00:00.000Z'" \
	    "uid = uid + 1" "user = 'root2'" "action = 'x'" "note = 'x'" \
	    "host = 'x'" "subject = 'x'" "final = 1 - final" \
	    "changes = x'00'" "hash = zeroblob(32)" "dossier_id = 77"; do
		tampered "UPDATE audit SET $change WHERE seq = $row"
	done
	tampered "DELETE FROM audit WHERE seq = $row"
	tampered "UPDATE audit SET seq = -1 WHERE seq = $row;
	    UPDATE audit SET seq = $row WHERE seq = $row + 1;
	    UPDATE audit SET seq = $row + 1 WHERE seq = -1"
	tampered "UPDATE audit SET seq = seq + 1000 WHERE seq >= $row;
	    INSERT INTO audit SELECT $row, at, uid, user, host, action, subject,
	    dossier_id, summary, note, undoes, redo, final, changes, hash
	    FROM audit WHERE seq = 1000 + $row;
	    UPDATE audit SET seq = seq - 999 WHERE seq >= 1000"
done

# Who leaves the guards down is seen at once; who is careful puts them back.
guards=$(query pristine/k.db "SELECT group_concat(sql, ';
    ') FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'")
careful()
{
	runs 4 "$BANSAO" --db t/k.db audit verify
	complains 'that guards it was taken away'
	for guard in audit_no_update audit_no_delete; do
		sqlite3 -batch t/k.db "DROP TRIGGER IF EXISTS $guard"
	done
	sqlite3 -batch t/k.db "$guards" || fail 'the guards are not put back'
}

# What a chain cannot see by itself: its end cut off, an old file put back, all
# of it made anew. The hash printed before finds them.
beyond()
{
	runs 0 "$BANSAO" --db t/k.db audit verify
	runs 4 "$BANSAO" --db t/k.db audit verify --anchor "$anchor"
	complains "is not in it"
	tries=$((tries + 1))
}
rm -rf t
cp -a pristine t
sqlite3 -batch t/k.db "$open_it DELETE FROM audit WHERE seq > 8"
careful
beyond
runs 0 "$BANSAO" --db t/k.db -q fonds edit P1 --note x
beyond
rm -rf t
fresh t
beyond
rm -rf t
cp -a pristine t
python3 - t/k.db <<'END'
import hashlib
import sqlite3
import sys

# Somebody who knows the program changes who did it and computes all anew.
db = sqlite3.connect(sys.argv[1])
db.executescript("DROP TRIGGER audit_no_update")
db.execute("UPDATE audit SET user = 'ai-do' WHERE seq = 4")
before = bytes(32)
for row in db.execute("SELECT seq, at, uid, user, host, action, subject,"
                      " coalesce(dossier_id, 0), summary, note,"
                      " coalesce(undoes, 0), redo, final, changes"
                      " FROM audit ORDER BY seq").fetchall():
    sha = hashlib.sha256(before)
    for value in row[:13]:
        sha.update(str(value).encode() + b"\0")
    changes = row[13] or b""
    sha.update(str(len(changes)).encode() + b"\0" + changes)
    before = sha.digest()
    db.execute("UPDATE audit SET hash = ? WHERE seq = ?", (before, row[0]))
db.commit()
END
careful
beyond
runs 2 "$BANSAO" --db t/k.db audit verify --anchor 12

# Seven ways, fifty times each, at random places, with the guards put back.
runs 0 "$BANSAO" --db pristine/k.db audit verify --anchor "$anchor"
mkdir older
for n in 1 2 3 4 5 6; do
	cp pristine/k.db older/$n.db
	runs 0 "$BANSAO" --db pristine/k.db -q dossier edit P1.$((n + 1)) \
	    "title=Tên $n"
done
runs 0 python3 "$srcdir/tests/faults/chain.py" pristine/k.db older/*.db \
    "$(rounds 50 2000)"
figure T-AUD "$tries ways of tampering one by one and seven (edit, delete, insert, reorder, cut the tail, an old file put back, all made anew) at random places, $(cat .out) times: all found, the last three by the anchor"
