# Every command with rubbish, by its own grammar (words.py says how and what is
# asked of the answers). In make check a few hundred of the same ones each
# time; make soak goes on with others. WORDS_SEED and WORDS_ROUNDS choose.
. "${srcdir:-.}/tests/faults/lib.sh"
need python3 sqlite3

b() { runs 0 "$BANSAO" --db "$room/k.db" -q "$@"; }
b init
b fonds add P1 "Phông thử"
b fonds add P2 "Phông hai"
for n in 1 2 3 4 5; do
	b dossier add P1.$n "Hồ sơ $n" --fonds P1 numberOfPaper=10 \
	    numberOfPage=18 language=01 startDate=1960 endDate=1961 maintenance=01
done
for n in 1 2 3; do
	b tag P1.$n --criteria 2 --reason "Quý hiếm"
done
b selection new DM1 --fonds P1 --group . --title "Danh mục" --year 2026
b selection add DM1 P1.1 P1.2
b config set four_eyes off
b selection submit DM1 --number 1/TTr --date 20/11/2026 \
    --reason "ngoài thời gian"
b selection approve DM1 --authority UBND --number 2/QD --date 21/11/2026 \
    --signer A
b batch new LO1 --operator An
b batch add LO1 P1.1
b agency add CQ1 --name "Sở Nội vụ"
b task add NV1 --title "Rà soát" --body "Sở"
b difficulty add KK1 --agency CQ1 --received 1/1/2026 --content "Thiếu máy"
b estimate new DT1 --title "Dự toán" --kind digitise --year 2026
b letter add --direction in --number 1/CV --date 1/1/2026 --body "Sở" --about "x"
b transfer add NL1 --agency CQ1 --title "Tài liệu" --due 1/1/2027
b filter save loc1 title:ho
b handover agree TT1 --profile bagit --date 1/1/2026
b handover new BG1 --agreement TT1 --year 2026
b quota snapshot dau

seed=${WORDS_SEED:-$(often 1 "$(date +%s)")}
rounds=${WORDS_ROUNDS:-$(rounds 300 20000)}
python3 "$srcdir/tests/faults/words.py" "$room" "$seed" "$rounds" >.said || {
	cat .said >&2
	fail "an answer is not what it should be"
}
runs 0 "$BANSAO" --db k.db audit verify
figure T-WORDS "$(tail -1 .said)"
