# Where the answers go: a full disk or a closed stream behind standard output is
# an error, a reader that has seen enough is none; nothing that a command opens
# ever stands where a stream should; what fails says why, to the end.
. "${srcdir:-.}/tests/faults/lib.sh"
need sqlite3
[ -c /dev/full ] || skip "no /dev/full here"

fresh h
h=$room/h/k.db
for n in $(seq 2 60); do
	runs 0 "$BANSAO" --db "$h" -q dossier add P1.$n "Hồ sơ $n" --fonds P1 \
	    numberOfPaper=10 numberOfPage=18
done
b() { "$BANSAO" --db "$h" "$@" 2>.err; }
n=0
for what in "dossier list" "dossier list --json" "dossier list --csv" \
    "fonds list" "audit list" "config list" "quota" "quota --json" "dump" \
    "doctor" "report progress-fonds" "export ead P1" "workflow" \
    "--help" "--version" "handover list" "audit verify"; do
	n=$((n + 1))
	# shellcheck disable=SC2086 # they are words
	for where in full closed; do
		got=0
		case $where in
		full) b $what >/dev/full || got=$? ;;
		closed) b $what >&- || got=$? ;;
		esac
		[ "$got" -eq 1 ] || fail "$what, $where: $got"
		[ "$(tail -1 .err | cut -c1-8)" = "bansao: " ] ||
			fail "$what, $where: no sentence"
		! grep -q 'I/O error : ' .err || fail "$what: words of a library"
	done
	# shellcheck disable=SC2086
	got=$({ b $what; echo $? >.rc; } | head -c 1 >/dev/null; cat .rc)
	case $got in
	0 | 4 | 6) ;;
	*) fail "$what | head: $got" ;;
	esac
done

# Without one of the streams the work is done, and the file stays a catalogue.
for close in '<&-' '>&-' '2>&-' '<&- >&- 2>&-'; do
	eval "\"\$BANSAO\" --db \"\$h\" -q fonds edit P1 --note \"x $close\" $close" ||
		fail "edit $close"
	eval "\"\$BANSAO\" --db \"\$h\" scan ingest h $close" >.out 2>.err || :
	whole "$h" "streams $close"
done
same 'x <&- >&- 2>&-' "$(query "$h" "SELECT note FROM fonds")" "the note"

# Few files may be open: said as that, not as a matter of rights.
told=0
for most in 4 5 6 7 8 9 10 12 16; do
	got=0
	(ulimit -n $most && "$BANSAO" --db "$h" dossier list --limit 1) \
	    >.out 2>.err || got=$?
	case $got in
	0 | 127) ;;	# 127: not even the loader gets on
	1)	complains "Too many open files"; told=$((told + 1)) ;;
	*)	fail "ulimit -n $most: $got" ;;
	esac
done
[ "$told" -gt 0 ] || sanitized || fail "no limit was small enough"

# A place that is too long gives way to the reason.
long=$(printf 'a/%.0s' $(seq 3000))
runs 1 "$BANSAO" --db "$long" dossier list
complains "File name too long"
runs 1 "$BANSAO" --db "$long" --lang vi dossier list
complains "tên tệp quá dài"
runs 2 "$BANSAO" --db "" dossier list
complains "name of a file"
# Constraints of the schema are sentences in both languages.
runs 2 "$BANSAO" --db "$h" fonds add P2 "$(printf 'x%.0s' $(seq 250))"
complains '"name" takes 1 to 200 letters'
runs 2 "$BANSAO" --db "$h" --lang vi fonds add P2 "$(printf 'x%.0s' $(seq 250))"
complains 'cần từ 1 đến 200 ký tự'
figure T-STREAMS "$n commands to a full disk, a closed stream and a short reader"
