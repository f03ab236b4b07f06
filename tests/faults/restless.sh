# T-IO-3: files that change under the hands of ingest. What changed while it was
# read is not stored as something it never was.
. "${srcdir:-.}/tests/faults/lib.sh"
need python3 sqlite3
corpus=$srcdir/tests/fuzz/corpus/tiff/codec-5.tif
[ -e "$corpus" ] || skip "no scan to copy"

fresh r
# --- T-IO-3: grow, truncate, rewrite, replace, touch while it is read --------------

mkdir in
cat >restless.py <<'END'
import os
import random
import shutil
import sys
import time

# Five ways to change a file; each whole state it ever had is written down.
import hashlib
paths = sys.argv[2:]
end = time.monotonic() + float(sys.argv[1])
dice = random.Random(1)
states = open("states", "w")
base = {p: open(p, "rb").read() for p in paths}


def note(data):
    states.write(hashlib.sha256(data).hexdigest() + "\n")


for p in paths:
    note(base[p])
n = 0
while time.monotonic() < end:
    p = dice.choice(paths)
    how = dice.randrange(5)
    old = open(p, "rb").read()
    s = os.stat(p)
    n += 1
    if how == 0:
        tail = b"grown %d" % n
        note(old + tail)
        with open(p, "ab") as f:
            f.write(tail)
    elif how == 1 and len(old) > 200:
        note(old[:-3])
        os.truncate(p, len(old) - 3)
    elif how == 2:
        new = base[p] + b"rewritten %d" % n
        with open(p, "r+b") as f:      # in place: two halves, the same mtime
            f.seek(len(base[p]))
            f.write(b"rewritten %d" % n)
            f.truncate()
        note(new)
        note(old[:len(base[p])] + (b"rewritten %d" % n) + old[len(new):])
        os.utime(p, ns=(s.st_atime_ns, s.st_mtime_ns))
    elif how == 3:
        new = base[p] + b"replaced %d" % n
        note(new)
        with open(p + ".new", "wb") as f:
            f.write(new)
        os.rename(p + ".new", p)
    else:
        os.utime(p)
    if n % 3 == 0:
        time.sleep(0.001)
states.close()
print(n)
END
n=0
while [ "$n" -lt 20 ]; do
	n=$((n + 1))
	cp "$corpus" "in/P1.1.$n.tif"
	head -c 300000 /dev/zero >>"in/P1.1.$n.tif"
	printf 'start %s' "$n" >>"in/P1.1.$n.tif"
done
python3 restless.py "$(often 5 300)" in/*.tif >changes &
restless=$!
while kill -0 "$restless" 2>/dev/null; do
	got=0
	"$BANSAO" --db r/k.db -q scan ingest in >.out 2>.err </dev/null || got=$?
	[ "$got" -lt 128 ] || fail "ingest died over a restless file ($got)"
done
wait "$restless" || fail "the restless one"
rm -f in/*.new
find in -name '*.tif' -exec touch -d '2026-01-02' {} +
"$BANSAO" --db r/k.db -q scan ingest in >.out 2>.err </dev/null || [ $? -eq 4 ] ||
	fail "the last ingest"
# At rest, what is stored is what is there.
query r/k.db "SELECT lower(hex(sha256)) FROM scan s JOIN folder f
    ON f.id = s.folder_id WHERE f.path = '$room/in'" | sort >stored
sha256sum in/*.tif | cut -d' ' -f1 | sort >there
cmp stored there || fail "what is stored is not what is there"
whole r/k.db
figure T-IO-3 "$(cat changes) changes (grow, truncate, rewrite with the same mtime, replace, touch) under ingest; at rest all hashes are those of the files"
