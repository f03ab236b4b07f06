# A digitising batch: scanned by one, inspected by another; a page that fails
# goes back with its reason and comes again.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3 python3
corpus=$srcdir/tests/fuzz/corpus/tiff
sum() { sqlite3 "$BANSAO_DB" "$1"; }

# Pages that have no error: A4 at 200 dpi is 1654 x 2339; these are labels.
printf '[severity]\ndepth = off\nlossy = off\n' >b.ini
bansao() { "$BANSAO" --config "$room/b.ini" "$@"; }
page() { cp "$corpus/$1" "in/$2"; printf '%s' "$2" >>"in/$2"; touch -d 2026-01-01 "in/$2"; }

runs 0 bansao init
runs 0 bansao fonds add P1 'Phông một'
for n in 1 2; do
	runs 0 bansao dossier add "HS.0$n" "Hồ sơ $n" --fonds P1 numberOfPage=2 \
	    numberOfPaper=2 startDate=1960 endDate=1961 maintenance=01 \
	    mode=01 language=01 box=1 fileNotation=$n
done
runs 0 bansao config set four_eyes off
runs 0 bansao tag HS.01 HS.02 --criteria 2
runs 0 bansao selection new L1 --fonds P1 --year 2026
runs 0 bansao selection add L1 --all
runs 0 bansao selection submit L1 --number 1/TTr
runs 0 bansao selection approve L1 --number 2/QĐ --date "$(date +%d/%m/%Y)" --signer X
runs 0 bansao arrange --all --state S4
runs 0 bansao receive --state S4 --minutes 3/BB

mkdir in
page codec-5.tif HS.01.1.tif
page codec-8.tif HS.01.2.tif
page codec-7.tif HS.02.1.tif
runs 0 bansao scan ingest in
[ "$(sum "SELECT group_concat(state) FROM dossier")" = '5,5' ] ||
	fail 'scans begin the digitising'

me=$(id -un)
runs 0 bansao batch new D1 --operator "$me" --scanner fi-7700 --date 05/02/2026
runs 2 bansao batch new D1 --operator Lan
runs 0 bansao batch add D1 HS.01 HS.02
[ "$(sum "SELECT group_concat(state) FROM (SELECT state FROM dossier
    ORDER BY code)")" = '6,5' ] ||
	fail 'only the complete one waits for inspection'
grep -q 'HS.02: BR10' "$room/.err" || fail 'what is missing is not said'

# The operator cannot inspect his own scans.
runs 0 bansao config set four_eyes on
runs 7 bansao batch pass D1
grep -q BR11 "$room/.err" || fail 'BR11'
runs 0 bansao config set four_eyes off

runs 0 bansao batch list --csv --limit 1
[ "$(wc -l <"$room/.out")" = 2 ] || fail 'one batch and the heads'
runs 2 bansao batch list --limit x

# A page fails: a reason is needed, the dossier goes back.
runs 2 bansao batch fail D1 --scan HS.01.2.tif
runs 0 bansao batch fail D1 --scan HS.01.2.tif --reason 'mờ góc trái'
[ "$(sum "SELECT state FROM dossier WHERE code = 'HS.01'")" = 5 ] ||
	fail 'not back at the scanner'
runs 0 bansao batch show D1 --pages
grep -q 'mờ góc trái' "$room/.out" || fail 'the reason is not shown'
runs 0 bansao batch add D1 HS.01
runs 7 bansao batch pass D1 HS.01

# The reports of the work, with what is in the books: HS.01 has its two pages,
# HS.02 one of two; a page failed on the day of the batch.
runs 0 bansao report reconciliation --json
same '[["HS.02", 2, 1, -1, "Being digitised"]]' "$(json \
    '[[r["code"], r["pages"], r["images"], r["difference"], r["state"]]
    for r in j if r["code"] == "HS.02"]')" 'reconciliation'
runs 0 bansao report reconciliation --lang vi
grep -q 'HS.02.*Đang số hóa' "$room/.out" ||
	fail "the state is no word: $(cat "$room/.out")"
runs 0 bansao report reconciliation-groups --json
same '[[2, 4, 4, 3, 3, -1]]' "$(json '[[r["dossiers"], r["papers"], r["pages"],
    r["scans"], r["images"], r["difference"]] for r in j]')" 'by group'
runs 0 bansao report progress-day --from 1/2/2026 --to 28/2/2026 --json
same '[["2026-02-05", 1, 2, 3, 1]]' "$(json '[[r["day"], r["batches"],
    r["dossiers"], r["images"], r["failed"]] for r in j]')" 'by day'
runs 0 bansao report progress-day --from 6/2/2026 --to 28/2/2026 --json
same 0 "$(json 'len(j)')" 'another day'

# Scanned again, the old judgement no longer holds.
page codec-8-tiled.tif HS.01.2.tif
touch -d 2026-03-01 in/HS.01.2.tif
runs 0 bansao scan ingest in
runs 0 bansao batch add D1 HS.01
runs 0 bansao batch pass D1
[ "$(sum "SELECT state, passed_on IS NOT NULL FROM dossier
    WHERE code = 'HS.01'")" = '7|1' ] || fail 'not passed'
runs 0 bansao batch list --json
grep -q '"passed": *1' "$room/.out" || fail 'list'

# New scans after the inspection: the same content under a new date changes
# nothing, another picture sends the dossier back to the inspector.
touch -d 2026-03-02 in/HS.01.1.tif
runs 0 bansao scan ingest in
[ "$(sum "SELECT state FROM dossier WHERE code = 'HS.01'")" = 7 ] ||
	fail 'a touched file took the inspection back'
page codec-8.tif HS.01.2.tif
touch -d 2026-03-03 in/HS.01.2.tif
runs 0 bansao scan ingest in --lang en
grep -q 'HS.01 had passed' "$room/.err" || fail 'not said'
[ "$(sum "SELECT state, passed_on IS NULL FROM dossier
    WHERE code = 'HS.01'")" = '6|1' ] || fail 'not back at the inspector'
runs 0 bansao batch pass D1
[ "$(sum "SELECT state FROM dossier WHERE code = 'HS.01'")" = 7 ] ||
	fail 'not passed again'

# T055: another picture after the file was packaged is an error of the file;
# the same picture under a new date is none.
late() { sum "SELECT count(*), coalesce(max(f.detail), '') FROM dossier_finding f
    JOIN dossier d ON d.id = f.dossier_id WHERE d.code = 'HS.01' AND f.code = 55"; }
sqlite3 "$BANSAO_DB" "UPDATE dossier SET state = 8 WHERE code = 'HS.01'"
touch -d 2026-03-04 in/HS.01.2.tif
runs 0 bansao scan ingest in
same '0|' "$(late)" 'touched, but the same'
page codec-8-tiled.tif HS.01.2.tif
touch -d 2026-03-05 in/HS.01.2.tif
bansao scan ingest in >/dev/null 2>&1 || :
same '1|S8' "$(late)" 'T055'
same 8 "$(sum "SELECT state FROM dossier WHERE code = 'HS.01'")" 'T055 moves nothing'

# A sample: of 3 files 50 per cent are 2; by the table of sizes 8 files want 2,
# and the table is the workplace's to set.
runs 0 bansao batch new S1 --operator "$me" --sampling 50
runs 0 bansao batch new S2 --operator "$me" --by-lot
runs 2 bansao batch new S3 --by-lot --sampling 50
sqlite3 "$BANSAO_DB" "INSERT INTO batch_dossier SELECT b.id, d.id FROM batch b,
    dossier d WHERE b.code IN ('S1', 'S2')"
runs 0 bansao batch show S1 --pages --csv
[ "$(wc -l <"$room/.out")" = 3 ] || fail 'half of three, rounded up, are two'
runs 0 bansao batch show S2 --pages --csv --lang en
[ "$(wc -l <"$room/.out")" = 3 ] || fail 'the table says two of up to eight'
grep -q '2 of 3 files, by the size' "$room/.err" || fail 'how many is not said'
sed -n 2p "$room/.out" | grep -q 'HS.01.1' || fail 'the first one always'
printf '[sampling]\nsmall = 2 1\nlarge = 10 1\n' >>b.ini
runs 0 bansao batch show S2 --pages --csv
[ "$(wc -l <"$room/.out")" = 2 ] || fail 'the own table says one'
runs 0 bansao batch list --json
grep -q '"by_lot": *1' "$room/.out" || fail 'list does not tell'
cp b.ini good.ini
for bad in 'x = 10 1' 'x = 20 30' 'x = many' 'x = 20 0'; do
	{ cat good.ini; echo "$bad"; } >b.ini
	runs 2 bansao batch show S2 --pages
	grep -q "\[sampling\] x" "$room/.err" || fail "not said: $bad"
done
mv good.ini b.ini
sqlite3 "$BANSAO_DB" "DELETE FROM batch_dossier WHERE batch_id IN
    (SELECT id FROM batch WHERE code IN ('S1', 'S2'))"
runs 3 bansao batch show NONE
runs 3 bansao batch add D1 NONE
runs 0 bansao audit verify

# --- the page image ---
runs 0 bansao scan preview HS.01.1.tif --size 30x10 --mode ascii
[ "$(wc -l <"$room/.out")" -le 10 ] || fail 'preview is too high'
! LC_ALL=C grep -q '[^ -~]' "$room/.out" || fail 'not ASCII'
runs 0 bansao scan preview "$corpus/codec-5.tif" --size 20x8 --cells --mode 256
head -1 "$room/.out" | grep -q '^cells [0-9]* [0-9]* 1 1 ' || fail 'cells'
runs 3 bansao scan preview "$corpus/codec-5.tif" --page 9
runs 4 bansao scan preview "$corpus/wild-size.tif"
runs 3 bansao scan preview nowhere.tif
runs 0 bansao scan preview "$corpus/codec-5.tif" --size 20x8 --pixels kitty
LC_ALL=C grep -q "$(printf '\033_G')" "$room/.out" || fail 'kitty'
runs 0 bansao scan preview "$corpus/codec-5.tif" --size 20x8 --pixels sixel
LC_ALL=C grep -q "$(printf '\033P')" "$room/.out" || fail 'sixel'
printf '%%PDF-1.4\n' >a.pdf
runs 4 bansao scan preview a.pdf

# A JPEG of 8 x 8 pixels, all of them black; cut off it is no picture.
python3 - <<'E'
import base64
data = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP////////////////////////////////////"
    "//////////////////////////////////////////////////wAALCAAIAAgBAREA/8QA"
    "FAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z")
open("a.jpg", "wb").write(data)
open("cut.jpg", "wb").write(data[:40])
E
if "$BANSAO" --version | grep -q libjpeg; then
	runs 0 bansao scan preview a.jpg --size 20x8 --cells --mode 256
	head -1 "$room/.out" | grep -q '^cells 16 8 1 1 8 8 ' || fail 'JPEG'
	runs 4 bansao scan preview cut.jpg
	runs 3 bansao scan preview a.jpg --page 2
fi

# --- companions are linked, counted, and count no A4 ---
if command -v tiff2pdf >/dev/null; then
	before=$(sum 'SELECT sum(a4) FROM dossier')
	tiff2pdf -o in/HS.01.pdf "$corpus/codec-5.tif" 2>/dev/null
	printf junk >in/HS.02.9.pdf
	touch -d 2026-01-01 in/*.pdf
	runs 4 bansao scan ingest in
	[ "$before" = "$(sum 'SELECT sum(a4) FROM dossier')" ] || fail 'A4 of PDF'
	runs 0 bansao scan list --dossier HS.01 --json
	for want in T060 T061 application/pdf '"kind": *"companion"'; do
		grep -q "$want" "$room/.out" || fail "companion: no $want"
	done
	[ "$(sum "SELECT count(*) FROM finding WHERE code = 62")" = 1 ] ||
		fail 'T062'
fi
