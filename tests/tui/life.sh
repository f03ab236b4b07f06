# The life at the screen of an archivist: import, tree, tag, undo, a list, a
# job; somebody else's work appears by itself; a lost connection.
. "${srcdir:-.}/tests/lib.sh"
need tmux

runs 0 "$BANSAO" init
cat >inventory.csv <<'CSV'
Mã phông,Tên phông,Nhóm tài liệu,Mã hồ sơ,Tiêu đề hồ sơ,Thời gian bắt đầu,Thời gian kết thúc,Thời hạn bảo quản,Số tờ,Số trang
PL,Tòa Hành chính tỉnh Phước Long,Hành chính,PL.01,Hồ sơ thành lập tỉnh Phước Long,1956,1957,Vĩnh viễn,30,60
PL,Tòa Hành chính tỉnh Phước Long,Hành chính,PL.02,Bản đồ Đồng Phú,1958,1958,Vĩnh viễn,10,20
PL,Tòa Hành chính tỉnh Phước Long,Hành chính,PL.03,Tập lưu quyết định,1970,1980,Vĩnh viễn,50,100
CSV
runs 0 "$BANSAO" import inventory.csv

# A single fonds is open; the group opens with Enter.
screen_start "$BANSAO"
screen_shows '- PL'
screen_keys Down Enter
screen_shows 'PL.01'

# Find without diacritics, tag by a key, see it.
screen_keys /
screen_types 'dong phu'
screen_keys Enter
screen_shows '4/5'
screen_keys 2
screen_shows 'TC2 on: 1 files'
runs 0 "$BANSAO" dossier show PL.02
says 'S1  Tagged'

# Years across 1975 want a person's reason: the dialog asks for it.
screen_keys Down 2
screen_shows 'Tag 1 file'
screen_keys Escape
screen_keys y
screen_loses 'Tag 1 file'

# Undo says what it undoes.
screen_keys u
screen_shows 'Undo:'
screen_keys y
screen_shows 'Undone:'
screen_keys :
screen_types audit
screen_keys Enter
screen_shows 'Undone: '
screen_shows 'History'

# Somebody else commits: within a second or so it is there.
screen_keys :
screen_types dossiers
screen_keys Enter
screen_shows 'PL.03'
runs 0 "$BANSAO" dossier edit PL.03 'title=Sửa từ phiên khác'
screen_shows 'Sửa từ phiên khác'

# A command by its form, and the history of it.
screen_keys :
screen_types 'fonds add'
screen_keys Enter
screen_shows 'fonds add:'
screen_types 'BL'
screen_keys F2
screen_shows 'needed'
screen_keys Escape
screen_keys y
screen_loses 'fonds add:'
screen_keys :
screen_types audit
screen_keys Enter
screen_shows 'History'

# A form that is open when the connection dies is kept as a draft.
screen_keys :
screen_types dossiers
screen_keys Enter
screen_shows 'PL.01'
screen_keys F4
screen_shows 'Edit PL.01'
screen_keys Tab
screen_types ' dang go do'
screen_shows 'dang go do'
pid=$(tmux -L bansao display -p -t "s$screen:" '#{pane_pid}')
kill -HUP "$pid"
wait_for screen_gone || screen_fail 'SIGHUP does not end the program'
ls "$XDG_STATE_HOME"/bansao/drafts/dossier-PL_01 >/dev/null ||
	fail 'no draft was kept'
runs 0 "$BANSAO" dossier edit PL.01 box=9
screen_start "$BANSAO" ui dossiers
screen_shows 'PL.01'
screen_keys F4
screen_shows 'dang go do'
screen_keys Escape
screen_keys y
screen_keys Q
screen_ends 0
