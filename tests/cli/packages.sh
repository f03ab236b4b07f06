# Each profile in each container, judged by ourselves and by others: METS,
# PREMIS and EAD by the schemas of their makers where they are at hand
# (BANSAO_SCHEMAS), our own TT05 schemas, tar, unzip, openssl; volumes.
. "${srcdir:-.}/tests/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3 tar unzip xmllint openssl
b=$BANSAO
schemas=${BANSAO_SCHEMAS:-$srcdir/../shared/schemas}
[ -d "$schemas" ] || schemas=
passed 3 2
agreed tt05-aip
cp "$BANSAO_DB" agreed.db
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem \
    -days 30 -subj '/CN=Trung tam' 2>/dev/null
openssl req -x509 -newkey rsa:2048 -nodes -keyout k2.pem -out other.pem \
    -days 30 -subj '/CN=Other' 2>/dev/null

again()
{
	rm -rf "$BANSAO_DB"* out box
	cp agreed.db "$BANSAO_DB"
}

valid()
{
	[ -n "$schemas" ] || return 0
	find "$1" -name METS.xml -o -name '*premis*.xml' -o -name 'PREMIS*.xml' \
	    -o -name ead3.xml -o -name ead2002.xml | while read -r xml; do
		xmllint --nonet --noout --schema "$schemas/eark-sip-all.xsd" \
		    "$xml" 2>xml.err || { cat xml.err >&2; exit 1; }
	done || fail "$1 is not valid by its schemas"
}

own()
{
	for xml in $(find box -name 'EAD*.xml'); do
		case $xml in
		*/representations/*) xsd=ead_doc ;;
		*) xsd=ead ;;
		esac
		xmllint --nonet --noout --schema \
		    "${xml%%/metadata/*}/schemas/$xsd.xsd" "$xml" 2>xml.err &&
		    continue
		top=${xml%%/representations/*}
		xmllint --nonet --noout --schema "$top/schemas/$xsd.xsd" \
		    "$xml" 2>xml.err || { cat xml.err >&2; fail "$xml"; }
	done
}

for profile in bagit eark-sip-ead2002 eark-sip tt05-aip tt05-sip; do
	for as in folder tar zip; do
		again
		runs 0 $b handover build BG --to out --as $as \
		    --profile $profile --cert cert.pem --key key.pem \
		    ${schemas:+--schemas "$schemas"}
		mkdir box
		case $as in
		folder) cp -r out/BG box ; whole=out/BG ;;
		tar) tar xf out/BG.tar -C box ; whole=out/BG.tar ;;
		zip) unzip -q out/BG.zip -d box ; whole=out/BG.zip ;;
		esac
		(cd box/BG && sha256sum -c --quiet manifest-sha256.txt) ||
			fail "$profile $as: sha256sum disagrees"
		openssl cms -verify -binary -inform DER -purpose any \
		    -in box/BG/manifest-sha256.txt.p7s -CAfile cert.pem \
		    -content box/BG/manifest-sha256.txt -out x 2>cms.err ||
			fail "$profile $as: openssl disagrees"
		runs 0 $b verify $whole --trust cert.pem --json \
		    ${schemas:+--schemas "$schemas"}
		wanted='[]'
		case $profile in
		eark-sip*) [ -n "$schemas" ] || wanted='["CSIPSTR15"]' ;;
		esac
		same "$wanted" "$(json 'sorted(set(w["code"]
		    for w in j["warnings"]))')" "$profile $as: warnings"
		case $(json 'j["signer"]') in
		*'Trung tam'*) ;;
		*) fail 'the signer is not told' ;;
		esac
		runs 4 $b verify $whole --trust other.pem
		says S001
		[ $profile = bagit ] || same 3 "$(runs 0 $b verify $whole --json
		    json 'j["packages"]')" 'packages inside'
		for zip in box/BG/data/goi/*.zip; do
			[ ! -e "$zip" ] || unzip -q "$zip" -d box
		done
		valid box
		case $profile in
		tt05-*) own ;;
		eark-sip) aid=ead3 ;;
		eark-sip-ead2002) aid=ead2002 ;;
		esac
		case $profile in
		eark-sip*) same 3 "$(find box -path "*/descriptive/$aid.xml" |
			wc -l)" "$profile $as: finding aids" ;;
		esac
	done
done

# A package of its own, unpacked, is a package too; one byte changes that.
one=$(ls -d box/uuid-*)
one=${one%%
*}
runs 0 $b verify "$one" --json
same tt05-sip "$(json 'j["format"]')"
scan=$(find "$one" -name '*.tif' | head -1)
printf x | dd of="$scan" bs=1 seek=99 conv=notrunc 2>/dev/null
printf '<x/>' >"$one/representations/rep1/stray.xml"
ead="$one/metadata/descriptive/EAD.xml"
sed 's|<mode>01</mode>|<mode>09</mode>|' "$ead" >x && cp x "$ead"
runs 4 $b verify "$one"
for code in E030 E022 E063 E050; do
	says $code
done

# --- volumes -------------------------------------------------------------------
again
rm -rf scans "$BANSAO_DB"*
passed 4 4 400
agreed bagit
runs 2 $b handover build BG --to out --volume 1M
runs 0 $b handover build BG --to out --as tar --volume 4M
[ "$(ls out/BG | wc -l)" -gt 1 ] || fail 'one volume only'
for volume in out/BG/*; do
	[ "$(stat -c %s "$volume")" -le 4000000 ] || fail "$volume is too large"
	runs 0 $b verify "$volume" --json
	same '["V005"]' "$(json '[w["code"] for w in j["warnings"]]')"
done
runs 0 $b verify out/BG --json
same volumes "$(json 'j["format"]')"
same 16 "$(for v in out/BG/*; do tar tf "$v"; done | grep -c 'goi/.*tif')"
mv out/BG/BG-2of* .
runs 4 $b verify out/BG
says V004

# --- years later ------------------------------------------------------------------
# The batch is compared with the catalogue volume by volume: all of them, one
# disc of them, and one of another build that is valid by itself.
mv BG-2of* out/BG/
count=$(ls out/BG | wc -l | tr -d ' ')
same "$count" "$(sqlite3 "$BANSAO_DB" 'SELECT count(*) FROM handover_volume')"
runs 0 $b handover verify BG
runs 0 $b handover verify BG out/BG/BG-2of$count.tar
complains "Only volume 2 of $count was checked"
runs 0 $b handover show BG
says "BG-2of$count"
runs 0 $b handover minutes BG
says "Tập 2 (BG-2of$count)"
mkdir other
tar xf out/BG/BG-2of$count.tar -C other
scan=$(ls other/BG-2of$count/data/goi/*/*.tif | head -1)
printf x | dd of="$scan" bs=1 seek=99 conv=notrunc 2>/dev/null
(cd other/BG-2of$count && find data -type f | LC_ALL=C sort |
    xargs sha256sum >manifest-sha256.txt && sha256sum bag-info.txt bagit.txt \
    manifest-sha256.txt >tagmanifest-sha256.txt)
runs 0 $b verify other/BG-2of$count
runs 4 $b handover verify BG other/BG-2of$count
complains 'not the one that was built'
runs 3 $b handover verify BG nowhere
