# A catalogue from nothing: the programme, the tree, dossiers, the quota, the
# settings, undo across starts, backup and restore, exit statuses.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3 python3

# --- init ---
runs 3 "$BANSAO" quota
complains 'bansao init'
runs 0 "$BANSAO" init -n
[ ! -e "$BANSAO_DB" ] || fail 'init -n made a file'
runs 0 "$BANSAO" init
complains '8 yearly targets, 8,000,000 A4 pages'
same 660 "$(stat -c %a "$BANSAO_DB")" 'rights of the catalogue'
runs 2 "$BANSAO" init
complains 'there already'
printf '[programme]\nname = x\nselect_from = 2023\n' >bad.ini
runs 2 "$BANSAO" init --db other.db --programme ./bad.ini
complains 'programme:select_to'
[ ! -e other.db ] || fail 'a catalogue that failed was left behind'

# --- the plan is data ---
runs 6 "$BANSAO" quota --json --as-of 23/11/2026
same '[2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033]' \
    "$(json '[y["year"] for y in j]')"
same 8000000 "$(json 'j[-1]["cumulative_target"]')"
same '[1000000]' "$(json 'list(set(y["target"] for y in j))')"
same year,target,selected,approved,scanned,passed,handed_over,percent,cumulative_target,cumulative_passed,needed_per_day,forecast_date \
    "$(json '",".join(j[0].keys())')"
runs 0 "$BANSAO" quota --as-of 01/01/2025
runs 2 "$BANSAO" quota --year 2035
complains 'from 2026 to 2033'
runs 0 "$BANSAO" quota set 2027 1.200.000 --basis '12/KH-UBND'
runs 0 "$BANSAO" quota --json --as-of 01/01/2025
same 8200000 "$(json 'j[-1]["cumulative_target"]')"
runs 2 "$BANSAO" quota set 2027 900000
complains BR14
runs 2 "$BANSAO" quota set 2040 900000 --basis x
runs 2 "$BANSAO" quota set 2027 -5 --basis x

# --- the tree ---
runs 0 "$BANSAO" fonds add PL 'Tòa Hành chính tỉnh Phước Long' --time 1956-1975
runs 2 "$BANSAO" fonds add PL 'Again'
complains 'already'
runs 2 "$BANSAO" fonds add X 'Wrong' --kind bag
runs 0 "$BANSAO" fonds group PL 'Hành chính'
runs 0 "$BANSAO" fonds group PL 'Nhân sự' --parent 'hanh chinh'
runs 0 "$BANSAO" dossier add PL.1956.01 'Hồ sơ địa giới Đồng Xoài' --fonds PL \
    --group 'Hành chính/Nhân sự' startDate=22/10/1956 endDate=1957 \
    numberOfPage=120 numberOfPaper=80 maintenance='vinh vien'
runs 0 "$BANSAO" dossier add PL.1956.02 'Hồ sơ 2' --fonds pl startDate=1960-1965
runs 0 "$BANSAO" tree --json
same '["PL", 2, 80, 120]' \
    "$(json '[j[0][k] for k in ("code","dossiers","papers","pages")]')"
same '[["group", 1, 120], ["group", 1, 120]]' \
    "$(json '[[r["level"],r["dossiers"],r["pages"]] for r in j[1:]]')"

# --- what cannot be ---
for wrong in startDate=31/02/1968 startDate=1968-1965 numberOfPage=-3 \
    numberOfPage=abc maintenance=forever nofield=1 novalue; do
	runs 2 "$BANSAO" dossier add PL.9 x --fonds PL "$wrong"
done
runs 3 "$BANSAO" dossier add PL.9 x --fonds NOPE
runs 2 "$BANSAO" dossier add PL.1956.01 x --fonds PL
runs 3 "$BANSAO" dossier show PL.1956.0
complains PL.1956.01
same 2 "$(sqlite3 "$BANSAO_DB" 'SELECT count(*) FROM dossier')"

# --- finding: without diacritics finds with, with them exactly ---
runs 0 "$BANSAO" dossier list --search 'dong xoai' --json
same 1 "$(json 'len(j)')"
runs 0 "$BANSAO" dossier list --search 'Đồng' --json
same 1 "$(json 'len(j)')"
runs 0 "$BANSAO" dossier list --search 'đống' --json
same 0 "$(json 'len(j)')"
runs 0 "$BANSAO" dossier list --search '"* NEAR(' --json
runs 0 "$BANSAO" dossier list --year 1963 --csv
says PL.1956.02
says_not PL.1956.01

# --- the loser of two edits is told ---
runs 0 "$BANSAO" dossier edit PL.1956.02 title='Một' --rev 1
runs 5 "$BANSAO" dossier edit PL.1956.02 title='Hai' --rev 1
complains 'somebody else'

# --- undo across starts, in words ---
runs 0 "$BANSAO" undo --show
says_or_complains() { grep -qF -- "$1" .out .err || fail "nobody says '$1'"; }
says_or_complains 'PL.1956.02'
runs 0 "$BANSAO" undo
runs 0 "$BANSAO" dossier show PL.1956.02
says 'Hồ sơ 2'
runs 0 "$BANSAO" redo
runs 0 "$BANSAO" dossier show PL.1956.02
says 'Một'
runs 0 "$BANSAO" dossier list -n
runs 0 "$BANSAO" dossier edit PL.1956.02 title='Thử' -n
runs 0 "$BANSAO" dossier show PL.1956.02
says 'Một'

# --- settings by date ---
runs 0 "$BANSAO" config get place --on 2024-01-01
prints 'Bình Phước'
runs 0 "$BANSAO" config get place --on 2025-07-01
prints 'Đồng Nai'
runs 0 "$BANSAO" config set signer_name 'Nguyễn Thị A' --from 01/01/2027
runs 0 "$BANSAO" config get signer_name --on 2026-12-31
prints ''
runs 3 "$BANSAO" config set no_such_name 1

# --- the chain, backup, restore ---
runs 0 "$BANSAO" audit verify
runs 0 "$BANSAO" backup copy.db
runs 2 "$BANSAO" backup copy.db
same ok "$(sqlite3 copy.db 'PRAGMA integrity_check')"
runs 0 "$BANSAO" dossier edit PL.1956.02 title='Sau bản sao'
runs 2 "$BANSAO" restore copy.db --no-input
runs 0 "$BANSAO" restore copy.db --force
runs 0 "$BANSAO" dossier show PL.1956.02
says 'Một'
printf garbage >bad.db
runs 1 "$BANSAO" restore bad.db --force
runs 0 "$BANSAO" dossier show PL.1956.02
says 'Một'

# --- wrong use ---
runs 2 "$BANSAO" dosier list
complains 'dossier'
runs 2 "$BANSAO" dossier
runs 2 "$BANSAO" dossier list --nonsense
runs 2 "$BANSAO" dossier list --fonds
runs 2 "$BANSAO"
runs 0 "$BANSAO" --help
says 'Exit status'
runs 0 "$BANSAO" --lang vi --help
says 'Mã kết thúc'
