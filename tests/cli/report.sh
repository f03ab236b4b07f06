# Every report in every form; a report of one's own; nothing overwritten; no
# formula from data; the pages open in LibreOffice where it is installed.
. "${srcdir:-.}/tests/lib.sh"
runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add P1 '=SUM(A1) Phông <b>UBND</b>'
for i in 1 2 3; do
	runs 0 "$BANSAO" dossier add "P1.$i" \
	    "=HYPERLINK(\"http://x\") hồ sơ $i" --fonds P1
done
runs 0 "$BANSAO" agency add SYT --name '@SYT'
runs 0 "$BANSAO" difficulty add K1 --received 2/3/2026 --agency SYT \
    --content '+1 & <script>' --topic '-x'

runs 0 "$BANSAO" report list --json
names=$(json '" ".join(r["name"] for r in j if r["name"] != "annual")')
[ "$(echo "$names" | wc -w)" -gt 25 ] || fail "only these reports: $names"
forms='txt csv json html odt'
"$BANSAO_WORK" --version | grep -q xlsx && forms="$forms xlsx"
for name in $names; do
	for form in $forms; do
		runs 0 "$BANSAO" report "$name" -o "$name.$form"
		[ -s "$name.$form" ] || fail "$name.$form is empty"
	done
	python3 -c 'import json, sys; json.load(open(sys.argv[1]))' \
	    "$name.json" || fail "$name.json is no JSON"
done
same '' "$(find . -name '*.partial')" 'what is left over'

# Data is never a formula, a tag or an escape.
grep -q "'=HYPERLINK" file-list.csv || fail 'a formula in CSV'
! grep -l '<b>UBND\|<script' ./*.html || fail 'a tag of data in HTML'
grep -q '&lt;b&gt;UBND' progress-fonds.html || fail 'the name is not in HTML'
grep -q '=HYPERLINK' file-list.json || fail 'JSON does not have the title'

# An existing file is kept unless --force is said.
cp quota.csv before.csv
runs 2 "$BANSAO" report quota -o quota.csv
complains '--force'
cmp -s before.csv quota.csv || fail 'the file was touched'
runs 0 "$BANSAO" report quota -o quota.csv --force
runs 2 "$BANSAO" report quota -o quota.pdf
runs 3 "$BANSAO" report no-such-report
complains 'report list'
runs 2 "$BANSAO" report ../etc/passwd
runs 2 "$BANSAO" report calendar --year 99999
runs 2 "$BANSAO" report calendar --fonds P1
complains 'takes no --fonds'
runs 2 "$BANSAO" report quota --year 2040
complains 'outside the plan'
runs 3 "$BANSAO" report file-list --fonds P2
complains 'there is no P2'
runs 3 "$BANSAO" report selection-list --list X
runs 2 "$BANSAO" report difficulties --from 30/2/2026
runs 2 "$BANSAO" report difficulties --from 1/3/2026 --to 1/2/2026
complains 'is after --to'
runs 0 "$BANSAO" report difficulties --year 2025 --json
same 0 "$(json 'len(j)')" 'the difficulties of 2025'
runs 0 "$BANSAO" report difficulties --year 2026 --json
same '["-x", "+1 & <script>"]' "$(json '[j[0]["group"], j[0]["content"]]')" \
    'the difficulties of 2026'

# A report of one's own: a file in a folder; it is only ever read.
mkdir -p "$XDG_CONFIG_HOME/bansao/reports"
own=$XDG_CONFIG_HOME/bansao/reports/mine.sql
printf '%s\n' '-- title: Mine' '-- columns: Code|Title' \
    '-- types: text|text' '-- param: word' \
    "SELECT code AS code, title AS title FROM dossier
     WHERE title LIKE '%' || ?1 || '%' ORDER BY code;" >"$own"
runs 0 "$BANSAO" report mine --param 'word=sơ 2' --json
same '["P1.2"]' "$(json '[r["code"] for r in j]')" 'my report'
printf '%s\n' '-- title: Bad' '-- columns: A' '-- types: text' \
    'DELETE FROM dossier' >"${own%/*}/bad.sql"
runs 2 "$BANSAO" report bad
complains 'Only reading'
printf '%s\n' '-- title: Bad' '-- columns: A|B' '-- types: text|text' \
    'SELECT 1' >"${own%/*}/bad.sql"
runs 2 "$BANSAO" report bad
complains 'the query has 1 columns'
printf 'SELECT 1\n' >"${own%/*}/bad.sql"
runs 2 "$BANSAO" report bad
complains '-- title:'
runs 2 "$BANSAO" report list
complains 'bad.sql'
printf '%s\n' '-- title: Bad' '-- columns: A|B' '-- types: integer|integer' \
    '-- formula: b = 2*[c]' 'SELECT 1 AS a, 2 AS b' >"${own%/*}/bad.sql"
runs 2 "$BANSAO" report bad
complains 'names [c], which is no column'
rm "${own%/*}/bad.sql"
runs 0 "$BANSAO" dossier list --json
same 3 "$(json 'len(j)')" 'the dossiers after all that'

runs 0 "$BANSAO" --lang vi report annual -o a.odt

# A code of ninety letters does not take the paper from the other columns: the
# one of the numbers keeps its head whole, the title has room for its words.
BANSAO_DB=$room/long.db
runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add PL "Phông"
long=$(printf 'PL.%090d' 1)
runs 0 "$BANSAO" dossier add "$long" "Hồ sơ về việc xây dựng trường tiểu học và trạm y tế xã Đồng Phú" --fonds PL
runs 0 "$BANSAO" --lang vi report file-list -o long.odt
python3 - <<'END' || fail 'a column of the list has no room'
import re
import sys
import zipfile
text = zipfile.ZipFile('long.odt').read('content.xml').decode()
widths = [float(w) for w in re.findall(
    r'style:name="T1\.\d+"[^/]*?column-width="([\d.]+)mm"', text)]
sys.exit(not (widths[0] >= 8 and widths[2] >= 20 and sum(widths) <= 250))
END
BANSAO_DB=$room/bansao.db

# Where LibreOffice is, the pages are A4 with the fonts and texts they should
# have.
command -v soffice >/dev/null && command -v pdftotext >/dev/null || exit 0
HOME=$room/office soffice --headless --convert-to pdf a.odt quota.odt \
    >/dev/null 2>&1 || skip 'LibreOffice does not run here'
pdftotext -layout a.pdf - >a.txt
grep -q 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM' a.txt || fail 'no quốc hiệu'
grep -q 'II. KẾT QUẢ THỰC HIỆN' a.txt || fail 'no part II'
pdfinfo a.pdf | grep -q 'Page size: *59[45].* x 84[12].*A4' ||
	fail "the letter is not A4: $(pdfinfo a.pdf)"
pdfinfo quota.pdf | grep -q 'Page size: *84[12].* x 59[45]' ||
	fail "the wide table is not landscape: $(pdfinfo quota.pdf)"
# The number of the page: not on the first, on the second.
pdftotext -f 1 -l 1 -layout a.pdf - | head -1 | grep -q '^ *1 *$' &&
	fail 'the first page has a number'
pdftotext -f 2 -l 2 -layout a.pdf - | head -1 | grep -q '^ *2 *$' ||
	fail 'the second page has no number'
