# T-KILL-1, 4, 5: kill -9. People at work at random moments, the restart that
# is killed again, and every single command in front of every single write,
# sync, rename, open of its life. What was acknowledged is stored, nothing is
# half, and the next start needs no hand.
. "${srcdir:-.}/tests/faults/lib.sh"
need sqlite3 python3

# --- four people, at random (T-KILL-1), and killed again (T-KILL-5) ----------

fresh at-work
runs 0 "$CROWD" kill "$room/at-work/k.db" "$(often 100 10000)" 4 0
figure T-KILL-1 "$(cat "$room/.out")"
fresh again
runs 0 "$CROWD" kill "$room/again/k.db" "$(often 30 1000)" 4 2
figure T-KILL-5 "$(cat "$room/.out")"

# --- one command, every call -------------------------------------------------

db=$room/work/k.db
fresh pristine

made() { [ -e work/k.db ] && [ "$(query work/k.db \
    "SELECT count(*) FROM quota")" -gt 0 ]; }
mv pristine kept
mkdir pristine
step=16 every init made "$BANSAO" --db "$db" -q init
rm -rf pristine
mv kept pristine

added() { "$CROWD" has "$db" P1.2 2>/dev/null; }
every "dossier add" added "$BANSAO" --db "$db" -q dossier add P1.2 "Hồ sơ hai" \
    --fonds P1

tagged() { [ "$(query work/k.db \
    "SELECT count(*) FROM dossier_criterion")" -eq 1 ]; }
every tag tagged "$BANSAO" --db "$db" -q tag P1.1 --criteria 2 --reason "Quý hiếm"

changed() { [ "$(query work/k.db "SELECT title FROM dossier
    WHERE code = 'P1.1'")" = "Tiêu đề khác" ]; }
every "dossier edit" changed "$BANSAO" --db "$db" -q dossier edit P1.1 \
    "title=Tiêu đề khác"

copied() { [ -e work/copy.db ] && whole "$room/work/copy.db" &&
    ! ls work/copy.db.partial 2>/dev/null; }
step=9 every backup copied "$BANSAO" --db "$db" -q backup "$room/work/copy.db"

kept_today() { ls work/backups/k.db.20??-??-?? >/dev/null 2>&1; }
step=9 every "backup auto" kept_today "$BANSAO" --db "$db" -q backup auto

# The way back: the old one is kept in every case.
runs 0 "$BANSAO" --db pristine/k.db -q backup pristine/old.db
runs 0 "$BANSAO" --db pristine/k.db -q dossier add P1.9 "Sau bản sao" --fonds P1
restored()
{
	if "$CROWD" has "$db" P1.9 2>/dev/null; then
		return 1
	fi
	for old in work/k.db.before-*; do
		case $old in *-wal | *-shm | *.lock) continue ;; esac
		"$CROWD" has "$room/$old" P1.9 2>/dev/null && return 0
	done
	fail "restore: the old catalogue is gone"
}
step=9 every restore restored "$BANSAO" --db "$db" -q restore --force \
    "$room/work/old.db"

# --- from an older schema (T-KILL-4) ------------------------------------------

# A catalogue as the first release made it: schema 1 alone.
newest=$(query pristine/k.db "PRAGMA user_version")
rm -rf pristine
mkdir pristine
sqlite3 -batch pristine/k.db <"$srcdir/data/schema/001_core.sql"
sqlite3 -batch pristine/k.db "PRAGMA journal_mode = WAL;
    PRAGMA user_version = 1;
    INSERT INTO fonds (code, name, name_fold, sort_key)
    VALUES ('P1', 'P', 'p', x'00')" >/dev/null
chmod 660 pristine/k.db
migrated() { [ "$(query work/k.db "PRAGMA user_version")" = "$newest" ] &&
    [ "$(query work/backups/k.db.schema-1 "PRAGMA user_version")" = 1 ]; }
step=17 every migration migrated "$BANSAO" --db "$db" -q fonds edit P1 --note mới

# --- an inventory, in front of every call (T-KILL-4) -----------------------------

fresh pristine
{
	printf 'Mã hồ sơ,Tiêu đề,Số tờ\n'
	n=0
	while [ "$n" -lt "$(often 200 10000)" ]; do
		n=$((n + 1))
		printf 'I.%s,Hồ sơ nhập số %s,%s\n' "$n" "$n" "$n"
	done
} >pristine/list.csv
want=$(often 200 10000)
imported()
{
	count=$(query work/k.db "SELECT count(*) FROM dossier
	    WHERE code GLOB 'I.*'")
	[ "$count" -eq 0 ] || [ "$count" -eq "$want" ] ||
		fail "half an inventory: $count"
	[ "$count" -eq "$want" ]
}
rm -rf work
cp -a pristine work
if "$BANSAO" --db "$db" -n -q import "$room/work/list.csv" --fonds P1 \
    >.out 2>.err </dev/null; then
	step=4 every import imported "$BANSAO" --db "$db" -q import \
	    "$room/work/list.csv" --fonds P1
else
	cat .out .err
	fail "the inventory is not taken"
fi
