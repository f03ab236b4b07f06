# T-PWR-1: the power goes. What the programs write, sync and rename is recorded
# and laid out again as a disk may hold it at any moment (power.py). What was
# acknowledged is there, and no invalid file stands under a final name.
. "${srcdir:-.}/tests/faults/lib.sh"
need sqlite3 python3

mkdir base
fresh pristine
cp -a pristine/. base/
rm -f base/*.lock
mkdir work
cp -a base/. work/
db=$room/work/k.db
log=$room/log

# does WORD COMMAND...: at work, and acknowledged when it ends with 0.
does()
{
	word=$1
	shift
	shimmed SHIM_UNDER="$room/work" SHIM_LOG="$log" SHIM_FAST=1 -- "$@"
	[ "$got" -eq 0 ] || fail "$*: $got"
	printf 'ack\t%s\t\t0\t0\n' "$word" >>"$log"
}

n=1
while [ "$n" -le "$(often 4 40)" ]; do
	does "code:A.$n" "$BANSAO" --db "$db" -q dossier add "A.$n" "Hồ sơ $n" \
	    --fonds P1
	does "tag:A.$n" "$BANSAO" --db "$db" -q tag "A.$n" --criteria 2 \
	    --reason "Quý hiếm"
	n=$((n + 1))
done
does file:copy.db "$BANSAO" --db "$db" -q backup "$room/work/copy.db"
does file:list.csv "$BANSAO" --db "$db" -q dossier list -o "$room/work/list.csv"
does today: "$BANSAO" --db "$db" -q backup auto
does init:new.db "$BANSAO" --db "$room/work/new.db" -q init
does restore: "$BANSAO" --db "$db" -q restore --force "$room/work/copy.db"
does code:B.1 "$BANSAO" --db "$db" -q dossier add B.1 "Sau khôi phục" --fonds P1

cat >judge <<'END'
# In the folder after the accident: everything acknowledged, nothing invalid.
set -eu
[ -e k.db ] || { echo "there is no catalogue" >&2; exit 1; }
"$CROWD" check k.db
for word; do
	what=${word#*:}
	case $word in
	code:*) "$CROWD" has k.db "$what" ;;
	tag:*)	[ "$(sqlite3 k.db "SELECT count(*) FROM dossier_criterion
		JOIN dossier ON id = dossier_id WHERE code = '$what'")" = 1 ] ||
		    { echo "lost: $word" >&2; exit 1; } ;;
	file:* | init:*)
		[ -s "$what" ] || { echo "lost: $what" >&2; exit 1; } ;;
	today:)	ls backups/k.db.2* >/dev/null ;;
	restore:) ls k.db.before-* >/dev/null ;;
	esac
done
# Whatever has a final name is whole.
for file in copy.db new.db backups/k.db.????-??-??; do
	[ ! -e "$file" ] || "$CROWD" check "$file"
done
[ ! -e list.csv ] || [ "$(wc -l <list.csv)" = "$LINES_OF_LIST" ] ||
	{ echo "half a list" >&2; exit 1; }
END
LINES_OF_LIST=$(wc -l <work/list.csv)
export CROWD LINES_OF_LIST
python3 "$srcdir/tests/faults/power.py" "$log" base "$room/work" \
    "$(often 240 20000)" sh "$room/judge" >.out 2>.err || fail "the power went"
figure T-PWR-1 "$(cat .out)"

# The test can fail: the same without a single sync is found out.
if POWER_NO_SYNC=1 python3 "$srcdir/tests/faults/power.py" "$log" base \
    "$room/work" 30 sh "$room/judge" >.out 2>.err; then
	fail "programs that never sync were not found out"
fi
