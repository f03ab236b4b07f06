# The annual report: two addressees, its sections and appendix, the cut-off
# printed, in all six forms, with the figures of the catalogue in each.
. "${srcdir:-.}/tests/lib.sh"
runs 0 "$BANSAO" init
runs 0 "$BANSAO" agency add SYT --name '@SYT'
runs 0 "$BANSAO" difficulty add K1 --received 2/3/2026 --agency SYT \
    --content '+1 & <script>' --topic '-x'
runs 0 "$BANSAO" difficulty edit K1 --answered 1/6/2026 --answer 'Đã cấp tiền'
runs 0 "$BANSAO" agency backlog SYT --counted 1/3/2026 --held 10 --backlog 2,5

BANSAO_LANG=vi
runs 0 "$BANSAO" report annual --year 2026
says 'Kính gửi: Ủy ban nhân dân tỉnh'
says 'Số liệu tính đến hết ngày 30/11/2026'
says 'UBND TỈNH ĐỒNG NAI'
says '1.000.000 trang A4'
says '8.000.000 trang A4'
says '+1 & <script> (@SYT). Kết quả giải quyết: Đã cấp tiền'
for part in 'I. CHỈ ĐẠO' 'II. KẾT QUẢ' '1. Lựa chọn' '2. Chỉnh lý' '3. Số hóa' \
    '4. Bàn giao' '5. Giao nộp' '6. Kinh phí' 'III. KHÓ KHĂN' 'IV. KẾ HOẠCH' \
    'V. KIẾN NGHỊ' 'PHỤ LỤC'; do
	says "$part"
done
# What was answered after the cut-off is not answered yet.
runs 0 "$BANSAO" report annual --year 2026 --cutoff 15/5/2026
says '0 đã được giải quyết'
says_not 'Đã cấp tiền'

# To the Ministry: the Committee's full name, its signer, its number.
runs 0 "$BANSAO" config set committee_power 'TM. ỦY BAN NHÂN DÂN'
runs 0 "$BANSAO" config set committee_signer 'Trần Tuyết Minh'
runs 0 "$BANSAO" config set plan_number '123/KH-UBND'
runs 0 "$BANSAO" config set plan_date 2023-06-05
runs 0 "$BANSAO" config set plan_title 'về bảo hiểm tài liệu'
runs 0 "$BANSAO" report annual --year 2026 --cutoff 15/11/2026 --to-ministry \
    --number 7/BC-UBND --propose 'Cấp thêm kinh phí' --propose 'Thêm người'
says 'Kính gửi: Bộ Nội vụ'
says 'ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI'
says 'Số: 07/BC-UBND'
says 'Kế hoạch số 123/KH-UBND ngày 05/06/2023'
says 'bảo hiểm tài liệu, kết quả như sau'
says 'hết ngày 15/11/2026'
says '- Cấp thêm kinh phí'
says '- Thêm người'
says 'TM. ỦY BAN NHÂN DÂN'
says 'Trần Tuyết Minh'
runs 0 "$BANSAO" config set report_to 'Sở Nội vụ; Văn phòng Bộ'
runs 0 "$BANSAO" report annual --year 2026 --to-ministry
says 'Kính gửi: Văn phòng Bộ'

# A form of the province is Vietnamese whatever the messages are.
runs 0 "$BANSAO" --lang en report annual --year 2026
says '1.000.000 trang A4'
says 'Tiêu chí'
says_not 'Criterion'

# The years and the days it cannot be of; a cut-off that has not come yet.
BANSAO_LANG=en
runs 2 "$BANSAO" report annual --year 2040
complains '2040 is outside the plan, which lasts from 2023 to 2034'
runs 2 "$BANSAO" report annual --year 2040 --json
runs 2 "$BANSAO" report annual --year 2026 --cutoff 15/11/2025
complains 'is not in the year 2026'
runs 0 "$BANSAO" report annual --year 2034
complains 'has not come yet'
says 'Năm 2034 chưa có chỉ tiêu số hóa'

# Rows for programs and spreadsheets say what the letter says.
runs 0 "$BANSAO" report annual --year 2026 --json
same '[1000000, 8000000, 2.5, 1]' "$(json '[r["value"] for k in ("target",
    "target_all", "backlog_metres", "difficulties") for r in j if r["key"] == k]')" \
    'the figures'
same '[["+1 & <script>", "@SYT. Kết quả: Đã cấp tiền"]]' \
    "$(json '[[r["item"], r["note"]] for r in j if r["key"] == "difficulty"]')" \
    'the difficulties'
runs 0 "$BANSAO" report annual --year 2026 --csv
says 'target,Kế hoạch năm,trang A4,1000000'
says "\"'+1 & <script>\""
forms='txt odt html csv json'
"$BANSAO_WORK" --version | grep -q xlsx && forms="$forms xlsx"
for form in $forms; do
	runs 0 "$BANSAO" report annual --year 2026 -o "a.$form"
	[ -s "a.$form" ] || fail "a.$form is empty"
	runs 2 "$BANSAO" report annual --year 2026 -o "a.$form"
	complains '--force'
done
! grep -q '<script' a.html || fail 'a tag of data in the letter'
runs 2 "$BANSAO" report annual -o a.pdf
case $forms in *xlsx*) ;; *) exit 0 ;; esac
unzip -p a.xlsx xl/worksheets/sheet1.xml >sheet.xml 2>/dev/null ||
	skip 'no unzip here'
grep -q '<v>8000000</v>' sheet.xml || fail 'the target is no number'
grep -q '<pane ' sheet.xml || fail 'the head does not stay'
! grep -q '<f>' sheet.xml || fail 'a formula from data'
