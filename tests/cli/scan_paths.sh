# T-PATH: names of every kind that a disk may hold. Regular files are taken in
# whatever they are called and found again byte for byte; what is no regular
# file is refused with its name and the reason; nothing raw reaches the
# terminal, and nothing outside the folder is read.
. "${srcdir:-.}/tests/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3
corpus=$srcdir/tests/fuzz/corpus/tiff

cat >make.py <<'PY'
import os, socket, sys, unicodedata
page = open(sys.argv[1], "rb").read()
root = b"in"
os.mkdir(root)
os.mkdir(b"outside")
good, bad = [], []

def put(path):
    path = root + b"/" + path
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(page + b"%d" % len(good))
    os.utime(path, (1750000000, 1750000000))
    good.append(path)

# Letters that mean something to somebody: shells, terminals, URLs, manifests.
for letter in range(1, 256):
    if letter in (46, 47) or chr(letter).isalnum() and letter < 128:
        continue
    if letter < 128:
        put(b"c%02x" % letter + bytes([letter]) + b".tif")
for word in (b"%0A", b"%0D", b"%25", b"%2F", b"%", b"a%zz", b" lead", b"trail ",
             b"-", b"--", b"-n", b"-rf", b"--db", b"~", b"$HOME", b"`id`",
             b"$(id)", b"a;b", b"a&b", b"..a", b"a..", b"...", b"CON", b"nul",
             b"COM1", b"Thumbs", b".hidden", b"\r\n", b"a\nb", b"a\tb",
             b"\x1b[31mred\x1b[m", b"\x1b]0;title\x07", b"\x1b]52;c;aGk=\x07",
             b"\xc2\x9b31m", b"\xe2\x80\xaegnp", b"\xe2\x80\x8b", b"\xef\xbb\xbfbom",
             b"\xff\xfe", b"\xe9t\xe9", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80",
             b"a" * 251, b"\xc4\x90" * 125, "Hồ sơ Đồng Phú".encode(),
             unicodedata.normalize("NFD", "Hồ sơ Đồng Phú").encode(),
             unicodedata.normalize("NFD", "Lộc Ninh").encode(),
             "𠀋".encode(), "👍🏽".encode(), "e\u0301\u0323".encode(),
             b"=1+1", b"@x", b"'; DROP TABLE scan; --", b"a\"b", b"a\\b"):
    put(word + b".tif")
put(b"caps.TIF")
put(b"long.TiFf")
put(b"/".join([b"d"] * 60) + b"/deep.tif")
put(b"sub folder \n/x.tif")
put(b"\xe9/latin.tif")
os.chmod(good[-1], 0o4755)
with open(root + b"/sparse.tif", "wb") as file:
    file.write(page)
    file.truncate(64 << 20)
os.utime(root + b"/sparse.tif", (1750000000, 1750000000))
good.append(root + b"/sparse.tif")
os.link(good[0], root + b"/hard.tif")
good.append(root + b"/hard.tif")

with open(b"outside/secret.tif", "wb") as file:
    file.write(page)
for name, to in ((b"link.tif", b"../outside/secret.tif"), (b"loop.tif", b"loop.tif"),
                 (b"dangling.tif", b"nowhere"), (b"within.tif", b"caps.TIF"),
                 (b"up", b"../outside"), (b"root", b"/")):
    os.symlink(to, root + b"/" + name)
    bad.append(name)
os.mkfifo(root + b"/fifo.tif")
here = os.getcwd()
os.chdir(root)
socket.socket(socket.AF_UNIX).bind("socket.tif")
os.chdir(here)
bad += [b"fifo.tif", b"socket.tif"]
# A scan whose name a medium for Windows cannot hold is told, not passed over.
for name in (b"blank.tif ", b"dot.tif."):
    put(name)
    bad.append(os.path.basename(good.pop()))
put(b"mode000.tif")
os.chmod(good[-1], 0)
if os.getuid() != 0:
    bad.append(os.path.basename(good.pop()))
with open("good", "wb") as file:
    file.write(b"\0".join(os.path.join(os.fsencode(here), g) for g in good))
with open("bad", "wb") as file:
    file.write(b"\n".join(bad))
PY
runs 0 python3 make.py "$corpus/codec-5.tif"
runs 0 "$BANSAO" init
runs 4 "$BANSAO" scan ingest in --lang en --json
cp "$room/.out" answer
cp "$room/.err" told

cat >judge.py <<'PY'
import json, os, sqlite3, sys
want = sorted(open("good", "rb").read().split(b"\0"))
bad = open("bad", "rb").read().split(b"\n")
db = sqlite3.connect(os.environ["BANSAO_DB"])
db.text_factory = bytes
have = sorted(p + b"/" + n for p, n in db.execute(
    "SELECT f.path, s.name FROM scan s JOIN folder f ON f.id = s.folder_id"))
assert have == want, set(have) ^ set(want)
answer = json.load(open("answer", "rb"))
assert answer["taken"] == len(want) and answer["refused"] == len(bad), answer
told = open("told", "rb").read()
for name in bad:
    assert any(line.startswith(name + b": ") for line in told.split(b"\n")), name
# No control character but the ends of lines, whole UTF-8, no bidi.
assert not [c for c in told if (c < 32 and c != 10) or c == 127]
text = told.decode()
assert not [c for c in text if 0x80 <= ord(c) < 0xa0 or c in "\u202e\u200b\ufeff"]
print(len(want), "taken,", len(bad), "refused")
PY
runs 0 python3 judge.py
figure T-PATH "kinds of names: $(cat "$room/.out")"

# Known again by their bytes, and each is what was taken in.
runs 0 "$BANSAO" scan ingest in --json
grep -q '"taken": *0' "$room/.out" || fail 'a name was not known again'
runs 0 "$BANSAO" scan verify --json
grep -q '"bad": *0\|"changed": *0' "$room/.out" || fail 'verify'
runs 0 "$BANSAO" scan list --json
python3 -c 'import json, sys; json.load(open(sys.argv[1], "rb"))' "$room/.out" ||
	fail 'the list is no JSON'
chmod 600 in/mode000.tif

# Through a package and back, under whatever names it may have there: byte for byte,
# each once, and nothing but what was taken in. The package is judged by us and by
# sha256sum.
rm -f in/sparse.tif in/hard.tif	# of 64 MB, and twice the same bytes
taken()
{
	rm -rf "$BANSAO_DB"*
	runs 0 "$BANSAO" -q init
	runs 0 "$BANSAO" -q fonds add P01 'Phông một'
	runs 0 "$BANSAO" -q dossier add P01.1 'Tên lạ' --fonds P01 \
	    maintenance=01 mode=01 language=01 startDate=05/01/1961 \
	    endDate=30/12/1968 totalDoc=1 numberOfPaper=1 numberOfPage=1 \
	    confidenceLevel=02 paperFileCode=K1
	runs 4 "$BANSAO" -q scan ingest in --dossier P01.1
	past "$BANSAO_DB" 'UPDATE dossier SET state = 7'
	agreed bagit
}
# Names that are too long for other systems are told before anything is written.
taken
runs 4 "$BANSAO" -q handover build BG --to out
same 2 "$(grep -c 'too long a path for Windows' .err)" 'names that are too long'
[ -z "$(ls -A out 2>/dev/null)" ] || fail 'something was written'
find in -name 'aaaaaaaaaa*' -delete -o -name 'ĐĐĐĐĐ*' -delete
taken
sqlite3 "$BANSAO_DB" 'SELECT lower(hex(sha256)) FROM scan' | sort >stored
for as in folder tar; do
	cp "$BANSAO_DB" agreed.db
	runs 0 "$BANSAO" -q handover build BG --to "out.$as" --as $as
	cp agreed.db "$BANSAO_DB"
done
runs 0 "$BANSAO" -q verify out.folder/BG
runs 0 "$BANSAO" -q verify out.tar/BG.tar
mkdir back
tar -xf out.tar/BG.tar -C back
for bag in out.folder/BG back/BG; do
	(cd "$bag" && sha256sum -c --quiet manifest-sha256.txt) || fail "$bag"
	find "$bag/data/goi" -iname '*.tif*' -exec sha256sum -z {} + |
	    tr '\0' '\n' | grep -o '^[0-9a-f]\{64\}' | sort >there
	cmp -s stored there || fail "$bag: $(wc -l <there) of $(wc -l <stored)"
done
figure T-PATH "$(wc -l <stored) kinds through a package as folder and tar and back: each byte for byte"
