# Scans by the command line: taken in once, known again, linked by name,
# damaged ones kept with their findings, nothing of the disk lost or followed.
. "${srcdir:-.}/tests/lib.sh"
corpus=$srcdir/tests/fuzz/corpus/tiff

runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add P1 'Phông một'
for n in 1 2; do
	runs 0 "$BANSAO" dossier add "HS.0$n" "Hồ sơ $n" --fonds P1 numberOfPage=3
done

old() { touch -d '2026-01-01' "$@"; }
sum() { sqlite3 "$BANSAO_DB" "$1"; }
need sqlite3
need python3

# --- taken in, with what is wrong ---
mkdir -p in/sub
cp "$corpus/page.tif" in/HS.01.1.tif
cp "$corpus/big-endian-cm.tif" in/HS.01.2.TIF
cp "$corpus/codec-5.tif" in/HS.01.3.tif
cp "$corpus/loop-self.tif" in/sub/HS.02.1.tif
cp "$corpus/cut-data.tif" in/sub/HS.02.2.2.tif
cp "$corpus/empty" in/sub/HS.02.3.tif
cp "$corpus/pdf" in/sub/HS.02.4.tif
cp "$corpus/three.tif" in/nobody.1.tif
cp "$corpus/wild-bits.tif" "in/$(printf 'x\033[31m\n.tif')"
cp "$corpus/codec-8.tif" "in/$(printf 'latin\351.tif')"
echo note >in/Thumbs.db
old in/*.tif in/*.TIF in/sub/*
ln -s /etc/passwd in/HS.01.9.tif
mkfifo in/HS.01.8.tif
: >in/HS.01.7.tif.part

runs 4 "$BANSAO" scan ingest in --json
for want in '"files": *10' '"taken": *10' '"refused": *2' '"deferred": *1' \
    '"unlinked": *3'; do
	grep -q "$want" "$room/.out" || fail "no $want"
done
grep -q 'HS.01.9.tif: a symbolic link' "$room/.err" || fail 'link not told'
! LC_ALL=C grep -q "$(printf '\033')" "$room/.err" || fail 'escape passed on'
[ "$(sum 'SELECT scan_count, image_count FROM dossier WHERE code = '"'HS.01'")" \
    = '3|3' ] || fail 'sums of HS.01'
[ "$(sum 'SELECT group_concat(code, " ") FROM (SELECT DISTINCT f.code
    FROM finding f JOIN scan s ON s.id = f.scan_id WHERE s.name LIKE "HS.02%"
    AND f.severity = 3 ORDER BY f.code)')" = '1 2 5 7' ] ||
	fail "findings of HS.02: $(sum 'SELECT s.name, f.code FROM finding f
	    JOIN scan s ON s.id = f.scan_id')"

# --- known again, and nothing changes ---
before=$(sum 'SELECT count(*), sum(stamp % 100000), max(id) FROM scan')
audit=$(sum 'SELECT count(*) FROM audit')
runs 0 "$BANSAO" scan ingest in --json
grep -q '"unchanged": *10' "$room/.out" || fail 'read again'
[ "$before" = "$(sum 'SELECT count(*), sum(stamp % 100000), max(id) FROM scan')" ] ||
	fail 'a second run changed rows'
[ "$audit" = "$(sum 'SELECT count(*) FROM audit')" ] || fail 'audit grew'

# --- touched, but the same; then changed ---
touch -d '2026-02-02' in/HS.01.1.tif
runs 0 "$BANSAO" scan ingest in --json
grep -q '"unchanged": *10' "$room/.out" || fail 'same bytes, new date'
cp "$corpus/bigtiff-no-unit.tif" in/HS.01.1.tif
old in/HS.01.1.tif
runs 4 "$BANSAO" scan ingest in --json
grep -q '"changed": *1' "$room/.out" || fail 'change not seen'
[ "$(sum "SELECT count(*) FROM finding WHERE code = 37")" = 1 ] ||
	fail 'T037 missing'

# --- facts: ours and the contract's names ---
runs 0 "$BANSAO" scan show "$corpus/codec-4.tif" --json
for want in '"format": *"image/tiff"' '"pages": *1' '"compression": *"CCITT Group 4"' \
    '"x_dpi": *200' '"bits": *1' '"samples": *1' '"dossier": *null' \
    '"photometric": *"min-is-white"' '"findings": *\['; do
	grep -q "$want" "$room/.out" || fail "show: no $want"
done
sha=$(sha256sum <"$corpus/codec-4.tif" | cut -d' ' -f1)
grep -q "\"sha256\": *\"$sha\"" "$room/.out" || fail 'another SHA-256'
runs 3 "$BANSAO" scan show nowhere.tif
runs 4 "$BANSAO" scan check "$corpus/loop-back.tif"
grep -q 'T005' "$room/.out" || fail 'no T005'

# --- folders and files without a catalogue: one list, in the order given ---
runs 4 "$BANSAO" scan check in "$corpus/codec-5.tif" --json --db none
python3 - "$room/.out" <<'E' || fail 'the list of a folder'
import json, sys
files = json.load(open(sys.argv[1], "rb"))
names = [f["path"].rsplit("/", 1)[1] for f in files]
assert len(files) == 11 and names[-1] == "codec-5.tif", names
assert names[:3] == ["HS.01.1.tif", "HS.01.2.TIF", "HS.01.3.tif"], names
assert all(f["sha256"] is None for f in files)
assert all(x["cause"] and x["cure"] for f in files for x in f["findings"])
E
runs 3 "$BANSAO" scan check in nowhere.tif

# --- linked by hand ---
runs 0 "$BANSAO" scan list --unlinked --json
grep -q 'nobody.1.tif' "$room/.out" || fail 'unlinked not listed'
runs 0 "$BANSAO" scan link nobody.1.tif --dossier HS.02 --number 5
[ "$(sum "SELECT document, page FROM scan WHERE name = 'nobody.1.tif'")" = \
    '5|0' ] || fail 'number of the link'
runs 2 "$BANSAO" scan link nobody.1.tif
runs 3 "$BANSAO" scan link nobody.1.tif --dossier NONE
runs 0 "$BANSAO" dossier add latin 'Hồ sơ 3' --fonds P1

# --- verified: what is changed, gone, grown is named ---
runs 0 "$BANSAO" scan verify --json
grep -q '"good": *10' "$room/.out" || fail 'verify'
printf Z | dd of=in/HS.01.3.tif bs=1 seek=40 conv=notrunc 2>/dev/null
echo more >>in/HS.01.2.TIF
rm in/nobody.1.tif
runs 4 "$BANSAO" scan verify --json
for want in '"changed": *1' '"replaced": *1' '"missing": *1' '"good": *7'; do
	grep -q "$want" "$room/.out" || fail "verify: no $want"
done
for name in HS.01.3.tif HS.01.2.TIF nobody.1.tif; do
	grep -q "$name" "$room/.err" || fail "$name not named"
done

# --- a full decode finds what the facts cannot ---
runs 4 "$BANSAO" scan check --decode
grep -q 'T040.*HS.01.3.tif\|T007' "$room/.err" || fail 'decode'

runs 4 "$BANSAO" scan check HS.01 --decode --again
! grep -q HS.02 "$room/.err" || fail 'another dossier was checked'
runs 3 "$BANSAO" scan check HS.77

# --- a dry run stores nothing ---
mkdir other
cp "$corpus/codec-7.tif" other/HS.02.6.tif
old other/*
rows=$(sum 'SELECT count(*) FROM scan')
runs 0 "$BANSAO" scan ingest other -n
[ "$rows" = "$(sum 'SELECT count(*) FROM scan')" ] || fail 'dry run stored'

# --- all of a folder by --dossier, numbers from the names ---
mkdir byhand
cp "$corpus/codec-7.tif" byhand/anh_007.tif
old byhand/*
runs 0 "$BANSAO" scan ingest byhand --dossier HS.02
[ "$(sum "SELECT document FROM scan WHERE name = 'anh_007.tif'")" = 7 ] ||
	fail 'number of anh_007'
runs 3 "$BANSAO" scan ingest byhand --dossier NONE
runs 3 "$BANSAO" scan ingest nowhere

# --- a file that is being written is put off, not failed ---
mkdir writing
cp "$corpus/codec-7-tiled.tif" writing/HS.02.8.tif
old writing/*
exec 9>>writing/HS.02.8.tif
runs 0 "$BANSAO" scan ingest writing --json
grep -q '"deferred": *1' "$room/.out" || fail 'open for writing'
exec 9>&-
runs 0 "$BANSAO" scan ingest writing --json
grep -q '"taken": *1' "$room/.out" || fail 'not taken in later'

# --- the rule of the count ---
printf '[paper]\nversion = 2\na4 = A4 210 297 3\n[scan]\nbelievable_least = 1\n' \
    >two.ini
runs 0 "$BANSAO" scan recount --config two.ini
[ "$(sum 'SELECT count(*) FROM a4_rule')" = 2 ] || fail 'rule not kept'

# --- sums agree with the rows ---
[ "$(sum 'SELECT sum(scan_count), sum(a4), sum(scan_bytes) FROM dossier')" = \
    "$(sum 'SELECT count(*), sum(a4), sum(bytes) FROM scan
    WHERE dossier_id IS NOT NULL')" ] || fail 'sums drifted'
[ "$(sum 'PRAGMA foreign_key_check')" = '' ] || fail 'foreign keys'

# --- two names that look the same are told as a pair ---
mkdir twins
cp "$corpus/codec-5.tif" "twins/$(printf 'h\303\263a.1.tif')"
cp "$corpus/codec-8.tif" "twins/$(printf 'ho\314\201a.1.tif')"
old twins/*
runs 4 "$BANSAO" scan ingest twins --lang en
[ "$(sum "SELECT group_concat(detail, ' ') FROM (SELECT f.detail FROM finding f
    WHERE f.code = 39 ORDER BY f.detail DESC)")" = \
    "$(printf 'h\303\263a.1.tif (NFC) ho\314\201a.1.tif (NFD)')" ] ||
	fail "twins: $(sum 'SELECT * FROM finding WHERE code = 39')"
