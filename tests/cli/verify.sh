# `bansao verify` on bags and packages of our own making, good, doubtful, bad
# and hostile, each with the verdict that RFC 8493 gives it.
. "${srcdir:-.}/tests/lib.sh"
need python3 tar zip sha256sum

# bag NAME [VERSION [METHOD]]: a good bag of two files; edit it, then judge.
bag()
{
	name=$1 version=${2:-1.0} method=${3:-sha256}
	mkdir -p "$name/data/thư mục"
	printf 'hello\n' >"$name/data/a.txt"
	printf 'ệ\n' >"$name/data/thư mục/ệ 1.txt"
	printf 'BagIt-Version: %s\nTag-File-Character-Encoding: UTF-8\n' \
	    "$version" >"$name/bagit.txt"
	printf 'Source-Organization: Trung tâm\nPayload-Oxum: 10.2\n' \
	    >"$name/bag-info.txt"
	sum "$name"
}

# The manifests anew.
sum()
{
	(cd "$1" && rm -f ./*manifest-* &&
	find data -type f | LC_ALL=C sort | while read -r f; do
		"${method}sum" "$f"
	done >"manifest-$method.txt" &&
	"${method}sum" bagit.txt bag-info.txt "manifest-$method.txt" \
	    >"tagmanifest-$method.txt")
}

# judged STATUS NAME [CODE...]: the exit status, and exactly these errors.
judged()
{
	status=$1 name=$2
	shift 2
	runs "$status" "$BANSAO" verify "$name" --json
	same "$(printf '%s\n' "$@" | sort -u | tr '\n' ' ')" \
	    "$(json '"\n".join(sorted(set(e["code"] for e in j["errors"])))' |
	    tr '\n' ' ')" "errors of $name"
	[ "$status" -ne 0 ] || same true "$(json 'j["valid"]')"
}

warned()
{
	same true "$(json "\"$1\" in [w[\"code\"] for w in j[\"warnings\"]]")" \
	    "warning $1"
}

# --- good ---------------------------------------------------------------------
bag good
judged 0 good
same bagit "$(json 'j["format"]')"
same 6 "$(json 'j["files"]')"
same '[]' "$(json 'j["warnings"]')"
tar cf good.tar good
tar czf good.tar.gz good
zip -qr good.zip good
for container in good.tar good.tar.gz good.zip; do
	judged 0 $container
done
for version in 0.93 0.94 0.95 0.96 0.97; do
	bag old-$version $version md5
	judged 0 old-$version
	warned B071
	warned B074
done
for method in sha1 sha512; do
	bag m-$method 1.0 $method
	judged 0 m-$method
done
method=sha256
bag percent; printf x >'percent/data/100%.tif'
printf 'Payload-Oxum: 11.3\n' >percent/bag-info.txt; sum percent
sed 's/100%/100%25/' percent/manifest-sha256.txt >x && mv x percent/manifest-sha256.txt
(cd percent && sha256sum bagit.txt bag-info.txt manifest-sha256.txt >tagmanifest-sha256.txt)
judged 0 percent
bag upper
python3 - <<'PY'
import hashlib,os
p='upper/manifest-sha256.txt'
t=''.join(l[:64].upper()+l[64:] for l in open(p,encoding='utf-8'))
open(p,'w',encoding='utf-8').write(t)
d='upper/'
open(d+'tagmanifest-sha256.txt','w').write(''.join(
    hashlib.sha256(open(d+f,'rb').read()).hexdigest()+' '+f+'\r\n'
    for f in ('bagit.txt','bag-info.txt','manifest-sha256.txt')))
PY
judged 0 upper
bag utf16 0.97
python3 - <<'PY'
import hashlib
d='utf16/'
open(d+'bagit.txt','w').write('BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n')
for f in ('bag-info.txt','manifest-sha256.txt'):
    t=open(d+f,encoding='utf-8').read(); open(d+f,'wb').write(t.encode('utf-16'))
t=''.join(hashlib.sha256(open(d+f,'rb').read()).hexdigest()+' '+f+'\n'
    for f in ('bagit.txt','bag-info.txt','manifest-sha256.txt'))
open(d+'tagmanifest-sha256.txt','wb').write(t.encode('utf-16'))
PY
judged 0 utf16
bag fetched; printf 'http://example.org/a 6 data/a.txt\n' >fetched/fetch.txt
judged 0 fetched
bag star 0.97; sed 's/  / */' star/manifest-sha256.txt >x && mv x star/manifest-sha256.txt
rm star/tagmanifest-*
judged 0 star
warned B072
bag forms; python3 - <<'PY'
import unicodedata
p='forms/manifest-sha256.txt'
t=unicodedata.normalize('NFD',open(p,encoding='utf-8').read())
open(p,'w',encoding='utf-8').write(t)
PY
rm forms/tagmanifest-*
judged 0 forms
warned B073
bag cases; printf x >cases/data/A.TXT; printf 'Payload-Oxum: 11.3\n' >cases/bag-info.txt; sum cases
judged 0 cases
warned B076

# --- not valid -----------------------------------------------------------------
bag changed; printf HELLO >changed/data/a.txt; printf '\n' >>changed/data/a.txt
judged 4 changed B030
same true "$(json 'j["complete"]')"
bag gone; rm gone/data/a.txt
judged 4 gone B021 B051
same false "$(json 'j["complete"]')"
bag more; printf x >more/data/stray; judged 4 more B022 B051
bag nobagit; rm nobagit/bagit.txt; judged 4 nobagit C005
bag nodata; rm -r nodata/data; judged 4 nodata B020 B021 B051
bag nomanifest; rm nomanifest/*manifest-*; judged 4 nomanifest B010 B022
bag tag; printf 'X: y\n' >>tag/bag-info.txt; judged 4 tag B031
bag space; sed 's/^BagIt-Version:/BagIt-Version :/' space/bagit.txt >x && mv x space/bagit.txt
sum space; judged 4 space B002
bag bom; printf '\357\273\277' >x; cat bom/bagit.txt >>x; mv x bom/bagit.txt
sum bom; judged 4 bom B005
bag three; printf 'More: x\n' >>three/bagit.txt; sum three; judged 4 three B002
bag version 1.7; judged 4 version B003
bag twice; head -1 twice/manifest-sha256.txt >>twice/manifest-sha256.txt
rm twice/tagmanifest-*; judged 4 twice B015
bag rawpercent; printf x >'rawpercent/data/100%.tif'
printf 'Payload-Oxum: 11.3\n' >rawpercent/bag-info.txt; sum rawpercent
judged 4 rawpercent B016
bag oxum; printf 'Payload-Oxum: 9.2\n' >oxum/bag-info.txt; sum oxum; judged 4 oxum B051
bag oxum2; printf 'Payload-Oxum: 10.2\nPayload-Oxum: 10.2\n' >oxum2/bag-info.txt
sum oxum2; judged 4 oxum2 B052
bag info; printf 'no colon here\n' >info/bag-info.txt; sum info; judged 4 info B050
bag info2; printf 'Label :x\n' >info2/bag-info.txt; sum info2; judged 4 info2 B050
bag tagged; (cd tagged && sha256sum data/a.txt >>tagmanifest-sha256.txt); judged 4 tagged B040
bag unlisted; (cd unlisted && sha256sum bagit.txt bag-info.txt >tagmanifest-sha256.txt)
judged 4 unlisted B041
bag two; (cd two && sha512sum data/a.txt >manifest-sha512.txt &&
    sha256sum bagit.txt bag-info.txt manifest-*.txt >tagmanifest-sha256.txt)
judged 4 two B022
bag tofetch; printf 'http://example.org/b 6 data/b.txt\n' >tofetch/fetch.txt
judged 4 tofetch B061 B062
bag folder; (cd folder && printf '%064d  data/thư mục\n' 0 >>manifest-sha256.txt); rm folder/tagmanifest-*
judged 4 folder B012
bag short; printf 'abc  data/a.txt\n' >short/manifest-sha256.txt; rm short/tagmanifest-*
judged 4 short B012 B022

# --- hostile ---------------------------------------------------------------------
printf secret >outside
for path in ../outside data/../../outside /etc/passwd '~/x' 'C:\x'; do
	bag slip; printf '%064d  %s\n' 0 "$path" >>slip/manifest-sha256.txt
	rm slip/tagmanifest-*
	judged 4 slip B013
	rm -r slip
done
bag link; ln -s ../../outside link/data/l; judged 4 link B023 B051
bag loop; ln -s . loop/data/l; judged 4 loop B023 B051
bag pipe; mkfifo pipe/data/p; judged 4 pipe B023 B051
tar cf link.tar link; judged 4 link.tar B023 B051 C002
python3 - <<'PY'
import tarfile,zipfile,io,zlib
def tar(name,members):
    t=tarfile.open(name,'w')
    for n,kind,link in members:
        i=tarfile.TarInfo(n); i.type=kind; i.linkname=link; i.size=1 if kind==tarfile.REGTYPE else 0
        t.addfile(i,io.BytesIO(b'x') if i.size else None)
    t.close()
R=tarfile.REGTYPE
tar('dots.tar',[('../../evil',R,''),('b/bagit.txt',R,'')])
tar('abs.tar',[('/tmp/bansao-evil',R,''),('b/bagit.txt',R,'')])
tar('chain.tar',[('b/l',tarfile.SYMTYPE,'/tmp'),('b/l/evil',R,''),('b/bagit.txt',R,'')])
tar('hard.tar',[('b/h',tarfile.LNKTYPE,'/etc/passwd'),('b/bagit.txt',R,'')])
tar('dev.tar',[('b/d',tarfile.CHRTYPE,''),('b/bagit.txt',R,'')])
tar('twice.tar',[('b/bagit.txt',R,''),('b/bagit.txt',R,'')])
with zipfile.ZipFile('bomb.zip','w',zipfile.ZIP_DEFLATED) as z:
    z.writestr('b/bagit.txt','BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
    z.writestr('b/data/zeros',b'\0'*(100<<20))
    z.writestr('b/manifest-sha256.txt','0'*64+'  data/zeros\n')
def slip(name,members):
    with zipfile.ZipFile(name,'w') as z:
        for n,mode,data in members:
            i=zipfile.ZipInfo(n); i.create_system=3; i.external_attr=mode<<16
            z.writestr(i,data)
slip('dots.zip',[('b/bagit.txt',0o100644,'x'),('../../evil',0o100644,'x')])
slip('abs.zip',[('b/bagit.txt',0o100644,'x'),('/tmp/bansao-evil',0o100644,'x')])
slip('drive.zip',[('b/bagit.txt',0o100644,'x'),('C:\\\\evil',0o100644,'x')])
slip('link.zip',[('b/bagit.txt',0o100644,'x'),('b/l',0o120777,'/etc'),('b/l/passwd',0o100644,'x')])
# A member that claims 2^62 bytes, one that claims less than it has.
h=bytearray(tarfile.TarInfo('b/bagit.txt').tobuf(tarfile.GNU_FORMAT)[:512])
h[124:136]=b'\x80'+(1<<62).to_bytes(11,'big')
h[148:156]=b' '*8; h[148:156]=b'%06o\0 '%sum(h)
open('vast.tar','wb').write(bytes(h)+b'x'*512+b'\0'*1024)
z=bytearray(open('good.zip','rb').read())
for signature,at in ((b'PK\1\2',24),(b'PK\3\4',22)):
    i=z.find(signature)
    while i>=0:
        if z[i+at:i+at+4]==(6).to_bytes(4,'little'): z[i+at:i+at+4]=(1<<30).to_bytes(4,'little')
        i=z.find(signature,i+4)
open('lying.zip','wb').write(bytes(z))
d=open('good.tar','rb').read(); open('cut.tar','wb').write(d[:len(d)*6//10])
d=open('good.zip','rb').read(); open('cut.zip','wb').write(d[:len(d)*6//10])
open('noise','wb').write(bytes(range(256))*64)
open('empty','wb').close()
PY
for hostile in dots abs chain hard dev twice; do
	runs 4 "$BANSAO" verify $hostile.tar --json
	same false "$(json 'j["valid"]')" $hostile
done
[ ! -e ../evil ] && [ ! -e evil ] && [ ! -e /tmp/bansao-evil ] || fail 'something was written outside'
figure T-SLIP "links, ../, absolute and drive paths, in manifests, tar and zip: nothing read or written outside"
runs 4 "$BANSAO" verify bomb.zip
says 'times its size'
for hostile in dots abs drive link; do
	runs 4 "$BANSAO" verify $hostile.zip --json
	same true "$(json '"C002" in [e["code"] for e in j["errors"]]')" $hostile.zip
done
for bad in cut.tar cut.zip vast.tar lying.zip noise empty; do
	runs 4 "$BANSAO" verify $bad
done
runs 3 "$BANSAO" verify nowhere
runs 2 "$BANSAO" verify
runs 4 "$BANSAO" verify good.tar --max-entries 2
says 'more than 2 entries'
# A bound of the bytes that come out of a container: tar, tar.gz and zip.
tar czf good.tar.gz good
(cd good && python3 -m zipfile -c ../good.zip .)
octets=$(find good -type f -exec cat {} + | wc -c | tr -d ' ')
for container in good.tar good.tar.gz good.zip; do
	runs 0 "$BANSAO" verify $container --max-bytes $((octets + 65536))
	runs 4 "$BANSAO" verify $container --max-bytes $((octets - 1)) --json
	same false "$(json 'j["valid"]')" "$container, too large"
	same true "$(json '"'"$((octets - 1))"'" in "".join(e["text"] for e in j["errors"])')" \
	    "the bound is named ($container)"
done
for bad in 0 -1 x 1e99; do
	runs 2 "$BANSAO" verify good.tar --max-bytes $bad
done

# --- paper --------------------------------------------------------------------------
runs 4 "$BANSAO" verify changed -o report.html
grep -q B030 report.html || fail 'the printed report lacks its error'
runs 2 "$BANSAO" verify changed -o report.html

# --- E-ARK: the golden sample, when it is here ------------------------------------------
golden=${BANSAO_GOLDEN:-}
[ -d "$golden" ] || { echo 'no golden E-ARK sample named by BANSAO_GOLDEN'; exit 0; }
runs 4 "$BANSAO" verify "$golden"
