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

# An inventory that each site has imported for itself stands under other numbers:
# changes find their file by its code, and a file that is not here is missed.
printf 'Mã hồ sơ,Tiêu đề,Số tờ\nX.1,Hồ sơ X một,5\nX.2,Hồ sơ X hai,5\n' >x.csv
printf 'Mã hồ sơ,Tiêu đề,Số tờ\nY.1,Hồ sơ Y một,5\nX.2,Hồ sơ X hai,5\n' >y.csv
runs 0 at "$r" import "$room/x.csv" --fonds P1
runs 0 at "$c" import "$room/y.csv" --fonds P1
runs 0 at "$r" dossier edit X.1 numberOfPaper=6
runs 0 at "$r" exchange export "$room/bag7" --site phong-so-hoa
runs 7 at "$c" exchange import "$room/bag7"
complains "X.1, which is not here"
same 5 "$(sqlite3 "$c" "SELECT papers FROM dossier WHERE code = 'Y.1'")" \
    "the file under that number here"
sed -i 3d x.csv
runs 0 at "$c" import "$room/x.csv" --fonds P1
runs 0 at "$c" exchange import "$room/bag7"
same "5 6" "$(sqlite3 "$c" "SELECT group_concat(papers, ' ') FROM (SELECT papers
    FROM dossier WHERE code IN ('X.1', 'Y.1') ORDER BY code DESC)")" "sheets"
runs 0 at "$c" doctor
