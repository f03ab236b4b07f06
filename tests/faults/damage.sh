# A damaged catalogue: whatever is wrong with it, every command ends with one
# sentence that names the last good backup, writes nothing into it, and the
# backup that it names takes its place.
. "${srcdir:-.}/tests/faults/lib.sh"
need sqlite3 python3

mkdir d
runs 0 "$BANSAO" --db p.db -q init
runs 0 "$BANSAO" --db p.db -q fonds add P1 "Phông thử"
for n in $(seq 1 60); do
	runs 0 "$BANSAO" --db p.db -q dossier add P1.$n "Hồ sơ $n" --fonds P1
done
runs 0 sqlite3 p.db "PRAGMA wal_checkpoint(TRUNCATE)"
cat >break.py <<'END2'
"""break.py FROM TO N: the N-th kind of damage, the same each time."""
import random
import sys

random.seed(int(sys.argv[3]))
data = bytearray(open(sys.argv[1], "rb").read())
kind = int(sys.argv[3]) % 7
pages = len(data) // 4096
if kind == 0:		# bits here and there
    for _ in range(20):
        data[random.randrange(100, len(data))] ^= 1 << random.randrange(8)
elif kind == 1:		# a page of something else
    at = random.randrange(1, pages) * 4096
    data[at:at + 4096] = random.randbytes(4096)
elif kind == 2:		# cut
    data = data[:random.randrange(len(data))]
elif kind == 3:		# the header
    for _ in range(3):
        data[random.randrange(100)] = random.randrange(256)
elif kind == 4:		# a hole
    at = random.randrange(len(data) - 30000)
    data[at:at + 30000] = bytes(30000)
elif kind == 5:		# a foreign log beside it
    open(sys.argv[2] + "-wal", "wb").write(random.randbytes(9000))
else:
    open(sys.argv[2] + "-wal", "wb").write(b"")
    open(sys.argv[2] + "-shm", "wb").write(random.randbytes(32768))
open(sys.argv[2], "wb").write(data)
END2
n=0 refused=0 most=$(rounds 28 2000)
while [ $n -lt "$most" ]; do
	rm -rf d
	mkdir -p d/backups
	cp p.db "d/backups/k.db.$(date +%Y-%m-%d)"
	python3 break.py p.db d/k.db $n
	cp d/k.db before
	for what in "dossier list" "tree" "audit verify" "doctor" \
	    "fonds edit P1 --note x" "dossier list --search ho"; do
		got=0
		# shellcheck disable=SC2086 # they are words
		"$BANSAO" --db d/k.db --no-input $what >.out 2>.err || got=$?
		case $got in
		0 | 4) ;;
		1)	refused=$((refused + 1))
			grep -q 'backups/k.db' .err ||
				fail "$n: $what does not name the backup"
			case $what in
			fonds*)	cmp -s before d/k.db ||
					fail "$n: $what failed and wrote" ;;
			esac ;;
		*)	fail "$n: $what ended with $got" ;;
		esac
	done
	runs 0 "$BANSAO" --db d/k.db --no-input --force -q restore \
	    "$(ls -d "$room"/d/backups/k.db.2*)"
	whole d/k.db "restored, damage $n"
	same 60 "$(query d/k.db "SELECT count(*) FROM dossier")" "the files"
	n=$((n + 1))
done

# Of an older bansao and damaged: not brought up, and neither reading nor
# writing leads in a circle.
rm -rf d
mkdir -p d/backups
newest=$(query p.db "PRAGMA user_version")
cp p.db d/k.db
runs 0 sqlite3 d/k.db "PRAGMA user_version = $((newest - 1))"
cp d/k.db d/backups/k.db.2026-01-01
root=$(query d/k.db "SELECT rootpage FROM sqlite_schema WHERE name = 'dossier'")
dd if=/dev/urandom of=d/k.db bs=4096 seek=$((root - 1)) count=1 conv=notrunc \
    2>/dev/null
cp d/k.db before
for what in "fonds edit P1 --note x" "dossier list" "fonds edit P1 --note x"; do
	# shellcheck disable=SC2086
	runs 1 "$BANSAO" --db d/k.db $what
	complains "damaged"
	complains "backups/k.db.2026-01-01"
	! grep -q '\*\*\*' .err || fail "words of SQLite"
	cmp -s before d/k.db || fail "$what wrote into it"
done
figure T-DAMAGE "$n damaged catalogues: $refused commands refused with the way to the backup, each restored"
