# T-TIFF-3: a scanner that is at work in the folder. What is not finished is put
# off and told, never failed and never stored half; what was finished a moment ago
# is waited for; the next run takes the rest as it is then.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3 python3
page=$srcdir/tests/fuzz/corpus/tiff/codec-5.tif
sum() { sqlite3 "$BANSAO_DB" "$1"; }

runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add P1 P
runs 0 "$BANSAO" dossier add HS.1 x --fonds P1
mkdir in
cat >scanner.py <<'PY'
import mmap, os, sys, time

page = open(sys.argv[1], "rb").read()
old = 1750000000

def put(name, data=page):
    with open("in/" + name, "wb") as file:
        file.write(data + name.encode())
    os.utime("in/" + name, (old, old))

# 1: open for writing, at rest.   2: not yet under its name.
put("open.1.tif")
held = open("in/open.1.tif", "ab")
put("own.2.tif.part")
# 3: mapped for writing, its descriptor shut.
put("mapped.3.tif")
with open("in/mapped.3.tif", "r+b") as file:
    mapped = mmap.mmap(file.fileno(), 0)
# 4: it grows.   5: written again and again, always as long.
put("grows.4.tif")
put("again.5.tif")
# 6: just finished, and at rest.
put("done.6.tif")
os.utime("in/done.6.tif")
open("begun", "w").close()
n = 0
while not os.path.exists("enough"):
    n += 1
    with open("in/grows.4.tif", "ab") as file:
        file.write(b"more")
    with open("in/again.5.tif", "r+b") as file:
        file.seek(len(page))
        file.write(b"%08d" % n)
    time.sleep(0.05)
held.close()
mapped[-1:] = b"!"
mapped.close()
os.rename("in/own.2.tif.part", "in/own.2.tif")
PY
python3 scanner.py "$page" &
scanner=$!
wait_for test -e begun || fail 'the scanner does not begin'
runs 0 "$BANSAO" scan ingest in --dossier HS.1 --json
cp .out first
cp .err told
: >enough
wait "$scanner" || fail 'the scanner'
same '["done.6.tif"]' "$(sqlite3 -json "$BANSAO_DB" 'SELECT
    json_group_array(name) AS n FROM scan' | python3 -c 'import json, sys
print(json.loads(sys.stdin.read())[0]["n"])')" 'what was taken while it was at work'
python3 -c 'import json
j = json.load(open("first"))
assert j["deferred"] == 5 and j["refused"] == 0, j' || fail 'put off'
for name in open.1 mapped.3 grows.4 again.5; do
	grep -q "^$name.tif: " told || fail "$name is not told: $(cat told)"
done
runs 0 "$BANSAO" scan ingest in --dossier HS.1 --json
same 6 "$(sum 'SELECT count(*) FROM scan')" scans
sum 'SELECT lower(hex(sha256)) FROM scan' | sort >stored
sha256sum in/*.tif | cut -d' ' -f1 | sort | cmp -s - stored ||
	fail 'what is stored is not what is there'
figure T-TIFF-3 "6 kinds of a scan in the making (open, *.part, mapped, growing, rewritten, just finished): 5 put off, 1 waited for, all 6 taken in afterwards"
