# T-FIX: a single bit turned in one of a thousand stored scans is found by
# "scan verify" and named, and nothing else is; budgets are kept and the next
# run goes on; what is put back is solved, and the findings stay on record.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3 python3 faketime
corpus=$srcdir/tests/fuzz/corpus/tiff
sum() { sqlite3 "$BANSAO_DB" "$1"; }

runs 0 "$BANSAO" init
mkdir in
python3 - "$corpus/codec-5.tif" <<'PY'
import sys
page = open(sys.argv[1], "rb").read()
for i in range(1000):
    with open("in/%04d.tif" % i, "wb") as file:
        file.write(page + b"%04d" % i)
PY
touch -d 2026-01-01 in/*
runs 4 "$BANSAO" scan ingest in -q
same 1000 "$(sum 'SELECT count(DISTINCT sha256) FROM scan')" 'scans'

# Known files are not read again, unless it is asked for.
runs 0 "$BANSAO" scan ingest in -q --json
grep -q '"unchanged": *1000' "$room/.out" || fail 'known files were read again'
runs 4 "$BANSAO" scan ingest in -q --json --rehash
grep -q '"unchanged": *0,' "$room/.out" || fail '--rehash read nothing'
same 1000 "$(sum 'SELECT count(*) FROM scan')" 'scans after --rehash'

# Budgets: what is not looked at is next, in the order of taking in.
bytes=$(stat -c %s in/0000.tif)
runs 0 "$BANSAO" scan verify --bytes $((bytes * 300)) --json
grep -q '"whole": *false' "$room/.out" || fail 'the budget was not kept'
seen=$(sum 'SELECT count(*) FROM scan WHERE verified > 0')
[ "$seen" -ge 300 ] && [ "$seen" -lt 1000 ] || fail "$seen by a budget of 300"
same "$seen" "$(sum 'SELECT max(id) FROM scan WHERE verified > 0')" 'the order'
runs 0 "$BANSAO" scan verify --json
grep -q '"whole": *true' "$room/.out" || fail 'it did not go on to the end'
grep -q "\"files\": *$((1000 - seen))" "$room/.out" || fail 'looked at twice'
# A budget of time, on a clock that runs 100,000 times too fast: the minute is
# over in less than a millisecond. (The sanitizers want to be first in line; they
# are told not to mind.)
runs 0 env ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 faketime \
    -f '+0 x100000' "$BANSAO" scan verify --minutes 1 --json
grep -q '"whole": *false' "$room/.out" || fail 'the minute was not kept'
grep -q '"files": *1000' "$room/.out" && fail 'all were looked at in a minute'
runs 0 "$BANSAO" scan verify --minutes 1000 --rate 1000 --json
grep -q '"whole": *true' "$room/.out" || fail 'a thousand minutes were not enough'

# Fifty bits one by one, each found, by name, and none besides; then forty
# together. Every start costs ten times as much under the sanitizers.
cat >flip.py <<'PY'
import os, random, sys
random.seed(int(sys.argv[1]))
for name in random.sample(sorted(os.listdir("in")), int(sys.argv[2])):
    path = "in/" + name
    times = os.stat(path)
    with open(path, "r+b") as file:
        data = bytearray(file.read())
        bit = random.randrange(len(data) * 8)
        data[bit >> 3] ^= 1 << (bit & 7)
        file.seek(0)
        file.write(data)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    print(name)
PY
flips=50
! grep -qF __asan_init "$BANSAO" || flips=10
round=0
while [ $((round += 1)) -le $flips ]; do
	name=$(python3 flip.py $round 1)
	runs 4 "$BANSAO" scan verify -q
	grep -q "T071 .*in/$name" "$room/.err" || fail "$name is not named"
	same 1 "$(grep -c '^T07' "$room/.err")" 'others were named'
	python3 flip.py $round 1 >/dev/null
done
python3 flip.py 99 40 >names
runs 4 "$BANSAO" scan verify --json
grep -q '"changed": *40' "$room/.out" || fail 'not 40'
grep -q '"good": *960' "$room/.out" || fail 'false alarms'
while read -r name; do
	grep -q "T071 .*in/$name" "$room/.err" || fail "$name is not named"
done <names
runs 0 "$BANSAO" report fixity --json
grep -q '"bad": *40' "$room/.out" || fail 'the report'

# Put back: solved, but not forgotten.
python3 flip.py 99 40 >/dev/null
runs 0 "$BANSAO" scan verify -q
same "$((flips + 40))|$((flips + 40))" "$(sum "SELECT count(*), sum(solved_at <> '')
    FROM fixity_finding")" 'the record of what was found'
same 0 "$(sum 'SELECT count(*) FROM finding WHERE code = 71')" 'still bad'

# Missing, grown, replaced by a link: each as it is.
rm in/0001.tif
echo more >>in/0002.tif
mv in/0003.tif in/0003.old
ln -s 0003.old in/0003.tif
runs 4 "$BANSAO" scan verify --json
for want in '"missing": *1' '"replaced": *1' '"unreadable": *1' '"good": *997'
do
	grep -q "$want" "$room/.out" || fail "no $want"
done
figure T-FIX "one bit in 1 of 1,000 files $flips times, then in 40 of them: each found and named, no false alarm; 1 missing, 1 grown, 1 replaced by a link"
