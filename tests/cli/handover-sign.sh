# The signature of a batch: agreed and missing, of a wrong, an expired, a
# future certificate, of another key; changed afterwards; every manifest that
# was agreed is signed, and openssl says the same.
. "${srcdir:-.}/tests/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3 openssl
b=$BANSAO
passed 1 1
runs 0 $b -q handover agree 88/VTLTNN --date 01/11/2026 --profile bagit \
    --signature cms --checksum sha256,sha512
runs 0 $b -q handover new BG
runs 0 $b -q handover add BG --all
for name in good other; do
	openssl req -x509 -newkey rsa:2048 -nodes -keyout $name.key \
	    -out $name.pem -days 30 -subj "/CN=$name" 2>/dev/null
done

# certificate NAME FROM TO: of an authority of our own, valid then.
mkdir ca
: >ca/index
echo 01 >ca/serial
cat >ca.cnf <<'END'
[ca]
default_ca = d
[d]
database = ca/index
serial = ca/serial
new_certs_dir = ca
default_md = sha256
policy = p
unique_subject = no
[p]
commonName = supplied
END
certificate()
{
	openssl req -newkey rsa:2048 -nodes -keyout $1.key -out $1.csr \
	    -subj "/CN=$1" 2>/dev/null
	openssl ca -batch -config ca.cnf -cert good.pem -keyfile good.key \
	    -in $1.csr -out $1.pem -notext -startdate $2 -enddate $3 2>ca.err ||
		fail "no certificate: $(cat ca.err)"
}
certificate old 20200101000000Z 20210101000000Z
certificate young 20900101000000Z 20910101000000Z

# --- before anything is written ------------------------------------------------
runs 4 $b handover build BG --to out
complains 'the agreement asks for a signature'
runs 4 $b handover build BG --to out --cert old.pem --key old.key
complains 'the certificate has expired'
runs 4 $b handover build BG --to out --cert young.pem --key young.key
complains 'the certificate is not valid yet'
runs 4 $b handover build BG --to out --cert good.pem --key other.key
complains 'does not belong to the private key'
runs 4 $b handover build BG --to out --cert good.key
complains 'no certificate in PEM form'
runs 4 $b handover build BG --to out --cert nowhere.pem
complains 'nowhere.pem'
[ ! -e out ] || fail 'something was written'

# --- signed --------------------------------------------------------------------
runs 0 $b handover build BG --to out --cert good.pem --key good.key
for manifest in sha256 sha512; do
	openssl cms -verify -binary -inform DER -purpose any -CAfile good.pem \
	    -in out/BG/manifest-$manifest.txt.p7s \
	    -content out/BG/manifest-$manifest.txt -out x 2>cms.err ||
		fail "openssl: $(cat cms.err)"
done
runs 0 $b verify out/BG --trust good.pem --json
same true "$(json '"CN=good" in j["signer"]')"
runs 0 $b verify out/BG --json
same '["S002"]' "$(json 'sorted(set(w["code"] for w in j["warnings"]))')" \
    'without trusted certificates the signer is not judged'
runs 4 $b verify out/BG --trust other.pem
says 'is not among the trusted ones'
runs 4 $b verify out/BG --trust good.key
says 'no certificate in PEM form'
runs 0 $b handover verify BG --trust good.pem

# sign NAME: the manifest of the batch anew, by openssl, with that certificate.
sign()
{
	openssl cms -sign -binary -outform DER -signer $1.pem -inkey $1.key \
	    -in out/BG/manifest-sha256.txt \
	    -out out/BG/manifest-sha256.txt.p7s 2>cms.err || fail "$(cat cms.err)"
	for m in sha256 sha512; do
		(cd out/BG && ls | grep -v '^tagmanifest\|^data$' |
		    xargs ${m}sum >tagmanifest-$m.txt)
	done
}
cp out/BG/manifest-sha256.txt.p7s kept
sign old
runs 4 $b verify out/BG --trust good.pem
says 'expired on 2021-01-01'
# It has expired since, but signed while it was valid: a warning, with what the
# signature itself says of the time.
now=$(date +%s)
certificate brief "$(date -u -d "@$((now - 3600))" +%Y%m%d%H%M%SZ)" \
    "$(date -u -d "@$((now + 8))" +%Y%m%d%H%M%SZ)"
sign brief
runs 0 $b verify out/BG --trust good.pem
expired()
{
	[ "$(date +%s)" -gt $((now + 9)) ]
}
patience=300
wait_for expired
runs 0 $b verify out/BG --trust good.pem --json
same '["S003"]' "$(json 'sorted(set(w["code"] for w in j["warnings"]))')"
same true "$(json '"CN=brief" in j["warnings"][0]["text"]')"
runs 4 $b verify out/BG --trust other.pem
says 'is not among the trusted ones'
sign young
runs 4 $b verify out/BG --trust good.pem
says 'is valid only from 2090-01-01'
printf junk >out/BG/manifest-sha256.txt.p7s
runs 4 $b verify out/BG --trust good.pem
says 'is not a CMS signature'

# The right signature of another manifest.
cp kept out/BG/manifest-sha256.txt.p7s
printf x >out/BG/data/more
(cd out/BG && sha256sum data/more >>manifest-sha256.txt)
runs 4 $b verify out/BG --trust good.pem
says 'changed after signing'
