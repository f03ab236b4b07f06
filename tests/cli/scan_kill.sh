# Killed at any moment while scans are taken in: what was stored is whole,
# the next run takes exactly the rest.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3
rounds=${KILL_ROUNDS:-25}
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

sum() { sqlite3 -cmd '.timeout 10000' "$BANSAO_DB" "$1"; }
round=0
partly=0
while [ "$round" -lt "$rounds" ]; do
	round=$((round + 1))
	[ $((round % 5)) -ne 1 ] || {
		rm -f "$BANSAO_DB"*
		cp empty.db "$BANSAO_DB"
	}
	timeout -s KILL "0.$(printf '%03d' $((round * 37 % 400 + 10)))" \
	    "$BANSAO" scan ingest in >/dev/null 2>&1 || :
	stored=$(sum 'SELECT count(*) FROM scan')
	[ "$stored" = 0 ] || [ "$stored" = 300 ] || partly=$((partly + 1))
	[ "$(sum 'PRAGMA integrity_check')" = ok ] || fail 'integrity'
	[ "$(sum 'SELECT count(*) FROM (SELECT folder_id, name FROM scan
	    GROUP BY 1, 2 HAVING count(*) > 1)')" = 0 ] || fail 'doubles'
	[ "$(sum 'SELECT scan_count FROM dossier')" = "$stored" ] ||
		fail 'sums and rows differ after a kill'
done
"$BANSAO" scan ingest in >/dev/null 2>&1 || [ $? -eq 4 ] || fail 'last run'
[ "$(sum 'SELECT count(*), count(DISTINCT sha256) FROM scan')" = '300|300' ] ||
	fail "not all: $(sum 'SELECT count(*) FROM scan')"
runs 0 "$BANSAO" audit verify
