# Line by line for screen readers, also on a terminal that can do nothing; the
# read-only screens of the head, as a forced SSH command starts them.
. "${srcdir:-.}/tests/lib.sh"
need tmux

runs 0 "$BANSAO" init
runs 0 "$BANSAO" fonds add PL "Phông thử"
runs 0 "$BANSAO" dossier add PL.1 "Hồ sơ một" --fonds PL

# Numbered choices; an answer that is none is told; 0 leaves.
number()
{
	printf '\n0\n' | TERM=dumb "$BANSAO" ui --plain |
	    sed -n "s/^ *\\([0-9]*\\)  $1.*/\\1/p" | head -n 1
}
printf '99\n\n0\n' | TERM=dumb "$BANSAO" ui --plain >.out 2>.err
says 'Type a number'
says 'There is no such number'
says ' 0  '
! grep -q "$(printf '\033')" .out || fail 'an escape sequence in plain mode'
quota=$(number 'How far')
[ -n "$quota" ] || quota=1
printf '%s\n0\n' "$quota" | TERM=dumb "$BANSAO" ui --plain >.out 2>.err
says '2026'
# The end of the input leaves as well.
runs 0 "$BANSAO" ui --plain
# Reading only offers nothing that writes.
"$BANSAO" ui --plain --read-only >.readonly </dev/null 2>/dev/null
"$BANSAO" ui --plain >.all </dev/null 2>/dev/null
[ "$(wc -l <.readonly)" -lt "$(wc -l <.all)" ] ||
	fail 'reading only offers as much as writing'

# The head's screen: nothing can be changed, by key, by name or by command.
screen_start "$BANSAO" ui quota --read-only
screen_shows 'Pace and forecast'
screen_keys F4
screen_shows 'for reading only'
screen_keys :
screen_types 'dossier edit PL.1 title=X'
screen_keys Enter
screen_shows 'for reading only'
screen_keys :
screen_types 'home'
screen_keys Enter
screen_shows 'PL'
screen_keys 2
screen_shows 'for reading only'
screen_keys Q
screen_ends 0
runs 0 "$BANSAO" dossier show PL.1
says 'Hồ sơ một'

# Two people on one file: the second to save sees both versions; the note of
# the first was written in an editor of its own.
printf '#!/bin/sh\nprintf "dòng một\\ndòng hai\\n" >"$1"\n' >editor
chmod +x editor
screen_start env EDITOR="$room/editor" "$BANSAO" ui dossiers
first=$screen
screen_shows 'PL.1'
screen_keys F4
screen_shows 'Edit PL.1'
screen_start "$BANSAO" ui dossiers
second=$screen
screen_shows 'PL.1'
screen_keys F4
screen_shows 'Edit PL.1'
screen_keys Tab
screen_types ' của người thứ hai'
screen=$first
screen_keys Tab
screen_types ' của người thứ nhất'
screen_keys C-s
screen_shows 'Saved: PL.1'
# Within a second or so the other list has it; the form above it stays.
screen=$second
screen_keys C-s
screen_shows 'Two versions'
screen_shows 'theirs: Hồ sơ một của người thứ nhất'
screen_shows 'yours: Hồ sơ một của người thứ hai'
screen_keys Enter
screen_keys C-s
screen_shows 'Saved: PL.1'
runs 0 "$BANSAO" dossier show PL.1
says 'của người thứ hai'
screen=$first
screen_shows 'thứ hai'
# Ctrl-O in a long note.
screen_keys :
screen_types 'agency add'
screen_keys Enter
screen_shows 'Full name'
screen_types 'A1'
screen_keys Tab
screen_keys C-o
screen_shows 'dòng hai'
screen_keys C-s
screen_loses 'Full name'
runs 0 "$BANSAO" agency show A1
says 'dòng một'
screen_keys Q
screen_ends 0

# The main tasks, from a fonds to an approved list, each by its number and the
# answers it asks for; quotes hold words together.
plain()
{
	choice=$(number "$1")
	[ -n "$choice" ] || fail "plain mode does not offer '$1'"
	shift
	{ printf '%s\n' "$choice" "$@"; echo 0; } |
	    TERM=dumb "$BANSAO" ui --plain >.out 2>.err ||
	    fail "plain mode ends with status $?"
}
runs 0 "$BANSAO" config set four_eyes off
plain 'Any other command' 'fonds add ND "Phong thu hai"'
plain 'Any other command' 'fonds list'
says 'Phong thu hai'
printf '%s\n' 'Mã phông,Tên phông,Nhóm tài liệu,Mã hồ sơ,Tiêu đề hồ sơ,Thời gian bắt đầu,Thời gian kết thúc,Thời hạn bảo quản,Số tờ,Số trang' \
    'ND,Phong thu hai,Hành chính,ND.01,Hồ sơ lập làng,1956,1957,Vĩnh viễn,30,60' >plain.csv
plain 'Import an inventory' plain.csv
plain 'Find files' 'lap lang'
says 'ND.01'
plain 'Tag a file' ND.01 2 ''
plain 'Show a file' ND.01
says 'S1'
plain 'Make a list' DM-P ND 'Hành chính'
plain 'Put a file on a list' DM-P ND.01
plain 'Submit a list' DM-P 1/TTr
plain 'Enter the decision on a list' DM-P 2/QD "$(date +%d/%m/%Y)" 'Tran Thi B'
plain 'Lists (danh mục)'
says 'DM-P'
says 'Approved list'
plain 'A file is arranged' ND.01
plain 'Print a report' agencies
plain 'Show the tree'
says 'Phong thu hai'
plain 'Undo the last edit'
