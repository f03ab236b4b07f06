# T-DB-1..5: many at one catalogue; a record that everybody changes; commits
# against checkpoints; a holder of the lock that sleeps; and everything that can
# be wrong with the file itself. Times are reported, never judged.
. "${srcdir:-.}/tests/faults/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3

# Twenty write, five read, and one builds packages as long as they do.
mkdir many
(
	BANSAO_DB=$room/many/k.db
	passed 12 6 20
	runs 0 "$BANSAO" -q handover agree 88/VTLTNN --date 01/11/2026 \
	    --profile bagit
	for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
		runs 0 "$BANSAO" -q handover new BG$n
		runs 0 "$BANSAO" -q handover add BG$n P01.$n
	done
) || exit 1
(
	n=0
	while [ ! -e crowd-over ] && [ $n -lt 12 ]; do
		n=$((n + 1))
		"$BANSAO" --db many/k.db -q handover build BG$n --to packages \
		    --as folder >builder.log 2>&1 || exit 1
		echo $n >built
	done
) &
builder=$!
runs 0 "$CROWD" work many/k.db 20 "$(rounds 500 5000)" 5
: >crowd-over
cp .out work.figures
wait $builder || fail "the builder among the writers: $(cat builder.log)"
n=$(cat built)
for package in packages/*; do
	runs 0 "$BANSAO" -q verify "$package"
done
same "$n" "$(ls packages | wc -l)" "packages"
same "$n" "$(query many/k.db "SELECT count(*) FROM handover
    WHERE state = 'packaged'")" "packages in the catalogue"
figure T-DB-1 "$(cat work.figures), with a builder: $n packages meanwhile, all valid"
runs 0 "$CROWD" lost many/k.db 20 "$(rounds 1000 50000)"
figure T-DB-2 "$(cat .out)"
runs 0 "$CROWD" storm many/k.db 8 "$(often 60 28800)"
figure T-DB-3 "$(cat .out)"
# ... and the guard of T-DB-3 stands: no commit outside the queue.
runs 0 "$CROWD" past many/k.db
says refused

# --- T-DB-4: the holder sleeps -------------------------------------------------

"$CROWD" hold many/k.db >held &
holder=$!
wait_for grep -q held held || fail "nobody holds the lock"
kill -STOP "$holder"
runs 0 "$BANSAO" --db many/k.db dossier list --search "Hồ sơ số 1"
says P01.1
cat >busy.ini <<'END'
[catalogue]
patience = 1
END
got=0
"$BANSAO" --config busy.ini --db many/k.db dossier add P01.77 x --fonds P01 \
    >.out 2>.err </dev/null &
waiter=$!
if wait "$waiter"; then got=0; else got=$?; fi
[ "$got" -eq 5 ] || fail "the lock is held and adding ended with $got"
complains "$holder"
complains "$(id -un)"
kill -CONT "$holder"
kill -9 "$holder"
wait "$holder" 2>/dev/null || :
runs 0 "$BANSAO" --db many/k.db dossier add P01.77 x --fonds P01

# One who waits and sleeps keeps only its own turn: those behind go on.
"$CROWD" hold many/k.db >held3 &
holder=$!
wait_for grep -q held held3 || fail "nobody holds the lock"
"$BANSAO" --db many/k.db fonds add X.1 x >/dev/null 2>&1 </dev/null &
waiter=$!
waits()
{
	grep -q . "/proc/$waiter/wchan" 2>/dev/null &&
	    grep -q '^State:.S' "/proc/$waiter/status"
}
wait_for waits || :
kill -STOP "$waiter"
kill -9 "$holder"
wait "$holder" 2>/dev/null || :
runs 0 "$BANSAO" --db many/k.db fonds add X.2 x
kill -CONT "$waiter"
wait "$waiter" || fail "who slept in the queue did not go on"
same 2 "$(query many/k.db "SELECT count(*) FROM fonds WHERE code GLOB 'X.*'")" \
    "fonds of the two"

# --- T-DB-5: what can be wrong with the file ------------------------------------

cases=0
# wrong STATUS TEXT [COMMAND...]: on f/k.db; refused in these words, nothing is
# written, no signal.
wrong()
{
	status=$1 text=$2
	shift 2
	[ $# -gt 0 ] || set -- dossier add P1.8 x --fonds P1
	sum=$(cat f/k.db 2>/dev/null | sha256sum)
	runs "$status" "$BANSAO" --db f/k.db "$@"
	complains "$text"
	same "$sum" "$(cat f/k.db 2>/dev/null | sha256sum)" "the file"
	cases=$((cases + 1))
}

fresh f
cp f/k.db good.db
rm -f f/k.db*
wrong 3 "There is no catalogue"
mkdir f/k.db
wrong 2 "it is not a file"
rmdir f/k.db
: >f/k.db
wrong 1 "not a catalogue"
head -c 3000 /dev/urandom >f/k.db
wrong 1 "not a catalogue"
sqlite3 -batch other.db "CREATE TABLE t (a); PRAGMA user_version = 3"
cp other.db f/k.db
wrong 1 "not a catalogue"
cp good.db f/k.db
sqlite3 -batch f/k.db "PRAGMA user_version = 999"
wrong 1 "newer bansao"
cp good.db f/k.db
SHIM_NET=6969
export SHIM_NET
for kind in 6969:NFS ff534d42:CIFS 65735546:FUSE 01021997:9p; do
	rm -f f/k.db.*
	shimmed SHIM_NET="${kind%:*}" -- "$BANSAO" --db f/k.db dossier list
	[ "$got" -eq 2 ] || fail "a catalogue on ${kind#*:}: $got"
	complains "${kind#*:}"
	cases=$((cases + 1))
done
unset SHIM_NET

# Damage: pages overwritten, the end cut off. It opens for reading, and every
# message leads to the last backup.
cp good.db f/k.db
runs 0 "$BANSAO" --db f/k.db backup auto
copy=$(ls f/backups/k.db.2*)
dd if=/dev/urandom of=f/k.db bs=4096 seek=8 count=60 conv=notrunc 2>/dev/null
runs 4 "$BANSAO" --db f/k.db doctor
says "$(basename "$copy")"
[ -e f/k.db.damaged ] || fail "the damage is not marked"
wrong 1 "$(basename "$copy")"
runs 0 "$BANSAO" --db f/k.db restore --force "$copy"
[ ! -e f/k.db.damaged ] || fail "the mark stays after the restore"
runs 0 "$BANSAO" --db f/k.db dossier add P1.8 x --fonds P1
whole f/k.db
ls f/k.db.before-* >/dev/null || fail "the damaged file was not kept"
cp good.db f/k.db
rm -f f/k.db-*
truncate -s 200000 f/k.db
wrong 1 "damaged"
rm -f f/k.db.damaged
cases=$((cases + 1))

# By another name it is the same catalogue with the same lock and log.
cp good.db f/k.db
rm -f f/k.db.lock f/k.db.damaged
ln -s k.db f/link.db
runs 0 "$BANSAO" --db f/link.db dossier add P1.8 x --fonds P1
[ ! -e f/link.db.lock ] || fail "a link has a lock of its own"
runs 0 "$CROWD" has f/k.db P1.8
ln f/k.db f/hard.db
runs 4 "$BANSAO" --db f/k.db doctor
says "second name"
rm f/hard.db
cases=$((cases + 2))

# Another file takes its place while it is open: the open one is told.
"$CROWD" hold f/k.db >held2 &
holder=$!
wait_for grep -q held held2 || fail "nobody holds the lock"
runs 5 "$BANSAO" --config busy.ini --db f/k.db restore --force good.db
kill -9 "$holder"
wait "$holder" 2>/dev/null || :
cases=$((cases + 1))

# A disk that is mounted for reading only is told as that.
if [ "$(id -u)" -eq 0 ] && unshare -m true 2>/dev/null; then
	mkdir ro
	cp good.db ro/k.db
	for what in "dossier list" "dossier add P1.8 x --fonds P1"; do
		runs 1 unshare -m sh -c 'mount --bind ro ro &&
		    mount -o remount,ro,bind ro && exec "$@"' sh \
		    "$BANSAO" --db "$room/ro/k.db" $what
		complains 'mounted for reading only'
	done
	cases=$((cases + 1))
fi

# Rights: as somebody who may only read, and not even that.
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	chmod 755 . f
	cp good.db f/k.db
	rm -f f/k.db-* f/k.db.lock
	other="setpriv --reuid=65534 --regid=65534 --clear-groups"
	chmod 600 f/k.db
	runs 1 $other "$BANSAO" --db "$room/f/k.db" dossier list
	[ -s .err ] || fail "no word about the rights"
	chmod 644 f/k.db
	runs 1 $other "$BANSAO" --db "$room/f/k.db" dossier add P1.8 x --fonds P1
	[ -s .err ] || fail "no word about the rights"
	cases=$((cases + 2))
	chmod 777 f
	chmod 666 f/k.db
	runs 4 $other "$BANSAO" --db "$room/f/k.db" doctor
	says "used by everybody"
	chmod 700 .
fi
figure T-DB-5 "$cases cases"
