# T-BIG: a batch of many files takes no more memory than one of few, built and
# verified: what is kept of a file is its place in the table of the judge, two
# hundred bytes. BANSAO_MANY names another number of files (make soak: 100,000).
. "${srcdir:-.}/tests/faults/lib.sh"
need sqlite3 python3
! sanitized || skip 'memory under the sanitizers says nothing'
few=1000 many=${BANSAO_MANY:-$(often 21000 100000)}

# batch FILES: k.db with a batch of so many small scans, a hundred a file (hồ
# sơ), and one large one, so that every buffer is in use.
batch()
{
	rm -rf scans k.db*
	mkdir scans
	python3 - "$1" <<'PY'
import struct, sys
def tiff(path, seed, rows):
    strip = struct.pack('<Q', seed) + bytes(207 * rows - 8)
    tags = [(256, 3, 1656), (257, 3, rows), (258, 3, 1), (259, 3, 1),
            (262, 3, 0), (273, 4, 8), (277, 3, 1), (278, 3, rows),
            (279, 4, len(strip))]
    strip += bytes(len(strip) % 2)
    with open(path, 'wb') as out:
        out.write(b'II*\0' + struct.pack('<I', 8 + len(strip)) + strip)
        out.write(struct.pack('<H', len(tags)))
        for tag, kind, value in tags:
            out.write(struct.pack('<HHII', tag, kind, 1, value))
        out.write(struct.pack('<I', 0))
files = int(sys.argv[1])
for i in range(files):
    tiff('scans/P01.%d.%d.tif' % (i // 100 + 1, i % 100 + 1), i + 1,
         2 if i else 120000)
with open('list.csv', 'w', encoding='utf-8') as out:
    out.write('Mã phông,Tên phông,Mã hồ sơ,Tiêu đề hồ sơ\n')
    for i in range((files + 99) // 100):
        out.write('P01,Phông thử,P01.%d,Hồ sơ số %d\n' % (i + 1, i + 1))
PY
	"$BANSAO" -q init
	"$BANSAO" -q import list.csv
	"$BANSAO" -q scan ingest scans >/dev/null 2>&1 || :
	sqlite3 k.db "UPDATE dossier SET state = 7, maintenance = '01', mode = '01',
	    language = '01', total_doc = 100, papers = 100,
	    pages = 100, start_date = '1961', end_date = '1968'"
	runs 0 "$BANSAO" -q handover agree 88/VTLTNN --date 01/11/2026 \
	    --profile bagit
	runs 0 "$BANSAO" -q handover new BG
	runs 0 "$BANSAO" -q handover add BG --all
	same "$1" "$(sqlite3 k.db 'SELECT sum(scan_count) FROM dossier')"
}

# peak COMMAND...: the most memory of it or of its child, in kB.
peak()
{
	python3 - "$@" <<'PY'
import os, resource, sys
null = [(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_RDWR, 0)
        for fd in (0, 1)]
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ,
                      file_actions=null)
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
if status:
    sys.exit("%s: status %d" % (" ".join(sys.argv[1:]), status))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PY
}

BANSAO_DB=$room/k.db
for as in $(often 'folder tar' 'folder tar zip'); do
	for count in $few $many; do
		[ -e $count.db ] || { batch $count; sqlite3 k.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
			mv scans scans.$count; cp k.db $count.db; }
		rm -rf k.db* out scans
		cp $count.db k.db
		ln -s scans.$count scans
		peak "$BANSAO" -q handover build BG --to out --as $as >build.$count
		case $as in folder) whole=out/BG ;; *) whole=out/BG.$as ;; esac
		peak "$BANSAO" verify "$whole" >verify.$count
	done
	for work in build verify; do
		grown=$((($(cat $work.$many) - $(cat $work.$few)) * 1024 /
		    (many - few)))
		figure T-BIG "$work as $as: $few files $(cat $work.$few) kB, $many files $(cat $work.$many) kB, $grown bytes more a file"
		# How many of their 12 MB of blocks the threads that hash use is
		# chance: 600 bytes a file.
		[ $grown -lt 1300 ] || fail "$work as $as: $grown bytes a file"
	done
done
