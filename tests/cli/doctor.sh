# doctor reads everything, says so while it does, and stops when it is asked;
# doctor --quick leaves the pages of the scans out.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3
b=$BANSAO

runs 0 $b -q init
runs 0 $b -q fonds add P1 'Phông một'
runs 0 $b -q dossier add P1.1 'Hồ sơ một' --fonds P1
runs 0 $b -q backup good.db
damage() {	# the root page of a table or an index is overwritten
	rm -f "$BANSAO_DB"*
	cp good.db "$BANSAO_DB"
	chmod 660 "$BANSAO_DB"
	page=$(sqlite3 "$BANSAO_DB" "SELECT rootpage FROM sqlite_schema
	    WHERE name = '$1'")
	size=$(sqlite3 "$BANSAO_DB" 'PRAGMA page_size')
	head -c 64 /dev/zero | tr '\0' 'x' | dd of="$BANSAO_DB" bs="$size" \
	    seek=$((page - 1)) conv=notrunc status=none
}
got=0
$b doctor --quick >.out 2>.err || got=$?
[ $got = 0 ] || [ $got = 4 ] || fail "doctor --quick ended with $got"
says 'those of the scans not looked at'
says 'the kept sums are those of the dossiers'
damage dossier_order
runs 4 $b doctor --quick
says 'bad        Catalogue'
[ -e "$BANSAO_DB.damaged" ] || fail 'the damage is not marked'
damage scan_place
runs 4 $b doctor --quick
says_not 'bad        Catalogue'
[ ! -e "$BANSAO_DB.damaged" ] || fail 'marked without a look'
runs 4 $b doctor
says 'bad        Catalogue'
[ -e "$BANSAO_DB.damaged" ] || fail 'the damage is not marked'

# Much to read: the interrupt comes while it reads, and proves nothing.
rm -f "$BANSAO_DB"*
runs 0 $b -q restore --force good.db
sqlite3 "$BANSAO_DB" "INSERT INTO import_batch VALUES (1, '', 0, '', '', 0, '',
    0, 0, 0, 0, 0, 0, NULL, NULL);
    WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n
	WHERE i < 600000)
    INSERT INTO import_row SELECT 1, 1, i, i, x'00' FROM n"
mkfifo lines
"$b" --lines doctor >lines 2>.err &
doctor=$!
exec 3<lines
while read -r line <&3; do
	case $line in
	phase*Catalogue) break ;;
	esac
done
kill -TERM $doctor	# not INT, which a shell lets its background ignore
got=0
cat <&3 >rest
wait $doctor || got=$?
exec 3<&-
[ $got = 130 ] || fail "a stopped doctor ended with $got"
grep -q Stopped rest || fail 'it does not say that it stopped'
[ ! -e "$BANSAO_DB.damaged" ] || fail 'what was stopped counts as damage'
