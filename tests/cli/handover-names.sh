# Names that some system or validator cannot take are given up for the TT05
# name, and the name they had is recorded.
. "${srcdir:-.}/tests/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3 sha256sum unzip
passed 1 1
mkdir odd
for name in '100%.tif' 'x .tif' 'a?b.tif' CON.tif 'tối ưu.tif' 'TỐI ƯU.tif' A.tif \
    a.tif "$(printf 'l\nf.tif')" "$(printf 'e\314\201.tif')" ' lead.tif' 'q"uote.tif' \
    "$(printf 'bad\377.tif')" "$(printf 'c\r.tif')" "$(printf '\303\251.tif')"; do
	cp scans/P01.1.1.tif "odd/$name"
	printf '%s' "$name" >>"odd/$name"
done
runs 0 "$BANSAO" -q dossier add P01.2 Odd --fonds P01 maintenance=01 mode=01 \
    language=01 startDate=05/01/1961 endDate=30/12/1968 totalDoc=1 \
    numberOfPaper=1 numberOfPage=1
"$BANSAO" -q scan ingest odd --dossier P01.2 >/dev/null 2>&1 || :
sqlite3 "$BANSAO_DB" 'UPDATE dossier SET state = 7'
agreed bagit
cp "$BANSAO_DB" agreed.db

runs 0 "$BANSAO" handover build BG --to out
runs 0 "$BANSAO" verify out/BG --json
same '[]' "$(json 'j["warnings"]')"
(cd out/BG && sha256sum -c --quiet manifest-sha256.txt) || fail sha256sum
same 16 "$(ls out/BG/data/goi/P01.2 | wc -l | tr -d ' ')" 'fifteen scans and their note'
for name in ' lead.tif' 'x .tif'; do
	[ -e "out/BG/data/goi/P01.2/$name" ] || fail "a good name was given up: $name"
done
# One spelling of é has it; its twin in the other Unicode form has the TT05 name.
same 1 "$(ls out/BG/data/goi/P01.2 | grep -c "^$(printf '\303\251').tif$")"
! ls out/BG/data/goi/P01.2 | grep -q "$(printf 'e\314\201')" || fail 'NFD was kept'
[ ! -e 'out/BG/data/goi/P01.2/100%.tif' ] || fail '% was kept'
grep -qF 'originalName: 100%25.tif' out/BG/data/goi/P01.2/ho-so.txt || fail 'the old name is lost'
count=$(find out/BG/data/goi/P01.2 -name '*.tif' -exec sha256sum {} + | cut -c1-64 | sort -u | wc -l)
same 15 "$(echo $count)" 'different bytes'

rm -rf "$BANSAO_DB"* out
cp agreed.db "$BANSAO_DB"
runs 0 "$BANSAO" handover build BG --to out --profile tt05-aip
runs 0 "$BANSAO" verify out/BG

# Two codes that come to one folder name have two folders.
rm -rf "$BANSAO_DB"* out scans
passed 1 1
n=0
for code in 'P01/7' 'P01_7'; do
	n=$((n + 1))
	runs 0 "$BANSAO" -q dossier add "$code" "Hồ sơ $code" --fonds P01 \
	    maintenance=01 mode=01 language=01 startDate=05/01/1961 \
	    endDate=30/12/1968 totalDoc=1 numberOfPaper=1 numberOfPage=1
	mkdir twin$n
	cp scans/P01.1.1.tif twin$n/x.tif
	printf '%s' "$code" >>twin$n/x.tif
	runs 0 "$BANSAO" -q scan ingest twin$n --dossier "$code"
done
past "$BANSAO_DB" "UPDATE dossier SET state = 7"
agreed bagit
runs 0 "$BANSAO" -q handover build BG --to out
runs 0 "$BANSAO" -q verify out/BG
same 3 "$(ls out/BG/data/goi | wc -l | tr -d ' ')" 'the folders of three files'
for code in 'P01/7' 'P01_7'; do
	grep -qxF "fileCode: $code" out/BG/data/goi/P01_7*/ho-so.txt ||
		fail "$code has no folder"
done
