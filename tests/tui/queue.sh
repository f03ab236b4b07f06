# While somebody else writes for long, a screen that wants to save says who it
# is and since when, answers Esc, Ctrl-L and a new size, keeps the form, and saves once the
# queue is free. A line that drops meanwhile leaves a draft.
. "${srcdir:-.}/tests/lib.sh"
need tmux python3

runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add PL "Phông thử"
runs 0 "$BANSAO" dossier add PL.1 "Hồ sơ một" --fonds PL

# Hold the queue as a writer does, until the file "let-go" is there.
cat >hold.py <<'PY'
import fcntl, os, time
lock = open(os.environ["BANSAO_DB"] + ".lock", "r+")
fcntl.flock(lock, fcntl.LOCK_EX)
lock.truncate()
lock.write("%d %d 2026-03-04T05:06:07Z\n" % (os.getpid(), os.getuid()))
lock.flush()
open("held", "w").close()
while not os.path.exists("let-go"):
    time.sleep(0.02)
PY
hold()
{
	rm -f held let-go
	python3 hold.py &
	holder=$!
	wait_for test -e held || fail 'the queue is not held'
}
let_go()
{
	: >let-go
	wait "$holder"
}

waits()
{
	screen_shows "process $holder) writes since 04/03/2026"
	screen_shows 'Esc: give up'
}

# A form of the program itself: F4.
screen_start "$BANSAO" ui dossiers
screen_shows 'PL.1'
hold
screen_keys F4
screen_shows 'Edit PL.1'
screen_keys Tab
screen_types ' sửa lần đầu'
screen_keys C-s
waits
# It is alive: what is put over the picture is mended.
tty=$(tmux -L bansao display -p -t "s$screen:" '#{pane_tty}')
printf '\033[3;1HRUBBISH' >"$tty"
screen_shows RUBBISH
screen_keys C-l
screen_loses RUBBISH
# A window of another size says it, too, at once; afterwards all is there.
tmux -L bansao resize-window -t "s$screen" -x 120 -y 40
at_the_bottom()
{
	screen_text | sed -n 39p | grep -qF "process $holder) writes since"
}
wait_for at_the_bottom || screen_fail 'a resize while it waits is not seen'
tmux -L bansao resize-window -t "s$screen" -x 80 -y 24
screen_keys Escape
screen_shows 'nothing was changed'
screen_shows 'sửa lần đầu'
runs 0 "$BANSAO" dossier show PL.1
says_not 'sửa lần đầu'
screen_keys C-s
waits
let_go
screen_shows 'Saved: PL.1'
runs 0 "$BANSAO" dossier show PL.1
says 'sửa lần đầu'

# A key that writes at once: undo, and once more after it was given up.
hold
for way in give-up go-on; do
	screen_keys u
	screen_shows 'Undo:'
	screen_keys y
	waits
	[ $way = go-on ] || screen_keys Escape
	[ $way = go-on ] || screen_shows 'nothing was changed'
done
runs 0 "$BANSAO" dossier show PL.1
says 'sửa lần đầu'
let_go
screen_shows 'Undone:'
runs 0 "$BANSAO" dossier show PL.1
says_not 'sửa lần đầu'

# The form of a command, which runs as a process of its own.
hold
screen_keys :
screen_types 'fonds add'
screen_keys Enter
screen_shows 'fonds add:'
screen_types BL
screen_keys Tab
screen_types 'Tòa Bình Long'
screen_keys F2
waits
screen_keys Escape
screen_loses 'writes since'
screen_shows 'fonds add:'
screen_shows 'Tòa Bình Long'
screen_keys F2
waits
let_go
screen_loses 'fonds add:'
runs 0 "$BANSAO" fonds list
says 'Tòa Bình Long'

# The line drops while it waits: the form is a draft, the queue stays whole.
hold
screen_keys :
screen_types 'fonds add'
screen_keys Enter
screen_shows 'fonds add:'
screen_types DRAFT
screen_keys Tab
screen_types 'Chưa lưu'
screen_keys F2
waits
tmux -L bansao kill-session -t "s$screen"
wait_for test -s "$XDG_STATE_HOME/bansao/drafts/command-fonds-add" ||
	fail 'no draft is kept'
let_go
grep -q 'Chưa lưu' "$XDG_STATE_HOME/bansao/drafts/command-fonds-add" ||
	fail 'the draft is not what was typed'
runs 0 "$BANSAO" fonds list
says_not 'Chưa lưu'
screen_start "$BANSAO" ui home
screen_shows 'PL'
screen_keys :
screen_types 'fonds add'
screen_keys Enter
screen_shows 'Chưa lưu'
screen_keys Escape
screen_shows 'Leave the form'
screen_keys y
screen_keys Q
screen_ends 0
