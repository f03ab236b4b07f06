# T-IO-1, T-IO-2, T-IO-4: a disk that is full, one that fails at the N-th call,
# once and for ever, and memory that runs out. No crash, no silent success: what
# ends with 0 is stored, what does not says one sentence and leaves nothing
# half; when all is well again the same command goes through.
. "${srcdir:-.}/tests/faults/lib.sh"
need sqlite3

db=$room/work/k.db
fresh pristine
most=$(rounds 60 4000)

tries=0 refused=0 stored=0
# ails NAME ENVIRONMENT... OPTION... -- COMMAND: the figures are added up.
ails()
{
	ordeal --shim "$SHIM" --every "$most,1,$most" "$@" ||
		fail "$*"
	tries=$((tries + $(json 'j["refused"] + j["stored"]')))
	refused=$((refused + $(json 'j["refused"]')))
	stored=$((stored + $(json 'j["stored"]')))
}

# each DONE COMMAND...
each()
{
	done=$1
	shift
	for error in EIO ENOSPC short EINTR; do
		ails --set SHIM_OPS=write --set SHIM_DO=$error \
		    --done "$done" -- "$@"
	done
	for error in ENOSPC EDQUOT EROFS; do
		ails --set SHIM_OPS=write,create,trunc --set SHIM_DO=$error \
		    --set SHIM_EVER=1 --done "$done" -- "$@"
	done
	ails --set SHIM_OPS=sync --set SHIM_DO=EIO --done "$done" -- "$@"
	ails --set SHIM_OPS=sync --set SHIM_DO=EIO --set SHIM_EVER=1 \
	    --done "$done" -- "$@"
	ails --set SHIM_OPS=rename,link --set SHIM_DO=EIO --set SHIM_EVER=1 \
	    --done "$done" -- "$@"
	ails --set SHIM_OPS=open --set SHIM_DO=EACCES --done "$done" -- "$@"
}

two="sql:k.db:SELECT count(*) FROM dossier WHERE code = 'P1.2'=1"
tagged='sql:k.db:SELECT count(*) FROM dossier_criterion=1'
each "$two" "$BANSAO" --db "$db" -q dossier add P1.2 "Hồ sơ hai" --fonds P1
each "$tagged" "$BANSAO" --db "$db" -q tag P1.1 --criteria 2 --reason Quý
each whole:copy.db "$BANSAO" --db "$db" -q backup "$room/work/copy.db"
each file:list.csv "$BANSAO" --db "$db" -q dossier list -o "$room/work/list.csv"
figure T-IO-2 "$tries accidents: $refused refused with a sentence, $stored stored all the same; no crash, nothing half"

# After a failed fsync nothing is ever said to be saved.
for what in "dossier add P1.2 x --fonds P1" "backup $room/work/copy.db" \
    "dossier list -o $room/work/list.csv"; do
	rm -rf work
	cp -a pristine work
	# shellcheck disable=SC2086 # they are words
	shimmed SHIM_UNDER="$room/work" SHIM_AT=1 SHIM_DO=EIO SHIM_OPS=sync \
	    SHIM_EVER=1 -- "$BANSAO" --db "$db" $what
	[ "$got" -eq 1 ] || fail "no sync works and '$what' ends with $got"
done

# --- memory runs out (T-IO-4) --------------------------------------------------

if sanitized; then
	echo "the sanitizer has the memory: that it runs out is not tried here"
else
	# The first ones one by one, then by steps to the end.
	memory_steps()
	{
		if [ -z "$ever" ]; then echo 120,61,0; else echo 30,211,0; fi
	}
	printf 'Mã hồ sơ,Tiêu đề,Số tờ\nI.1,Hồ sơ nhập,3\n' >pristine/list.csv
	tries=0 refused=0 stored=0
	for ever in "" MEM_EVER=1; do
		for what in "dossier add P1.2 x --fonds P1=$two" \
		    "tag P1.1 --criteria 2 --reason q=$tagged" \
		    "backup $room/work/copy.db=whole:copy.db" \
		    "dossier list -o $room/work/out.json=file:out.json" \
		    "import $room/work/list.csv --fonds P1=sql:k.db:SELECT count(*) FROM dossier WHERE code = 'I.1'=1"; do
			# shellcheck disable=SC2086 # they are words
			runs 0 "$ORDEAL" --from pristine --work work --db k.db \
			    --shim "$MEMORY" --count MEM_AT \
			    ${ever:+--set $ever} \
			    --every "$(often "$(memory_steps)" 100000,1,0)" \
			    --done "${what#*=}" -- \
			    "$BANSAO" --db "$db" -q ${what%%=*}
			tries=$((tries + $(json 'j["refused"] + j["stored"]')))
			refused=$((refused + $(json 'j["refused"]')))
			stored=$((stored + $(json 'j["stored"]')))
		done
	done
	# What it says, in both languages; and the screens give the terminal
	# back, whatever they were doing.
	for language in "vi=Máy đã hết bộ nhớ" "en=The memory of this machine"; do
		got=0
		env MEM_AT=300 MEM_EVER=1 LD_PRELOAD="$MEMORY" "$BANSAO" --lang \
		    "${language%%=*}" --db "$room/pristine/k.db" doctor \
		    >.out 2>.err || got=$?
		same 1 "$got" "the status without memory"
		complains "${language#*=}"
	done
	if command -v tmux >/dev/null; then
		# How many a session asks for that only looks and leaves.
		rm -f count
		screen_start env MEM_COUNT="$room/count" LD_PRELOAD="$MEMORY" \
		    "$BANSAO" --db "$room/pristine/k.db" ui dossiers
		screen_shows 'Files'
		screen_keys Q
		wait_for test -s count || fail "the requests were not counted"
		at=$(($(cat count) + 1))
		screen_start sh -c "env MEM_AT=$at MEM_EVER=1 \
		    LD_PRELOAD='$MEMORY' '$BANSAO' --db \
		    '$room/pristine/k.db' ui dossiers </dev/tty
		    echo status=\$?; stty -a; exec sleep 60"
		screen_shows 'Files'
		screen_keys F1
		screen_shows 'status=1'
		screen_shows 'The memory of this machine'
		screen_shows 'isig icanon iexten echo '
	fi
	figure T-IO-4 "$tries times no memory on 5 commands, once and for ever: $refused refused with a sentence, $stored done all the same; no crash, nothing half"
fi

# --- a disk that is really full (T-IO-1) ---------------------------------------

[ "$(id -u)" -eq 0 ] || { echo "not root: no small disk is mounted"; exit 0; }
mkdir small
# A new catalogue that has no room is none.
for size in 300k 900k 1100k; do
	mount -t tmpfs -o size=$size,mode=700 tmpfs small 2>/dev/null ||
		{ echo "no tmpfs may be mounted here"; exit 0; }
	runs 1 "$BANSAO" --db "$room/small/k.db" init
	complains 'Free some space'
	[ ! -e small/k.db ] || fail "a catalogue without room got its name"
	umount -l small
done
mount -t tmpfs -o size=2m,mode=700 tmpfs small 2>/dev/null ||
	{ echo "no tmpfs may be mounted here"; exit 0; }
trap 'got=$?; set +e; umount -l "$room/small" 2>/dev/null; (exit $got); leave' EXIT
small=$room/small/k.db
levels=0
for left in $(often "0 8 64 300 1000" \
    "0 4 8 12 16 24 32 48 64 80 100 130 160 200 250 300 400 500 700 1000"); do
	rm -rf small/*
	cp -a pristine/. small/
	free=$(df -Pk small | awk 'NR == 2 { print $4 }')
	if [ "$free" -gt "$left" ]; then
		dd if=/dev/zero of=small/ballast bs=1k count=$((free - left)) \
		    2>/dev/null || :
	fi
	for what in "dossier add P1.2 x --fonds P1" "backup $room/small/copy.db" \
	    "dossier list -o $room/small/list.csv" \
	    "tag P1.1 --criteria 2 --reason q" "backup auto" \
	    "config set agency.name Chi-cục"; do
		got=0
		# shellcheck disable=SC2086 # they are words
		"$BANSAO" --lang vi --db "$small" $what >.out 2>.err || got=$?
		case $got in
		0) ;;
		2 | 3) ;;	# no such setting in this version
		1)	[ -s .err ] || fail "$what, $left kB: without a word"
			! ls small/*.partial 2>/dev/null ||
				fail "$what, $left kB: half a file is left"
			if grep -q 'malformed' .err; then
				fail "$what, $left kB: a full disk called damage"
			fi ;;
		*)	fail "$what with $left kB left: $got" ;;
		esac
		levels=$((levels + 1))
	done
	[ "$left" -ne 0 ] || {
		"$BANSAO" --lang vi --db "$small" dossier add P1.3 x --fonds P1 \
		    2>.err && fail "stored on a full disk"
		grep -q "$small" .err || fail "the full disk is not named"
	}
	rm -f small/ballast small/list.csv
	whole "$small" "$left kB left"
	runs 0 "$BANSAO" --db "$small" dossier add P1.4 "sau khi dọn" --fonds P1
done
umount small 2>/dev/null || umount -l small 2>/dev/null || :
figure T-IO-1 "tmpfs of 2 MB, $levels commands at $(often 5 20) levels: each done or refused in a sentence, whole after, goes on when there is room"
