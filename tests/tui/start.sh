# Where there is no catalogue the welcome screen offers what to do; a terminal
# that cannot do it is refused in one sentence that names the command line.
. "${srcdir:-.}/tests/lib.sh"
need tmux

screen_start "$BANSAO"
screen_shows 'There is no catalogue yet'
screen_keys n
screen_shows 'The new catalogue is there'
screen_shows 'The catalogue is empty'

screen_keys Q
screen_ends 0

# Each of the other ways of the first run: import makes the catalogue first
# and asks for the file; left, the screen of the imports says how to go on.
fresh=$room/first
printf 'Số hồ sơ,Tiêu đề hồ sơ,Số tờ\nA.1,Quyết định thành lập xã,12\n' >mot.csv
screen_start env BANSAO_DB="$fresh.db" "$BANSAO"
for word in 'a sample archive' 'make a new catalogue' 'that is somewhere' \
    'import an inventory' 'from a backup'; do
	screen_shows "$word"
done
screen_keys i
screen_shows 'File of the inventory'
[ -f "$fresh.db" ] || fail "import has made no catalogue"
screen_keys Escape
screen_shows 'No inventory yet'
screen_keys n
screen_shows 'File of the inventory'
screen_types mot.csv
screen_keys Enter
screen_shows 'Columns of an inventory: mot.csv'
screen_shows '3 of 3 columns are read'
screen_keys s
screen_shows 'Only try, change nothing'
screen_types P01
screen_keys F2
screen_shows 'Import 1: 1 new dossier'
screen_keys Enter Q
screen_ends 0
runs 0 "$BANSAO" --db "$fresh.db" dossier show P01.A.1
says 'Quyết định thành lập xã'

# Open: another catalogue that is there. In Vietnamese all is offered, too.
screen_start env BANSAO_LANG=vi BANSAO_DB="$room/none.db" "$BANSAO"
screen_shows 'i     nhận mục lục vào một cơ sở dữ liệu mới'
screen_shows 'i Nhận'
screen_keys o
screen_shows 'Đường dẫn'
screen_types "$fresh.db"
screen_keys Enter
screen_shows 'P01'
screen_keys Q
screen_ends 0
[ ! -e none.db ] || fail "opening another catalogue has made one here"

# The sample: a folder is asked for and its catalogue opened.
screen_start env BANSAO_DB="$room/none.db" "$BANSAO"
screen_keys d
screen_shows 'Folder for the sample archive'
screen_keys Escape
screen_shows 'There is no catalogue yet'
screen_keys Q
screen_ends 0

# Help is drawn from the tables and can be searched.
screen_start "$BANSAO"
screen_shows 'The catalogue is empty'
screen_keys F1
screen_shows 'On this screen'
screen_keys /
screen_types 'terminals grab'
screen_shows 'Keys that terminals grab'
screen_keys Escape
screen_keys q

# Esc and a digit is a function key; Esc alone never leaves.
screen_shows 'The catalogue is empty'
screen_keys Escape 9
screen_shows 'Everywhere'
screen_keys Escape
screen_loses 'Everywhere'

# Too small, and large again.
screen_size 60 20
screen_shows '80 x 24'
screen_size 120 40
screen_shows 'The catalogue is empty'

# Out to the shell and back.
screen_keys Q
screen_ends 0

for terminal in linux vt220 vt100 xterm-256color putty-256color; do
	screen_start env TERM=$terminal "$BANSAO" ui quota
	screen_shows 'Pace and forecast'
	screen_keys Q
	screen_ends 0
done

screen_start env NO_COLOR=1 "$BANSAO" ui quota
screen_shows 'Pace and forecast'
screen_keys G
screen_shows 'A4 pages passed, by month of'
screen_keys Q
screen_ends 0

screen_start env LC_ALL=C "$BANSAO" ui quota --lang vi
screen_shows 'Chỉ tiêu'
screen_keys Q
screen_ends 0

screen_start env TERM=dumb "$BANSAO" ui
screen_shows 'bansao --help'
screen_ends 2

# Without a terminal: a sentence, not a screen.
runs 2 "$BANSAO" ui
complains 'terminal'

# Line by line, for screen readers.
printf '1\n0\n' >answers
"$BANSAO" ui --plain <answers >plain 2>&1
grep -q 'line by line' plain || fail "no plain mode"
grep -q 1,000,000 plain || fail "plain mode shows no quota"
