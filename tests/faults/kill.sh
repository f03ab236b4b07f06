# T-KILL-1..5: kill -9. People at work at random moments, the restart that is
# killed again, an ingest, and every single command in front of every single
# write, sync, rename, open of its life. What was acknowledged is stored,
# nothing is half, and the next start needs no hand.
. "${srcdir:-.}/tests/faults/lib.sh"
need sqlite3 python3

# --- four people, at random (T-KILL-1), and killed again (T-KILL-5) ----------

fresh at-work
runs 0 "$CROWD" kill "$room/at-work/k.db" "$(rounds 500 10000)" 4 0
figure T-KILL-1 "$(cat "$room/.out")"
fresh again
runs 0 "$CROWD" kill "$room/again/k.db" "$(rounds 50 1000)" 4 2
figure T-KILL-5 "$(cat "$room/.out")"

# --- one command, every call -------------------------------------------------

# each NAME OPTION... -- COMMAND...
each()
{
	name=$1
	shift
	ordeal --shim "$SHIM" --set SHIM_DO=kill --every "$every" "$@"
	every=$all
	figure T-KILL-N "$name: $(cat "$room/.out")"
}
db=$room/work/k.db
mkdir pristine
all=$every
sanitized || every=$(often 40,9,0 100000,1,0)	# it makes the most calls of all
each init --done 'sql:k.db:SELECT count(*) > 0 FROM quota=1' \
    -- "$BANSAO" --db "$db" -q init
fresh pristine
each "dossier add" \
    --done "sql:k.db:SELECT count(*) FROM dossier WHERE code = 'P1.2'=1" \
    -- "$BANSAO" --db "$db" -q dossier add P1.2 "Hồ sơ hai" --fonds P1
each tag --done 'sql:k.db:SELECT count(*) FROM dossier_criterion=1' \
    -- "$BANSAO" --db "$db" -q tag P1.1 --criteria 2 --reason "Quý hiếm"
each "dossier edit" \
    --done "sql:k.db:SELECT title FROM dossier WHERE code = 'P1.1'=Khác" \
    -- "$BANSAO" --db "$db" -q dossier edit P1.1 "title=Khác"
each backup --done whole:copy.db --done 'none:copy.db.partial' \
    -- "$BANSAO" --db "$db" -q backup "$room/work/copy.db"
each "backup auto" --done 'whole:backups/k.db.20??-??-??' \
    -- "$BANSAO" --db "$db" -q backup auto

# The way back: the old one is kept in every case.
runs 0 "$BANSAO" --db pristine/k.db -q backup pristine/old.db
runs 0 "$BANSAO" --db pristine/k.db -q dossier add P1.9 "Sau bản sao" --fonds P1
nine="SELECT count(*) FROM dossier WHERE code = 'P1.9'"
each restore --done "sql:k.db:$nine=0" --done "sql:k.db.before-*:$nine=1" \
    -- "$BANSAO" --db "$db" -q restore --force "$room/work/old.db"

# --- from an older schema (T-KILL-4) ------------------------------------------

# A catalogue as an earlier release made it: its schema files and no more.
newest=$(query pristine/k.db "PRAGMA user_version")
for schema in 1 $((newest - 1)); do
	rm -rf pristine
	mkdir pristine
	for file in "$srcdir"/data/schema/*.sql; do
		of=${file##*/}
		[ "$(expr "${of%%_*}" + 0)" -gt "$schema" ] ||
			sqlite3 -batch pristine/k.db <"$file"
	done
	sqlite3 -batch pristine/k.db "PRAGMA journal_mode = WAL;
	    PRAGMA user_version = $schema;
	    INSERT INTO fonds (code, name, name_fold, sort_key)
	    VALUES ('P1', 'P', 'p', x'00')" >/dev/null
	chmod 660 pristine/k.db
	each "migration from schema $schema" \
	    --done "sql:k.db:PRAGMA user_version=$newest" \
	    --done "sql:k.db:SELECT note FROM fonds=mới" \
	    --done "sql:backups/k.db.schema-$schema:PRAGMA user_version=$schema" \
	    -- "$BANSAO" --db "$db" -q fonds edit P1 --note mới
done

# --- an inventory, in front of every call (T-KILL-4) ---------------------------

fresh pristine
want=$(often 200 10000)
{
	printf 'Mã hồ sơ,Tiêu đề,Số tờ\n'
	seq 1 "$want" | sed 's/.*/I.&,Hồ sơ nhập số &,&/'
} >pristine/list.csv
count="count(*) FROM dossier WHERE code GLOB 'I.*'"
each "import of $want rows" --done "sql:k.db:SELECT $count=$want" \
    --never "sql:k.db:SELECT count(*) NOT IN (0, $want) FROM dossier
    WHERE code GLOB 'I.*'=1" -- "$BANSAO" --db "$db" -q import \
    "$room/work/list.csv" --fonds P1

# --- a package, in front of every call (T-KILL-3) -------------------------------

. "$srcdir/tests/handover-room.sh"
rm -rf pristine
mkdir pristine
BANSAO_DB=$room/pristine/k.db
passed 2 2 4
agreed bagit
cp "$BANSAO_DB" agreed.db
[ ! -e "$BANSAO_DB-wal" ] || fail "the log is not folded in"
rm -f "$BANSAO_DB".lock
for as in $(if sanitized; then echo tar; else echo folder tar; fi); do
	each "handover build as $as" --never 'bad:out/BG' --never "bad:out/BG.$as" \
	    --done 'sql:k.db:SELECT min(state) || max(state) FROM dossier=88' \
	    --done 'file:out/BG*' --done 'none:out/*partial*' \
	    --never 'sql:k.db:SELECT count(DISTINCT state) > 1 FROM dossier=1' \
	    -- "$BANSAO" --db "$db" -q handover build BG --to "$room/work/out" \
	    --as $as --profile bagit
done
