# Where rows belong: the fonds by its code or its name, the levels of a finding
# aid, its dates, extents and languages; what cannot be placed is told by row.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3 python3

one()
{
	sqlite3 -readonly "$BANSAO_DB" "$1"
}

runs 0 "$BANSAO" -q init

# --- A finding aid (EAD3) -----------------------------------------------------
cat >aid.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<ead xmlns="http://ead3.archivists.org/schema/">
<archdesc level="fonds">
<did><unitid>P09</unitid><unittitle>Phông Ty Thủy lợi</unittitle></did>
<dsc>
<c01 level="series"><did><unitid>I</unitid><unittitle>Kênh mương</unittitle></did>
<c02 level="file"><did><unitid>P09.1</unitid><unittitle>Đào kênh</unittitle>
<unitdatestructured><daterange><fromdate standarddate="1961-01-05">5/1/1961</fromdate><todate>30/12/1968</todate></daterange></unitdatestructured>
<physdescstructured physdescstructuredtype="materialtype" coverage="whole"><quantity>12</quantity><unittype>tờ</unittype></physdescstructured>
<physdescstructured physdescstructuredtype="spaceoccupied" coverage="whole"><quantity>3</quantity><unittype>mét</unittype></physdescstructured>
<langmaterial><language langcode="vie">Tiếng Việt</language></langmaterial>
<container>7</container></did>
<scopecontent><p>Ghi một</p></scopecontent><odd><p>Ghi hai</p></odd></c02>
<c02 level="file"><did><unitid>P09.2</unitid><unittitle>Đắp đập</unittitle>
<unitdatestructured><datesingle standarddate="1970"/></unitdatestructured></did></c02>
<c02 level="file"><did><unitid>P09.3</unitid><unittitle>Bằng chữ</unittitle><unitdate>thời chống Mỹ</unitdate></did>
<note><p>có sẵn</p></note></c02>
<c02 level="file"><did><unitid>P09.4</unitid><unittitle>Khoảng</unittitle><unitdate normal="1971/1972">1971-72</unitdate></did></c02>
<c02 level="file"><did><unitid>P09.5</unitid><unittitle>Một ngày</unittitle><unitdate normal="1973-01-02/1973-01-02">1973</unitdate></did></c02>
</c01>
</dsc></archdesc></ead>
END
runs 0 "$BANSAO" import aid.xml
complains '5 new dossiers'
grep -qF 'thời chống Mỹ' .out .err || fail 'the date in words is not told'
same 'P09.1|1961-01-05|1968-12-30|12|01|7|Ghi một Ghi hai|Kênh mương
P09.2|1970|1970||||Kênh mương
P09.3|||||có sẵn; thời chống Mỹ|Kênh mương
P09.4|1971|1972||||Kênh mương
P09.5|1973-01-02|1973-01-02||||Kênh mương' "$(one "SELECT d.code || '|' ||
    start_date || '|' || end_date || '|' || coalesce(papers, '') || '|' ||
    CASE WHEN code9 THEN d.language || '|' || d.box ELSE '' END || '|' ||
    d.description || '|' || g.title FROM (SELECT *, code = 'P09.1' AS code9
    FROM dossier) d JOIN grp g ON g.id = d.grp_id ORDER BY d.code")" 'the aid'

# Levels without end, and a file that stops in the middle: nothing is imported.
python3 - <<'END'
level = '<c level="series"><did><unitid>1</unitid><unittitle>x</unittitle></did>'
open('deep.xml', 'w').write('<?xml version="1.0"?><ead><archdesc level="fonds">'
    '<did><unitid>D</unitid><unittitle>Sâu</unittitle></did><dsc>' +
    level * 300 + '</c>' * 300 + '</dsc></archdesc></ead>')
text = open('aid.xml', encoding='utf-8').read()
for n in range(60, len(text) - 30, 97):
    open('cut%d.xml' % n, 'wb').write(text.encode()[:n])
END
runs 4 "$BANSAO" import deep.xml
complains 'more than 63 levels'
cut=0
for file in cut*.xml; do
	got=0
	"$BANSAO" import "$file" --update >.out 2>.err </dev/null || got=$?
	case $got in
	2 | 4) ;;
	*) fail "$file, which was cut, ends with $got" ;;
	esac
	[ -s .err ] || fail "$file, which was cut: not a word"
	cut=$((cut + 1))
done
[ "$cut" -gt 15 ] || fail "only $cut were cut"
same 5 "$(one 'SELECT count(*) FROM dossier')" 'dossiers after broken files'

# --- Lists without a code of the fonds -----------------------------------------
printf 'Tên phông,Mã hồ sơ,Tiêu đề,Số tờ\n%s,Q.1,Theo tên,3\n' \
    'PHÔNG TY THỦY LỢI' >named.csv
runs 0 "$BANSAO" import named.csv
same P09 "$(one "SELECT f.code FROM dossier d JOIN fonds f ON f.id = fonds_id
    WHERE d.code = 'Q.1'")" 'the fonds of that name'
runs 0 "$BANSAO" -q fonds add P10 'Phông Ty thủy lợi'
runs 4 "$BANSAO" import named.csv --update
grep -q 'several fonds are called' .out .err || fail 'two fonds of one name'
printf 'Tên phông,Mã hồ sơ,Tiêu đề\nPhông chưa có,Q.2,x\n' >none.csv
runs 4 "$BANSAO" import none.csv
grep -q 'gives no code for it' .out .err || fail 'a fonds that is not there'
python3 - <<'END'
open('long.csv', 'w').write('Mã phông,Tên phông,Mã hồ sơ,Tiêu đề\n' +
    'P' * 31 + ',x,A.1,a\nP11,' + 'n' * 201 + ',A.2,b\n,,A.3,c\n')
END
runs 4 "$BANSAO" import long.csv
for words in 'is too long for the code of a fonds' 'longer than 200 letters' \
    'nothing says which fonds'; do
	grep -qF "$words" .out .err || fail "not told: $words"
done
same 6 "$(one 'SELECT count(*) FROM dossier')" 'dossiers in the end'
