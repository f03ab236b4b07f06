# The book of jobs: what ran, by whom, how it ended, its findings; cancel and
# "again" from another process; a job that was killed is told as such.
. "${srcdir:-.}/tests/lib.sh"
need python3

runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add PL "Phông thử"
runs 0 "$BANSAO" dossier add PL.1 "Hồ sơ" --fonds PL
runs 0 "$BANSAO" job list --json
same 0 "$(json 'len(j)')" 'jobs of a new catalogue'

# Looking at the columns of an inventory is no job.
printf 'Mã hồ sơ,Tiêu đề hồ sơ\nPL.2,Hai\n' >look.csv
runs 0 "$BANSAO" import preview look.csv
runs 0 "$BANSAO" job list --json
same 0 "$(json 'len(j)')" 'jobs after a preview'

# A scan that takes a while to compare at one megabyte a second, and one that
# is no scan at all.
mkdir scans
python3 - <<'PY'
import struct
width, height = 10000, 4000
data = height * width
tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1),
    (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 4, height), (279, 4, data)]
with open("scans/PL.1.1.tif", "wb") as f:
    f.write(struct.pack("<2sHI", b"II", 42, 8 + data))
    f.seek(8 + data)
    f.write(struct.pack("<H", len(tags)))
    for tag, kind, value in tags:
        f.write(struct.pack("<HHI", tag, kind, 1) + (struct.pack("<HH", value,
            0) if kind == 3 else struct.pack("<I", value)))
    f.write(struct.pack("<I", 0))
open("scans/PL.1.2.tif", "w").write("not a picture")
PY
touch -d '1 hour ago' scans/*
runs 4 "$BANSAO" scan ingest scans
runs 0 "$BANSAO" job list --json
same 1 "$(json 'len(j)')" jobs
same findings "$(json 'j[0]["state"]')" 'the state of a job with findings'
same 'scan ingest scans' "$(json 'j[0]["job"]')" 'what ran'
same True "$(json 'str(j[0]["findings"] > 0)')" 'findings are counted'
runs 0 "$BANSAO" job show 1
says 'T002'
runs 3 "$BANSAO" job show 99
runs 2 "$BANSAO" job show x
# Only the group sees it.
same 770 "$(stat -c %a .bansao.db.jobs)" 'the rights of the folder'
same 660 "$(stat -c %a .bansao.db.jobs/000001)" 'the rights of a file'
# Looking is no job.
runs 0 "$BANSAO" scan list
runs 0 "$BANSAO" job list --json
same 1 "$(json 'len(j)')" 'jobs after looking'

running()
{
	"$BANSAO" job list --json >.jobs &&
	    python3 -c 'import json, sys
j = json.load(open(".jobs"))[0]
sys.exit(j["state"] != "running" or j["number"] != int(sys.argv[1]))' "$1"
}

# Another process sees it run and stops it.
"$BANSAO" scan verify --rate 1 >/dev/null 2>&1 &
verify=$!
wait_for running 2 || fail 'a running job is not seen'
runs 7 "$BANSAO" job again 2
runs 0 "$BANSAO" job cancel 2
got=0
wait $verify || got=$?
same 130 "$got" 'the status of a job that was cancelled'
runs 0 "$BANSAO" job list --json
same stopped "$(json 'j[0]["state"]')" 'its state'
runs 7 "$BANSAO" job cancel 2

# Killed: nobody said how it ended, and its lock is gone. (A pass goes on where
# the one before it stopped, so let that come to its end first.)
"$BANSAO" scan verify >/dev/null 2>&1 || :
"$BANSAO" scan verify --rate 1 >/dev/null 2>&1 &
verify=$!
wait_for running 4 || fail 'the job to kill is not seen'
kill -KILL "$(python3 -c 'print([l.split("\t")[1] for l in
    open(".bansao.db.jobs/000004") if l.startswith("pid")][0])')"
wait $verify 2>/dev/null || :
runs 0 "$BANSAO" job list --json
same died "$(json 'j[0]["state"]')" 'the state of a killed job'

# Again, from another folder: it runs where it was started.
mkdir elsewhere
cd elsewhere
runs 0 "$BANSAO" job again 1
cd ..
runs 0 "$BANSAO" job list --json
same 'scan ingest scans' "$(json 'j[0]["job"]')" 'what ran again'
same 5 "$(json 'j[0]["number"]')" 'the number of the new job'
