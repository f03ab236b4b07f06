# The programs as they are installed: position independent, relocations read
# only and bound at start, no executable stack, stack protector, fortified calls,
# control flow marks where the compiler has them. Not with the sanitizers, which
# take the place of these.
. "${srcdir:-.}/tests/lib.sh"
command -v readelf >/dev/null || skip "no readelf here"
! grep -qF __asan_init "$BANSAO" || skip "built with the sanitizers"

for program in "$BANSAO" "$BANSAO_WORK"; do
	readelf -hW "$program" >head
	grep -q 'Type:.*DYN' head || fail "$program is not position independent"
	readelf -lW "$program" >parts
	grep -q GNU_RELRO parts || fail "$program: relocations stay writable"
	awk '/GNU_STACK/ { if ($7 ~ /E/) bad = 1; seen = 1 }
	    END { exit bad || !seen }' parts ||
		fail "$program: the stack may be executed"
	awk '/LOAD/ { if ($0 ~ /RWE/) bad = 1 } END { exit bad }' parts ||
		fail "$program: memory that is written and executed"
	readelf -dW "$program" >dynamic
	grep -qE 'BIND_NOW|Flags:.* NOW' dynamic || fail "$program: bound lazily"
	! grep -qE 'RPATH|RUNPATH' dynamic || fail "$program: a path for libraries"
	readelf -sW "$program" >names
	grep -q __stack_chk_fail names || fail "$program: no stack protector"
	grep -qE '__(mem|str|sn?printf|vsn?printf|fprintf|printf|read|pread|realpath).*_chk' \
	    names || fail "$program: no fortified calls"
	# CET: only where the compiler marks its own.
	if echo 'int main(void) { return 0; }' | ${CC:-cc} -fcf-protection -x c \
	    -o probe - 2>/dev/null &&
	    readelf -nW probe | grep -q 'IBT'; then
		readelf -nW "$program" | grep -q 'IBT' ||
			fail "$program: not marked for indirect branches"
		readelf -nW "$program" | grep -q 'SHSTK' ||
			fail "$program: not marked for the shadow stack"
	fi
done
