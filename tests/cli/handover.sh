# From files that passed to the receiving side's answer: the rules BR15 to
# BR18, the batch as other people's tools see it, returns and replacements.
. "${srcdir:-.}/tests/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3 sha256sum tar unzip
b=$BANSAO
passed 4 2

# --- rules -------------------------------------------------------------------
runs 0 $b handover new BG
complains BR15
runs 2 $b handover new 'a/b'
runs 2 $b handover add BG
runs 3 $b handover add BG P01.99
runs 0 $b handover add BG P01.1 P01.2
runs 7 $b handover add BG P01.1
complains 'is in batch BG already'
sqlite3 "$BANSAO_DB" "UPDATE dossier SET secrecy = 'Mật' WHERE code = 'P01.3'"
runs 7 $b handover add BG P01.3
complains BR18
sqlite3 "$BANSAO_DB" "UPDATE dossier SET secrecy = '', state = 5 WHERE code = 'P01.3'"
runs 7 $b handover add BG P01.3 P01.4
complains BR15
same 2 "$(sqlite3 "$BANSAO_DB" 'SELECT count(*) FROM handover_item')" 'all or none'
sqlite3 "$BANSAO_DB" "UPDATE dossier SET state = 7"
runs 0 $b handover remove BG P01.2
runs 0 $b handover add BG --all
runs 7 $b handover build BG --to out
complains BR15
[ ! -e out ] || fail 'something was written'
runs 2 $b handover agree 88/VTLTNN --date 2026 --for BG
runs 2 $b handover agree 88/VTLTNN --profile nothing --for BG
runs 0 $b handover agree 88/VTLTNN --date 01/11/2026 --profile bagit --for BG

# --- preflight: all problems at once --------------------------------------------
cp scans/P01.1.1.tif keep.tif
printf x >>scans/P01.1.1.tif
rm scans/P01.2.1.tif
runs 4 $b handover build BG --to out
complains 'P01.1.1.tif: has changed since it was taken in'
complains 'P01.2.1.tif: is not there'
complains '2 problems'
[ -z "$(ls out 2>/dev/null)" ] || fail 'something was written'
cp -p keep.tif scans/P01.1.1.tif
tiffs 2 1 20
runs 0 $b -q scan ingest scans
sqlite3 "$BANSAO_DB" "UPDATE dossier SET state = 7"
runs 0 $b handover build BG --to out -n
complains 'nothing stands in the way'
[ -z "$(ls out 2>/dev/null)" ] || fail 'a dry run wrote something'

# --- the batch --------------------------------------------------------------------
runs 0 $b handover build BG --to out
complains BR13
same '8 8 8 8' "$(state)"
same BG "$(ls -A out)" 'nothing else is left there'
(cd out/BG && sha256sum -c --quiet manifest-sha256.txt &&
    sha256sum -c --quiet tagmanifest-sha256.txt) || fail 'sha256sum disagrees'
same "$(cd out/BG && find data -type f | LC_ALL=C sort)" \
    "$(sed 's/^[^ ]*  //' out/BG/manifest-sha256.txt | LC_ALL=C sort)" 'all files listed'
cmp scans/P01.3.2.tif out/BG/data/goi/P01.3/P01.3.2.tif
octets=$(find out/BG/data -type f -exec cat {} + | wc -c | tr -d ' ')
grep -q "^Payload-Oxum: $octets.$(find out/BG/data -type f | wc -l | tr -d ' ')\$" \
    out/BG/bag-info.txt || fail 'Payload-Oxum'
for part in danh-muc-thong-ke.csv danh-muc-thong-ke.html muc-luc-ho-so.csv \
    muc-luc-ho-so.html bien-ban-ban-giao.odt bien-ban-ban-giao.html \
    ho-so-thong-nhat.txt csdl/csdl.sqlite csdl/ho_so.csv csdl/README.txt; do
	[ -s out/BG/data/$part ] || fail "the batch has no $part"
done
unzip -tq out/BG/data/bien-ban-ban-giao.odt >/dev/null || fail 'the minutes are no ODT'
same ok "$(sqlite3 out/BG/data/csdl/csdl.sqlite 'PRAGMA integrity_check')"
same 8 "$(sqlite3 out/BG/data/csdl/csdl.sqlite 'SELECT count(*) FROM tep_anh')"
same data/goi/P01.2 "$(sqlite3 out/BG/data/csdl/csdl.sqlite \
    "SELECT package FROM ho_so WHERE fileCode = 'P01.2'")"
same 'Hồ sơ số 2, "quý"' "$(python3 -c 'import csv
print(list(csv.DictReader(open("out/BG/data/csdl/ho_so.csv", encoding="utf-8",
    newline="")))[1]["title"])')"
same 640 "$(stat -c %a out/BG/manifest-sha256.txt)" 'rights'
runs 0 $b verify out/BG
runs 7 $b handover build BG --to out2
runs 0 $b handover verify BG
runs 7 $b handover receipt BG --number 1
complains BR17

# --- delivery -----------------------------------------------------------------------
runs 7 $b handover deliver BG --date 31/10/2026
complains 'The agreement comes first'
printf x >>out/BG/data/goi/P01.1/P01.1.1.tif
runs 4 $b handover deliver BG --date 24/11/2026
same '8 8 8 8' "$(state)"
cp scans/P01.1.1.tif out/BG/data/goi/P01.1/P01.1.1.tif
runs 0 $b handover deliver BG --date 24/11/2026 --minutes 05/BB --medium HDD
same '9 9 9 9' "$(state)"
runs 0 $b handover minutes BG
says '05/BB'
says 'BIÊN BẢN'

# --- the answer ------------------------------------------------------------------------
runs 2 $b handover receipt BG
runs 2 $b handover receipt BG --number 7/CV --date 30/11/2026 --returned P01.2
runs 7 $b handover receipt BG --number 7/CV --date 01/11/2026
printf 'Mã hồ sơ;Kết quả;Lý do\nP01.3;quét lại;mờ\n' >answer.csv
runs 0 $b handover receipt BG --number 7/CV --date 30/11/2026 \
    --returned 'P01.2=thiếu trang' --file answer.csv
same '10 7 5 10' "$(state)"
same '01 02 02 01' "$(sqlite3 "$BANSAO_DB" "SELECT group_concat(risk_status, ' ')
    FROM (SELECT risk_status FROM dossier ORDER BY id)")" 'riskRecoveryStatus'
runs 0 $b handover list --json
same answered "$(json 'j[0]["state"]')"

# The register: the batch is outside the years of the plan, and each of those
# years has its row.
runs 0 $b report handover-register --json
same '[[2026, "ngoài kế hoạch", "P01", 4, 2, 2]]' "$(json '[[r["year"], r["plan"],
    r["code"], r["files"], r["accepted"], r["returned"]] for r in j if r["files"]]')"
same '[2028, 2029, 2030, 2031, 2032, 2033, 2034]' "$(json '[r["year"] for r in j
    if r["plan"] == "chưa bàn giao"]')"

# --- a returned file is replaced ------------------------------------------------------------
old=$(sqlite3 "$BANSAO_DB" "SELECT objid FROM handover_item JOIN dossier d
    ON d.id = dossier_id WHERE d.code = 'P01.2'")
runs 0 $b handover agree 89/VTLTNN --date 02/11/2026 --profile eark-sip
runs 0 $b handover new BG2
runs 0 $b handover add BG2 P01.2
runs 0 $b handover build BG2 --to out --as zip
unzip -q out/BG2.zip
unzip -q BG2/data/goi/*.zip
grep -q 'RECORDSTATUS="REPLACEMENT"' uuid-*/METS.xml || fail 'it does not say REPLACEMENT'
grep -q "$old" uuid-*/documentation/ban-giao.txt || fail 'it does not name the old one'
# An answer that names what it accepts lets the rest wait, in a CSV too.
runs 0 $b handover new BG3
sqlite3 "$BANSAO_DB" "UPDATE dossier SET state = 7 WHERE code = 'P01.3'"
runs 0 $b -q dossier add P01.5 Năm --fonds P01 maintenance=01 mode=01 language=01 \
    startDate=1961 endDate=1962 totalDoc=1 numberOfPaper=1 numberOfPage=1
cp scans/P01.1.1.tif scans/P01.5.1.tif
printf x >>scans/P01.5.1.tif
"$b" -q scan ingest scans >/dev/null 2>&1 || :
sqlite3 "$BANSAO_DB" "UPDATE dossier SET state = 7 WHERE code IN ('P01.3', 'P01.5')"
runs 0 $b handover agree 88/VTLTNN --for BG3
runs 0 $b handover add BG3 P01.3 P01.5
runs 0 $b handover build BG3 --to out --profile bagit
runs 0 $b handover deliver BG3 --date 25/11/2026
printf 'result,code\naccepted,P01.3\n' >answer.csv
runs 0 $b handover receipt BG3 --number 8/CV --date 26/11/2026 --file answer.csv
complains '1 accepted, 0 returned'
printf 'result,code\nmaybe,P01.5\n' >answer.csv
runs 2 $b handover receipt BG3 --number 9/CV --date 27/11/2026 --file answer.csv
complains 'is no answer'
runs 0 $b handover receipt BG3 --number 9/CV --date 27/11/2026
runs 0 $b handover list --json
same answered "$(json '[h["state"] for h in j if h["number"] == "BG3"][0]')"

runs 0 $b handover reopen P01.2 --reason 'sai tiêu đề'
same '10 7 10 10 10' "$(state)"
runs 0 $b audit verify
