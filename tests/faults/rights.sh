# T-PERM, T-ID: whatever the umask, nobody outside the group reads anything;
# two people of a group and one outside it; the name in the audit is of the
# real user and never of $USER.
. "${srcdir:-.}/tests/faults/lib.sh"
need sqlite3

# nothing_open FOLDER: no file or folder in it has a right for others.
nothing_open()
{
	found=$(find "$1" -perm /007 ! -type l | head -n 1)
	[ -z "$found" ] || fail "others may use $found ($(stat -c %a "$found"))"
}

cases=0
for mask in 000 022 077; do
	rm -rf p
	(umask 000 && mkdir -p p/home)
	(
		umask "$mask"
		HOME=$room/p/home XDG_DATA_HOME=$room/p/data
		export HOME XDG_DATA_HOME
		unset BANSAO_DB
		"$BANSAO" -q init
		"$BANSAO" -q fonds add P1 P
		"$BANSAO" -q dossier add P1.1 x --fonds P1
		"$BANSAO" -q backup "$room/p/data/bansao/copy.db"
		"$BANSAO" -q backup auto
		"$BANSAO" -q dossier list -o "$room/p/data/list.csv"
		"$BANSAO" -q audit list -o "$room/p/data/audit.json"
	) || fail "with umask $mask"
	nothing_open p/data/bansao
	for file in p/data/list.csv p/data/audit.json; do
		case $(stat -c %a "$file") in
		640 | 660) ;;
		*) fail "umask $mask: $file has $(stat -c %a "$file")" ;;
		esac
	done
	same 660 "$(stat -c %a p/data/bansao/bansao.db)" "rights of the catalogue"
	same 660 "$(stat -c %a p/data/bansao/bansao.db.lock)" "rights of the lock"
	cases=$((cases + 1))
done

# $USER and $LOGNAME are what anybody writes into them.
fresh i
USER=giam-doc LOGNAME=giam-doc runs 0 "$BANSAO" --db i/k.db dossier add P1.2 x \
    --fonds P1
same "$(id -un) $(id -u)" "$(query i/k.db "SELECT user || ' ' || uid FROM audit
    ORDER BY seq DESC LIMIT 1")" "who did it"
same 0 "$(query i/k.db "SELECT count(*) FROM audit WHERE user = 'giam-doc'")" \
    "changes by \$USER"
# No core is ever written.
if command -v strace >/dev/null; then
	strace -f -e trace=prlimit64,setrlimit -o trace "$BANSAO" --db i/k.db \
	    fonds list >/dev/null 2>&1 || :
	! [ -s trace ] || grep -q 'RLIMIT_CORE, {rlim_cur=0' trace ||
		fail "cores may be written"
fi

if [ "$(id -u)" -ne 0 ] || ! command -v setpriv >/dev/null; then
	echo "not root: the people of a group were not tried"
	figure T-PERM "$cases umasks"
	exit 0
fi

# Two people of a group of this machine, one outside; $group is any group that
# is there, its people are numbers without names.
group=games
getent group $group >/dev/null || skip "no group $group here"
gid=$(getent group $group | cut -d: -f3)
chmod 711 "$room"
# These people may not be let into the folder it was built in.
mkdir -m 755 programs
cp "$BANSAO" "$BANSAO_WORK" programs/
chmod 755 programs/*
BANSAO=$room/programs/bansao
BANSAO_WORK=$room/programs/bansao-work
runs 0 "$BANSAO" --db "$room/shared/k.db" init --shared $group
same "2770 $group" "$(stat -c '%a %G' shared)" "the folder"
same "660 $group" "$(stat -c '%a %G' shared/k.db)" "the catalogue"
for folder in backups packages; do
	same "2770 $group" "$(stat -c '%a %G' shared/$folder)" "$folder"
done
same "3770 $group" "$(stat -c '%a %G' shared/drafts)" "drafts"
one="setpriv --reuid=61001 --regid=61001 --groups=$gid"
two="setpriv --reuid=61002 --regid=61002 --groups=$gid"
other="setpriv --reuid=61003 --regid=61003 --clear-groups"
env_of="env HOME=/nonexistent BANSAO_BACKUP=on"
db=$room/shared/k.db
for mask in 022 077 000; do
	umask $mask
	runs 0 $one $env_of "$BANSAO" --db "$db" fonds add "A$mask" x
	runs 0 $two $env_of "$BANSAO" --db "$db" fonds add "B$mask" x
	runs 0 $two $env_of "$BANSAO" --db "$db" fonds list
	says "A$mask"
	for try in "fonds list" "fonds add C x" doctor; do
		runs 1 $other $env_of "$BANSAO" --db "$db" $try || :
	done
	nothing_open shared
	cases=$((cases + 3))
done
umask 022
same "61001 61002" "$(query shared/k.db "SELECT group_concat(uid, ' ') FROM
    (SELECT DISTINCT uid FROM audit WHERE uid > 60000 ORDER BY uid)")" "the people"
wait_for ls shared/backups/k.db.2* >/dev/null 2>&1 ||
	fail "the first writer of the day made no copy"
# Who did it is who runs it, however that came about and whatever is said of it.
mkdir -m 777 ids
cp shared/k.db ids/k.db
chmod 666 ids/k.db
ids=0
# by UID COMMAND...
by()
{
	uid=$1
	shift
	ids=$((ids + 1))
	runs 0 "$@" "$BANSAO" --db "$room/ids/k.db" -q fonds add "ID$ids" x
	same "$uid" "$(query ids/k.db "SELECT uid FROM audit ORDER BY seq DESC
	    LIMIT 1")" "who did it ($*)"
	chmod 666 ids/k.db*
}
false_names="env USER=root LOGNAME=root SUDO_USER=giam-doc SUDO_UID=4711 HOME=/"
by "$(id -u nobody)" setpriv --reuid=nobody --clear-groups $false_names
by 61004 setpriv --reuid=61004 --clear-groups $false_names
by 0 env USER=nobody LOGNAME=nobody SUDO_UID=65534
if command -v runuser >/dev/null; then
	by "$(id -u nobody)" runuser -u nobody -- $false_names
fi
if command -v su >/dev/null; then
	printf '#!/bin/sh\nexec "$@"\n' >programs/run
	chmod 755 programs/run
	by "$(id -u nobody)" su -s "$room/programs/run" nobody -- $false_names
fi
if command -v sudo >/dev/null; then
	by "$(id -u nobody)" sudo -n -u nobody -- $false_names
fi
figure T-ID "$ids ways of being somebody (setpriv, runuser, su, sudo where it is, false USER, LOGNAME and SUDO_USER): the real uid is written down"
# A folder with other things in it keeps its rights.
mkdir taken
: >taken/letter
chmod 755 taken
runs 2 "$BANSAO" --db "$room/taken/k.db" init --shared $group
same 755 "$(stat -c %a taken)" "the rights of a folder that is in use"
runs 3 "$BANSAO" --db "$room/none/k.db" init --shared no-such-group
[ ! -e none ] || fail "a folder was made for a group that is not there"
figure T-PERM "$cases cases: 3 umasks, two people of a group, one outside"
