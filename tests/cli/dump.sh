# The whole catalogue as lines of JSON and back: identical, the audit chain
# whole, and what was cut or changed is refused.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3 python3

runs 0 "$BANSAO" init
printf 'Mã phông,Tên phông,Nhóm,Mã hồ sơ,Tiêu đề,Số trang\nP1,Phông "một",A/B,P1.1,Đồng Xoài,12\nP1,,A,P1.2,Hai,3\n' >a.csv
runs 0 "$BANSAO" import a.csv
runs 0 "$BANSAO" tag P1.1 --criteria 2 --reason 'trước 1975'
runs 0 "$BANSAO" dump -o a.jsonl
runs 2 "$BANSAO" dump -o a.jsonl
# Each line is JSON, the end says how many there are.
python3 - <<'END'
import json
lines = [json.loads(line) for line in open('a.jsonl', encoding='utf-8')]
assert lines[0]['bansao'] == 'dump' and lines[-1]['bansao'] == 'end'
assert lines[-1]['rows'] == len(lines) - 2
rows = [l['row'] for l in lines[1:-1] if l['table'] == 'dossier']
assert [r['title'] for r in rows] == ['Đồng Xoài', 'Hai']
assert bytes.fromhex(rows[0]['sort_key']['hex'])
END
runs 2 "$BANSAO" load a.jsonl
complains 'there already'
runs 0 "$BANSAO" --db b.db load a.jsonl
runs 0 "$BANSAO" --db b.db dump -o b.jsonl
cmp a.jsonl b.jsonl || fail 'the round trip changes something'
runs 0 "$BANSAO" --db b.db audit verify
runs 0 "$BANSAO" --db b.db doctor
runs 0 "$BANSAO" --db b.db dossier list --json --search 'dong'
same 1 "$(json 'len(j)')"
runs 0 "$BANSAO" --db b.db undo
runs 0 "$BANSAO" dump
says '"bansao":"end"'

refuses()
{
	runs 4 "$BANSAO" --db c.db load "$1"
	complains "$2"
	[ ! -e c.db ] && [ ! -e c.db.partial ] || fail "$1 left a catalogue"
}
head -n 100 a.jsonl >cut.jsonl
refuses cut.jsonl 'ends before'
head -c 3000 a.jsonl >cut.jsonl
refuses cut.jsonl line
sed 's/"title":/"titel":/' a.jsonl >other.jsonl
refuses other.jsonl 'does not fit'
sed 's/"table":"dossier"/"table":"dossiers"/' a.jsonl >other.jsonl
refuses other.jsonl 'no such table'
sed 's/"fonds_id":1/"fonds_id":77/' a.jsonl >other.jsonl
runs 2 "$BANSAO" --db c.db load other.jsonl
[ ! -e c.db ] || fail 'a dossier without a fonds was loaded'
sed '1s/"schema":[0-9]*/"schema":999/' a.jsonl >other.jsonl
refuses other.jsonl 'schema 999'
echo nothing >other.jsonl
runs 4 "$BANSAO" --db c.db load other.jsonl
runs 0 sh -c '"$BANSAO" --db c.db load - <a.jsonl'
runs 1 "$BANSAO" --db d.db load nowhere.jsonl
