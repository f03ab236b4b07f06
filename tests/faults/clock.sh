# T-CLK: clocks that lie. The order of the audit is that of its numbers; a step
# back is seen and told; days of leap years and after 2038 are days.
. "${srcdir:-.}/tests/faults/lib.sh"
. "$srcdir/tests/handover-room.sh"
need faketime sqlite3 python3

fresh c
cases=0
# at WHEN: one change at that time.
at()
{
	cases=$((cases + 1))
	runs 0 faketime "$1" "$BANSAO" --db c/k.db dossier add "T.$cases" x \
	    --fonds P1
	whole c/k.db "$1"
}
at '2016-11-23 08:00:00'
at '2036-11-23 08:00:00'
at '2038-01-19 10:14:09'
at '2028-02-29 12:00:00'
at '2024-12-31 23:59:59'
at '2026-07-01 00:00:00'
TZ=America/New_York at '2026-07-01 00:00:01'
TZ=Asia/Ho_Chi_Minh at '2026-07-01 10:00:00'
at '2026-07-01 09:00:00'
same "$((cases + 3))" "$(query c/k.db "SELECT max(seq) FROM audit")" "the last seq"
same 0 "$(query c/k.db "SELECT count(*) FROM audit a JOIN audit b
    ON b.seq = a.seq + 1 WHERE length(a.at) <> 24")" "odd times"
same 2038-01-19T03:14:09 "$(query c/k.db "SELECT substr(at, 1, 19) FROM audit
    JOIN dossier d ON d.id = dossier_id WHERE d.code = 'T.3'")" "a time after 2038"
# The clock of today against changes stamped in 2036 and 2038; then a step back.
runs 4 faketime '2026-07-02 08:00:00' "$BANSAO" --db c/k.db doctor
says "set back"
runs 0 "$BANSAO" --db c/k.db audit verify
cases=$((cases + 1))
runs 4 faketime '1999-01-01 08:00:00' "$BANSAO" --db c/k.db doctor
says "cannot be"
# A daily copy from the future does not push out the real ones.
cases=$((cases + 1))
runs 0 faketime '2040-01-01 08:00:00' "$BANSAO" --db c/k.db backup auto
runs 0 faketime '2026-07-01 08:00:00' "$BANSAO" --db c/k.db backup auto
runs 0 "$BANSAO" --db c/k.db backup list --json
same 2 "$(json 'len(j)')" "copies"

# An hour back while it works: the import of an inventory reads the clock from a
# file, which changes under its hands.
{
	printf 'Mã hồ sơ,Tiêu đề,Số tờ\n'
	seq 1 "$(rounds 20000 20000)" | sed 's/.*/I.&,Hồ sơ nhập số &,&/'
} >list.csv
# What preloads is named by faketime itself; its clock comes from the file.
preload=$(faketime '2026-01-01' sh -c 'echo "$LD_PRELOAD"')
# moved FROM TO COMMAND...: the clock stands at FROM when it begins, and at TO
# from a moment later on.
moved()
{
	from=$1 to=$2
	shift 2
	cases=$((cases + 1))
	printf '@%s' "$from" >clock
	env LD_PRELOAD="$preload" FAKETIME_TIMESTAMP_FILE="$room/clock" \
	    FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 "$@" \
	    >.out 2>.err </dev/null &
	work=$!
	wait_for grep -q list.csv "/proc/$work/cmdline" || :
	printf '@%s' "$to" >clock.new
	mv clock.new clock
	got=0
	wait "$work" || got=$?
	[ "$got" -eq 0 ] || fail "the clock moved in mid-run: $got"
	whole c/k.db "the clock moved in mid-run"
}
before=$(query c/k.db "SELECT max(seq) FROM audit")
moved '2041-01-01 12:00:00' '2041-01-01 11:00:00' "$BANSAO" --db c/k.db -q \
    import list.csv --fonds P1
[ "$(query c/k.db "SELECT max(seq) FROM audit")" -gt "$before" ] ||
	fail "nothing was written down"
same 2041-01-01T04 "$(query c/k.db "SELECT substr(at, 1, 13) FROM audit
    ORDER BY seq DESC LIMIT 1")" "the hour after the step"
runs 0 "$BANSAO" --db c/k.db audit verify

# Packages tell the time of Việt Nam wherever and whenever they are made: the
# zone of the machine changes, and the day with it.
(
	BANSAO_DB=$room/p.db
	passed 1 1
	agreed tt05-aip
	mv p.db agreed.db
) || exit 1
for zone in America/New_York UTC Asia/Ho_Chi_Minh; do
	cases=$((cases + 1))
	rm -rf out p.db*
	cp agreed.db p.db
	TZ=$zone runs 0 env NO_FAKE_STAT=1 faketime -f '@2026-12-31 20:30:00' env TZ=$zone "$BANSAO" \
	    --db p.db -q handover build BG --to out --as folder
	python3 - "$zone" <<'PY' || fail "a time in a package made in $zone"
import datetime, glob, re, sys, zipfile, zoneinfo

at = datetime.datetime(2026, 12, 31, 20, 30,
                       tzinfo=zoneinfo.ZoneInfo(sys.argv[1]))
there = at.astimezone(datetime.timezone(datetime.timedelta(hours=7)))
times = 0
for name in glob.glob("out/BG/data/**/*.zip", recursive=True):
    with zipfile.ZipFile(name) as package:
        for member in package.namelist():
            if not member.endswith(".xml"):
                continue
            text = package.read(member).decode()
            for day, clock, zone in re.findall(
                    r"\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[0-9:.]*"
                    r"(Z|[+-]\d\d:\d\d)?", text):
                times += 1
                assert zone == "+07:00", (member, day, clock, zone)
            header = re.search(r'CREATEDATE="([^"]*)"', text)
            if header:
                assert header.group(1)[:13] == \
                    there.strftime("%Y-%m-%dT%H"), (header.group(1), there)
assert times > 3, times
PY
done
figure T-CLK "$cases clocks: 10 years back and on, 2038 and after, leap day, an hour back between two commands and in mid-run, zones; packages made in three zones carry +07:00"
