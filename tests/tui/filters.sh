# A filter of the list of files: kept under a name, chosen again, and what it
# shows written to a file as it is seen.
. "${srcdir:-.}/tests/lib.sh"
need tmux python3

runs 0 "$BANSAO" -q init
cat >a.csv <<'END'
Mã phông,Tên phông,Nhóm,Mã hồ sơ,Tiêu đề hồ sơ,Thời gian,Số trang
P1,Phông một,Chung/Kế hoạch,P1.1,Quyết định giao đất Đồng Xoài,1968,100
P1,,Chung/Kế hoạch,P1.2,Hồ sơ xã Hoà Bình,1970-1974,250
P1,,Chung,P1.10,Hồ sơ thị trấn Hòa Lợi,1976,300
P2,Phông hai,,P2.1,Đông đảo quần chúng,1980,50
END
runs 0 "$BANSAO" -q import a.csv

columns=120
screen_start "$BANSAO" ui dossiers
screen_shows 'P2.1'
screen_keys W
screen_shows 'No filter is kept yet'
screen_keys w
screen_shows 'There is no filter to keep'
screen_keys f
screen_shows 'Words'
screen_types 'hoa pages:>200'
screen_keys F2
screen_shows 'of 4; F clears the filter'
screen_loses 'P1.1 '
screen_keys w
screen_shows 'Keep this filter under the name'
screen_types 'Xa Hoa'
screen_keys Enter
screen_shows 'kept as "Xa Hoa"'

# What is seen goes to a file, in the order that is seen.
screen_keys F6
screen_shows 'by pages, the most first'
screen_keys j j j Enter
screen_keys x
screen_shows 'into the file'
screen_types seen.csv
screen_keys Enter
wait_for test -s seen.csv || fail 'no file is written'
same 'P1.10 P1.2' "$(python3 -c 'import csv
print(" ".join(r["code"] for r in csv.DictReader(open("seen.csv", encoding="utf-8-sig"))))')"
screen_keys Enter F
screen_shows 'P2.1'
screen_loses 'F clears the filter'

# The kept one is chosen again.
screen_keys W
screen_shows 'Xa Hoa: hoa pages:>200'
screen_keys Enter
screen_shows 'filter:"Xa Hoa"'
screen_loses 'P2.1'
screen_keys Q
screen_ends 0

# A workbook and a page of the same.
for kind in xlsx html json odt; do
	runs 0 "$BANSAO" dossier list --search 'filter:"xa hoa"' -o seen.$kind
done
runs 0 "$BANSAO" dossier list --search 'filter:"xa hoa"' --json
same '["P1.2", "P1.10"]' "$(json '[d["code"] for d in j]')"
