# From tagged files to an approved list, all from the screens: a new list, the
# builder, submission, the decision; a refused move names its rule.
. "${srcdir:-.}/tests/lib.sh"
need tmux

runs 0 "$BANSAO" init
runs 0 "$BANSAO" config set four_eyes off
cat >inventory.csv <<'CSV'
Mã phông,Tên phông,Nhóm tài liệu,Mã hồ sơ,Tiêu đề hồ sơ,Thời gian bắt đầu,Thời gian kết thúc,Thời hạn bảo quản,Số tờ,Số trang
PL,Tòa Hành chính tỉnh Phước Long,Hành chính,PL.01,Hồ sơ thành lập tỉnh Phước Long,1956,1957,Vĩnh viễn,30,60
PL,Tòa Hành chính tỉnh Phước Long,Hành chính,PL.02,Bản đồ Đồng Phú,1958,1958,Vĩnh viễn,10,20
CSV
runs 0 "$BANSAO" import inventory.csv

screen_start "$BANSAO" ui dossiers
screen_shows 'PL.02'
screen_keys C-a
screen_shows 'Marked 2 files: 80 A4'
screen_keys 2
screen_shows 'TC2 on: 2 files'

screen_keys :
screen_types selections
screen_keys Enter
screen_shows 'No list yet'
screen_keys n
screen_shows 'selection new:'
screen_types 'DM-01'
screen_keys Tab
screen_types 'PL'
screen_keys Tab
screen_types 'Hành chính'
screen_keys F2
screen_shows 'DM-01'
screen_loses 'selection new:'

# The builder: left what is eligible, right the list.
screen_keys Enter
screen_shows 'List builder: DM-01'
screen_shows 'PL.01'
screen_keys A
screen_shows 'Nothing is waiting for this list'
screen_keys q

# An approval before the submission is refused with its rule.
screen_shows 'draft'
screen_keys a
screen_shows 'BR5'
# A sentence in a box is closed first.
screen_keys Enter
screen_loses 'BR5'

screen_keys s
screen_shows 'selection submit:'
screen_keys Tab
screen_types '1/TTr'
screen_keys F2
screen_shows 'submitted'
screen_keys a
screen_shows 'Decision on a list: DM-01'
screen_keys e
screen_shows 'Decision on DM-01'
screen_keys Tab
screen_types '12/QD'
screen_keys F2
# What a decision needs is asked before it is entered.
screen_shows 'This is needed'
screen_types "$(date +%d/%m/%Y)"
screen_keys Tab
screen_types 'Tran B'
screen_keys F2
screen_loses 'Decision on DM-01'
screen_keys a
screen_shows 'Enter decision 12/QD'
screen_keys y
screen_shows 'is approved by 12/QD'
screen_keys Q
screen_ends 0
runs 0 "$BANSAO" selection list
says 'DM-01'
runs 0 "$BANSAO" dossier show PL.01
says 'S4'
