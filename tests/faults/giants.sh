# T-BIG: a TIFF of 9 GiB whose directory and picture lie at its end, and a path
# of 8,000 bytes. Both are taken in or refused in words, with little memory. The
# file is sparse: its zeros take time, but no room.
. "${srcdir:-.}/tests/faults/lib.sh"
need python3 sqlite3
! sanitized || skip "nine gigabytes take too long under the sanitizers"

runs 0 "$BANSAO" -q init
runs 0 "$BANSAO" -q fonds add P01 x
runs 0 "$BANSAO" -q dossier add P01.1 x --fonds P01
mkdir in deep
python3 - <<'PY' || skip "no sparse file of 9 GiB here"
import os, struct

size, width, height = 9 << 30, 1654, 2339
strip = width * height // 8 + height
picture = size - (1 << 20)
ifd = size - 4096
entries = [(256, 3, 1, width), (257, 3, 1, height), (258, 3, 1, 1),
           (259, 3, 1, 1), (262, 3, 1, 0), (273, 16, 1, picture),
           (277, 3, 1, 1), (278, 3, 1, height), (279, 16, 1, strip),
           (282, 5, 1, 200 | 1 << 32), (283, 5, 1, 200 | 1 << 32),
           (296, 3, 1, 2)]
with open("in/P01.1.1.tif", "wb") as out:
    out.truncate(size)
    out.write(struct.pack("<2sHHHQ", b"II", 43, 8, 0, ifd))
    out.seek(picture)
    out.write(b"\x5a" * 2000)
    out.seek(ifd)
    out.write(struct.pack("<Q", len(entries)))
    for tag, kind, count, value in entries:
        out.write(struct.pack("<HHQQ", tag, kind, count, value))
    out.write(struct.pack("<Q", 0))
os.utime("in/P01.1.1.tif", (1750000000, 1750000000))
# 40 folders of 200 bytes each in the other; only step by step is there a way in.
os.chdir("deep")
for n in range(40):
    os.mkdir("d" * 200)
    os.chdir("d" * 200)
open("P01.1.2.tif", "wb").close()
PY
cat >measured.py <<'PY'
import resource, subprocess, sys
status = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
      file=open("memory", "w"))
sys.exit(status if status >= 0 else 128 - status)
PY
runs 0 python3 measured.py "$BANSAO" scan ingest in --dossier P01.1 --json
same "$((9 << 30))|1|1" "$(query bansao.db 'SELECT bytes, pages, a4 FROM scan')" \
    "the giant"
memory=$(cat memory)
[ "$memory" -le 128 ] || fail "$memory MB of memory for one file"
got=0
python3 measured.py "$BANSAO" scan ingest deep --dossier P01.1 >.out 2>.err ||
	got=$?
same 4 "$got" "the status of an empty scan below 8,000 bytes of path"
complains 'T001 dddd'
same 8041 "$(query bansao.db "SELECT length(path) - length('$room/deep') + 1
    FROM folder WHERE path GLOB '*/deep/*'")" "the length of the path"
[ "$(cat memory)" -le 128 ] || fail "$(cat memory) MB for a path"
whole "$room/bansao.db"
# rm of old finds no way in either.
python3 -c 'import shutil; shutil.rmtree("deep")'
figure T-BIG "a TIFF of 9 GiB (sparse, directory at its end) taken in with $memory MB of memory; a path of 8,000 bytes is read, its file told as damaged"
