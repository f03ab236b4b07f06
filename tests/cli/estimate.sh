# The money: norms with validity, an estimate through its chain of approval,
# funding, and a workbook whose formulas give what the program gives.
. "${srcdir:-.}/tests/lib.sh"
runs 0 "$BANSAO" init

# No figure comes with the program.
runs 0 "$BANSAO" norm list --json
same '[]' "$(tr -d '\n' <"$room/.out")" 'the norms of a new catalogue'

norm()
{
	"$BANSAO" -q norm add --basis 'made up for this test' "$@" ||
		fail "norm add $*"
}
norm --kind salary --value 1.056.000
norm --kind days --value 22
norm --kind grade --grade 2/9 --value 2
norm --kind insurance --value 25
norm --kind labour --item scan --grade 2/9 --value 0,4
norm --kind material --item scan --value 75
norm --kind management --value 5
norm --kind vat --value 8

# Two norms valid at once are refused, one after the other are not.
runs 2 "$BANSAO" norm add --kind vat --value 10 --basis X --from 2027-01-01
complains 'Another norm of this kind'
runs 0 "$BANSAO" norm edit 8 --until 31/12/2026
runs 0 "$BANSAO" norm add --kind vat --value 10 --basis X --from 1/1/2027
runs 2 "$BANSAO" norm add --kind vat --value 101 --basis X --from 1/1/2029
complains 'vat: at most 100'
runs 2 "$BANSAO" norm add --kind labour --value 1 --basis X --grade 2/9
complains '--item'
runs 2 "$BANSAO" norm add --kind price --item x --value 5
complains '--basis is needed'
runs 2 "$BANSAO" norm add --kind price --item x --value -5 --basis X
complains '--value'

# Lines are priced when they are put in: 0.4 x 250 + 75 = 175 a page.
runs 0 "$BANSAO" estimate new E1 --title 'Số hóa' --year 2026 --priced 1/3/2026
runs 2 "$BANSAO" estimate new E1 --title 'again'
complains 'There is an estimate E1 already'
runs 2 "$BANSAO" estimate line E1 --item other --quantity 5
complains 'No norm for the work "other"'
runs 2 "$BANSAO" estimate line E1 --item scan --quantity -3
runs 2 "$BANSAO" estimate line E1 --item scan --quantity 0
runs 2 "$BANSAO" estimate line E1 --item scan
complains '--quantity N'
runs 2 "$BANSAO" estimate line E1 --item scan --of a4 --plan-year 2026
complains 'The catalogue has none of that'
runs 0 "$BANSAO" estimate line E1 --item scan --quantity 1.000.000
runs 0 "$BANSAO" estimate line E1 --item scan --quantity 12,5 --source integrated
runs 0 "$BANSAO" estimate list --json
same 175002188 "$(json 'j[0]["subtotal"]')" 'subtotal'
same 8750109 "$(json 'j[0]["management"]')" 'management'
same 14700184 "$(json 'j[0]["vat"]')" 'VAT'
same 198452481 "$(json 'j[0]["total"]')" 'total'

# Quantities from the catalogue: a fonds, a size class.
runs 0 "$BANSAO" fonds add P1 'Phông' --metres 12,5
for i in 1 2 3; do
	runs 0 "$BANSAO" dossier add "P1.$i" "Hồ sơ $i" --fonds P1 \
	    numberOfPage=100 numberOfPaper=60
done
runs 0 "$BANSAO" estimate new E2 --title 'Thử' --year 2027 --priced 1/3/2026
for of in a4 dossiers sheets pages metres; do
	runs 0 "$BANSAO" estimate line E2 --item scan --of $of --fonds P1 \
	    --unit $of
done
runs 0 "$BANSAO" estimate show E2 --json
same '[300, 3, 180, 300, 12.5]' "$(json '[l["quantity"] for l in j]')" \
    'what the catalogue counts'
same 'dossiers P1' "$(json 'j[1]["quantity_from"]')" 'where it is from'
runs 2 "$BANSAO" estimate line E2 --item scan --of a4 --fonds P9

# The chain: each step in its turn and not before the last one.
runs 7 "$BANSAO" estimate approve E1 --number 1/QĐ
complains 'appraises it first'
runs 2 "$BANSAO" estimate submit E1
complains '--number'
runs 0 "$BANSAO" estimate submit E1 --number 5/TTr --date 1/10/2026
runs 7 "$BANSAO" estimate line E1 --item scan --quantity 5
complains 'only a draft or a returned one'
runs 7 "$BANSAO" estimate appraise E1 --number 6/STC --date 30/9/2026
complains 'before the last step'
runs 2 "$BANSAO" estimate appraise E1 --number 6/STC --date 31/9/2026
runs 0 "$BANSAO" estimate return E1 --number 6/STC --date 2/10/2026 --note 'tính lại'
runs 0 "$BANSAO" estimate line-remove E1 2
runs 3 "$BANSAO" estimate line-remove E1 2
runs 0 "$BANSAO" estimate submit E1 --number 7/TTr --date 3/10/2026
runs 0 "$BANSAO" estimate appraise E1 --number 8/STC --date 5/10/2026
runs 0 "$BANSAO" estimate approve E1 --number 9/QĐ-UBND --date 9/10/2026 \
    --amount 180.000.000
runs 0 "$BANSAO" estimate show E1
says 'Ủy ban nhân dân tỉnh, 180,000,000'
says 'In words: Một trăm chín mươi tám triệu'
runs 3 "$BANSAO" estimate show E9

# What was allocated and spent, by year and source.
runs 2 "$BANSAO" funding add --kind allocated --year 2026 --date 1/11/2026 \
    --amount -5
runs 3 "$BANSAO" funding add --kind allocated --year 2026 --date 1/11/2026 \
    --amount 5 --estimate E9
runs 2 "$BANSAO" funding add --kind lent --year 2026 --date 1/11/2026 --amount 5
runs 0 "$BANSAO" funding add --kind allocated --year 2026 --date 1/11/2026 \
    --amount '100.000.000 đ' --estimate E1
runs 0 "$BANSAO" funding add --kind spent --year 2026 --date 2/11/2026 \
    --amount 40000000 --estimate E1
runs 0 "$BANSAO" report funding --json
same '[175000000, 100000000, 40000000, 75000000, 60000000]' \
    "$(json '[j[0][k] for k in ("estimated", "allocated", "spent",
	"unallocated", "unspent")]')" 'the money of 2026'

# Undo takes the last edit back, and the figures with it.
runs 0 "$BANSAO" undo
runs 0 "$BANSAO" report funding --json
same 0 "$(json 'j[0]["spent"]')" 'spent after undo'

# The workbook computes the same by itself.
"$BANSAO_WORK" --version | grep -q xlsx || exit 0
runs 0 "$BANSAO_WORK" estimate show E1 -o e.xlsx
unzip -p e.xlsx xl/worksheets/sheet1.xml >sheet.xml 2>/dev/null ||
	skip 'no unzip here'
grep -q '<f>ROUND(D[0-9]*\*F[0-9]*,0)</f><v>175000000</v>' sheet.xml ||
	fail 'the amount of a line is no live formula'
grep -q '<f>SUBTOTAL(9,G[0-9]*:G[0-9]*)</f>' sheet.xml || fail 'no live sum'
runs 2 "$BANSAO_WORK" estimate show E1 -o e.xlsx
complains '--force'
# Without the values the program wrote, LibreOffice has to compute them.
command -v soffice >/dev/null || exit 0
python3 - <<'EOF'
import re, zipfile
old, new = zipfile.ZipFile("e.xlsx"), zipfile.ZipFile("bare.xlsx", "w")
for name in old.namelist():
    data = old.read(name)
    if name.endswith("sheet1.xml"):
        data, count = re.subn(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
        assert count == 5, count
    new.writestr(name, data)
new.close()
EOF
HOME=$room/office soffice --headless --convert-to csv bare.xlsx >/dev/null 2>&1 ||
	skip 'LibreOffice does not run here'
for sum in 175000000 8750000 14700000 198450000; do
	grep -q "[^0-9]$sum[^0-9]" bare.csv || fail "LibreOffice does not get $sum:
$(cat bare.csv)"
done
