# Killed at any moment while scans are taken in: what was stored is whole,
# the next run takes exactly the rest.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3
# Every start costs ten times as much under the sanitizers.
rounds=200
! grep -qF __asan_init "$BANSAO" || rounds=25
rounds=${KILL_ROUNDS:-$rounds}
corpus=$srcdir/tests/fuzz/corpus/tiff

runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add P1 'Phông một'
runs 0 "$BANSAO" dossier add HS.01 'Hồ sơ một' --fonds P1
mkdir in
n=0
while [ "$n" -lt 300 ]; do
	n=$((n + 1))
	cp "$corpus/codec-5.tif" "in/HS.01.$n.tif"
	printf '%s' "$n" >>"in/HS.01.$n.tif"
done
find in -name '*.tif' -exec touch -d 2026-01-01 {} +
cp "$BANSAO_DB" empty.db

# How long it takes here and now: the moments are parts of that.
now_ms() { echo $(($(date +%s%N) / 1000000)); }
before=$(now_ms)
"$BANSAO" scan ingest in >/dev/null 2>&1 || [ $? -eq 4 ] || fail 'first run'
whole=$(($(now_ms) - before))
rm -f "$BANSAO_DB"*
cp empty.db "$BANSAO_DB"

sum() { sqlite3 -cmd '.timeout 10000' "$BANSAO_DB" "$1"; }
round=0
partly=0
while [ "$round" -lt "$rounds" ]; do
	round=$((round + 1))
	[ $((round % 5)) -ne 1 ] || {
		rm -f "$BANSAO_DB"*
		cp empty.db "$BANSAO_DB"
	}
	moment=$((whole * (round * 37 % 110 + 2) / 100))
	timeout -s KILL "$((moment / 1000)).$(printf '%03d' $((moment % 1000)))" \
	    "$BANSAO" scan ingest in >/dev/null 2>&1 || :
	# In one question: what reads for the killed one may still be ending.
	facts=$(sum 'SELECT count(*), (SELECT scan_count FROM dossier),
	    (SELECT count(*) FROM (SELECT 1 FROM scan GROUP BY folder_id, name
	    HAVING count(*) > 1)) FROM scan')
	stored=${facts%%|*}
	[ "$stored" = 0 ] || [ "$stored" = 300 ] || partly=$((partly + 1))
	[ "$(sum 'PRAGMA integrity_check')" = ok ] || fail 'integrity'
	[ "$facts" = "$stored|$stored|0" ] ||
		fail "sums and rows differ, or doubles, after a kill: $facts"
done
"$BANSAO" scan ingest in >/dev/null 2>&1 || [ $? -eq 4 ] || fail 'last run'
[ "$(sum 'SELECT count(*), count(DISTINCT sha256) FROM scan')" = '300|300' ] ||
	fail "not all: $(sum 'SELECT count(*) FROM scan')"
runs 0 "$BANSAO" audit verify
figure T-KILL-2 "ingest of 300 files, $round rounds of kill -9, $partly of them with a part stored: no doubles, sums and rows agree, the next run takes the rest"
