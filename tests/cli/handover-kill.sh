# kill -9 at many moments of a build: a final name exists only when it is
# complete and valid, the catalogue agrees with it, and the next run goes on.
# SIGTERM ends it soon; how soon is printed.
. "${srcdir:-.}/tests/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3 timeout flock
b=$BANSAO
passed 6 3 460
agreed bagit
cp "$BANSAO_DB" agreed.db
rounds=${BANSAO_KILLS:-12}

# Who was killed while the kernel wrote for them ends when it has written.
gone()
{
	for partial in out/BG.partial out/BG.tar.partial out/BG.zip.partial; do
		[ ! -e "$partial" ] || flock -w 60 "$partial" true
	done
}

for as in folder tar zip; do
	for profile in bagit tt05-sip; do
		rm -rf "$BANSAO_DB"* out
		cp agreed.db "$BANSAO_DB"
		round=0 done=no
		while [ $round -lt "$rounds" ] && [ $done = no ]; do
			round=$((round + 1))
			got=0
			timeout -s KILL "0.$(printf %03d $((round * 61 % 700 + 20)))" \
			    "$b" handover build BG --to out --as $as \
			    --profile $profile >/dev/null 2>&1 || got=$?
			[ $got -ne 0 ] || done=yes
			gone
			whole=$(find out -maxdepth 1 -name 'BG*' ! -name '*.partial*' \
			    2>/dev/null) || :
			[ -z "$whole" ] || runs 0 "$b" verify "$whole"
			states=$(state)
			case $states in
			'7 7 7 7 7 7') ;;
			'8 8 8 8 8 8') [ -n "$whole" ] || fail 'packaged and not there'
				done=yes ;;
			*) fail "half entered: $states" ;;
			esac
		done
		[ $done = yes ] || runs 0 "$b" handover build BG --to out \
		    --as $as --profile $profile
		same '8 8 8 8 8 8' "$(state)"
		same 1 "$(ls -A out | wc -l)" "only the batch is left of $as"
		runs 0 "$b" handover verify BG
		same ok "$(sqlite3 -cmd '.timeout 10000' "$BANSAO_DB" 'PRAGMA integrity_check')"
	done
done

# A batch that has its name but is not in the catalogue is taken over.
sqlite3 -cmd '.timeout 10000' "$BANSAO_DB" "UPDATE handover SET state = 'prepared';
    UPDATE handover_item SET sha256 = '', path = ''; UPDATE dossier SET state = 7"
runs 0 "$b" handover build BG --to out --as zip --profile tt05-sip
complains 'was finished by an earlier run and holds'
same 6 "$(sqlite3 -cmd '.timeout 10000' "$BANSAO_DB" "SELECT count(*) FROM handover_item
    WHERE length(sha256) = 64")"
# One of another plan is not.
rm -rf "$BANSAO_DB"*
cp agreed.db "$BANSAO_DB"
runs 2 "$b" handover build BG --to out --as zip --profile tt05-sip

# SIGTERM: over soon, and resumable.
rm -rf out
"$b" handover build BG --to out >/dev/null 2>&1 &
pid=$!
wait_for [ -e out ] || fail 'the build does not begin'
kill -TERM $pid 2>/dev/null || :
before=$(date +%s%N)
got=0
wait $pid || got=$?
echo "stopped after $((($(date +%s%N) - before) / 1000000)) ms"
case $got in
0) ;;
130 | 143) [ ! -e out/BG ] || fail 'a stopped build has its final name'
	runs 0 "$b" handover build BG --to out ;;
*) fail "stopped with status $got" ;;
esac
runs 0 "$b" verify out/BG
