# What every script of tests/ begins with:  . "${srcdir:-.}/tests/lib.sh"
# It gives the script an empty room of its own (the current directory, removed
# at the end) with no settings and no catalogue of the person who runs it.
# The messages are English unless the script says BANSAO_LANG=vi.
set -eu
umask 022
LC_ALL=C.UTF-8
TZ=Asia/Ho_Chi_Minh
: "${srcdir:=.}"
srcdir=$(cd "$srcdir" && pwd)
: "${BANSAO:=$PWD/bansao}" "${BANSAO_WORK:=$PWD/bansao-work}"
room=$(mktemp -d "${TMPDIR:-/tmp}/bansao-test.XXXXXX")
room=$(cd "$room" && pwd -P)
HOME=$room/home
XDG_DATA_HOME=$HOME/data
XDG_CONFIG_HOME=$HOME/config
XDG_STATE_HOME=$HOME/state
BANSAO_LANG=en
BANSAO_BACKUP=off
BANSAO_DB=$room/bansao.db
TMUX_TMPDIR=$room
unset TMUX NO_COLOR PAGER EDITOR 2>/dev/null || :
export LC_ALL TZ srcdir BANSAO BANSAO_WORK HOME XDG_DATA_HOME \
    XDG_CONFIG_HOME XDG_STATE_HOME BANSAO_LANG BANSAO_BACKUP BANSAO_DB TMUX_TMPDIR
mkdir "$HOME"
cd "$room"

leave()
{
	status=$?
	trap - EXIT
	panes=$(tmux -L bansao list-panes -a -F '#{pane_pid}' 2>/dev/null) ||
		panes=
	tmux -L bansao kill-server 2>/dev/null || :
	cd /
	chmod -R u+rwX "$room" 2>/dev/null || :
	# Who was told to go may still write for a moment, in the room.
	tries=0
	for pid in $panes; do
		while kill -0 "$pid" 2>/dev/null && [ $tries -lt 100 ]; do
			sleep 0.1
			tries=$((tries + 1))
		done
	done
	while ! rm -rf "$room" 2>/dev/null && [ $tries -lt 150 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	rm -rf "$room"
	exit $status
}
trap leave EXIT
trap 'exit 130' INT TERM HUP

# --- The command line ------------------------------------------------------

fail()
{
	printf 'FAILED: %s\n' "$*" >&2
	for stream in out err; do
		[ ! -s "$room/.$stream" ] || {
			printf -- '--- std%s:\n' "$stream"
			head -c 4000 "$room/.$stream"
		} >&2
	done
	exit 1
}

skip()
{
	printf 'skipped: %s\n' "$*" >&2
	exit 77
}

# need PROGRAM...: skip the script where one is not installed.
need()
{
	for program; do
		command -v "$program" >/dev/null || skip "no $program here"
	done
}

# runs STATUS COMMAND...: the command ends with that exit status. What it
# printed is left in $room/.out and $room/.err for the questions below.
runs()
{
	expected=$1
	shift
	got=0
	"$@" >"$room/.out" 2>"$room/.err" </dev/null || got=$?
	[ "$got" -eq "$expected" ] ||
		fail "'$*' ended with status $got, not $expected"
}

# figure TEST WHAT: one line of tests/RESULTS.md.
figure()
{
	printf 'FIGURE\t%s\t%s\n' "$1" "$2"
	[ -z "${BANSAO_RESULTS:-}" ] ||
		printf '%s\t%s\t%s\n' "$(date -u +%Y-%m-%dT%H:%MZ)" "$1" "$2" \
		    >>"$BANSAO_RESULTS"
}

# The text is (not) somewhere in what the last command printed.
says()
{
	grep -qF -- "$1" "$room/.out" || fail "stdout lacks '$1'"
}

says_not()
{
	! grep -qF -- "$1" "$room/.out" || fail "stdout has '$1'"
}

complains()
{
	grep -qF -- "$1" "$room/.err" || fail "stderr lacks '$1'"
}

# stdout is exactly this text and a newline.
prints()
{
	printf '%s\n' "$1" | cmp -s - "$room/.out" ||
		fail "stdout is not exactly '$1'"
}

# same WANTED GOT [WHAT]
same()
{
	[ "$1" = "$2" ] || fail "${3:-the value} is '$2', not '$1'"
}

# json EXPRESSION: evaluate Python over j, the last command's stdout as JSON.
json()
{
	python3 -c 'import json, sys
j = json.load(open(sys.argv[1], encoding="utf-8"))
v = eval(sys.argv[2])
print(v if isinstance(v, str) else json.dumps(v, ensure_ascii=False))' \
	    "$room/.out" "$1" || fail "no JSON, or no $1 in it"
}

# past FILE SQL: rows are changed past the program, with the sums kept as its
# own connections keep them.
past()
{
	{
		awk '
			names && /^DROP (VIEW|TRIGGER) IF EXISTS / {
				brought[$2 " " substr($5, 1, length($5) - 1)]
			}
			names { next }
			/^CREATE (VIEW|TRIGGER) / && ($2 " " $3) in brought {
				kind = $2
				name = $2 " " $3
				if (!(name in text))
					order[++count] = name
				text[name] = ""	# the newest counts
				sub(/^CREATE /, "CREATE TEMP ")
			}
			kind != "" { text[name] = text[name] $0 "\n" }
			kind == "VIEW" && /;$/ || /END;$/ { kind = "" }
			END {
				for (i = 1; i <= count; i++)
					printf "%s", text[order[i]]
			}' \
		    names=1 "$srcdir/data/schema/011_brought.sql" names=0 \
		    "$srcdir"/data/schema/0[0-9]*.sql
		printf '%s;\n' "$2"
	} | sqlite3 -bail -cmd '.timeout 10000' "$1"
}

# --- The screens -----------------------------------------------------------

# screen_start COMMAND...: in a terminal of 80x24, or of $columns x $lines.
screen_start()
{
	command -v tmux >/dev/null || skip "no tmux here"
	screen=$((${screen-0} + 1))
	tmux -L bansao -f /dev/null new-session -d -s "s$screen" -x "${columns:-80}" \
	    -y "${lines:-24}" \; set -g remain-on-exit on \; \
	    set -g escape-time 0 \; set -g status off \; \
	    set -g default-terminal "${terminal:-screen-256color}" \; \
	    respawn-pane -k -t "s$screen:" "$@" || fail "tmux does not start"
}

screen_text()
{
	tmux -L bansao capture-pane -p -t "s$screen:"
}

# wait_for COMMAND...: ask again until it holds, five seconds at most (more
# under the sanitizers on a busy machine: $patience tenths).
wait_for()
{
	tries=${patience:-100}
	until "$@"; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		sleep 0.05
	done
}

screen_has()
{
	screen_text | grep -qF -- "$1"
}

screen_has_not()
{
	! screen_has "$1"
}

screen_shows()
{
	wait_for screen_has "$1" || screen_fail "the screen does not show '$1'"
}

screen_loses()
{
	wait_for screen_has_not "$1" || screen_fail "the screen still shows '$1'"
}

screen_fail()
{
	screen_text >&2 || :
	fail "$@"
}

# screen_keys KEY...: as tmux names them: Enter, Escape, C-c, F1, or text.
screen_keys()
{
	tmux -L bansao send-keys -t "s$screen:" "$@"
}

# screen_types TEXT: the letters as they are.
screen_types()
{
	tmux -L bansao send-keys -t "s$screen:" -l "$1"
}

screen_size()
{
	tmux -L bansao resize-window -t "s$screen:" -x "$1" -y "$2"
}

# Dead, and tmux has heard how: the terminal closes a moment before.
# Where tmux has seen the end of the terminal but not that of the program, the
# end of another child makes it look for both.
screen_gone()
{
	[ "$(tmux -L bansao display -p -t "s$screen:" '#{pane_dead}')" = 1 ] ||
		return 1
	[ -z "$(tmux -L bansao display -p -t "s$screen:" \
	    '#{pane_dead_status}#{pane_dead_signal}')" ] || return 0
	tmux -L bansao run-shell true
	return 1
}

# screen_ends [STATUS]: the program is over, with that exit status (0).
screen_ends()
{
	wait_for screen_gone || screen_fail "the program still runs"
	got=$(tmux -L bansao display -p -t "s$screen:" '#{pane_dead_status}')
	[ "$got" = "${1:-0}" ] ||
		screen_fail "the program ended with '$got', not ${1:-0}"
}
