# T-IO-1: a disk that is really full, at every stage of the work: import, ingest,
# package, export, audit, migration, book of jobs, draft. On a tmpfs of 2 MB and
# an ext4 of 8 MB behind a loop device, with so many kilobytes left. Each is done,
# or refused in one sentence that names the place and how much room is left;
# nothing half stays, the catalogue holds, and when there is room again the same
# command goes through.
. "${srcdir:-.}/tests/faults/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3
[ "$(id -u)" -eq 0 ] || skip "not root: no small disk can be mounted"

# --- what is on the disk before ------------------------------------------------

mkdir pristine old small scans
# Scans that were never seen, and those of the catalogue.
tiffs 1 20 1
mv scans unseen
BANSAO_DB=$room/pristine/k.db
passed 2 2 4
agreed bagit
runs 0 "$BANSAO" -q dossier add P01.9 "Hồ sơ chín" --fonds P01
{
	printf 'Mã hồ sơ,Tiêu đề,Số tờ\n'
	seq 1 600 | sed 's/.*/I.&,Hồ sơ nhập số &,&/'
} >pristine/list.csv
rm -rf pristine/backups pristine/.k.db.jobs pristine/k.db.lock
# The same catalogue as the version before left it: nothing but its number.
newest=$(query pristine/k.db 'PRAGMA user_version')
for file in "$srcdir"/data/schema/*.sql; do
	of=${file##*/}
	[ "$(expr "${of%%_*}" + 0)" -ge "$newest" ] ||
		sqlite3 -batch old/k.db <"$file"
done
sqlite3 -batch old/k.db "PRAGMA journal_mode = WAL;
    PRAGMA user_version = $((newest - 1));
    INSERT INTO fonds (code, name, name_fold, sort_key)
    VALUES ('P01', 'P', 'p', x'00')" >/dev/null
chmod 660 old/k.db

# draft: a form that is left by a signal, with words in it.
cat >draft.py <<'PY'
import os, pty, select, signal, sys, time

program, db = sys.argv[1:3]
pid, fd = pty.fork()
if pid == 0:
    os.environ["TERM"] = "xterm-256color"
    os.execv(program, [program, "--lang", os.environ["BANSAO_LANG"], "--db",
        db, "ui", "dossiers"])
got = b""

def until(text):
    global got
    end = time.monotonic() + 60
    while text not in got:
        if time.monotonic() > end:
            sys.exit("%r never came: %r" % (text, got[-300:]))
        if select.select([fd], [], [], 0.1)[0]:
            got += os.read(fd, 65536)

until(b"bansao")
os.write(fd, b":fonds add\r")
until(b"fonds add:")
os.write(fd, sys.argv[3].encode())
until(sys.argv[3].encode())
os.kill(pid, signal.SIGTERM)
got = b""
while True:
    try:
        more = os.read(fd, 65536)
    except OSError:
        break
    if not more:
        break
    got += more
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
sys.stderr.buffer.write(got.rpartition(b"\x1b[?1049l")[2])
sys.exit(status)
PY

# --- one stage -------------------------------------------------------------------

db=$room/small/k.db
# What a stage does, and what is there when it is done.
stage()
{
	case $1 in
	import)	"$BANSAO" --db "$db" -q import small/list.csv --fonds P01 ;;
	ingest)	"$BANSAO" --db "$db" -q scan ingest unseen ;;
	package) env LD_PRELOAD="$SHIM" SHIM_FREE=1000000000 "$BANSAO" --db "$db" \
		    -q handover build BG --to "$room/small/out" --as tar ;;
	export)	"$BANSAO" --db "$db" -q dossier list --force \
		    -o "$room/small/list.xlsx" &&
		    "$BANSAO" --db "$db" -q export ead P01 --force \
		    -o "$room/small/ead.xml" &&
		    "$BANSAO" --db "$db" --csv dossier list >small/list.out ;;
	audit)	"$BANSAO" --db "$db" -q tag P01.9 --criteria 2 --reason Quý &&
		    "$BANSAO" --db "$db" -q audit list --force \
		    -o "$room/small/audit.json" ;;
	migration) "$BANSAO" --db "$db" -q fonds edit P01 --note mới ;;
	log)	"$BANSAO" --db "$db" -q scan verify ;;
	draft)	XDG_STATE_HOME=$room/small/state python3 draft.py "$BANSAO" \
		    "$room/pristine/k.db" MỚI ;;
	esac
}

is_done()
{
	case $1 in
	import)	same 600 "$(query small/k.db "SELECT count(*) FROM dossier
		    WHERE code GLOB 'I.*'")" "rows of the inventory" ;;
	ingest)	same 24 "$(query small/k.db "SELECT count(*) FROM scan")" scans ;;
	package) runs 0 "$BANSAO" -q verify small/out/BG.tar
		same packaged "$(query small/k.db 'SELECT state FROM handover')" \
		    "the batch" ;;
	export)	python3 -c 'import zipfile, sys, xml.dom.minidom
assert zipfile.ZipFile("small/list.xlsx").testzip() is None
xml.dom.minidom.parse("small/ead.xml")' || fail "what was exported" ;;
	audit)	same 1 "$(query small/k.db "SELECT count(*)
		    FROM dossier_criterion")" "criteria"
		python3 -c 'import json; json.load(open("small/audit.json"))' ||
			fail "the history that was written out" ;;
	migration) same "$newest mới" "$(query small/k.db "PRAGMA user_version")"\
" $(query small/k.db "SELECT note FROM fonds")" "the new version" ;;
	log)	same 4 "$(query small/k.db "SELECT count(*) FROM scan
		    WHERE verified > 0")" "scans that were compared" ;;
	draft)	grep -q MỚI small/state/bansao/drafts/command-fonds-add ||
			fail "the draft is not there" ;;
	esac
}

# What there was before is there, or what is new: never a part of it.
nothing_half()
{
	! find small -name '*.partial*' ! -name '*.partial.journal' | grep -q . ||
		[ "$1" = package ] || fail "$where: half a file is left:" \
		    "$(find small -name '*.partial*')"
	case $1 in
	import)	case $(query small/k.db "SELECT count(*) FROM dossier
		    WHERE code GLOB 'I.*'") in
		0 | 600) ;;
		*) fail "$where: a part of the inventory" ;;
		esac ;;
	package) [ ! -e small/out/BG.tar ] || fail "$where: a package" ;;
	migration) case $(query small/k.db "PRAGMA user_version") in
		"$newest" | $((newest - 1))) ;;
		*) fail "$where: between two versions" ;;
		esac ;;
	export)	for file in small/list.xlsx small/ead.xml; do
			[ ! -e $file ] || cmp -s ${file##*/} $file ||
				[ $file = small/list.xlsx ] || fail "$where: $file"
		done
		[ ! -e small/list.xlsx ] || unzip -tq small/list.xlsx >/dev/null ||
			fail "$where: half a workbook" ;;
	draft)	grep -q CŨ small/state/bansao/drafts/command-fonds-add ||
			fail "$where: the draft before is gone" ;;
	esac
}

tries=0 refused=0 met=
# filled STAGE KILOBYTES
filled()
{
	where="$medium, $1, $2 kB left"
	rm -rf small/*  small/.[a-z]*
	case $1 in
	migration) cp old/k.db small/ ;;
	draft)	mkdir -p small/state/bansao/drafts
		printf 'words\tCŨ\n' >small/state/bansao/drafts/command-fonds-add ;;
	*)	cp -R pristine/. small/ ;;
	esac
	free=$(df -Pk small | awk 'NR == 2 { print $4 }')
	dd if=/dev/zero of=small/ballast bs=1k count=$((free - $2)) 2>/dev/null || :
	[ "$2" -ne 0 ] || dd if=/dev/zero bs=1k count=64 2>/dev/null \
	    >>small/ballast || :
	tries=$((tries + 1))
	got=0
	stage "$1" >.out 2>.err </dev/null || got=$?
	case $got in
	0)	rm -f small/ballast
		is_done "$1" ;;
	1)	refused=$((refused + 1)) met="$met $1"
		grep -q "$room/small.*$said" .err ||
			fail "$where: it does not say where and how much room"
		rm -f small/ballast
		nothing_half "$1" ;;
	*)	fail "$where: it ended with $got" ;;
	esac
	rm -f small/ballast
	[ "$1" = draft ] || [ "$1" = migration ] || whole small/k.db "$where"
	[ "$got" -ne 0 ] || return 0
	runs 0 stage "$1"
	is_done "$1"
	[ "$1" = draft ] || whole small/k.db "$where, done again"
}

stages='import ingest package export audit migration log draft'
every_stage()
{
	met=
	for left in $(if sanitized; then echo 0 64; else
	    often "0 8 64 300 1000" "0 4 8 12 16 20 24 28 32 36 40 44 48 56 64 \
	    72 80 100 120 140 160 180 200 220 240 260 280 300 330 360 400 450 \
	    500 550 600 700 800 900 1000 1100"; fi); do
		# The sentence in both languages, in turn.
		case $said in
		*free*)	BANSAO_LANG=vi said='còn [0-9]* byte' ;;
		*)	BANSAO_LANG=en said='[0-9]* bytes free' ;;
		esac
		for stage in $stages; do
			filled "$stage" "$left"
		done
	done
	BANSAO_LANG=en
	for stage in $stages; do
		case "$met " in
		*" $stage "*) ;;
		*) fail "$medium: $stage never met the full disk" ;;
		esac
	done
	umount small 2>/dev/null || umount -l small 2>/dev/null || :
	media="$media${media:+ and }$medium"
}
said=free media=
trap 'got=$?; set +e; umount -l "$room/small" 2>/dev/null; (exit $got); leave' EXIT

medium='a tmpfs of 2 MB'
if mount -t tmpfs -o size=2m,mode=700 tmpfs small 2>/dev/null; then
	every_stage
else
	echo "no tmpfs may be mounted here: it was not tried"
fi
medium='an ext4 of 8 MB'
truncate -s 8M disk.img
if command -v mkfs.ext4 >/dev/null && mkfs.ext4 -q -F -m 0 disk.img \
    2>/dev/null && mount -o loop disk.img small 2>/dev/null; then
	every_stage
else
	echo "no loop device here: an ext4 of 8 MB was not tried"
fi
[ -n "$media" ] || skip "no small disk can be mounted here"
figure T-IO-1 "$media: 8 stages (import, ingest, package, export, audit, migration, book of jobs, draft), $tries times filled: $refused refused with place and room in Vietnamese and English, the rest done; nothing half, each done when there was room again"
