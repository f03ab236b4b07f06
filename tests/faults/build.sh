# T-KILL-3 and T-PWR-1 for packages: a build is killed in front of every write,
# sync and rename, and the power goes at any moment of it. A final name stands
# only for what is complete and valid, the catalogue never says more than the
# disk holds, and the next build needs no hand.
. "${srcdir:-.}/tests/faults/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3

mkdir pristine
BANSAO_DB=$room/pristine/k.db
passed 2 2 4
agreed bagit
runs 0 "$BANSAO" -q backup auto
rm -rf pristine/backups
BANSAO_DB=$room/work/k.db
db=$BANSAO_DB

# What the catalogue says: prepared or packaged.
said() { query work/k.db "SELECT state FROM handover"; }

built()
{
	final=work/out/BG$ending
	[ ! -e "$final" ] || "$BANSAO" -q verify "$final" >.judged 2>&1 ||
		fail "a final name, and it is not valid: $(cat .judged)"
	case $(said) in
	packaged) [ -e "$final" ] || fail 'packaged, and not there' ;;
	*) return 1 ;;
	esac
	runs 0 "$BANSAO" -q handover verify BG
	same "BG$ending" "$(ls -A work/out)" 'nothing else is left'
}

ending=.tar step=23
every "handover build, tar" built "$BANSAO" -q handover build BG \
    --to "$room/work/out" --as tar
ending='' step=41
every "handover build, folder" built "$BANSAO" -q handover build BG \
    --to "$room/work/out" --as folder
if [ "${BANSAO_SOAK:-}" = 1 ]; then
	for profile in tt05-aip eark-sip; do
		ending=.zip
		every "handover build, $profile in zip" built "$BANSAO" -q \
		    handover build BG --to "$room/work/out" --as zip \
		    --profile $profile
	done
fi

# --- power -------------------------------------------------------------------
cat >judge <<'END'
# In the folder after the accident.
set -eu
"$CROWD" check k.db
final=out/BG$ENDING
[ ! -e "$final" ] || "$BANSAO" -q verify "$final"
state=$(sqlite3 -readonly k.db "SELECT state FROM handover")
for word; do
	[ "$word" != built ] || [ "$state" = packaged ] ||
		{ echo "lost: the batch" >&2; exit 1; }
done
if [ "$state" = packaged ]; then
	"$BANSAO" -q handover verify BG
else
	"$BANSAO" -q handover build BG --to out --as "$AS"
	"$BANSAO" -q verify "$final"
	[ "$(ls -A out)" = "BG$ENDING" ] || { ls -A out >&2; exit 1; }
fi
END
export CROWD AS ENDING BANSAO_DB

# power AS ENDING STATES: recorded, and laid out again at so many moments.
power()
{
	AS=$1 ENDING=$2
	rm -rf work base log
	cp -a pristine base
	rm -f base/*.lock
	cp -a base work
	shimmed SHIM_UNDER="$room/work" SHIM_LOG="$room/log" SHIM_FAST=1 -- \
	    "$BANSAO" -q handover build BG --to "$room/work/out" --as "$AS"
	[ "$got" -eq 0 ] || fail "the build ended with $got"
	printf 'ack\tbuilt\t\t0\t0\n' >>log
	python3 "$srcdir/tests/faults/power.py" log base "$room/work" "$3" \
	    sh "$room/judge" >.out 2>.err || fail "the power went ($AS)"
	figure T-PWR-1 "handover build, $AS: $(cat .out)"
}
power tar .tar "$(often 24 3000)"
power folder '' "$(often 18 3000)"
if POWER_NO_SYNC=1 python3 "$srcdir/tests/faults/power.py" log base \
    "$room/work" 12 sh "$room/judge" >.out 2>.err; then
	fail 'a builder that never syncs was not found out'
fi

# --- two at once -----------------------------------------------------------------
# The same batch, built by three people into the same folder, beside what a dead
# one left: one builds it, the others are told so, and what has the name is whole.
BANSAO_DB=$room/work/k.db
n=0 told=0
while [ $n -lt "$(rounds 12 300)" ]; do
	n=$((n + 1))
	rm -rf work
	cp -a pristine work
	as=$(if [ $((n % 2)) -eq 0 ]; then echo folder; else echo tar; fi)
	mkdir -p work/out
	if [ $as = folder ]; then
		mkdir work/out/BG.partial
	else
		: >work/out/BG.tar.partial
	fi
	: >statuses
	for one in 1 2 3; do
		{
			env LD_PRELOAD="$SHIM" SHIM_FLOCK=20000 "$BANSAO" \
			    handover build BG --to work/out --as $as \
			    >".out.$one" 2>".err.$one" </dev/null &&
				echo 0 >>statuses || echo $? >>statuses
		} &
	done
	wait
	grep -qx 0 statuses || fail "nobody built it: $(cat statuses .err.*)"
	while read -r status; do
		case $status in
		0) ;;
		5 | 7 | 2 | 4) told=$((told + 1)) ;;
		*) fail "two at once: $status: $(cat .err.*)" ;;
		esac
	done <statuses
	runs 0 "$BANSAO" -q verify "$(ls -d work/out/BG*)"
	same packaged "$(query work/k.db 'SELECT state FROM handover')" 'the batch'
	runs 0 "$BANSAO" -q handover verify BG
	whole work/k.db 'built by three'
	same 1 "$(ls -A work/out | wc -l | tr -d ' ')" "what is left: $(ls -A work/out)"
done
figure T-DB-1 "$n times the same batch built by three at once: one built, $told told so, valid"

# --- nothing is hashed twice ---------------------------------------------------
# After a kill behind 1,024 files that were put on the disk and written down,
# the next run reads only the sources that are left, each with one call.
rm -rf pristine scans work
mkdir pristine work
BANSAO_DB=$room/work/k.db
passed 2 550 1
agreed bagit
shimmed SHIM_UNDER="$room/scans" SHIM_OPS=read SHIM_AT=1090 SHIM_DO=kill -- \
    "$BANSAO" -q handover build BG --to work/out --as tar
same 137 "$got" 'killed while it read'
rm -f reads
shimmed SHIM_UNDER="$room/scans" SHIM_OPS=read SHIM_COUNT="$room/reads" -- \
    "$BANSAO" handover build BG --to work/out --as tar
[ "$got" -eq 0 ] || fail "going on ended with $got"
complains 'Going on behind 1024 files'
reads=$(awk '{ n += $1 } END { print n }' reads)
# 1,100 scans; one of the 1,024 is the note of a file.
same 77 "$reads" "reads of sources"
runs 0 "$BANSAO" verify work/out/BG.tar
figure T-KILL-3 "resumed behind 1,024 of 1,100 files: $reads reads of sources"
