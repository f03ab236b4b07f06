# What the stories of tests/faults begin with, after tests/lib.sh: counts that
# grow with BANSAO_SOAK=1 (make soak), the disk that fails on order, and the
# question that is asked after every accident.

# Accidents of processes do not need a slow disk; those of disks make their own.
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] &&
    [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt 500000 ]; then
	TMPDIR=/dev/shm
	export TMPDIR
fi
. "$srcdir/tests/lib.sh"

CROWD=${top_builddir:-$srcdir}/tests/faults/crowd
ORDEAL=${top_builddir:-$srcdir}/tests/faults/ordeal
SHIM=${top_builddir:-$srcdir}/tests/faults/shim.so
MEMORY=${top_builddir:-$srcdir}/tests/faults/memory.so
[ -x "$CROWD" ] || skip "tests/faults/crowd is not built"
# The sanitizers want to be first in line; they are told not to mind.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0:detect_leaks=0
export ASAN_OPTIONS

# often Q S: how often, in make check and in make soak.
often()
{
	if [ "${BANSAO_SOAK:-}" = 1 ]; then echo "$2"; else echo "$1"; fi
}

# Under the sanitizers a start costs ten times as much: there the rounds are
# fewer, and of the calls of one command not every one has its accident.
sanitized()
{
	grep -qF __asan_init "$BANSAO"
}
if sanitized; then slow=10 every=12,29,0; else slow=1 every=100000,1,0; fi

# rounds Q S: like often, with a tenth of Q under the sanitizers.
rounds()
{
	often "$((($1 + slow - 1) / slow))" "$2"
}

# ordeal OPTION... -- COMMAND...: an accident at every call of a command, each
# in a fresh copy of ./pristine (see ordeal.c); its line is left in .out.
ordeal()
{
	runs 0 "$ORDEAL" --from pristine --work work --db k.db \
	    --set "SHIM_UNDER=$room/work" "$@"
}

# shimmed WORD=VALUE... -- COMMAND...: under the failing disk; the status is
# left in $got, and 137 is the kill.
shimmed()
{
	settings=
	while [ "$1" != -- ]; do
		settings="$settings $1"
		shift
	done
	shift
	got=0
	# shellcheck disable=SC2086 # they are words
	env $settings LD_PRELOAD="$SHIM" "$@" >"$room/.out" 2>"$room/.err" \
	    </dev/null || got=$?
}

# whole FILE: pages, references, sums, word index, audit chain, and no row
# without its audit; opening it needs no hand.
whole()
{
	"$CROWD" check "$1" >"$room/.whole" 2>&1 || {
		cat "$room/.whole" >&2
		fail "after the accident $1 does not hold${2:+ ($2)}"
	}
}

# fresh FOLDER: an empty folder with a catalogue of one fonds in it.
fresh()
{
	rm -rf "$1"
	mkdir -p "$1"
	runs 0 "$BANSAO" --db "$1/k.db" -q init
	runs 0 "$BANSAO" --db "$1/k.db" -q fonds add P1 "Phông thử"
	runs 0 "$BANSAO" --db "$1/k.db" -q dossier add P1.1 "Hồ sơ một" \
	    --fonds P1 numberOfPaper=10 numberOfPage=18
}

# query FILE SQL: what stands there, asked past the program.
query()
{
	sqlite3 -readonly -batch "$1" "$2"
}

# every NAME WAS-IT-DONE COMMAND...: in a copy of ./pristine, killed in front of
# the N-th call, for every N (make soak; in make check for every one of the
# first 25 and then by steps). WAS-IT-DONE is a shell function that is true when
# the whole effect is there. Then the command is given once more.
every()
{
	name=$1
	done=$2
	shift 2
	n=0 absent=0 present=0
	step=$(often "${step:-2}" 0)
	while :; do
		n=$((n + 1))
		[ "$n" -lt 25 ] || n=$((n + step))
		rm -rf work
		cp -a pristine work
		shimmed SHIM_UNDER="$room/work" SHIM_AT=$n SHIM_DO=kill -- "$@"
		if [ "$got" -eq 0 ]; then
			"$done" || fail "$name: it said done and is not"
			break
		fi
		[ "$got" -eq 137 ] ||
			fail "$name: $got and not killed at call $n"
		[ ! -e work/k.db ] || whole "$room/work/k.db" "$name, call $n"
		if "$done"; then
			present=$((present + 1))
		else
			absent=$((absent + 1))
			got=0
			"$@" >"$room/.out" 2>"$room/.err" </dev/null || got=$?
			[ "$got" -eq 0 ] ||
				fail "$name: after the kill at call $n it" \
				    "cannot be done again ($got)"
			"$done" || fail "$name: done again, but is not there"
		fi
		whole "$room/work/k.db" "$name, again after call $n"
		[ "$n" -lt 3000 ] || fail "$name does not come to an end"
	done
	[ "$n" -gt 3 ] || fail "$name made only $n calls: is the shim there?"
	figure T-KILL-N "$name: killed at $((absent + present)) of its about $n calls: $absent times absent, $present times whole"
	step=2
}
