# Two sites without a network: a room works in a copy, the centre goes on
# meanwhile, and the changes travel as bags.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3 openssl

c=$room/centre/c.db r=$room/room/r.db
at() { db=$1; shift; "$BANSAO" --db "$db" "$@"; }
mkdir centre room
runs 0 at "$c" init
runs 0 at "$c" fonds add P1 "Phông một"
for n in 1 2 3 4; do
	runs 0 at "$c" dossier add P1.$n "Hồ sơ $n" --fonds P1 numberOfPage=10
done
runs 0 at "$c" backup "$room/for-the-room.db"
runs 0 at "$r" restore --force "$room/for-the-room.db"

# Both work: other files, the same number for different new files, other fields
# of the same file.
runs 0 at "$r" dossier add P1.R1 "Từ phòng số hóa" --fonds P1 numberOfPage=7
runs 0 at "$r" dossier edit P1.1 "title=Tên mới của phòng"
runs 0 at "$r" tag P1.2 --criteria 2 --reason "Quý hiếm"
runs 0 at "$r" tag P1.R1 --criteria 2 --reason "Có bút tích"
runs 0 at "$c" dossier add P1.C1 "Từ trung tâm" --fonds P1 numberOfPage=5
runs 0 at "$c" dossier edit P1.1 "numberOfPage=12"

runs 0 at "$r" exchange export "$room/bag1" --site phong-so-hoa
runs 0 "$BANSAO" verify bag1
runs 3 at "$r" exchange export "$room/bag1b" --site phong-so-hoa --since 99999
[ ! -e bag1b ] || fail "an empty bag was made"
runs 0 at "$c" -n exchange import "$room/bag1" --json
same 0 "$(sqlite3 "$c" "SELECT count(*) FROM dossier WHERE code = 'P1.R1'")" \
    "what a dry run stored"
runs 0 at "$c" exchange import "$room/bag1" --json
json 'sorted(set(x["what"] for x in j))' >kinds
same '["added", "changed"]' "$(cat kinds)" "what happened"
same "P1.1|Tên mới của phòng|12
P1.2|Hồ sơ 2|10
P1.C1|Từ trung tâm|5
P1.R1|Từ phòng số hóa|7" "$(sqlite3 "$c" "SELECT code, title, pages FROM dossier
    WHERE code IN ('P1.1', 'P1.2', 'P1.C1', 'P1.R1') ORDER BY code")" "the files"
same "P1.2 P1.R1" "$(sqlite3 "$c" "SELECT group_concat(code, ' ') FROM (SELECT code
    FROM dossier_criterion JOIN dossier ON id = dossier_id ORDER BY code)")" \
    "the criteria, on the right files"
runs 0 at "$c" doctor
runs 0 at "$c" dossier list --search "tu phong so hoa"
says P1.R1
# Once more: nothing new.
runs 3 at "$c" exchange import "$room/bag1"
# One step of undo takes all of it back, and redo puts it in again.
runs 0 at "$c" undo
same 0 "$(sqlite3 "$c" "SELECT count(*) FROM dossier WHERE code = 'P1.R1'")" undone
runs 0 at "$c" doctor
runs 0 at "$c" redo
runs 0 at "$c" doctor

# The way back: the room sees its own changes as its own, and the centre's.
runs 0 at "$c" exchange export "$room/bag2" --site trung-tam
runs 0 at "$r" exchange import "$room/bag2"
same "12" "$(sqlite3 "$r" "SELECT pages FROM dossier WHERE code = 'P1.1'")" pages
same "$(sqlite3 "$c" "SELECT code, title, pages, criteria FROM dossier ORDER BY code")" \
    "$(sqlite3 "$r" "SELECT code, title, pages, criteria FROM dossier ORDER BY code")" \
    "the two catalogues"
runs 0 at "$r" doctor

# The same field on both sides: nothing is changed, both values are shown.
runs 0 at "$r" dossier edit P1.3 "title=Của phòng"
runs 0 at "$r" dossier edit P1.4 "title=Cùng đi"
runs 0 at "$c" dossier edit P1.3 "title=Của trung tâm"
runs 0 at "$r" exchange export "$room/bag3" --site phong-so-hoa
runs 7 at "$c" exchange import "$room/bag3" --json
same 'P1.3 title Hồ sơ 3 Của trung tâm Của phòng' "$(json '" ".join([[x["code"],
    x["field"], x["base"], x["ours"], x["theirs"]] for x in j
    if x["what"] == "clash"][0])')" "the clash"
same "Hồ sơ 4" "$(sqlite3 "$c" "SELECT title FROM dossier WHERE code = 'P1.4'")" \
    "what was not in the clash"
# A bag that is missing in between is missed.
runs 0 at "$r" dossier edit P1.4 "title=Cùng đi nữa"
runs 0 at "$r" exchange export "$room/bag4" --site phong-so-hoa
runs 7 at "$c" exchange import "$room/bag4"
complains "are missing"
runs 0 at "$c" exchange import "$room/bag3" --theirs
same "Của phòng" "$(sqlite3 "$c" "SELECT title FROM dossier WHERE code = 'P1.3'")" \
    "theirs"
runs 0 at "$c" exchange import "$room/bag4"

# Tampered with: the bag, and a bag made valid again around a changed chain.
cp -r bag4 bent
printf x >>bent/data/rows.tsv
runs 4 at "$c" exchange import "$room/bent"
rm -rf bent
runs 0 at "$r" dossier edit P1.4 "title=Lần ba"
runs 0 at "$r" exchange export "$room/bag5" --site phong-so-hoa
cp -r bag5 bent
sed -i 's/dossier edit/dossier bend/' bent/data/rows.tsv
(
	cd bent
	find data -type f | LC_ALL=C sort | xargs sha256sum >manifest-sha256.txt
	sed -i '/^Payload-Oxum/d' bag-info.txt
	sha256sum bag-info.txt bagit.txt manifest-sha256.txt \
	    >tagmanifest-sha256.txt
)
runs 0 "$BANSAO" verify bent
runs 4 at "$c" exchange import "$room/bent"
complains "does not hold"

# Signed: by somebody trusted, by nobody, by somebody else.
for who in room other; do
	openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$who" \
	    -keyout $who.key -out $who.pem 2>/dev/null
done
runs 4 at "$c" exchange import "$room/bag5" --trust "$room/room.pem"
runs 2 at "$r" exchange export "$room/unsigned" --site phong-so-hoa \
    --since 1 --cert "$room/nowhere.pem"
complains "No such file or directory"
[ ! -e unsigned ] || fail "a bag that was not signed stands there"
runs 0 at "$r" exchange export "$room/bag6" --site phong-so-hoa \
    --since "$(sqlite3 "$r" "SELECT max(seq) - 1 FROM audit")" \
    --cert "$room/room.pem" --key "$room/room.key"
runs 0 at "$c" exchange import "$room/bag5"
runs 4 at "$c" exchange import "$room/bag6" --trust "$room/other.pem"
runs 0 at "$c" exchange import "$room/bag6" --trust "$room/room.pem"
same 'CN=room' "$(sqlite3 "$c" "SELECT substr(note, 1, 7) FROM audit
    ORDER BY seq DESC LIMIT 1")" \
    "who signed"
runs 0 at "$c" doctor
runs 0 at "$c" audit verify

# An inventory goes along whole, under numbers that are free here; a file that
# both sites have imported is one file, and later changes find it.
printf 'Mã hồ sơ,Tiêu đề,Số tờ\nX.1,Hồ sơ X một,5\nX.2,Hồ sơ X hai,5\nX.3,Hồ sơ X ba,5\n' >x.csv
printf 'Mã hồ sơ,Tiêu đề,Số tờ\nY.1,Hồ sơ Y một,5\nX.2,Hồ sơ X hai,5\n' >y.csv
runs 0 at "$r" import "$room/x.csv" --fonds P1
runs 0 at "$c" import "$room/y.csv" --fonds P1
runs 0 at "$r" dossier edit X.1 numberOfPaper=6
runs 0 at "$r" dossier edit X.1 numberOfPaper=7
runs 0 at "$r" tag X.1 --criteria 2 --reason "Quý"
runs 0 at "$r" exchange export "$room/bag7" --site phong-so-hoa
runs 0 at "$c" -n exchange import "$room/bag7"
runs 0 at "$c" exchange import "$room/bag7" --json
same '["X.1", "X.3"]' "$(json 'sorted(x["code"] for x in j
    if x["what"] == "added" and x["table"] == "dossier")')" "new files"
same "X.1|7|2
X.2|5|0
X.3|5|0
Y.1|5|0" "$(sqlite3 "$c" "SELECT code, papers, criteria FROM dossier
    WHERE code GLOB '[XY].*' ORDER BY code")" "the inventories"
runs 0 at "$c" dossier list --search "ho so x ba"
says X.3
runs 0 at "$c" doctor
runs 0 at "$c" undo
same "X.2 Y.1" "$(sqlite3 "$c" "SELECT group_concat(code, ' ') FROM (SELECT code
    FROM dossier WHERE code GLOB '[XY].*' ORDER BY code)")" "undone"
runs 0 at "$c" redo
runs 0 at "$c" doctor
# Both imported the same file and say other things of it: that is a clash.
printf 'Mã hồ sơ,Tiêu đề,Số tờ\nZ.1,Hồ sơ Z,5\n' >z.csv
printf 'Mã hồ sơ,Tiêu đề,Số tờ\nZ.1,Hồ sơ Z khác,5\n' >z2.csv
runs 0 at "$r" import "$room/z.csv" --fonds P1
runs 0 at "$c" import "$room/z2.csv" --fonds P1
runs 0 at "$r" exchange export "$room/bag8" --site phong-so-hoa
runs 7 at "$c" exchange import "$room/bag8" --json
same 'Z.1 title Hồ sơ Z khác Hồ sơ Z' "$(json '" ".join([[x["code"], x["field"],
    x["ours"], x["theirs"]] for x in j if x["what"] == "clash"][0])')" "the clash"
runs 0 at "$c" exchange import "$room/bag8" --theirs
runs 0 at "$c" doctor

# Scans: what the room scanned is known at the centre with its hashes, sizes,
# findings and counts; numbers that other scans have here are changed for free
# ones, and a scan that was scanned anew takes the place of the old one.
corpus=$srcdir/tests/fuzz/corpus/tiff
mkdir -p scans-r scans-c
for n in 1 2; do
	cp "$corpus/codec-5.tif" scans-r/X.1.$n.tif
	printf '%s' "$n" >>scans-r/X.1.$n.tif
	cp "$corpus/three.tif" scans-c/Y.1.$n.tif
	printf '%s' "$n" >>scans-c/Y.1.$n.tif
done
cp "$corpus/three.tif" scans-r/X.3.1.tif
cp "$corpus/three.tif" scans-r/khong-ro.tif
find scans-r scans-c -type f -exec touch -d 2026-01-01 {} +
at "$r" -q scan ingest "$room/scans-r" || [ $? -eq 4 ] || fail "ingest there"
at "$c" -q scan ingest "$room/scans-c" || [ $? -eq 4 ] || fail "ingest here"
runs 0 at "$r" exchange export "$room/bag9" --site phong-so-hoa
runs 0 at "$c" -n exchange import "$room/bag9"
runs 0 at "$c" exchange import "$room/bag9"
complains "3 scans"
facts="SELECT d.code, s.name, hex(s.sha256), s.pages, s.images, s.a4, s.width,
    (SELECT count(*) FROM image i WHERE i.scan_id = s.id),
    (SELECT group_concat(code) FROM (SELECT code FROM finding n
    WHERE n.scan_id = s.id ORDER BY code)), f.path
    FROM scan s JOIN dossier d ON d.id = s.dossier_id
    JOIN folder f ON f.id = s.folder_id WHERE d.code GLOB 'X.*'
    ORDER BY d.code, s.name"
sums="SELECT code, scan_count, image_count, a4, scan_bytes, finding_count
    FROM dossier WHERE code GLOB 'X.*' ORDER BY code"
same "$(sqlite3 "$r" "$facts")" "$(sqlite3 "$c" "$facts")" "the scans"
same "$(sqlite3 "$r" "$sums")" "$(sqlite3 "$c" "$sums")" "their sums"
same 2 "$(sqlite3 "$c" "SELECT scan_count FROM dossier WHERE code = 'Y.1'")" \
    "the scans of the centre"
runs 0 at "$c" scan list --dossier X.1
says X.1.2.tif
at "$c" doctor >.out 2>.err || fail "doctor after the scans"
runs 3 at "$c" exchange import "$room/bag9"
printf 'quét lại' >>scans-r/X.1.1.tif
at "$r" -q scan ingest "$room/scans-r" || [ $? -eq 4 ] || fail "ingest anew"
runs 0 at "$r" exchange export "$room/bag10" --site phong-so-hoa
# In a package here: then nothing of it is changed.
cp "$c" before.db
past "$c" "UPDATE dossier SET state = 8 WHERE code = 'X.1'"
runs 7 at "$c" exchange import "$room/bag10" --json
same refused "$(json '[x["what"] for x in j][-1]')" "scans of a package"
past "$c" "UPDATE dossier SET state = (SELECT state FROM dossier
    WHERE code = 'X.3') WHERE code = 'X.1'"
runs 0 at "$c" exchange import "$room/bag10"
complains "1 scans"
same "$(sqlite3 "$r" "$facts")" "$(sqlite3 "$c" "$facts")" "the scans, anew"
same "$(sqlite3 "$r" "$sums")" "$(sqlite3 "$c" "$sums")" "their sums, anew"
at "$c" doctor >.out 2>.err || fail "doctor after the new scans"
runs 0 at "$c" audit verify

# Three sites, to and fro: what comes back from where it went does not change
# back what was changed there since, nor stands in the way of what is new.
runs 0 at "$c" backup "$room/for-three.db"
for x in one two; do
	mkdir $x
	runs 0 at "$room/$x/k.db" restore --force "$room/for-three.db"
done
for round in 1 2 3 4 5; do
	for x in one two; do
		k=$room/$x/k.db
		runs 0 at "$k" dossier edit P1.$([ $x = one ] && echo 3 || echo 4) \
		    "title=$x vòng $round"
		runs 0 at "$k" dossier add "$x.$round" "Mới của $x" --fonds P1
		runs 0 at "$k" tag "$x.$round" --criteria 2 --reason "Quý"
	done
	# The centre goes on with what it made itself, before and after.
	runs 0 at "$c" dossier edit P1.2 "title=trung tâm $round"
	runs 0 at "$c" dossier add "C.$round" "Mới của trung tâm" --fonds P1
	[ "$round" = 1 ] || runs 0 at "$c" dossier edit one.$((round - 1)) \
	    "title=trung tâm sửa $round"
	for x in one two; do
		runs 0 at "$room/$x/k.db" exchange export "$room/$x.$round" --site $x
		runs 0 at "$c" -q exchange import "$room/$x.$round"
	done
	runs 0 at "$c" exchange export "$room/back.$round" --site trung-tam
	for x in one two; do
		runs 0 at "$room/$x/k.db" -q exchange import "$room/back.$round"
		runs 3 at "$room/$x/k.db" exchange import "$room/back.$round"
	done
	all="SELECT code, title, pages, criteria FROM dossier ORDER BY code"
	for x in one two; do
		same "$(sqlite3 "$c" "$all")" "$(sqlite3 "$room/$x/k.db" "$all")" \
		    "$x after round $round"
	done
done
same "trung tâm 5|trung tâm sửa 5" "$(sqlite3 "$c" "SELECT (SELECT title
    FROM dossier WHERE code = 'P1.2'), (SELECT title FROM dossier
    WHERE code = 'one.4')")" "what the centre wrote last"
for k in "$c" "$room/one/k.db" "$room/two/k.db"; do
	runs 0 at "$k" audit verify
done
# Still a clash: they changed on what came from here, and so did we.
runs 0 at "$room/one/k.db" dossier edit P1.2 "title=phòng một"
runs 0 at "$c" dossier edit P1.2 "title=trung tâm nữa"
runs 0 at "$room/one/k.db" exchange export "$room/one.6" --site one
runs 7 at "$c" exchange import "$room/one.6"
complains "1 values were changed on both sides"
