# What a batch says of itself: its states and answers in words, one sentence for
# what is refused, the README of the extract, the terms of the agreement.
. "${srcdir:-.}/tests/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3
b=$BANSAO
passed 4 2
runs 0 $b handover agree 88/VTLTNN --date 01/11/2026 --profile bagit \
    --party T --contact 9 --dpi 300 --naming M
runs 0 $b handover new BG
runs 0 $b handover add BG --all

# refused STATUS SENTENCE COMMAND...: that one sentence, and no word of success.
refused()
{
	status=$1 sentence=$2
	shift 2
	runs "$status" "$@"
	complains "$sentence"
	[ ! -s "$room/.out" ] || fail "it printed something: $*"
	same 1 "$(wc -l <"$room/.err" | tr -d ' ')" "sentences of $*"
}

refused 2 'nothing' $b handover build BG --to out --profile nothing
[ ! -e out ] || fail 'something was written'
runs 0 $b handover build BG --to out
same "$(find out/BG/data -type f | wc -l | tr -d ' ')" \
    "$(sqlite3 "$BANSAO_DB" 'SELECT files FROM handover')" 'files of the batch'

# --- the terms, the README --------------------------------------------------------
while read -r line; do
	grep -qxF "$line" out/BG/data/ho-so-thong-nhat.txt ||
		fail "the agreement lacks '$line'"
done <<'TERMS'
Số: 88/VTLTNN
Với: T
Liên hệ: 9
Loại gói: bagit
Độ phân giải: 300
Quy tắc đặt tên: M
TERMS
! grep -q ': $' out/BG/data/ho-so-thong-nhat.txt || fail 'a term of nothing'
cat >readme.py <<'PY'
import csv, glob, os, re, sys
text = open(sys.argv[1] + '/README.txt', encoding='utf-8').read()
told, table = {}, None
for line in text.split('\n'):
    if re.match(r'\w+: ', line):
        table = line.split(':')[0]
        told[table] = []
    elif table and line.startswith('    '):
        told[table].append(line.split()[0])
        assert len(line.split()) > 1, line
found = {}
for path in glob.glob(sys.argv[1] + '/*.csv'):
    with open(path, encoding='utf-8-sig', newline='') as lines:
        found[os.path.basename(path)[:-4]] = next(csv.reader(lines))
assert told == found, (told, found)
print(len(told) > 2)
PY
runs 0 python3 readme.py out/BG/data/csdl
prints True

# --- finished by an earlier run, and damaged since ------------------------------------
cp -a out whole
past "$BANSAO_DB" "UPDATE handover SET state = 'prepared';
    UPDATE handover_item SET sha256 = '', path = ''; UPDATE dossier SET state = 7"
runs 2 $b handover build BG --to out --profile eark-sip
complains 'exists already and is not replaced'
same '7 7 7 7' "$(state)" 'a batch of another plan'
printf x >>out/BG/data/goi/P01.2/P01.2.1.tif
runs 4 $b handover build BG --to out
complains 'was finished by an earlier run and no longer holds'
says_not out/BG
same '7 7 7 7' "$(state)"
rm -rf out
mv whole out
runs 0 $b handover build BG --to out
complains 'was finished by an earlier run and holds'
same '8 8 8 8' "$(state)"

# --- states and answers -------------------------------------------------------------
# shown CODE WORD...: its line has these words, in the language of the country.
shown()
{
	runs 0 $b --lang vi handover show BG
	line=$(grep "^$1 " "$room/.out") || fail "there is no $1"
	shift
	for word; do
		case $line in
		*"  $word"*) ;;
		*) fail "'$line' lacks '$word'" ;;
		esac
	done
}

# One answer for each file, given once, and of files that are in the batch.
shown P01.1 'Đã đóng gói'
same 8 "$(sqlite3 "$BANSAO_DB" 'SELECT sum(files) FROM handover_item')" 'files'
runs 0 $b handover deliver BG --date 24/11/2026
shown P01.1 'Đã bàn giao'
runs 0 $b -q dossier add P01.9 Chín --fonds P01 maintenance=01 mode=01 \
    language=01 startDate=1961 endDate=1962
refused 3 'A file of the answer is not in batch BG' $b handover receipt BG \
    --number 7/CV --date 30/11/2026 --returned P01.9=không
refused 2 'a return needs its reason' $b handover receipt BG --number 7/CV \
    --date 30/11/2026 --accepted P01.1 --returned P01.2
same '9 9 9 9 0' "$(state)" 'a refused answer'
runs 0 $b handover receipt BG --number 7/CV --date 30/11/2026 \
    --accepted P01.1 --returned P01.2=thiếu --rescan P01.3=mờ
same '10 7 5 9 0' "$(state)"
refused 7 'P01.1: is answered already' $b handover receipt BG \
    --number 8/CV --date 30/11/2026 --accepted P01.1
shown P01.1 'Đã xác nhận' 'đã xác nhận'
shown P01.2 'Đạt ' 'bị trả lại' thiếu
shown P01.3 'Đang số hóa' 'bị trả lại' mờ
runs 0 $b handover list --json
same '[[4, 8, 8, 1, 2]]' "$(json '[[h[k] for k in ("dossiers", "pages", "a4",
    "accepted", "returned")] for h in j]')" 'the sums of the batch'
runs 0 $b audit verify
