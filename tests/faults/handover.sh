# T-IO-1 and T-IO-2 for packages: the medium is full, cannot be written to, or is
# pulled while they are being built. One sentence, nothing under a final name,
# the catalogue as before; and the same command goes through when all is well.
. "${srcdir:-.}/tests/faults/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3

mkdir pristine work
BANSAO_DB=$room/pristine/k.db
passed 3 2 400
agreed bagit
runs 0 "$BANSAO" -q backup auto
rm -rf pristine/backups

# refused WHEN FOLDER: the build has ended so; the rest is as it was before.
refused()
{
	[ "$got" -eq 1 ] || fail "$1: it ended with $got"
	same 1 "$(grep -c '^bansao: ' .err)" "sentences ($1)"
	for final in "$2/BG" "$2/BG.tar" "$2/BG.zip"; do
		[ ! -e "$final" ] || fail "$1: $final has its name"
	done
	same prepared "$(query work/k.db 'SELECT state FROM handover')" "$1"
	whole work/k.db "$1"
}

# --- pulled: every call fails from the N-th on ---------------------------------------
refusals=0 stored=0
# pulled ENDING AS ERROR OPS CALLS
pulled()
{
	ordeal --shim "$SHIM" --every "$(often "$5" 100000,1,0)" \
	    --set "SHIM_UNDER=$room/work/out" --set "SHIM_DO=$3" \
	    --set "SHIM_OPS=$4" --set SHIM_EVER=1 \
	    --never "bad:out/BG$1" --done "file:out/BG$1" \
	    --done "sql:k.db:SELECT state FROM handover=packaged" -- \
	    "$BANSAO" --db "$room/work/k.db" -q handover build BG \
	    --to "$room/work/out" --as "$2"
	refusals=$((refusals + $(json 'j["refused"]')))
	stored=$((stored + $(json 'j["stored"]')))
}
everything=write,sync,trunc,open,create,rename,link,unlink,mkdir
pulled .tar tar EIO $everything 1,8,60
pulled .zip zip EROFS $everything 1,14,60
pulled '' folder EIO $everything 1,25,90
pulled .tar tar ENOSPC write 1,8,40
pulled .tar tar EIO sync,rename 1,3,9
[ "$refusals" -gt 15 ] || fail "only $refusals builds met the bad medium"
figure T-IO-2 "handover build on a medium that is pulled, full or read-only from the N-th call on: $refusals refused with a sentence, $stored done all the same; no half package, each goes on afterwards"

# --- a medium that is really full (T-IO-1) -----------------------------------------------
# What looks at the room before it begins is told that there is plenty.
[ "$(id -u)" -eq 0 ] || { echo "not root: no small disk is mounted"; exit 0; }
mkdir small
mount -t tmpfs -o size=14m,mode=700 tmpfs small 2>/dev/null ||
	{ echo "no tmpfs may be mounted here"; exit 0; }
trap 'got=$?; set +e; umount -l "$room/small" 2>/dev/null; (exit $got); leave' EXIT
BANSAO_DB=$room/work/k.db
out=$room/small/out
again=0
for level in folder:0 tar:300 zip:1000 folder:1800 tar:2396; do
	left=${level#*:} as=${level%:*}
	rm -rf work small/*
	cp -a pristine work
	free=$(df -Pk small | awk 'NR == 2 { print $4 }')
	dd if=/dev/zero of=small/ballast bs=1k count=$((free - left)) 2>/dev/null
	runs 4 "$BANSAO" handover build BG --to "$out" --as $as
	complains 'bytes are needed and'
	[ -z "$(ls -A small/out 2>/dev/null)" ] || fail 'the preflight wrote something'
	shimmed SHIM_FREE=1000000000 -- "$BANSAO" --lang vi -q handover build BG \
	    --to "$out" --as $as
	refused "$as, $left kB left" "$out"
	complains 'đĩa đầy'
	complains "$out"
	rm small/ballast
	runs 0 "$BANSAO" handover build BG --to "$out" --as $as
	runs 0 "$BANSAO" handover verify BG
	same 1 "$(ls -A small/out | wc -l | tr -d ' ')" 'only the batch is left'
	again=$((again + 1))
done

# A medium that is read-only, and a target that is no folder.
rm -rf work small/*
cp -a pristine work
mount -o remount,ro small 2>/dev/null || { echo "no remounting here"; exit 0; }
runs 4 "$BANSAO" handover build BG --to small
complains 'small: cannot be written to'
runs 1 "$BANSAO" handover build BG --to "$out"
same 1 "$(grep -c '^bansao: ' .err)" 'sentences'
: >file
runs 2 "$BANSAO" handover build BG --to file
complains 'file is not a folder'
mount -o remount,rw small
runs 0 "$BANSAO" handover build BG --to "$out"
umount small 2>/dev/null || umount -l small 2>/dev/null || :
figure T-IO-1 "handover build on a medium that is full: $again levels, each refused in a sentence, no final name, goes on when there is room"
