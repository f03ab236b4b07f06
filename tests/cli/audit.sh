# Whoever edits, deletes, inserts or reorders rows of the audit with the
# sqlite3 shell is found; who cuts the chain or makes it anew is found by a
# printed hash.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3
b=$BANSAO

runs 0 $b -q init
runs 0 $b -q fonds add P01 'Phông thử'
for n in 1 2 3 4 5; do
	runs 0 $b -q dossier add P01.$n "Hồ sơ $n" --fonds P01 maintenance=01 \
	    startDate=1960
	runs 0 $b -q tag P01.$n --criteria 1
done
runs 0 $b audit verify
head=$(cat "$room/.out")
same 64 ${#head}
rows=$(sqlite3 "$BANSAO_DB" 'SELECT max(seq) FROM audit')
sqlite3 "$BANSAO_DB" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp "$BANSAO_DB" good.db

# The triggers stand in the way of the careless.
! sqlite3 "$BANSAO_DB" 'DELETE FROM audit WHERE seq = 3' 2>/dev/null ||
	fail 'a row of the audit could be deleted'
! sqlite3 "$BANSAO_DB" "UPDATE audit SET note = 'x'" 2>/dev/null ||
	fail 'a row of the audit could be changed'

# tamper ROW SQL: the triggers are dropped first; the first broken row is
# named (or the one behind it, where the row itself is gone).
tamper()
{
	rm -f "$BANSAO_DB"*
	cp good.db "$BANSAO_DB"
	sqlite3 "$BANSAO_DB" "DROP TRIGGER audit_no_update;
	    DROP TRIGGER audit_no_delete; PRAGMA foreign_keys = 0; $2"
	runs 4 $b audit verify
	complains "row $1:"
}

for column in at uid user host action subject summary note final; do
	tamper 4 "UPDATE audit SET $column = iif(typeof($column) = 'integer',
	    1 - $column, $column || 'x') WHERE seq = 4"
done
tamper 5 "UPDATE audit SET changes = zeroblob(length(changes)) WHERE seq = 5"
tamper 5 "UPDATE audit SET dossier_id = 4711 WHERE seq = 5"
tamper 6 "UPDATE audit SET hash = zeroblob(32) WHERE seq = 6"
tamper 7 "DELETE FROM audit WHERE seq = 7"
tamper 1 "DELETE FROM audit WHERE seq = 1"
tamper 8 "UPDATE audit SET seq = 1000 WHERE seq = 8;
    UPDATE audit SET seq = 8 WHERE seq = 9;
    UPDATE audit SET seq = 9 WHERE seq = 1000"
tamper $((rows + 1)) "INSERT INTO audit (seq, at, uid, user, host, action,
    subject, summary, note, hash) SELECT seq + 1, at, uid, user, host, action,
    subject, summary, note, hash FROM audit ORDER BY seq DESC LIMIT 1"

# Nor a row in front of the first one; and behind a NUL byte nothing hides.
tamper 1 "INSERT INTO audit (seq, at, uid, user, host, action, subject,
    summary, note, hash) SELECT -seq, at, uid, user, host, action, subject,
    summary, note, hash FROM audit WHERE seq = 1"
tamper 4 "UPDATE audit SET note = note || char(0) || 'x' WHERE seq = 4"

# The triggers that guard the rows are missed: gone, made harmless, or joined
# by one that swallows what is written. Then a repair puts them back.
guards=$(sqlite3 good.db "SELECT group_concat(sql || ';', char(10)) FROM
    sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'")
for trick in 'DROP TRIGGER audit_no_update' \
    'DROP TRIGGER audit_no_delete' \
    'DROP TRIGGER audit_no_delete; CREATE TRIGGER audit_no_delete BEFORE DELETE
    ON audit WHEN 0 BEGIN SELECT 1; END'; do
	rm -f "$BANSAO_DB"*
	cp good.db "$BANSAO_DB"
	sqlite3 "$BANSAO_DB" "$trick"
	runs 4 $b audit verify
	complains 'The chain holds in itself, but the trigger audit_no_'
	runs 4 $b doctor
	$b doctor --repair >/dev/null 2>&1 || :
	runs 0 $b audit verify
	runs 0 $b audit list --limit 1
	says 'put the triggers back that guard the audit chain'
	! sqlite3 "$BANSAO_DB" 'DELETE FROM audit WHERE seq = 3' 2>/dev/null ||
		fail 'the guard was not put back'
done
sqlite3 "$BANSAO_DB" 'CREATE TRIGGER swallow BEFORE INSERT ON audit BEGIN
    SELECT raise(IGNORE); END'
runs 4 $b audit verify
complains 'the trigger swallow'
# ... and with it nothing is written, nor with any other that is not ours; no
# view of the file is used.
sqlite3 "$BANSAO_DB" "CREATE TRIGGER evil AFTER INSERT ON fonds BEGIN
    DELETE FROM fonds; END; CREATE VIEW plan_year AS SELECT 'false' AS year"
runs 1 $b fonds add EVIL 'Phông thử'
complains "triggers that are not bansao's (swallow, evil): nothing was changed"
runs 4 $b doctor
says "these triggers are not bansao's: swallow, evil"
runs 0 $b plan show --csv
says_not false
$b doctor --repair >.out 2>&1 || :
says "these views are not bansao's, and it does not use them: plan_year"
runs 0 $b fonds add EVIL 'Phông thử'
runs 0 $b fonds show EVIL

# A tail that is cut off by somebody who puts the guards back holds in itself:
# the printed hash is missing.
rm -f "$BANSAO_DB"*
cp good.db "$BANSAO_DB"
sqlite3 "$BANSAO_DB" "DROP TRIGGER audit_no_delete; DROP TRIGGER audit_no_update;
    PRAGMA foreign_keys = 0; DELETE FROM audit WHERE seq = $rows; $guards"
runs 0 $b audit verify
runs 4 $b audit verify --anchor "$head"
complains 'cut off or made anew'
cp good.db "$BANSAO_DB"
runs 0 $b audit verify --anchor "$head"
runs 0 $b audit verify --anchor "$(printf %.16s "$head")"
runs 2 $b audit verify --anchor abc

# A chain made anew as a whole, by somebody who knows how it is made, holds in
# itself as well; the printed hash is what finds it.
rm -f "$BANSAO_DB"*
cp good.db "$BANSAO_DB"
python3 - "$BANSAO_DB" <<'PYTHON'
import hashlib, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA foreign_keys = 0")
guard = db.execute("SELECT sql FROM sqlite_schema"
    " WHERE name = 'audit_no_update'").fetchone()[0]
db.execute("DROP TRIGGER audit_no_update")
db.execute("UPDATE audit SET summary = 'nothing happened' WHERE seq = 4")
before = bytes(32)
rows = db.execute("SELECT seq, at, uid, user, host, action, subject,"
    " coalesce(dossier_id, 0), summary, note, coalesce(undoes, 0), redo,"
    " final, changes FROM audit ORDER BY seq").fetchall()
for row in rows:
    changes = row[13] or b""
    text = [str(v) for v in row[:13]] + [str(len(changes))]
    sha = hashlib.sha256(before)
    for value in text:
        sha.update(value.encode() + b"\0")
    sha.update(changes)
    before = sha.digest()
    db.execute("UPDATE audit SET hash = ? WHERE seq = ?", (before, row[0]))
db.executescript(guard)
db.commit()
PYTHON
runs 0 $b audit verify
runs 4 $b audit verify --anchor "$head"
complains 'made anew'

# An old copy put in place of the catalogue.
runs 0 $b -q hold P01.1 --reason thử
runs 0 $b audit verify
later=$(cat "$room/.out")
rm -f "$BANSAO_DB"*
cp good.db "$BANSAO_DB"
runs 4 $b audit verify --anchor "$later"

# The history of one file, and what a row changed.
runs 0 $b audit list --dossier P01.2 --json
same 2 "$(json 'len(j)')"
same tag "$(json 'j[0]["action"]')"
seq=$(json 'j[0]["seq"]')
runs 0 $b audit show "$seq" --json
same 'S' "$(json '"S" if any(c["table"] == "dossier" and c["column"] == "state"
    and c["before"] == "0" and c["after"] == "1" for c in j) else "-"')"
runs 3 $b audit show 4711
runs 2 $b audit show x
runs 3 $b audit list --dossier P09.1
