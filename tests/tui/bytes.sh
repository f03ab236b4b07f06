# What goes to the terminal: one write() for each key, few bytes, and nothing
# of what stands in the data as it stands there.
. "${srcdir:-.}/tests/lib.sh"
need tmux strace python3
patience=400

runs 0 "$BANSAO" init
# Titles as a stranger's inventory may bring them: OSC, CSI, C1, bidi.
python3 - >inventory.csv <<'PY'
print("Mã phông,Tên phông,Mã hồ sơ,Tiêu đề hồ sơ,Số trang")
hostile = ["x\x1b]0;evil\x07y", "a\x1b[2Jb", "c\x9b31md", "e\u202eflip",
    "g\x1bP1$r\x1b\\h", "i\u200bj", "bell\x07", "cr\rlf"]
for i in range(60):
    print("PL,Phông,PL.%02d,\"%s %d\",%d" % (i, hostile[i % 8], i, i + 1))
PY
"$BANSAO" import inventory.csv >out 2>&1 || {
	# Control characters may be refused at the door; then by hand.
	runs 0 "$BANSAO" fonds add PL Phông
	i=0
	while [ $i -lt 40 ]; do
		runs 0 "$BANSAO" dossier add "PL.$i" "Hồ sơ $i" \
		    --fonds PL pages=10
		i=$((i + 1))
	done
	python3 - "$BANSAO_DB" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE dossier SET title = ? WHERE id % 2 = 0",
    ("x\x1b]0;evil\x07y\x1b[2Jb\x9b31m\u202eflip\x1bP1$r",))
db.commit()
PY
}

# --- The bytes --------------------------------------------------------------

screen_start "$BANSAO" ui dossiers
tmux -L bansao pipe-pane -t "s$screen:" "cat >>'$room/bytes'"
screen_shows 'PL.'
screen_shows ']0;evil'
screen_keys C-l
screen_keys Enter
screen_shows 'Criteria and evidence'
screen_keys q
screen_shows 'Crit.'
screen_keys F4
screen_shows 'Edit PL.'
screen_keys Escape
screen_loses 'Edit PL.'
screen_keys PgDn
screen_keys :
screen_types home
screen_keys Enter
screen_shows 'Fonds > group > file'
screen_size 160 50
screen_keys Down Enter Down Down
screen_shows 'Criteria and evidence'
screen_keys Q
screen_ends 0
long_enough()
{
	[ "$(wc -c <bytes)" -gt 3000 ]
}
wait_for long_enough || fail 'nothing was recorded'
python3 - bytes <<'PY' || fail 'something of the data reached the terminal'
import re, sys
data = open(sys.argv[1], "rb").read()
text = data.decode("utf-8", "replace")
assert len(data) > 1000, "nothing was recorded"
assert "\x1b]" not in text, "OSC"
assert "\x1bP" not in text and "\x1b_" not in text, "DCS"
assert not re.search("[\x80-\x9f]", text), "C1"
assert "\u202e" not in text, "bidi"
assert "\x07" not in text, "bell"
PY

# --- One write for each key -------------------------------------------------

strace -o /dev/null true 2>/dev/null || skip 'strace may not trace here'
# The leak finder does not work under strace.
screen_start env ASAN_OPTIONS=detect_leaks=0 strace -qq -e trace=write -o trace "$BANSAO" ui dossiers
screen_shows 'PL.'
wait_for test -s trace || fail 'no trace'
writes()
{
	grep -c '^write(1,' trace
}
more()
{
	[ "$(writes)" -gt "$before" ]
}
# What comes late would be counted for this key, not for the next one.
steady()
{
	[ "$(writes)" = "$seen" ] || {
		seen=$(writes)
		return 1
	}
}
keys=
# Steps, scrolling, pages, ends; marks; a level down and back; the menu, the
# palette, searching letter by letter, help, the form.
for key in Down Down Down PgDn PgUp Space End Up Home End PgUp Home \
    Enter q F9 Down Escape : h Escape / p l . Escape F1 q F4 Down Escape; do
	keys="$keys $key"
	before=$(writes)
	seen=
	screen_keys $key
	wait_for more || fail "$keys draws nothing"
	wait_for steady || fail "$key never ends"
	same 1 $(($(writes) - before)) "write() calls for the last of$keys"
	bytes=$(sed -n 's/^write(1,.* = \([0-9]*\)$/\1/p' trace | tail -n 1)
	[ "$key" != Up ] || [ "$bytes" -le 40 ] ||
		fail "$bytes bytes for one step up"
done
tail -n 1 trace | grep -q 'write(1,' || fail 'the last line is no write'
screen_keys Q
screen_ends 0
