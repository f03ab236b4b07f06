# From a tagged file to an approved list, amended, printed, undone: what an
# archivist, the head of the Centre and a clerk would type.
. "${srcdir:-.}/tests/lib.sh"
b=$BANSAO
field() { sqlite3 "$BANSAO_DB" "$1"; }

runs 0 $b -q init
runs 0 $b -q fonds add P01 'Phông thử'
runs 0 $b -q fonds group P01 'Hành chính'
runs 0 $b -q fonds group P01 'Tài chính'
for n in 1 2 3 4; do
	runs 0 $b -q dossier add P01.$n "Hồ sơ số $n" --fonds P01 \
	    --group 'Hành chính' startDate=1960 endDate=1971 maintenance=01 \
	    numberOfPaper=60 numberOfPage=100
done
runs 0 $b -q dossier add P01.5 'Hồ sơ tiền' --fonds P01 --group 'Tài chính' \
    startDate=1965 endDate=1978 maintenance=01 numberOfPage=10

# --- Tagging ----------------------------------------------------------------

runs 7 $b tag 'P01.*' --criteria 2
complains 'P01.5: BR2: 1965-1978 crosses 1975'
same 0 "$(field 'SELECT count(*) FROM dossier_criterion')" 'nothing tagged'
runs 0 $b tag 'P01.*' --criteria 2 -n --reason 'chủ yếu trước 1975'
complains '5 dossiers, 240 sheets, 410 pages, 410 A4 pages'
same 0 "$(field 'SELECT count(*) FROM dossier_criterion')" 'dry run'
runs 0 $b tag 'P01.*' --criteria 2 --reason 'chủ yếu trước 1975'
runs 0 $b tag P01.1 --criteria TC5 --damage 'mủn, rách' --legibility mostly
same 'gion mun o rach' "$(field "SELECT group_concat(code, ' ') FROM (SELECT
    code FROM term WHERE kind = 'damage' AND code IN ('mun', 'rach', 'o',
    'gion') ORDER BY code)")"
same 'mun rach' "$(field "SELECT group_concat(sign, ' ') FROM damage")"
runs 2 $b tag P01.1 --criteria 5 --damage 'ghẻ' --legibility read
runs 2 $b tag P01.1 --criteria 6
runs 3 $b tag P01.77 --criteria 2
runs 2 $b tag --criteria 2
runs 7 $b tag P01.2 --criteria 5 --damage rach --legibility unreadable
complains BR3
runs 0 $b tag P01.2 --criteria 3 --person 'Nguyễn Thị Định' --json
same 1 "$(json 'j["tagged"]')"
runs 0 $b tag persons dinh --json
same 'Nguyễn Thị Định' "$(json 'j[0]["name"]')"
runs 0 $b tag suggest P01.3 --json
same TC1 "$(json 'j[0]["criterion"]')"
runs 0 $b undo
complains 'tag 1 dossier TC3'
runs 0 $b redo
runs 0 $b untag P01.2 --criteria 3
runs 0 $b audit list
says 'undo: tag 1 dossier TC3'

# --- Drawing up -------------------------------------------------------------

runs 7 $b selection new --fonds P01
complains 'BR4'
complains 'Tài chính'
runs 0 $b selection new HC --fonds P01 --group 'Hành chính' --year 2026
prints HC
runs 2 $b selection new HC --fonds P01 --group 'Hành chính'
runs 0 $b selection new --fonds P01 --group 'Tài chính'
prints DM-P01-02
runs 7 $b selection add HC P01.1 P01.5
complains 'P01.5: BR4'
same 0 "$(field 'SELECT count(*) FROM selection_live')" 'all or nothing'
runs 0 $b selection eligible HC --json
same 4 "$(json 'len(j)')"
runs 0 $b selection eligible HC --priority --json
same P01.1 "$(json 'j[0]["code"]')"	# TC5 goes first
runs 2 $b selection add HC --up-to 200
runs 3 $b selection add HC --all --up-to 50
runs 0 $b selection add HC --all --up-to 250 -n
complains '2 dossiers put on the list. List HC: 2 dossiers, 120 sheets'
runs 0 $b selection add HC P01.1..P01.3
runs 7 $b selection add DM-P01-02 P01.1
complains 'P01.1: BR4'
runs 0 $b selection new OLD --fonds P01 --group 'Tài chính' --year 1999
complains 'no target for 1999'
runs 0 $b selection discard OLD
runs 0 $b hold P01.4 --reason 'thanh tra'
runs 0 $b selection eligible HC
complains 'kept back: P01.4: it is on hold'
runs 0 $b release P01.4
runs 0 $b dossier add P01.6 'Hồ sơ số 1' --fonds P01 --group 'Hành chính' \
    startDate=1960 endDate=1971 numberOfPage=1
runs 0 $b selection show HC --json
same duplicate_title "$(json 'j["flags"][0]["flag"]')"
same 300 "$(json 'j["a4"]')"

# --- Submission, decision ---------------------------------------------------

runs 7 $b selection submit DM-P01-02
complains 'is empty'
runs 0 $b selection submit HC --number 05/TTr-SNV
complains 'Head of the audit chain'
hash=$(field "SELECT content_hash FROM selection_version WHERE version = 1
    AND state = 'submitted'")
complains "$hash"
runs 7 $b selection add HC P01.4
complains BR5
runs 3 $b undo	# the frozen point
runs 7 $b selection approve HC --number 12/QĐ-UBND --date today --signer A
complains 'four eyes'
runs 0 $b config set four_eyes off
runs 7 $b selection approve HC --date today --signer A
complains number
runs 7 $b selection approve HC --number 12 --date 01/02/2020 --signer A
complains older
runs 2 $b selection approve HC --number 12 --date 1965-1968 --signer A
complains 'is a period'
for day in 00/01/2026 2026 1965-1968 31/02/2026 tomorrow; do
	runs 2 $b selection approve HC --number 12 --date $day --signer A
done
same submitted "$(field "SELECT state FROM selection_version WHERE
    content_hash = '$hash'")" 'nothing changed'
runs 0 $b selection return HC --reason 'thiếu số tờ'
runs 0 $b selection remove HC P01.3
runs 7 $b selection submit HC --date 01/01/2199
complains 'lies in the future'
runs 0 $b selection submit HC
runs 2 $b selection approve HC --number 12/QĐ-UBND --date today --signer A \
    --exclude P01.2=x --exclude P01.2=y
complains 'P01.2 is named twice'
runs 0 $b selection approve HC --number 12/QĐ-UBND --date today \
    --signer 'Phó Chủ tịch' --exclude 'P01.2=trùng với P02'
complains 'Head of the audit chain'
runs 0 $b dossier list --json
same 'S4 S1 S1 S1 S1 S0' "$(json '" ".join(d["state"] for d in j)')"

# --- Amendment --------------------------------------------------------------

runs 7 $b selection remove HC P01.1 --reason mất
complains BR20
runs 0 $b selection amend HC --reason 'bổ sung'
runs 7 $b selection submit HC
complains 'changes nothing'
runs 0 $b selection add HC P01.4
runs 7 $b selection remove HC P01.1
complains BR20
runs 0 $b selection remove HC P01.1 --reason 'thất lạc'
runs 0 $b selection show HC --json --changes
same 'P01.1 drop P01.4 add' \
    "$(json '" ".join(i["code"] + " " + i["change"] for i in j["items"])')"
runs 0 $b selection submit HC
runs 0 $b selection approve HC --number 15/QĐ-UBND --date today --signer B
runs 0 $b selection show HC --json --revision 1
same amended "$(json 'j["state"]')"
runs 0 $b dossier list --state X --json
same P01.1 "$(json 'j[0]["code"]')"
runs 0 $b selection restore P01.1 --reason 'tìm thấy'
runs 0 $b selection amend HC --reason 'thử'
runs 0 $b selection discard HC
runs 0 $b selection show HC --json
same 2 "$(json 'j["version"]')"

# --- Paper ------------------------------------------------------------------

BANSAO_LANG=vi
runs 0 $b selection print HC
says 'viết bằng chữ: một hồ sơ'
says '15/QĐ-UBND'
runs 0 $b selection print HC --csv
runs 0 $b selection print HC -o danh-muc.odt
runs 0 $b selection print HC -o danh-muc.xlsx
runs 0 $b selection print HC -o danh-muc.html
runs 0 $b submission HC -o to-trinh.odt
runs 0 $b submission HC
says 'Kính gửi: Ủy ban nhân dân tỉnh'
says 'Căn cứ Quyết định số 71/QĐ-TTg ngày 10 tháng 02 năm 2023 của Thủ tướng'
says 'Căn cứ Luật Lưu trữ số 33/2024/QH15 ngày 21 tháng 6 năm 2024;'
says 'QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ'
complains 'bansao config set signer_title'
runs 0 $b config set signer_title 'GIÁM ĐỐC'
runs 0 $b submission HC
says 'GIÁM ĐỐC'
runs 0 $b selection print HC --revision 1
says 'Không được phê duyệt: P01.2 - Hồ sơ số 2 (trùng với P02)'
for file in danh-muc.odt danh-muc.xlsx to-trinh.odt; do
	python3 -m zipfile -t $file >/dev/null || fail "$file is no zip"
done
grep -q 'Hồ sơ số 4' danh-muc.html || fail 'the HTML lacks a file'
runs 2 $b selection print HC -o danh-muc.html	# is there already
# A long title gets room for its lines in a workbook.
long='Hồ sơ về việc thành lập các xã, ấp trên địa bàn tỉnh và những vấn đề'
runs 0 $b dossier edit P01.6 "title=$long $long $long"
runs 0 $b dossier list -o dai.xlsx
same True "$(python3 -c 'import re, zipfile
sheet = zipfile.ZipFile("dai.xlsx").read("xl/worksheets/sheet1.xml").decode()
rows = re.findall("<row r=.([0-9]+).([^>]*)>", sheet)
heights = [float(h.group(1)) for r in rows[1:]
    for h in [re.search("ht=.([0-9.]+)", r[1])] if h]
print(max(heights, default=0) >= 4 * 17)')" 'room for four lines'
BANSAO_LANG=en

# --- Gates and holds --------------------------------------------------------

runs 7 $b arrange P01.4
complains 'P01.4: BR8'
runs 0 $b dossier edit P01.4 fileNotation=4 box=1
runs 0 $b arrange P01.4 --done 'danh-so-to,Cover'
runs 7 $b arrange P01.4
complains 'Hand-back minutes'
runs 0 $b arrange P01.4 --all --date 01/02/2026
runs 0 $b receive P01.4 --minutes 3/BB
runs 2 $b hold P01.4
runs 0 $b hold P01.4 --reason 'tranh chấp'
runs 0 $b release P01.4
runs 0 $b workflow --json
same 12 "$(json 'len(j["states"])')"
runs 0 $b workflow pass
says BR11
runs 3 $b workflow nothing

# --- What people read -------------------------------------------------------

runs 0 $b selection list
says 'Approved list'
says '15/QĐ-UBND'
runs 0 $b selection list --csv
says 'HC,2,approved,P01,Hành chính,2026,1,60,100,100'
runs 0 $b selection list --csv --limit 1
same 2 "$(wc -l <"$room/.out")" 'the newest, under its heads'
says 'DM-P01-02,1,draft,P01,Tài chính,'
runs 2 $b selection list --limit 0
runs 0 $b selection show HC
says 'P01.4  +  Hồ sơ số 4'
says 'thất lạc'
runs 0 $b selection show HC --changes
says_not 'P01.2'
runs 0 $b selection eligible DM-P01-02
says 'TC2'
runs 3 $b selection show NO
runs 2 $b selection add DM-P01-02 --all --fonds P09
runs 0 $b workflow submit
says 'Submit the list? It is frozen'
says 'BR5'
runs 0 $b workflow
says 'S3'
says 'inspector, not the operator'
runs 0 $b workflow --csv
runs 0 $b undo --show
complains 'Would undo: '
runs 0 $b undo -n
complains '(dry run)'
runs 3 $b redo
runs 0 $b redo --show
complains 'nothing to redo'
runs 0 $b arrange list P01.4
says 'Cover'
runs 0 $b arrange P01.4 --papers 61 --pages 101 --reason 'đếm lại'
same '61 101' "$(field "SELECT papers || ' ' || pages FROM dossier
    WHERE code = 'P01.4'")"
runs 0 $b arrange P01.4 --undone Cover
same '' "$(field "SELECT arranged_on FROM dossier WHERE code = 'P01.4'")"
runs 2 $b arrange P01.4 --done nonsense
runs 0 $b receive P01.4 --undo
same '' "$(field "SELECT received_on FROM dossier WHERE code = 'P01.4'")"
runs 2 $b receive P01.4 --date 1968
runs 0 $b hold 'P01.*' --reason 'kiểm kê'
same 6 "$(field "SELECT count(*) FROM dossier WHERE hold = 'kiểm kê'")"
runs 0 $b release --fonds P01
runs 3 $b hold --fonds P01 --search 'không có' --reason x
runs 2 $b hold --group X --reason x
runs 2 $b tag --fonds P01 --state S99 --criteria 2
runs 0 $b tag 'P01.*' --criteria 3 --person 'Điểu Ong' --skip
complains 'P01.4: BR5'
complains 'Tagged TC3: 5 dossiers'	# without the one that was refused
runs 0 $b untag P01.3 P01.2 --criteria 3 --reason nhầm
runs 0 $b tag P01.3 --carrier 'Giấy dó'
complains 'Condition noted'
runs 0 $b tag P01.3 --criteria 3 --person X -n --json
same 0 "$(json 'j["refused"]')"
runs 2 $b tag P01.3 --carrier 'nhựa'
runs 2 $b tag P01.3 --legibility maybe
runs 0 $b audit verify
