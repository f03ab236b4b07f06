# The programs installed setgid: who is not in the group works on its catalogue
# by the program, and by nothing else; what a person names is opened with that
# person's own rights; no child and no reader gets the group.
. "${srcdir:-.}/tests/faults/lib.sh"
. "$srcdir/tests/handover-room.sh"
need setpriv sqlite3 python3
[ "$(id -u)" -eq 0 ] || skip "not root: a program cannot be given to a group"
group=games
# Where lines are counted, those of somebody outside count, too.
find "${top_builddir:-$srcdir}/src" -name '*.gcda' -exec chmod a+rw {} + || :
getent group $group >/dev/null || skip "no group $group here"
gid=$(getent group $group | cut -d: -f3)
chmod 711 "$room"

# Where set-group-id bits hold (a nosuid /dev/shm does not have them).
programs=
for place in "$room" /tmp /var/tmp; do
	[ -n "$programs" ] && break
	programs=$(mktemp -d "$place/bansao-setgid.XXXXXX")
	chmod 755 "$programs"
	cp "$(command -v id)" "$programs/id"
	chgrp $group "$programs/id"
	chmod 2755 "$programs/id"
	[ "$(setpriv --reuid=61003 --regid=61003 --clear-groups \
	    "$programs/id" -g)" = "$gid" ] || {
		rm -rf "$programs"
		programs=
	}
done
[ -n "$programs" ] || skip "no folder here that honours setgid programs"
trap 'status=$?; rm -rf "$programs"; (exit $status); leave' EXIT

install -m 755 "$BANSAO" "$programs/bansao"
install -m 755 "$BANSAO_WORK" "$programs/bansao-work"
install -m 755 "${BANSAO%/*}/bansao-read" "$programs/bansao-read"
plain=$programs/bansao
db=$room/shared/k.db
runs 0 "$plain" --db "$db" init --shared $group
runs 0 "$plain" --db "$db" fonds add P1 "Phông thử"
runs 0 "$plain" --db "$db" dossier add P1.1 "Hồ sơ một" --fonds P1

mkdir own secret
chown 61003:61003 own
# A folder and a file of the group that have nothing to do with bansao.
printf 'MaPhong,TieuDe\nBIMAT,BIMAT\n' >secret/list.csv
printf '[program]\nlang = BIMAT\n' >secret/bad.ini
mkdir secret/scans secret/drop
printf 'BIMAT' >secret/scans/one.tif
chgrp -R $group secret
chmod -R u=rwX,g=rX,o= secret
chmod g+w secret/drop
before=$(cd secret && find . -type f -exec sha256sum {} + | sort)

me="setpriv --reuid=61003 --regid=61003 --clear-groups"
as="$me env HOME=$room/own XDG_STATE_HOME=$room/own/state BANSAO_DB=$db BANSAO_BACKUP=on TMPDIR=$room/own"
cd own

# Installed plainly it can do nothing for this person.
runs 1 $as "$plain" fonds list
chgrp $group "$plain" "$programs/bansao-work"
chmod 2755 "$plain" "$programs/bansao-work"
bansao=$programs/bansao
query_db()
{
	sqlite3 -readonly -batch "$db" "$1"
}

# --- The work, small program and workshop -----------------------------------
runs 0 $as "$bansao" fonds list
says P1
runs 0 $as "$bansao" tag P1.1 --criteria 2 --reason "nét chữ"
runs 0 $as "$bansao" dossier edit P1.1 title="Hồ sơ đã đổi"
same 'Hồ sơ đã đổi' "$(query_db "SELECT title FROM dossier")" "the edit"
same 61003 "$(query_db "SELECT uid FROM audit ORDER BY seq DESC LIMIT 1")" \
    "who did it"
$me cp "$srcdir/data/sample/muc-luc-ho-so.csv" list.csv 2>/dev/null ||
	install -o 61003 -g 61003 "$srcdir/data/sample/muc-luc-ho-so.csv" list.csv
runs 0 $as "$bansao" --force import list.csv
runs 0 $as "$bansao" dossier list -o out.csv
[ "$(stat -c %u:%g out.csv)" = 61003:61003 ] || fail "out.csv is of another"
runs 0 $as "$bansao" report quota -o quota.odt
runs 0 $as "$bansao" audit verify
runs 0 $as "$bansao" job list
runs 0 $as "$bansao" backup list
wait_for ls "$room"/shared/backups/k.db.2* >/dev/null 2>&1 ||
	fail "the first writer of the day made no copy"
got=0
$as "$bansao" doctor >"$room/.out" 2>"$room/.err" || got=$?
case $got in
0 | 4) ;;
*) fail "doctor ends with $got" ;;
esac
says_not 'may not write'
! grep -q '^bad' "$room/.out" || fail "doctor finds something bad"
found=$(find "$room/shared" ! -type l \( -perm /007 -o ! -group $group \) |
    head -n 1)
[ -z "$found" ] || fail "$found is not of the group alone"

mkdir "$room/scans"
(cd "$room" && tiffs 1 3 20)
install -d -o 61003 -g 61003 scans
install -m 600 -o 61003 -g 61003 "$room"/scans/*.tif scans/
runs 0 $as "$bansao" --force dossier add P01.1 "Có ảnh" --fonds P1
runs 0 $as "$bansao" scan ingest scans
same 3 "$(query_db "SELECT count(*) FROM scan")" "scans taken in"

# --- Nothing past the program ------------------------------------------------
closed=0
refused()
{
	got=0
	"$@" >"$room/.out" 2>"$room/.err" </dev/null || got=$?
	[ "$got" -ne 0 ] || fail "'$*' was let in"
	[ "$got" -lt 100 ] || fail "'$*' ended with $got"
	! grep -q BIMAT "$room/.out" "$room/.err" ||
		fail "'$*' tells what stands in the file"
	closed=$((closed + 1))
}
refused $me cat "$db"
refused $me sqlite3 "$db" "SELECT 1"
refused $me sqlite3 "$db" "DELETE FROM dossier"
refused $me ls "$room/shared"
# ... reading
refused $as "$bansao" import "$room/secret/list.csv"
refused $as "$bansao" import preview "$room/secret/list.csv"
refused $as "$bansao" --config "$room/secret/bad.ini" fonds list
refused $as "$bansao" scan ingest "$room/secret/scans"
refused $as "$bansao" scan check "$room/secret/scans/one.tif"
refused $as "$bansao" verify "$room/secret/scans"
refused $as "$bansao" --db "$room/secret/list.csv" fonds list
refused $as "$bansao" exchange import "$room/secret/scans"
ln -s "$room/secret/list.csv" linked.csv
ln -s "$room/secret/scans" linked
refused $as "$bansao" import linked.csv
refused $as "$bansao" scan ingest linked
# ... a copy of the program's right: a catalogue of one's own in whose place or
# beside which stand links to files of the group (no copy of the day meanwhile)
runs 0 $as BANSAO_BACKUP=off "$bansao" --db "$room/own/mine.db" init
runs 0 $me ln -s "$room/secret/list.csv" "$room/own/mine.db.damaged"
rm -f "$room/own/mine.db-wal" "$room/own/mine.db.lock"
runs 0 $me ln -s "$room/secret/list.csv" "$room/own/mine.db-wal"
refused $as BANSAO_BACKUP=off "$bansao" --db "$room/own/mine.db" fonds add P9 x
rm -f mine.db-wal mine.db.damaged mine.db.lock
runs 0 $me ln -s "$room/secret/drop/lock" "$room/own/mine.db.lock"
refused $as BANSAO_BACKUP=off "$bansao" --db "$room/own/mine.db" fonds add P9 x
rm mine.db.lock
rm -rf backups
runs 0 $me ln -s "$room/secret/drop" "$room/own/backups"
got=0
$as "$bansao" --db "$room/own/mine.db" backup auto >/dev/null 2>&1 || got=$?
[ "$got" -ne 0 ] || fail "a copy was written through a link to the group's folder"
rm backups
# ... writing
for name in secret/drop/out.csv shared/out.csv shared/packages/out.html; do
	refused $as "$bansao" dossier list -o "$room/$name"
done
refused $as "$bansao" backup "$room/secret/drop/copy.db"
refused $as "$bansao" backup "$room/shared/copy.db"
refused $as "$bansao" backup "$room/shared/k.db.damaged"
refused $as "$bansao" backup "$room/shared/backups/k.db.2030-01-01"
refused $as "$bansao" --db "$room/shared/other.db" init
refused $as "$bansao" --db "$room/secret/drop/other.db" init
# ... what only members may do
runs 0 $as "$bansao" backup "$room/own/copy.db"
refused $as "$bansao" --force restore "$room/own/copy.db"
complains 'you are not in it'
copy=$(ls "$room"/shared/backups/k.db.2* | head -n 1)
refused $as "$bansao" --db "$copy" fonds add P9 x
# ... through folders that this person could exchange
mkdir -m 777 "$room/loose"
mkdir -m 2770 "$room/loose/house" "$room/loose/house/drafts"
cp -p "$db" "$room/loose/house/k.db"
chgrp -R $group "$room/loose/house"
chmod 2770 "$room/loose/house"
refused $as "$bansao" --db "$room/loose/house/k.db" fonds list
chmod 755 "$room/loose"
runs 0 $as "$bansao" --db "$room/loose/house/k.db" fonds list
chown 61003 "$room/loose/house"
refused $as "$bansao" --db "$room/loose/house/../house/none.db" fonds list
chmod 2777 "$room/loose/house"
refused $as "$bansao" --db "$room/loose/house/../../secret/list.csv" fonds list
same "$before" "$(cd "$room/secret" && find . -type f -exec sha256sum {} + |
    sort)" "what belongs to the group"

# --- A setgid program of a member is one without a lent right -----------------
member="setpriv --reuid=61001 --regid=61001 --groups=$gid env HOME=/nonexistent
    BANSAO_DB=$db"
cd /
runs 0 $member "$bansao" fonds add P3 x
runs 0 $member "$bansao" backup "$room/shared/of-a-member.db"
runs 0 $member "$bansao" --force restore "$room/shared/of-a-member.db"

# --- Children -------------------------------------------------------------------
if command -v tmux >/dev/null; then
	cat >"$room/own/editor" <<-'EOF'
	#!/bin/sh
	grep -e ^Gid -e ^Groups /proc/self/status >"$HOME/editor.status"
	EOF
	chmod 755 "$room/own/editor"
	screen_start $as EDITOR="$room/own/editor" TERM=screen-256color \
	    "$bansao" ui dossiers
	screen_shows 'BL.1955.12'
	screen_keys :
	screen_types 'agency add'
	screen_keys Enter
	screen_shows 'Full name'
	screen_keys Tab
	screen_keys C-o
	wait_for test -s "$room/own/editor.status" ||
		screen_fail "no editor was started"
	tr -s ' \t' ' ' <"$room/own/editor.status" >"$room/groups"
	grep -qx 'Gid: 61003 61003 61003 61003' "$room/groups" ||
		fail "the editor has $(cat "$room/groups")"
	closed=$((closed + 1))
	screen_keys C-c
fi
figure T-PERM "installed setgid: $closed ways past the program, all refused; work as a person outside the group goes on"
