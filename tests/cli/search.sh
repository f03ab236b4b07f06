# Searching: without diacritics finds with, with them exactly; field filters;
# whatever is typed is never syntax; the Vietnamese order.
. "${srcdir:-.}/tests/lib.sh"
need python3

runs 0 "$BANSAO" init
cat >a.csv <<'END'
Mã phông,Tên phông,Nhóm,Mã hồ sơ,Tiêu đề hồ sơ,Thời gian,Số trang,Hộp số,Nhân vật
P1,Phông một,Tài liệu chung/Kế hoạch,P1.1,Quyết định giao đất Đồng Xoài,1968,100,1,Nguyễn Văn Ân
P1,Phông một,Tài liệu chung,P1.2,Hồ sơ xã Hoà Bình,1970-1974,250,1,
P1,Phông một,Tài liệu chung,P1.10,Hồ sơ thị trấn Hòa Lợi,1976,300,2,
P2,Phông hai,,P2.1,Đông đảo quần chúng,1980,50,2,
P2,Phông hai,,P2.2,"Bảng ""kê"" AND OR NOT *",1981,,3,
END
runs 0 "$BANSAO" import a.csv

# finds WANTED QUERY: the codes, in the order of the codes.
finds()
{
	runs 0 "$BANSAO" dossier list --json --search "$2"
	same "$1" "$(json '" ".join(d["code"] for d in j)')" "what '$2' finds"
}

finds 'P1.1' 'dong xoai'
finds 'P1.1 P2.1' 'dong'
finds 'P1.1' 'đồng'
finds 'P2.1' 'đông'
finds 'P1.1' 'ĐỒNG XO'
finds 'P1.2 P1.10' 'hoa'
finds 'P1.2 P1.10' 'hòa'
finds 'P1.2 P1.10' 'hoà'
finds 'P1.1' 'nguyen an'
finds 'P1.2' 'P1.2'
finds 'P1.10' 'P1.10'
finds 'P1.1 P1.2' 'fonds:P1 year:1968..1974'
finds 'P1.1 P1.2' 'phong:P1 nam:..1974'
finds 'P1.10 P2.1 P2.2' 'year:1976..'
finds 'P1.2' 'nam:1972'
finds 'P1.2 P1.10' 'pages:>200'
finds 'P1.1 P2.1' 'trang:50..100'
finds 'P1.10' 'ho so pages:>=300'
finds 'P1.1' 'group:"ke hoach"'
finds 'P1.1 P1.2 P1.10' 'nhom:"Tài liệu chung"'
finds 'P1.1 P1.2 P1.10 P2.1 P2.2' 'tc:0'
finds '' 'tc:5'
finds 'P1.10 P2.1' 'box:2'
finds 'P1.1 P1.2 P1.10' 'code:p1 state:S0'
finds 'P1.1 P1.2 P1.10 P2.1 P2.2' 'import:1 hold:no'
finds 'P2.2' 'AND OR NOT'
finds 'P2.2' '"kê" *'
for odd in '"' '(' 'a NEAR b' 'x:y' '-' "'; DROP TABLE dossier; --" 'title_fold:x' '^a' 'a + b'; do
	runs 0 "$BANSAO" dossier list --search "$odd"
done
runs 0 "$BANSAO" dossier list --search 'year:'
runs 2 "$BANSAO" dossier list --search 'year:abc'
complains 'year:1968..1974'
runs 2 "$BANSAO" dossier list --search 'pages:>x'
runs 2 "$BANSAO" dossier list --search 'tc:12'
runs 3 "$BANSAO" dossier list --search 'fonds:nope'

# Filters under a name: in any search, also within another; undone like any
# edit; what cannot be understood is not kept.
runs 0 "$BANSAO" filter save 'Trước 1975' 'year:..1974 fonds:P1'
complains 'filter:"Trước 1975"'
finds 'P1.1 P1.2' 'filter:"trước 1975"'
finds 'P1.2' 'loc:"truoc 1975" pages:>200'
runs 0 "$BANSAO" filter save nhiều 'filter:"Trước 1975" trang:>=200 hoa'
finds 'P1.2' 'filter:nhieu'
runs 0 "$BANSAO" filter list --json
same '["nhiều", "Trước 1975"]' "$(json '[f["name"] for f in j]')"
runs 2 "$BANSAO" filter save x 'year:abc'
runs 3 "$BANSAO" dossier list --search 'filter:nope'
runs 0 "$BANSAO" filter save 'Trước 1975' 'filter:nhiều'
runs 2 "$BANSAO" dossier list --search 'filter:nhiều'
complains 'names itself'
runs 0 "$BANSAO" undo
finds 'P1.2' 'filter:nhieu'
runs 0 "$BANSAO" filter remove NHIEU
runs 3 "$BANSAO" filter remove nhiều
runs 0 "$BANSAO" undo
finds 'P1.2' 'filter:nhieu'
runs 0 "$BANSAO" doctor

# Numbers by their value, letters in Vietnamese order.
runs 0 "$BANSAO" dossier list --json
same 'P1.1 P1.2 P1.10 P2.1 P2.2' "$(json '" ".join(d["code"] for d in j)')"

# tag and the like take the same filter.
runs 0 "$BANSAO" tag --search 'year:1968 đồng' --criteria 2
finds 'P1.1' 'tc:2'

# --- The first few are those of the whole list -------------------------------

# Five hundred files whose words are common, rare, in names and behind signs
# that are no letters: whichever way they are looked for, --limit shows the head
# of what is shown without it.
python3 - >many.csv <<'END'
print("Mã phông,Tên phông,Mã hồ sơ,Tiêu đề hồ sơ,Thời gian,Số trang,Nhân vật")
for i in range(500):
    print("M%d,Phông %d,M%d.%03d,%s số %d “Đồng Phú”%s,%d,10,%s" % (
        i % 3, i % 3, i % 3, i, ["Quyết định", "Báo cáo", "Đơn"][i % 7 % 3],
        i, " –đường" if i % 11 == 0 else "", 1950 + i % 50,
        "Trần Văn Hiếm" if i % 97 == 5 else ""))
END
runs 0 "$BANSAO" import many.csv -q
runs 0 "$BANSAO" tag M0.003 M1.250 M2.497 --criteria 5 --damage mun \
    --legibility mostly
for sort in code title year; do
	for search in d 'dong phu' 'Đồng Phú' duong 'đường bao' hiem 'so 12' \
	    'dong phu hiem' 'state:S1 phu' 'nothing' '“' 'phong:M1 don'; do
		"$BANSAO" dossier list --search "$search" --sort $sort --csv \
		    -o whole.csv --force -q
		for limit in 1 7 50; do
			runs 0 "$BANSAO" dossier list --search "$search" --sort \
			    $sort --csv --limit $limit
			head -n $((limit + 1)) whole.csv | cmp - "$room/.out" ||
				fail "--search '$search' --limit $limit, by $sort"
		done
	done
done
for place in '--fonds M1' '--state S1' '--state S0' '--fonds M2 --state S1'; do
	# shellcheck disable=SC2086
	"$BANSAO" dossier list $place --csv -o whole.csv --force -q
	# shellcheck disable=SC2086
	runs 0 "$BANSAO" dossier list $place --csv --limit 2
	head -n 3 whole.csv | cmp - "$room/.out" || fail "$place --limit 2"
done
runs 0 "$BANSAO" dossier list --state S1 --json
same 'M0.003 M1.250 M2.497 P1.1' "$(json '" ".join(d["code"] for d in j)')" \
    'a state that few are in'
runs 2 "$BANSAO" dossier list --sort size
