# An inventory by the command line: dry run, all or nothing, the head found by
# itself, groups, update, undo, encodings, hostile files.
. "${srcdir:-.}/tests/lib.sh"
need python3 sqlite3

runs 0 "$BANSAO" init

cat >a.csv <<'END'
PHÔNG ỦY BAN HÀNH CHÍNH TỈNH PHƯỚC LONG,,,,,,,
Mã phông: PL01,,,,,,,
Mục lục số: 02,,,,,,,
STT,Hộp số,Hồ sơ số,Tiêu đề hồ sơ,Thời gian tài liệu,,THBQ,Số tờ
,,,,Bắt đầu,Kết thúc,,
(1),(2),(3),(4),(5),(6),(7),(8)
I,,,Tài liệu tổng hợp,,,,
1,1,001,"Báo cáo tổng kết
năm 1968",00/00/1968,31/12/1968,Vĩnh viễn,120
2,1,002,Hồ sơ về địa giới,1965-1968,,70 năm,"1.020 tờ"
II,,,Tài liệu hành chính,,,,
3,1,003,Quyết định về việc cấp đất Ðồng Xoài,5/1966,31/04/1966,VV,15
4,2,003,Trùng,1966,,VV,15
,,,Mục lục này gồm: 5 hồ sơ,,,,
,,,"Phước Long, ngày 1 tháng 2 năm 2020",,,,
END

# --- every finding by row and column, and nothing is written ---
runs 4 "$BANSAO" import -n a.csv --json
same '["R005", "R005", "V004", "V001", "D001", "R004", "R003"]' '['"$(json '"\"" + "\", \"".join(f["code"] for f in j) + "\""')"']'
same '[11, 6, "error"]' "$(json '[[f["row"], f["column"], f["severity"]] for f in j if f["code"] == "V001"][0]' | tr "'" '"')"
runs 4 "$BANSAO" import a.csv
complains 'row 11, column 6'
complains 'does not exist'
complains 'nothing is imported'
same 0 "$(sqlite3 "$BANSAO_DB" 'SELECT (SELECT count(*) FROM dossier) + (SELECT count(*) FROM fonds) + (SELECT count(*) FROM import_batch)')"

# --- all of it ---
sed -i 's,31/04,30/06,; s/^4,2,003/4,2,004/; s/gồm: 5/gồm: 4/' a.csv
sed -i 's/^4,2,003,/4,2,004,/' a.csv
runs 0 "$BANSAO" import a.csv
complains '4 new dossiers'
same 'PL01.02.001|001|01|1968|1968-12-31|120' "$(sqlite3 "$BANSAO_DB" "SELECT code, notation, maintenance, start_date, end_date, papers FROM dossier WHERE code = 'PL01.02.001'")"
same 'PL01.02.002|02|1965|1968|1020' "$(sqlite3 "$BANSAO_DB" "SELECT code, maintenance, start_date, end_date, papers FROM dossier WHERE code = 'PL01.02.002'")"
same 'Quyết định về việc cấp đất Đồng Xoài|1966-05|1966-06-30|Tài liệu hành chính|II' "$(sqlite3 "$BANSAO_DB" "SELECT d.title, start_date, end_date, g.title, g.code FROM dossier d JOIN grp g ON g.id = grp_id WHERE d.code = 'PL01.02.003'")"
same 'ỦY BAN HÀNH CHÍNH TỈNH PHƯỚC LONG|fonds' "$(sqlite3 "$BANSAO_DB" 'SELECT name, kind FROM fonds')"
# The raw cells are kept, with what their columns were taken for.
same 4 "$(sqlite3 "$BANSAO_DB" "SELECT count(*) FROM import_row WHERE batch_id = 1")"
same 1 "$(sqlite3 "$BANSAO_DB" "SELECT count(*) FROM import_row WHERE CAST(raw AS TEXT) LIKE '%1.020 tờ%'")"
same 'title|utf8' "$(sqlite3 "$BANSAO_DB" 'SELECT field, encoding FROM import_column WHERE number = 4')"
runs 0 "$BANSAO" dossier list --search 'dong xoai' --json
same 1 "$(json 'len(j)')"
runs 0 "$BANSAO" doctor

# --- again: doubles, then an update that says what it changes ---
runs 4 "$BANSAO" import a.csv
complains D002
sed -i 's/,15$/,16/' a.csv
runs 0 "$BANSAO" import -n --update a.csv --json
same 2 "$(json 'len([f for f in j if f["code"] == "U001"])')"
same 15,15 "$(sqlite3 "$BANSAO_DB" 'SELECT group_concat(papers) FROM dossier WHERE papers < 20')"
runs 0 "$BANSAO" import --update a.csv
complains '2 changed'
complains 'PL01.02.003, Sheets: "15" becomes "16"'
same 16,16 "$(sqlite3 "$BANSAO_DB" 'SELECT group_concat(papers) FROM dossier WHERE papers < 20')"
runs 0 "$BANSAO" undo
same 15,15 "$(sqlite3 "$BANSAO_DB" 'SELECT group_concat(papers) FROM dossier WHERE papers < 20')"

# The same by its number, and not a second time; not when somebody has changed
# one of them since; undone and done again the list knows.
sed -i 's/,16$/,17/' a.csv
runs 0 "$BANSAO" import --update a.csv
last=$(sqlite3 "$BANSAO_DB" 'SELECT max(id) FROM import_batch')
runs 0 "$BANSAO" dossier edit PL01.02.003 numberOfPaper=18
runs 7 "$BANSAO" import undo "$last"
complains 'later work stands on it'
runs 0 "$BANSAO" undo
runs 0 "$BANSAO" import undo "$last"
same 15,15 "$(sqlite3 "$BANSAO_DB" 'SELECT group_concat(papers) FROM dossier WHERE papers < 20')"
runs 3 "$BANSAO" import undo "$last"
runs 0 "$BANSAO" import list --json
same true "$(json 'j[0]["undone"] is not None')"
runs 0 "$BANSAO" redo
runs 0 "$BANSAO" import list --json
same true "$(json 'j[0]["undone"] is None')"
runs 0 "$BANSAO" import undo "$last"

# The title and the dates of a dossier that is there, under another code.
printf 'Mã phông,Mã hồ sơ,Tiêu đề,Thời gian\nPL01,PL01.9,HỒ SƠ VỀ ĐỊA GIỚI,1965-1968\n' >twin.csv
runs 0 "$BANSAO" import -n twin.csv --json
same PL01.02.002 "$(json '[f["text"] for f in j if f["code"] == "D003"][0].split()[-4]')"

# --- taking back: not when later work stands on it ---
runs 0 "$BANSAO" dossier edit PL01.02.001 'keyword=x'
runs 7 "$BANSAO" import undo 1
complains 'PL01.02.001'
runs 0 "$BANSAO" undo
runs 0 "$BANSAO" import undo 1
same 0 "$(sqlite3 "$BANSAO_DB" 'SELECT (SELECT count(*) FROM dossier) + (SELECT count(*) FROM fonds) + (SELECT count(*) FROM grp) + (SELECT count(*) FROM dossier_fts)')"
runs 3 "$BANSAO" import undo 1
runs 3 "$BANSAO" import undo 77
runs 0 "$BANSAO" import list --json
same true "$(json 'j[-1]["undone"] is not None')"
runs 0 "$BANSAO" audit verify

# --- separators, a BOM, UTF-16, names of TT02 and TT05 ---
printf '\357\273\277FileCode;Title;Maintenance;StartDate;EndDate;Maintenance;PageNumber\nA.1;Một;Vĩnh viễn;01/02/1970;03/04/1971;12;24\n' >tt02.csv
runs 0 "$BANSAO" import tt02.csv --fonds A --fonds-name 'Phông A'
same 'A.1|01|1970-02-01|1971-04-03|12|24' "$(sqlite3 "$BANSAO_DB" "SELECT code, maintenance, start_date, end_date, papers, pages FROM dossier WHERE code = 'A.1'")"
printf 'fileCode\ttitle\tnumberOfPage\nA.2\tHồ sơ hai\t5\n' | python3 -c 'import sys; sys.stdout.buffer.write(b"\xff\xfe" + sys.stdin.read().encode("utf-16-le"))' >wide.txt
runs 0 "$BANSAO" import wide.txt --fonds A
same 'Hồ sơ hai|5' "$(sqlite3 "$BANSAO_DB" "SELECT title, pages FROM dossier WHERE code = 'A.2'")"
printf 'Phong,Ma phong,Ma ho so,Tieu de ho so,So trang\nPhông B,B,B.1,Một,7\n' >plain.csv
runs 0 "$BANSAO" import plain.csv
same 'Phông B' "$(sqlite3 "$BANSAO_DB" "SELECT name FROM fonds WHERE code = 'B'")"

# --- old encodings: as bytes, and as the letters that stand for them ---
python3 - <<'END'
rows = 'Mã hồ sơ,Tiêu đề hồ sơ\n' + ''.join('T.%d,%s\n' % (i, t) for i, t in enumerate([
    'quyết định về việc thành lập', 'kế hoạch công tác năm', 'báo cáo tổng kết']))
tcvn = {}
for pair in ('A8=ă A9=â AA=ê AB=ô AC=ơ AD=ư AE=đ B5=à B6=ả B7=ã B8=á B9=ạ BB=ằ BC=ẳ BD=ẵ BE=ắ C6=ặ C7=ầ C8=ẩ C9=ẫ CA=ấ CB=ậ CC=è CE=ẻ CF=ẽ D0=é D1=ẹ D2=ề D3=ể D4=ễ D5=ế D6=ệ D7=ì D8=ỉ DC=ĩ DD=í DE=ị DF=ò E1=ỏ E2=õ E3=ó E4=ọ E5=ồ E6=ổ E7=ỗ E8=ố E9=ộ EA=ờ EB=ở EC=ỡ ED=ớ EE=ợ EF=ù F1=ủ F2=ũ F3=ú F4=ụ F5=ừ F6=ử F7=ữ F8=ứ F9=ự FA=ỳ FB=ỷ FC=ỹ FD=ý FE=ỵ A7=Đ').split():
    code, letter = pair.split('=')
    tcvn[letter] = int(code, 16)
data = bytes(tcvn.get(c, ord(c) if ord(c) < 256 else 63) for c in rows)
open('tcvn3.csv', 'wb').write(data)
open('seen.csv', 'w', encoding='utf-8').write(data.decode('cp1252').replace('T.', 'S.'))
END
runs 0 "$BANSAO" import tcvn3.csv --fonds A
complains tcvn3
same 'quyết định về việc thành lập' "$(sqlite3 "$BANSAO_DB" "SELECT title FROM dossier WHERE code = 'T.0'")"
runs 0 "$BANSAO" import seen.csv --fonds A
same 'báo cáo tổng kết' "$(sqlite3 "$BANSAO_DB" "SELECT title FROM dossier WHERE code = 'S.2'")"

# --- a mapping is kept for the next table with these heads ---
printf 'aaa,bbb,ccc\nM.1,Một,3\n' >odd.csv
runs 4 "$BANSAO" import odd.csv --fonds A
complains '--map'
runs 0 "$BANSAO" import odd.csv --fonds A --map fileCode=aaa --map title=2 --map numberOfPage=C
printf 'aaa,bbb,ccc\nM.2,Hai,4\n' >odd.csv
runs 0 "$BANSAO" import odd.csv --fonds A
complains 'last time'
same 'Hai|4' "$(sqlite3 "$BANSAO_DB" "SELECT title, pages FROM dossier WHERE code = 'M.2'")"
runs 2 "$BANSAO" import odd.csv --map nonsense=1
complains nonsense

# The columns before anything is taken in; what is chosen for one column is
# kept as well; --afresh forgets it.
printf 'p,q,r\nM.3,gç quý,GHI CHÚ\n' >three.csv
runs 0 "$BANSAO" import preview three.csv --json
same '["", "utf8", "M.3"] 1' "$(json '[j[0]["field"], j[0]["encoding"], j[0]["v1"]]' | tr "'" '"') $(json 'j[0]["head_row"]')"
runs 0 "$BANSAO" import three.csv --fonds A --map fileCode=p --map title=q \
    --map description=r --encoding q=viscii --head 1
printf 'p,q,r\nM.4,h° s½,ghi\n' >three.csv
runs 0 "$BANSAO" import preview three.csv --json
same '["title", "viscii", "hồ sơ", 1]' "$(json '[j[1]["field"], j[1]["encoding"], j[1]["v1"], j[1]["remembered"]]' | tr "'" '"' | sed 's/true/1/')"
runs 0 "$BANSAO" import preview three.csv --json --afresh
same '' "$(json 'j[1]["field"]')"
runs 0 "$BANSAO" import three.csv --fonds A
same 'hồ sơ|ghi' "$(sqlite3 "$BANSAO_DB" "SELECT title, description FROM dossier WHERE code = 'M.4'")"
runs 2 "$BANSAO" import three.csv --encoding q=latin9
complains latin9
runs 4 "$BANSAO" import three.csv --fonds A --encoding nope=vni
complains M005

# --- what cannot be an inventory is one sentence ---
printf 'PK\3\4 not a zip' >x.xlsx
runs 4 "$BANSAO" import x.xlsx
: >empty.csv
runs 2 "$BANSAO" import empty.csv
complains 'empty'
runs 2 "$BANSAO" import .
runs 1 "$BANSAO" import nowhere.csv
cp a.csv '~$a.csv'
runs 2 "$BANSAO" import '~$a.csv'
complains 'lock file'
{ printf 'Mã hồ sơ,Tiêu đề\nX.1,"'; head -c 3000000 /dev/zero | tr '\0' x; } >open.csv
runs 4 "$BANSAO" import open.csv --fonds A
complains 'quotation mark'
python3 -c 'print("Mã hồ sơ,Tiêu đề" + ",x" * 20000); print("W.1,rộng" + ",y" * 20000)' >wide.csv
runs 0 "$BANSAO" import wide.csv --fonds A
printf 'Mã hồ sơ,Tiêu đề\nN.1,a\0b\n' >nul.csv
runs 0 "$BANSAO" import nul.csv --fonds A
same 1 "$(sqlite3 "$BANSAO_DB" "SELECT count(*) FROM dossier WHERE code = 'N.1'")"

# --- finding aids, old workbooks, tables of dBase ---
old()
{
	python3 "$srcdir/tests/cli/make-old.py" "$@"
}
for kind in ead2002 ead3; do
	old $kind $kind.xml
	runs 0 "$BANSAO" import $kind.xml
	complains '12 new dossiers'
	same "$kind.2.3|Hồ sơ số 3|1960|1962|12|Mục|Nhóm 2|Phông Ủy ban nhân dân" "$(sqlite3 "$BANSAO_DB" "SELECT d.code, d.title, start_date, end_date, box, g.title, p.title, f.name FROM dossier d JOIN grp g ON g.id = grp_id JOIN grp p ON p.id = g.parent_id JOIN fonds f ON f.id = d.fonds_id WHERE d.code = '$kind.2.3'")"
done
printf '<?xml version="1.0"?><ead><archdesc level="fonds"><did>' >cut.xml
runs 4 "$BANSAO" import cut.xml
python3 -c 'print("<?xml version=\"1.0\"?><ead><archdesc>" + "<c>" * 5000)' >deep.xml
runs 4 "$BANSAO" import deep.xml
old dbf table.dbf
runs 0 "$BANSAO" import table.dbf --fonds A
complains tcvn3
same 'K.1|quyết định thành lập|1968-01-30|12 K.3|báo cáo tổng kết||7' "$(sqlite3 "$BANSAO_DB" "SELECT code, title, start_date, papers FROM dossier WHERE code GLOB 'K.*' ORDER BY code" | tr '\n' ' ' | sed 's/ $//')"
head -c 300 table.dbf >cut.dbf
runs 4 "$BANSAO" import cut.dbf --fonds A
old xls book.xls
if ! "$BANSAO" import -n book.xls --fonds A 2>&1 | grep -q FreeXL; then
	runs 0 "$BANSAO" import book.xls --fonds A
	same 'Q.2|Ho so hai|15' "$(sqlite3 "$BANSAO_DB" "SELECT code, title, papers FROM dossier WHERE code = 'Q.2'")"
	head -c 100 book.xls >cut.xls
	runs 4 "$BANSAO" import cut.xls --fonds A
	# A file that kills libfreexl: a child dies, we say so, nothing is lost.
	cp "$srcdir/tests/fuzz/corpus/xls/kills.xls" .
	before=$(sqlite3 "$BANSAO_DB" 'SELECT count(*), (SELECT count(*) FROM import_batch) FROM dossier')
	for how in '' -n; do
		runs 4 "$BANSAO" import $how kills.xls --fonds A
		same 1 "$(wc -l <"$room/.err")" 'lines about kills.xls'
		complains 'kills.xls: '
	done
	runs 4 "$BANSAO" import preview kills.xls
	complains 'kills.xls: '
	same "$before" "$(sqlite3 "$BANSAO_DB" 'SELECT count(*), (SELECT count(*) FROM import_batch) FROM dossier')"
	# The child has the language of its parent.
	runs 4 "$BANSAO" --lang vi import cut.xls --fonds A
	complains 'không đọc được như bảng tính cũ'
	runs 4 "$BANSAO" --lang en import cut.xls --fonds A
	complains 'it cannot be read as an old workbook'
	runs 4 "$BANSAO" --lang en import book.xls --fonds A --sheet X
	complains 'the workbook has no sheet X'
fi

# --- workbooks: dates by their formats, zeros, texts of every kind ---
workbook()
{
	python3 -W ignore "$srcdir/tests/cli/make-xlsx.py" "$@"
}
workbook good.xlsx 5
runs 0 "$BANSAO" import good.xlsx
complains '5 new dossiers'
same 'X01.00000|001|1969-01-01|1970-01|01|120|Tài liệu tổng hợp|TỈNH ỦY' "$(sqlite3 "$BANSAO_DB" "SELECT d.code, notation, start_date, end_date, maintenance, papers, g.title, f.name FROM dossier d JOIN grp g ON g.id = grp_id JOIN fonds f ON f.id = d.fonds_id WHERE d.code = 'X01.00000'")"
runs 0 "$BANSAO" import undo "$(sqlite3 "$BANSAO_DB" 'SELECT max(id) FROM import_batch')"
workbook 1904.xlsx 2 1904
runs 0 "$BANSAO" import 1904.xlsx
same '1973-01-02' "$(sqlite3 "$BANSAO_DB" "SELECT start_date FROM dossier WHERE code = 'X01.00000'")"
runs 0 "$BANSAO" import undo "$(sqlite3 "$BANSAO_DB" 'SELECT max(id) FROM import_batch')"
cp good.xlsx really-xlsx.csv
runs 0 "$BANSAO" import -n really-xlsx.csv
cp tt02.csv really-csv.xlsx
runs 0 "$BANSAO" import -n --update really-csv.xlsx --fonds A
workbook string.xlsx 5 string
runs 4 "$BANSAO" import -n string.xlsx --json
same 1 "$(json 'len([f for f in j if f["code"] == "F002" and f["row"] == 8 and f["column"] == 2])')"
for fault in xxe laughs truncated bomb; do
	workbook $fault.xlsx 5 $fault
	runs 4 "$BANSAO" import $fault.xlsx
	same 1 "$(wc -l <"$room/.err")" "lines about $fault"
done
workbook slip.xlsx 5 slip
runs 0 "$BANSAO" import -n slip.xlsx
[ ! -e ../tmp/slip ] && [ ! -e /tmp/slip ] || fail 'a path of a zip was followed'

runs 0 "$BANSAO" doctor
runs 0 "$BANSAO" audit verify
