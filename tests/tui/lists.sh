# The list builder: what waits on the left, the list on the right; added,
# taken off, undone; marked files choose among the drafts; the decision.
. "${srcdir:-.}/tests/lib.sh"
need tmux

runs 0 "$BANSAO" -q init
runs 0 "$BANSAO" -q fonds add P01 'Phông thử'
for n in 1 2 3; do
	runs 0 "$BANSAO" -q dossier add P01.$n "Hồ sơ số $n" --fonds P01 \
	    startDate=1960 endDate=1971 maintenance=01 numberOfPaper=30 \
	    numberOfPage=60
done
runs 0 "$BANSAO" -q tag 'P01.*' --criteria 2
runs 0 "$BANSAO" -q selection new DM1 --fonds P01 --year 2026
runs 0 "$BANSAO" -q config set four_eyes off

screen_start "$BANSAO" ui selections
screen_shows 'DM1'
screen_keys Enter
screen_shows 'DM1, waiting'
screen_shows '0 dossiers'

# Two marked files go onto the list; the total and its share are there.
screen_keys Space Space
screen_shows 'Marked 2 files'
screen_keys Enter
screen_shows 'Put on the list: 2 files'
screen_shows '+ P01.1'
screen_shows '2 dossiers, 60 sheets'

# The other side is the list itself; one is taken off; undone in words.
screen_keys o
screen_shows 'DM1, on the list'
screen_keys -
screen_shows 'Taken off the list: 1 files'
screen_loses '+ P01.1'
screen_keys u
screen_shows 'take 1 dossier off list DM1'
screen_keys y
screen_shows '+ P01.1'

# From the files: the drafts are offered.
screen_keys :
screen_types dossiers
screen_keys Enter
screen_shows 'P01.3'
screen_keys End s
screen_shows '1 file onto the list'
screen_shows '> DM1: P01'
screen_keys Enter
screen_shows 'List DM1: 1 files put on it'
runs 0 "$BANSAO" selection show DM1 --json
same 3 "$(json 'j["dossiers"]')"

# Help ends with the life of a file, drawn from its table.
screen_keys '?'
screen_shows 'On this screen'
screen_keys /
screen_types 'BR20'
screen_keys Enter
screen_shows 'Withdrawn by an amending decision'
screen_keys q Q
screen_ends 0

# The builder of an approved list shows the list and its decision.
runs 0 "$BANSAO" -q selection submit DM1
runs 0 "$BANSAO" -q selection approve DM1 --number 12/QĐ --date today \
    --signer A
screen_start "$BANSAO" ui selections
screen_shows 'DM1'
screen_keys Enter
screen_shows 'Approved list'
screen_shows '12/QĐ'
screen_keys -
screen_shows 'BR20'
