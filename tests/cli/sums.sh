# The kept sums are those of the files after every step of a list and a batch,
# backwards and forwards, and doctor tells and mends one that is wrong.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3 python3
b=$BANSAO

# holds: the sums are right, and those of lists and batches are not nothing.
health() { "$b" doctor --json >doctor.json 2>/dev/null || :
	python3 -c 'import json; print([d["health"] for d in
	    json.load(open("doctor.json")) if d["matter"] == "sums"][0])'; }
holds() { same ok "$(health)" "the sums after: $1"; }
step() { runs 0 "$b" -q "$@"; holds "$*"; }
sum() { sqlite3 "$BANSAO_DB" "$1"; }
list() { sum "SELECT dossiers || ' ' || papers || ' ' || pages || ' ' || a4 ||
    ' +' || added || ' -' || dropped || ' x' || excluded || ' ' || planned ||
    ' ' || planned_a4 FROM tally_list t JOIN selection_version v
    ON v.id = t.version_id WHERE v.version = $1"; }

runs 0 $b -q init
runs 0 $b -q config set four_eyes off
runs 0 $b -q fonds add P1 'Phông một'
runs 0 $b -q fonds add P2 'Phông hai'
# A title that looks like a frozen number must not count as one.
runs 0 $b -q dossier add H.0 'Sổ "papers":999,"a4":7 "pages":8' --fonds P1 \
    startDate=1960 maintenance=01 numberOfPaper=3 numberOfPage=5
for n in 1 2 3 4; do
	runs 0 $b -q dossier add H.$n "Hồ sơ $n" --fonds P1 startDate=1960 \
	    maintenance=01 totalDoc=2 numberOfPaper=60 numberOfPage=100
done
holds 'dossier add'
step tag 'H.*' --criteria 2
step selection new L --fonds P1 --year 2026
step selection add L H.0 H.1 H.2 H.3
same '4 183 305 305 +4 -0 x0 4 305' "$(list 1)"
step dossier edit H.3 numberOfPage=110
step selection remove L H.3
step selection submit L --number 1/TTr
same '3 123 205 205 +3 -0 x0 3 205' "$(list 1)"
# What is frozen counts as it was; the plan counts what is there.
step selection approve L --number 2/QĐ --date today --signer A \
    --exclude 'H.2=trùng'
same '2 63 105 105 +2 -0 x1 2 105' "$(list 1)"
step selection amend L --reason 'bổ sung'
step selection add L H.4
step selection remove L H.1 --reason 'thất lạc'
same '2 63 105 105 +1 -1 x0 2 105' "$(list 2)"
step selection submit L
step selection approve L --number 3/QĐ --date today --signer B
step arrange H.0 --papers 4 --pages 6 --reason 'đếm lại'
same '2 63 105 105 +1 -1 x0 2 105' "$(list 2)" 'frozen'
step dossier edit H.3 --fonds P2
runs 0 $b selection list --csv
says 'L,2,approved,P1,,2026,2,63,105,105'
runs 0 $b plan show --csv
says '2026,'

step batch new B --operator Lan --date 05/02/2026
# Past the program the sums are not kept: doctor tells, and adds up anew.
runs 0 sqlite3 "$BANSAO_DB" "UPDATE dossier SET scan_count = 6, a4 = 6,
    image_count = 6, state = 6 WHERE code = 'H.0'"
same bad "$(health)" 'the sums after a change past the program'
step doctor --repair
id=$(sum "SELECT id FROM dossier WHERE code = 'H.0'")
past "$BANSAO_DB" "INSERT INTO batch_dossier VALUES (1, $id)"
holds 'into the batch'
step batch pass B H.0
same '1 6 6 1 6' "$(sum "SELECT dossiers || ' ' || scans || ' ' || a4 ||
    ' ' || passed || ' ' || passed_a4 FROM tally_batch")"
runs 0 $b report backup-copies --csv
says 'P1,Phông một,4,0,0,0,4,'
runs 0 $b report handover-statistics --csv
says ',P1,Phông một,Phông,1960 - 1960,1,0,6,6,6,'
past "$BANSAO_DB" "PRAGMA foreign_keys = ON;
    DELETE FROM inspection; DELETE FROM batch"
holds 'the batch gone'
same 0 "$(sum 'SELECT sum(abs(dossiers)) FROM tally_batch')"

# Undo and redo bring rows back in an order of their own.
runs 0 $b -q fonds add P9 'Phông chín'
runs 0 $b -q dossier add Z.1 'Hồ sơ khác' --fonds P9 startDate=1960 \
    maintenance=01 totalDoc=3 numberOfPage=9
step tag Z.1 --criteria 2
step selection new Z --fonds P9 --year 2027
step selection add Z --all
for way in undo redo undo redo undo; do
	for n in 1 2 3; do
		step $way
	done
done

# An inventory comes in while the triggers rest.
{
	echo 'Mã hồ sơ,Tiêu đề,Số tờ,Số trang,Thời hạn bảo quản'
	seq 1 60 | sed 's/.*/N.&,Hồ sơ nhập &,2,3,Vĩnh viễn/'
} >in.csv
step import in.csv --fonds P9

# Each kind of sum is proven, and made anew.
for table in state list batch fonds; do
	runs 0 sqlite3 "$BANSAO_DB" "INSERT INTO tally_$table SELECT $(sum \
	    "SELECT group_concat(1, ', ') FROM pragma_table_info('tally_$table')")
	    WHERE true ON CONFLICT DO UPDATE SET $(sum "SELECT max(name) || ' = ' ||
	    max(name) || ' + 1' FROM pragma_table_info('tally_$table')
	    WHERE pk = 0")"
	same bad "$(health)" "tally_$table is proven"
	"$b" doctor --repair >/dev/null 2>&1 || :
	holds "the repair of tally_$table"
done
