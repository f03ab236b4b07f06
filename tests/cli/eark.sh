# E-ARK SIPs judged by the letter of CSIP and SIP 2.2.0: our own, and the
# golden sample where it is at hand, are valid; each of about a hundred
# mutilations (mutilate.py) is not, and the requirement that it breaks is named.
. "${srcdir:-.}/tests/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3 unzip zip
b=$BANSAO

# mutilated PACKAGE: every mutilation is found, for its own reason.
mutilated()
{
	rm -rf cut
	python3 "$srcdir/tests/cli/mutilate.py" "$1" cut "$b" >cut.list ||
		fail "$(cat cut.list)"
	tail -1 cut.list
}

# --- our own ---------------------------------------------------------------
passed 1 2
"$b" -q config set central_body 'Cục Văn thư và Lưu trữ nhà nước'
"$b" -q config set centre 'Trung tâm Lưu trữ lịch sử'
"$b" -q config set centre_code H10.01
agreed eark-sip
runs 0 $b handover build BG --to out
unzip -q out/BG/data/goi/*.zip
own=$(ls -d uuid-*)
runs 0 $b verify "$own" --json
same eark-sip "$(json 'j["format"]')"
same '["CSIPSTR15"]' "$(json '[w["code"] for w in j["warnings"]]')" \
    'without a folder of schemas there is one warning'
mutilated "$own"

# In a container, with and without its own folder.
zip -qr own.zip "$own"
runs 0 $b verify own.zip
(cd "$own" && zip -qr ../bare.zip .)
runs 4 $b verify bare.zip
says CSIPSTR1

# --- the golden sample --------------------------------------------------------
golden=${BANSAO_GOLDEN:-$srcdir/../shared/golden/VN-TT-0001}
schemas=${BANSAO_SCHEMAS:-$srcdir/../shared/schemas}
if [ ! -d "$golden" ] || [ ! -d "$schemas" ]; then
	echo 'no golden E-ARK sample (BANSAO_GOLDEN, BANSAO_SCHEMAS): our own only'
	exit 0
fi
cp -r "$golden" VN-TT-0001
mkdir VN-TT-0001/schemas
for xsd in DILCISExtensionMETS DILCISExtensionSIPMETS ead3 premis-v3-0 xlink; do
	cp "$schemas/$xsd.xsd" VN-TT-0001/schemas/
done
cp "$schemas/mets.xsd" VN-TT-0001/schemas/mets1_12.xsd
runs 0 $b verify VN-TT-0001 --schemas "$schemas" --json
same '[]' "$(json 'j["warnings"]')" 'warnings of the golden sample'
mutilated "$PWD/VN-TT-0001"
