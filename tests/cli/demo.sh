# The demo walks the thread; other people's tools look at what it leaves.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3 python3 sha256sum

runs 0 "$BANSAO" demo "$room/d" --no-screens
cp .out story
unset BANSAO_DB
BANSAO_DB=$room/d/bansao.db
export BANSAO_DB

# --- a real archive in a real catalogue ---
same 60 "$(sqlite3 "$BANSAO_DB" 'SELECT count(*) FROM dossier')" dossiers
same 6 "$(sqlite3 "$BANSAO_DB" 'SELECT count(*) FROM fonds')" fonds
same '1 2 3 4 5' "$(sqlite3 "$BANSAO_DB" 'SELECT group_concat(number, char(32))
    FROM (SELECT DISTINCT number FROM dossier_criterion ORDER BY number)')"
pages=$(sqlite3 "$BANSAO_DB" 'SELECT sum(image_count) FROM dossier')
[ "$pages" -ge 280 ] || fail "only $pages pages"
[ "$(sqlite3 "$BANSAO_DB" 'PRAGMA integrity_check')" = ok ] || fail integrity
same '' "$(sqlite3 "$BANSAO_DB" 'PRAGMA foreign_key_check')"

# --- the scans are TIFFs to others as well ---
find d/scans -name '*.tif' | sort >files
[ "$(wc -l <files)" -ge 260 ] || fail 'too few files'
if command -v tiffinfo >/dev/null; then
	bad=0
	while read -r file; do
		tiffinfo "$file" >.info 2>/dev/null &&
			grep -q 'Image Width' .info || bad=$((bad + 1))
	done <files
	# one cut off, one that is no TIFF
	same 2 "$bad" 'files that tiffinfo cannot read'
	tiffinfo d/scans/TM/TM.1988.02.1.1.tif >.info 2>/dev/null
	grep -q 'CCITT Group 4' .info || fail 'the A0 sheet is not G4'
fi
runs 0 "$BANSAO" scan show d/scans/TM/TM.1988.02.1.1.tif --json
same '["A0", 16]' "$(json '[j["images"][0]["size_class"], j["images"][0]["a4"]] if isinstance(j, dict) else [j[0]["images"][0]["size_class"], j[0]["images"][0]["a4"]]')"

# --- the bag holds by sha256sum, and by us without a catalogue ---
(cd d/handover/BG-01 && sha256sum --quiet -c manifest-sha256.txt) ||
	fail 'sha256sum does not agree with the manifest'
(cd d/handover/BG-01 && sha256sum --quiet -c tagmanifest-sha256.txt) ||
	fail 'sha256sum does not agree with the tag manifest'
same 'BagIt-Version: 1.0' "$(head -1 d/handover/BG-01/bagit.txt)"
runs 0 "$BANSAO" --db /nowhere verify d/handover/BG-01 --json
same '["bagit", true]' "$(json '[j["format"], j["valid"]]')"
file=$(find d/handover/BG-01/data -name '*.tif' | sort | head -1)
printf x >>"$file"
runs 4 "$BANSAO" verify d/handover/BG-01

# --- what came of it ---
runs 6 "$BANSAO" quota --json
passed=$(json 'sum(y["passed"] for y in j)')
same "$passed" "$(sqlite3 "$BANSAO_DB" 'SELECT sum(a4) FROM dossier
    WHERE passed_on IS NOT NULL')" 'passed pages'
same "$passed" "$(json 'sum(y["handed_over"] for y in j)')"
runs 0 "$BANSAO" audit verify
runs 0 "$BANSAO" scan ingest d/scans -n
runs 2 "$BANSAO" demo "$room/d" --no-screens
complains 'already'
