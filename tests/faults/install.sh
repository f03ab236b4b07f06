# T-PERM: make install, whatever the umask: what is installed, with which rights;
# with --enable-setgid the two programs that open catalogues have the group from
# the first moment on, the one that reads scans has not; and uninstall takes all
# of it away again.
. "${srcdir:-.}/tests/faults/lib.sh"
need make
build=${BANSAO%/*}
[ -e "$build/Makefile" ] || skip "no Makefile beside the program"
unset MAKEFLAGS MAKELEVEL MFLAGS DESTDIR 2>/dev/null || :

# installed GROUP WHAT: make install or uninstall in the room.
installed()
{
	runs 0 make -s -C "$build" "$2" DESTDIR="$room/dest" prefix=/usr \
	    SETGID_GROUP="$1"
}
modes()
{
	find dest -type f -printf "%m %f\n" | sort >modes
}

for mask in 000 022 077; do
	umask $mask
	installed no install
	modes
	[ "$(wc -l <modes)" -ge 10 ] || fail "not much was installed: $(cat modes)"
	for program in bansao bansao-work bansao-read; do
		grep -qx "755 $program" modes ||
			fail "umask $mask: $(grep "$program\$" modes)"
	done
	! grep -v '^755 \|^644 ' modes || fail "umask $mask: other rights"
	installed no uninstall
	! find dest ! -type d | grep . || fail "uninstall leaves files"
	! find dest -name '*bansao*' | grep . || fail "uninstall leaves a folder"
	rm -rf dest
done
umask 022
cases=3
group=games
if [ "$(id -u)" -eq 0 ] && getent group $group >/dev/null; then
	installed $group install
	find dest -type f -perm /7000 -printf '%m %u:%g %f\n' | sort >special
	printf "2755 root:$group bansao\n2755 root:$group bansao-work\n" |
	    cmp -s - special || fail "$(cat special)"
	same 755 "$(find dest -name bansao-read -printf %m)" "who reads scans"
	installed $group uninstall
	! find dest ! -type d | grep . || fail "uninstall leaves files"
	cases=$((cases + 1))
	# A group that is not there: told, and below DESTDIR no more than that.
	rm -rf dest
	installed no-such-group install
	complains 'As root: chgrp no-such-group'
	! find dest -perm /7000 | grep . || fail "a special right for nobody"
	cases=$((cases + 1))
else
	echo "not root: no program was given to a group"
fi
figure T-PERM "make install: $cases cases of umask and --enable-setgid, uninstall leaves nothing"
