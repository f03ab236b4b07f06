# The commands of a file's whole life under memcheck: no error, and nothing
# lost. Programs that are started are followed; a child that was only forked leaves
# without tidying up, and is not asked what it lost.
. "${srcdir:-.}/tests/lib.sh"
need valgrind

run=0
# checked COMMAND...: its status may be any that is documented.
checked()
{
	run=$((run + 1))
	got=0
	valgrind -q --error-exitcode=99 --leak-check=full \
	    --errors-for-leak-kinds=none --trace-children=yes \
	    --child-silent-after-fork=yes --log-fd=9 "$@" >.out 2>.err \
	    </dev/null 9>"$room/log" || got=$?
	if [ -s "$room/log" ] || { [ "$got" -ge 99 ] && [ "$got" -ne 130 ]; }; then
		cat "$room/log" >&2
		fail "memcheck speaks, or a crash: $* ($got)"
	fi
}

b=$BANSAO
checked "$b" init
checked "$b" demo "$room/demo" --no-input
BANSAO_DB=$room/demo/bansao.db
for words in quota 'quota --json' tree 'dossier list' 'dossier list --csv' \
    'selection list' 'batch list' 'scan list --json' 'handover list' \
    'plan show' 'audit list' 'audit verify' 'doctor --quick' doctor \
    'report list' 'report quota -o r.html' 'report annual -o r.odt' \
    'report quota -o r.xlsx' 'report file-list -o r.csv' 'estimate list' \
    'agency list' 'config list' 'holiday list' 'filter list' 'workflow' \
    'backup copy.db' 'dump -o d.jsonl' 'scan verify' 'exchange export bag' \
    'verify bag' 'undo' 'dossier show nothing' 'frobnicate' '--help' \
    'dossier list --search ho --sort title' 'import list'; do
	# shellcheck disable=SC2086 # they are words
	checked "$b" $words
done
for package in "$room"/demo/handover/*; do
	checked "$b" verify "$package"
done
for file in "$srcdir"/tests/fuzz/corpus/csv/* \
    "$srcdir"/tests/fuzz/corpus/xlsx/*; do
	checked "$b" -n import "$file" --fonds P.1
done
for file in "$srcdir"/tests/fuzz/corpus/tiff/*; do
	checked "$b" scan show "$file"
done
figure T-SAN "valgrind: $run commands, no error, nothing definitely lost"
