# Long work from the screens: taking in a folder of scans as a child process
# with its progress, the scans of a file with facts and findings, the page
# image, the jobs screen with log and "again".
. "${srcdir:-.}/tests/lib.sh"
need tmux python3 sqlite3

runs 0 "$BANSAO" init
cat >inventory.csv <<'CSV'
Mã phông,Tên phông,Nhóm tài liệu,Mã hồ sơ,Tiêu đề hồ sơ,Thời gian bắt đầu,Thời gian kết thúc,Thời hạn bảo quản,Số tờ,Số trang
PL,Tòa Hành chính tỉnh Phước Long,Hành chính,PL.01,Hồ sơ thành lập tỉnh Phước Long,1956,1957,Vĩnh viễn,3,6
CSV
runs 0 "$BANSAO" import inventory.csv
mkdir scans
# Six bilevel A4 pages at 200 dpi, and one that is cut off.
python3 - <<'PY'
import struct
def tiff(path, cut=False):
    width, height, row = 1654, 2339, 207
    data = (b"\xff" * 60 + b"\x00" * 40 + b"\xff" * 107) * height
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 1),
        (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (277, 3, 1, 1),
        (278, 4, 1, height), (279, 4, 1, len(data)),
        (282, 5, 1, 8 + len(data)), (283, 5, 1, 8 + len(data)),
        (296, 3, 1, 2)]
    at = 8 + len(data) + 8
    out = struct.pack("<2sHI", b"II", 42, at) + data + struct.pack("<II", 200, 1)
    out += struct.pack("<H", len(tags))
    for tag, kind, count, value in tags:
        out += struct.pack("<HHI", tag, kind, count)
        out += struct.pack("<HH", value, 0) if kind == 3 else struct.pack("<I", value)
    out += struct.pack("<I", 0)
    open(path, "wb").write(out[:1000] if cut else out)
for i in range(1, 7):
    tiff("scans/PL.01.%d.tif" % i)
tiff("scans/PL.01.7.tif", cut=True)
PY
# A file younger than two seconds is taken for one still being written.
touch -d '1 hour ago' scans/*

screen_start "$BANSAO" ui dossiers
screen_shows 'PL.01'
screen_keys i
screen_shows 'scan ingest:'
screen_types "$room/scans"
screen_keys F2
# The box of the job, then its end.
screen_shows 'done'
screen_shows 'Enter: close'
screen_keys l
screen_shows 'PL.01.7.tif'
screen_keys Enter
screen_keys Enter
screen_loses 'Enter: close'

# The scans of the file, the broken one with its finding and its cure.
screen_keys F3
screen_shows 'PL.01.1.tif'
screen_shows '1654x2339'
# The sum, and a mark for what is an error alone.
screen_shows 'In all: 7 scans, 6 images, 6 A4 pages; 6 errors'
screen_text | grep -q 'PL.01.7.tif.*![1-9]' || fail 'the broken scan has no mark'
! screen_text | grep -q 'PL.01.1.tif.*![1-9]' || fail 'a note is marked an error'
screen_keys End
screen_keys Enter
screen_shows 'To do:'
screen_keys q
screen_keys Home
screen_keys F3
screen_shows 'zoom 1'
screen_keys +
screen_shows 'zoom 2'
# The next scan of the list without leaving; where there is room, its facts
# and findings stand beside the page.
screen_keys PageDown
screen_shows 'page 1/1  zoom 1'
screen_size 150 30
screen_shows 'PL.01.2.tif'
screen_shows 'SHA-256'
screen_size 80 24
screen_keys q
screen_shows 'PL.01.1.tif'
# A full decode, begun from the screen.
screen_keys D
screen_shows 'Judge files and folders, a dossier, or all scans'
screen_keys F2
screen_shows 'Enter: close'
screen_keys Enter
screen_shows 'PL.01.1.tif'
[ "$(sqlite3 "$BANSAO_DB" 'SELECT count(*) FROM scan WHERE decoded > 0')" = 7 ] ||
	fail 'not decoded from the screen'
screen_keys Home

# The inspector's keys: this page fails with its reason, then it passes.
sqlite3 "$BANSAO_DB" "INSERT INTO batch (code, operator, scanned_on,
    created_at, created_uid) VALUES ('LO', 'Lan', '2026-02-05', '', 0);
    INSERT INTO batch_dossier SELECT 1, id FROM dossier WHERE code = 'PL.01'"
screen_keys x
screen_shows 'batch fail'
screen_keys Tab Tab Tab
screen_types 'edge cut off'
screen_keys F2
screen_loses 'batch fail'
screen_shows 'failed'
same 'edge cut off' "$(sqlite3 "$BANSAO_DB" \
    'SELECT reason FROM inspection WHERE passed = 0')" 'the reason'
screen_keys P
screen_shows 'batch pass'
screen_keys F2
screen_loses 'batch pass'
screen_shows 'passed'
same 1 "$(sqlite3 "$BANSAO_DB" \
    'SELECT count(*) FROM inspection WHERE passed = 1')" 'the page passes'

# The jobs screen knows it; again changes nothing.
screen_keys J
screen_shows 'Jobs'
screen_shows 'done'
screen_keys a
screen_shows 'Enter: close'
screen_keys Enter
screen_shows ' 1/4'

# The jobs of others appear by themselves, and are stopped from here.
python3 - <<'PY'
import struct
width, height = 10000, 4000
data = width * height
tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1),
    (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 4, height), (279, 4, data)]
with open("scans/PL.01.8.tif", "wb") as f:
    f.write(struct.pack("<2sHI", b"II", 42, 8 + data))
    f.seek(8 + data)
    f.write(struct.pack("<H", len(tags)))
    for tag, kind, value in tags:
        f.write(struct.pack("<HHI", tag, kind, 1) + (struct.pack("<HH", value,
            0) if kind == 3 else struct.pack("<I", value)))
    f.write(struct.pack("<I", 0))
PY
touch -d '1 hour ago' scans/PL.01.8.tif
"$BANSAO" scan ingest scans >/dev/null 2>&1 || :
"$BANSAO" scan verify --rate 1 >/dev/null 2>&1 &
verify=$!
screen_shows 'scan verify'
screen_keys Home
screen_shows ' 1/6'
screen_keys c
screen_shows 'Cancel this job?'
screen_keys y
screen_shows 'stopped'
got=0
wait $verify || got=$?
same 130 "$got" 'the status of the job that was cancelled'
screen_keys Home Enter
screen_shows 'Enter: go on'
screen_keys Enter

runs 0 "$BANSAO" scan list --json
json 'len(j)' >/dev/null
same 8 "$(python3 -c 'import json; print(len(json.load(open(".out"))))')" \
    'scans after the second run'

# Its scan is there for the quota too; leaving is quiet when nothing runs.
screen_keys Q
screen_ends 0
