# A catalogue whose files have passed inspection, for the stories of handing
# over:  passed DOSSIERS SCANS  makes P01.1 … with so many scans each. The
# moves before S7 have their own tests; here they are written directly.
tiffs()
{
	python3 - "$@" <<'PY'
import struct, sys
def tiff(path, seed, kilobytes):
    width, height = 1654, 2339
    rows = min(height, max(1, kilobytes * 1024 // 207))
    data = bytes((seed * 31 + i * (7 + seed // 256)) & 255
                 for i in range(251))
    strip = (data * (207 * rows // 251 + 1))[:207 * rows]
    tags = [(256, 3, 1, width), (257, 3, 1, rows), (258, 3, 1, 1),
            (259, 3, 1, 1), (262, 3, 1, 0), (273, 4, 1, 8), (277, 3, 1, 1),
            (278, 3, 1, rows), (279, 4, 1, len(strip)), (282, 5, 1, 0),
            (283, 5, 1, 0), (296, 3, 1, 2)]
    ifd = 8 + len(strip) + len(strip) % 2
    tail = ifd + 2 + 12 * len(tags) + 4
    body = struct.pack('<H', len(tags))
    for tag, kind, count, value in tags:
        if kind == 5:
            value = tail
        body += struct.pack('<HHI', tag, kind, count)
        body += struct.pack('<HH', value, 0) if kind == 3 else \
            struct.pack('<I', value)
    body += struct.pack('<I', 0) + struct.pack('<II', 200, 1)
    with open(path, 'wb') as out:
        out.write(b'II*\0' + struct.pack('<I', ifd) + strip +
                  b'\0' * (len(strip) % 2) + body)
dossiers, scans, kilobytes = map(int, sys.argv[1:4])
for d in range(1, dossiers + 1):
    for n in range(1, scans + 1):
        tiff('scans/P01.%d.%d.tif' % (d, n), d * 1000 + n, kilobytes)
PY
}

passed()
{
	mkdir scans
	tiffs "$1" "$2" "${3:-20}"
	runs 0 "$BANSAO" -q init
	runs 0 "$BANSAO" -q fonds add P01 'Phông Ủy ban nhân dân tỉnh'
	n=1
	while [ $n -le "$1" ]; do
		runs 0 "$BANSAO" -q dossier add P01.$n "Hồ sơ số $n, \"quý\"" \
		    --fonds P01 maintenance=01 mode=01 language=01 \
		    startDate=05/01/1961 endDate=30/12/1968 totalDoc=$2 \
		    numberOfPaper=$2 numberOfPage=$2 confidenceLevel=02 \
		    paperFileCode=K1.$n
		n=$((n + 1))
	done
	runs 0 "$BANSAO" -q scan ingest scans
	past "$BANSAO_DB" "UPDATE dossier SET state = 7,
	    scanned_on = '2026-11-19', passed_on = '2026-11-20'"
}

state()
{
	sqlite3 -cmd '.timeout 10000' "$BANSAO_DB" "SELECT group_concat(state, ' ') FROM (SELECT state
	    FROM dossier ORDER BY id)"
}

agreed()
{
	runs 0 "$BANSAO" -q handover agree 88/VTLTNN --date 01/11/2026 \
	    --profile "$1"
	runs 0 "$BANSAO" -q handover new BG
	runs 0 "$BANSAO" -q handover add BG --all
}
