# The same screens on every terminal: kinds of $TERM, locales, NO_COLOR,
# themes, plain lines, the mouse, Ctrl-Z, Ctrl-L, input methods, and texts
# composed or not, which stand in the same columns.
. "${srcdir:-.}/tests/lib.sh"
need tmux

runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add PL "Tòa Hành chính tỉnh Phước Long"
for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 \
    24 25 26 27 28 29 30; do
	printf 'PL,Phông,PL.%s,Hồ sơ số %s về Đồng Phú,%s\n' $i $i 3
done >rows
{ echo 'Mã phông,Tên phông,Mã hồ sơ,Tiêu đề hồ sơ,Số tờ'; cat rows; } >list.csv
runs 0 "$BANSAO" import list.csv
# The same words, composed and decomposed (NFC, NFD).
runs 0 "$BANSAO" dossier edit PL.03 'title=Bản đồ Đồng Phú'
runs 0 "$BANSAO" dossier edit PL.04 \
    "title=$(printf 'Ba\314\211n \304\221o\314\202\314\200 \304\220o\314\202\314\200ng Phu\314\201')"

# A walk that scrolls, jumps, searches and resizes; then what is to be seen.
walk()
{
	screen_shows 'PL.01'
	screen_keys Down Down PageDown PageUp
	screen_keys End
	screen_shows 'PL.30'
	screen_keys Up Up Up
	screen_keys Home
	screen_shows '1/30'
	screen_keys /
	screen_types 'so 07'
	screen_keys Enter
	screen_shows '7/30'
	screen_size 100 30
	screen_shows 'PL.25'
	screen_size 80 24
	screen_keys C-l
	wait_for screen_has_not 'PL.25' || screen_fail 'the size did not change'
	wait_for screen_is_still || screen_fail 'it never comes to rest'
}

# The same picture twice, with the pause of wait_for between.
screen_is_still()
{
	mv -f .now .before 2>/dev/null || :
	screen_text >.now
	cmp -s .now .before && grep -q '7/30' .now
}

end()
{
	screen_keys Q
	screen_ends 0
}

kinds='xterm-256color putty-256color screen-256color tmux-256color linux vt220 vt100'
for kind in $kinds; do
	screen_start env TERM=$kind "$BANSAO" ui dossiers
	walk
	screen_text >".screen-$kind"
	cmp ".screen-xterm-256color" ".screen-$kind" ||
		screen_fail "$kind shows something else than xterm-256color"
	end
done
# Composed or not, the columns stand under each other.
place()
{
	grep "$1 " .screen-xterm-256color | python3 -c 'import sys, unicodedata
line = unicodedata.normalize("NFC", sys.stdin.readline())
print(line.index("·"))'
}
same "$(place PL.03)" "$(place PL.04)" 'the column behind a decomposed title'

# A terminal that cannot: one sentence that names the way that can.
screen_start sh -c "TERM=dumb '$BANSAO' ui; echo status \$?; cat"
screen_shows 'status 2'
screen_shows 'bansao --help'
tmux -L bansao kill-session -t "s$screen"

# A locale that is none: Vietnamese is there all the same.
for locale in C POSIX; do
	screen_start env LC_ALL=$locale BANSAO_LANG=vi "$BANSAO" ui dossiers
	screen_shows 'Hồ sơ số 01 về Đồng'
	end
done

# A locale of one byte a letter that somebody chose: UTF-8 all the same, and a
# line that says what to do, which such a terminal can show.
if command -v localedef >/dev/null && mkdir .locales &&
    localedef -i en_US -f ISO-8859-1 "$room/.locales/en_US.ISO-8859-1" \
    2>/dev/null; then
	for language in en vi; do
		screen_start env LOCPATH="$room/.locales" LC_ALL=en_US.ISO-8859-1 \
		    BANSAO_LANG=$language "$BANSAO" ui dossiers
		screen_shows 'ISO-8859-1'
		screen_shows 'UTF-8'
		screen_text | grep 'ISO-8859-1' | LC_ALL=C grep -q '[^ -~]' &&
			screen_fail 'the warning has letters that are lost'
		screen_shows 'Hồ sơ số 01 về Đồng'
		screen_keys Down
		screen_loses 'ISO-8859-1'
		end
	done
else
	echo 'no localedef here: a Latin-1 locale was not tried' >&2
fi

# Colours, as tmux took them: none with NO_COLOR, --no-color and in mono.
colours()
{
	tmux -L bansao capture-pane -p -e -t "s$screen:" |
	    grep -c "$(printf '\033')\\[[0-9;]*3[0-7]" || :
}
screen_start env TERM=xterm-256color "$BANSAO" ui home
screen_shows 'PL'
[ "$(colours)" -gt 0 ] || screen_fail 'there is no colour'
end
screen_start env TERM=xterm-256color NO_COLOR=1 "$BANSAO" ui home
screen_shows 'PL'
same 0 "$(colours)" 'coloured lines with NO_COLOR'
end
screen_start env TERM=xterm-256color "$BANSAO" ui home --no-color
screen_shows 'PL'
same 0 "$(colours)" 'coloured lines with --no-color'
end
mkdir -p "$XDG_CONFIG_HOME/bansao"
for theme in light dark contrast mono; do
	printf '[screen]\ntheme = %s\n' $theme >"$XDG_CONFIG_HOME/bansao/bansao.ini"
	screen_start env TERM=xterm-256color "$BANSAO" ui home
	screen_shows 'PL'
	tmux -L bansao capture-pane -p -e -t "s$screen:" >".theme-$theme"
	[ $theme != mono ] || same 0 "$(colours)" 'coloured lines in mono'
	end
done
! cmp -s .theme-light .theme-dark || fail 'light and dark look the same'
! cmp -s .theme-contrast .theme-dark || fail 'contrast and dark look the same'

# Lines of - | + where the font has no others.
printf '[screen]\nlines = ascii\nmouse = true\n' \
    >"$XDG_CONFIG_HOME/bansao/bansao.ini"
columns=130 screen_start env TERM=xterm-256color "$BANSAO" ui dossiers
columns=80
screen_shows 'PL.01'
screen_keys F9
screen_shows '+-'
! screen_text | grep -q '[│┌┐└┘─…]' || screen_fail 'a line that is not ASCII'
screen_keys Escape
# The mouse: a click goes to the row, a second one opens it, the wheel moves.
wait_for screen_has_not '+-' || screen_fail 'the menu stays'
screen_types "$(printf '\033[<0;5;7M\033[<0;5;7m')"
screen_shows ' 5/30'
screen_types "$(printf '\033[<65;5;7M')"
screen_shows ' 8/30'
screen_types "$(printf '\033[<64;5;7M')"
screen_shows ' 5/30'
screen_types "$(printf '\033[<0;5;7M\033[<0;5;7m')"
screen_shows 'PL.05'
screen_keys Q
screen_ends 0
rm "$XDG_CONFIG_HOME/bansao/bansao.ini"
# Over SSH the terminal keeps its own mouse.
screen_start env SSH_CONNECTION=x TERM=xterm-256color "$BANSAO" ui home
screen_shows 'PL'
same 0 "$(tmux -L bansao display -p -t "s$screen:" '#{mouse_any_flag}')" \
    'the mouse over SSH'
end
screen_start env TERM=xterm-256color "$BANSAO" ui home
screen_shows 'PL'
same 1 "$(tmux -L bansao display -p -t "s$screen:" '#{mouse_any_flag}')" \
    'the mouse here'
end

# Ctrl-Z gives the shell back, fg the same place; Ctrl-L mends the picture.
screen_start env PS1='prompt> ' sh -i
screen_shows 'prompt>'
screen_types "'$BANSAO' ui dossiers"
screen_keys Enter
screen_shows 'PL.01'
screen_keys Down Down
screen_shows '3/30'
screen_keys C-z
screen_shows 'prompt>'
screen_loses '3/30'
screen_types fg
screen_keys Enter
screen_shows '3/30'
tty=$(tmux -L bansao display -p -t "s$screen:" '#{pane_tty}')
printf '\033[5;1HRUBBISH' >"$tty"
screen_shows RUBBISH
screen_keys C-l
screen_loses RUBBISH

# Input methods: letters go back and come again, in one burst.
screen_keys /
screen_types "$(printf 'd\177\304\221o\177\303\264\177\341\273\223ng')"
screen_shows 'đồng'
screen_keys Escape
screen_keys Q
screen_shows 'prompt>'
figure T-TTY-4 "7 kinds of terminal show the same, dumb refuses in a sentence, C and POSIX speak Vietnamese, Latin-1 says what to set; composed and decomposed letters stand in the same columns"
