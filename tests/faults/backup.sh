# T-BAK: copies while twenty people write, each restored elsewhere and equal to
# a state that was committed; the copies that are made by themselves, which of
# them are kept, and the way back.
. "${srcdir:-.}/tests/faults/lib.sh"
need sqlite3 faketime

fresh b
"$CROWD" work b/k.db 20 "$(often 60 2000)" 3 >work.out 2>&1 &
work=$!
n=0
while kill -0 "$work" 2>/dev/null && [ "$n" -lt "$(often 20 500)" ]; do
	n=$((n + 1))
	runs 0 "$BANSAO" --db b/k.db -q backup "b/copy.$n"
done
wait "$work" || { cat work.out >&2; fail "the people were disturbed"; }
last=0
for copy in $(seq 1 "$n"); do
	mkdir -p "r$copy"
	runs 0 "$BANSAO" --db "r$copy/k.db" -q restore --force "b/copy.$copy"
	whole "r$copy/k.db" "copy $copy"
	# A committed state: the rows of the audit 1..N and what they brought.
	rows=$(query "r$copy/k.db" "SELECT count(*) FROM audit")
	same "$rows" "$(query "r$copy/k.db" "SELECT max(seq) FROM audit")" "rows"
	same "$(query b/k.db "SELECT hex(hash) FROM audit WHERE seq = $rows")" \
	    "$(query "r$copy/k.db" "SELECT hex(hash) FROM audit
	    WHERE seq = $rows")" "the head of copy $copy"
	[ "$rows" -ge "$last" ] || fail "copy $copy is older than the one before"
	last=$rows
	same wal "$(query "r$copy/k.db" "PRAGMA journal_mode")" "the log"
	same 660 "$(stat -c %a "r$copy/k.db")" "the rights"
	rm -rf "r$copy"
done
figure T-BAK "$n copies under 20 writers, each restored, whole, and a committed state; $(cat work.out)"

# One a day for sixteen months: 7 days, 4 weeks, 12 months stay.
fresh d
runs 0 env BANSAO_BACKUP=on faketime '2026-01-01 08:00:00' "$BANSAO" --db d/k.db \
    -q dossier add P1.2 x --fonds P1
wait_for test -e d/backups/k.db.2026-01-01 ||
	fail "the first writer of the day made no copy"
whole "$room/d/backups/k.db.2026-01-01"
day=$(date -u -d 2026-01-02 +%s)
end=$(date -u -d 2026-01-02 +%s)
end=$((end + 86400 * $(often 70 500)))
while [ "$day" -lt "$end" ]; do
	runs 0 faketime "$(date -u -d "@$day" '+%Y-%m-%d 12:00:00')" "$BANSAO" \
	    --db d/k.db -q backup auto
	day=$((day + 86400))
done
ls d/backups >kept
last=$(date -u -d "@$((day - 86400))" +%Y-%m-%d)
grep -q "$last" kept || fail "the copy of the last day is not kept"
[ "$(wc -l <kept)" -le 23 ] || fail "$(wc -l <kept) copies are kept"
for back in 1 2 3 4 5 6; do
	grep -q "$(date -u -d "@$((day - 86400 * (back + 1)))" +%Y-%m-%d)" kept ||
		fail "the copy of $back days before the last is not kept"
done
grep -q '2026-01-31' kept || fail "the last copy of January is not kept"
# A disk that cannot hold another copy is told about, and nothing is harmed.
runs 0 "$BANSAO" --db d/k.db backup list --json
[ "$(json 'len(j)')" -eq "$(wc -l <kept)" ] || fail "the list is another"
# However many there are (copies from before a change of the schema stay).
for n in $(seq 100 180); do
	: >"d/backups/k.db.schema-$n"
done
runs 0 "$BANSAO" --db d/k.db backup list --json
[ "$(json 'len(j)')" -eq $(($(wc -l <kept) + 81)) ] ||
	fail "the list is not whole"
rm -f d/backups/k.db.schema-1??
figure T-BAK-auto "$(wc -l <kept) copies kept of $(((end - $(date -u -d \
    2026-01-01 +%s)) / 86400)) days"

# Back and forth: nothing is ever lost.
newest=$room/d/backups/$(tail -n 1 kept)
runs 0 "$BANSAO" --db d/k.db -q dossier add P1.3 "Sau bản sao" --fonds P1
runs 2 "$BANSAO" --db d/k.db --no-input restore "$newest"
runs 0 "$BANSAO" --db d/k.db -n restore "$newest"
runs 0 "$CROWD" has d/k.db P1.3
runs 0 "$BANSAO" --db d/k.db restore --force "$newest"
runs 1 "$CROWD" has d/k.db P1.3
old=$(ls d/k.db.before-* | head -n 1)
runs 0 "$BANSAO" --db d/k.db restore --force "$old"
runs 0 "$CROWD" has d/k.db P1.3
whole d/k.db
# A damaged or foreign file is not restored.
head -c 100000 /dev/urandom >noise
runs 1 "$BANSAO" --db d/k.db restore --force noise
cp "$newest" bent
dd if=/dev/urandom of=bent bs=4096 seek=9 count=5 conv=notrunc 2>/dev/null
runs 1 "$BANSAO" --db d/k.db restore --force bent
runs 0 "$CROWD" has d/k.db P1.3

# The daily copy is begun by many at once, beside what a dead one left behind:
# one copy is made, it is whole, and nobody is disturbed.
fresh t
: >together
n=0
while [ $n -lt "$(rounds 40 2000)" ]; do
	n=$((n + 1))
	rm -rf t/backups
	mkdir t/backups
	today=$(date +%Y-%m-%d)
	: >"t/backups/k.db.$today.partial"
	for one in 1 2 3 4 5 6; do
		env LD_PRELOAD="$SHIM" SHIM_FLOCK=3000 "$BANSAO" --db t/k.db \
		    -q backup auto 2>>together ||
			echo "backup auto: $?" >>together &
	done
	for one in 1 2; do
		BANSAO_BACKUP=on "$BANSAO" --db t/k.db -q fonds edit P1 \
		    --note "$n.$one" 2>>together ||
			echo "fonds edit: $?" >>together &
	done
	wait
	[ ! -s together ] || fail "disturbed: $(cat together)"
	alone()
	{
		[ "$(ls t/backups)" = "k.db.$today" ]
	}
	wait_for alone || fail "round $n: $(ls t/backups)"
	whole "t/backups/k.db.$today" "begun by many, round $n"
done
figure T-BAK-together "$n times begun by eight programs at once, beside a dead one: one copy each time, whole"
