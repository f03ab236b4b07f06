# A build that is told to stop stops at once, in the middle of a large file: what
# it still writes after the signal is a small part of what was to come. Nothing
# is left but its .partial, and the next run makes it whole.
. "${srcdir:-.}/tests/faults/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3
large=$((600 << 20)) most=$((200 << 20))

# A scan of zeros takes no room; its copy in the batch does.
[ "$(df -Pk . | awk 'NR == 2 { print $4 }')" -gt 2500000 ] ||
	skip 'no room for a large scan'
passed 1 1
truncate -s $large scans/P01.1.1.tif
runs 0 "$BANSAO" -q scan ingest scans
sqlite3 "$BANSAO_DB" 'UPDATE dossier SET state = 7'
agreed bagit

# Bytes below out/ so far.
written()
{
	python3 - <<'PY'
import os
total = 0
for top, _, names in os.walk("out"):
    for name in names:
        try:
            total += os.lstat(os.path.join(top, name)).st_size
        except OSError:
            pass
print(total)
PY
}
begun()
{
	[ -e out ] && [ "$(written)" -gt $((4 << 20)) ]
}

# stop SIGNAL CONTAINER PROFILE: was it in time? A machine that stood still
# meanwhile lets the build be faster than the signal.
stop()
{
	rm -rf out
	"$BANSAO" -q handover build BG --to out --as "$2" --profile "$3" \
	    >.log 2>&1 &
	pid=$!
	wait_for begun || fail "$2 ($3): the build does not begin: $(cat .log)"
	before=$(written)
	kill -"$1" $pid 2>/dev/null || :
	start=$(date +%s%N)
	got=0
	wait $pid || got=$?
	ms=$((($(date +%s%N) - start) / 1000000))
	[ $got -ne 0 ]
}

for case in 'INT folder bagit' 'TERM tar bagit' 'INT zip bagit' \
    'TERM folder eark-sip'; do
	# shellcheck disable=SC2086 # they are words
	set -- $case
	tries=0
	until stop "$1" "$2" "$3"; do
		cp "$BANSAO_DB" done.db
		tries=$((tries + 1))
		[ $tries -lt 6 ] || fail "$case: it cannot be stopped"
		sqlite3 -cmd '.timeout 10000' "$BANSAO_DB" "UPDATE handover SET
		    state = 'prepared'; UPDATE handover_item SET sha256 = '',
		    path = ''; UPDATE dossier SET state = 7"
	done
	case $got in
	130 | 143) ;;
	*) fail "$case: status $got: $(cat .log)" ;;
	esac
	more=$(($(written) - before))
	figure T-BIG "$case: stopped after $ms ms and $more more bytes of $large"
	[ $more -lt $most ] || fail "$case: $more bytes were written after it"
	left=$(ls -A out | grep -v '\.partial' || :)
	[ -z "$left" ] || fail "$case: left over: $left"
	same 7 "$(state)"
	runs 0 "$BANSAO" -q handover build BG --to out --as "$2" --profile "$3"
	same 1 "$(ls -A out | wc -l)" 'only the batch is there in the end'
	sqlite3 -cmd '.timeout 10000' "$BANSAO_DB" "UPDATE handover SET
	    state = 'prepared'; UPDATE handover_item SET sha256 = '', path = '';
	    UPDATE dossier SET state = 7"
done
