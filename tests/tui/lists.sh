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

# What is on hold waits beside the others, and says why it is kept back.
runs 0 "$BANSAO" -q dossier add P01.4 'Hồ sơ số 4' --fonds P01 startDate=1960 \
    endDate=1971 maintenance=01 numberOfPaper=30 numberOfPage=60
runs 0 "$BANSAO" -q tag P01.4 --criteria 2
runs 0 "$BANSAO" -q hold P01.4 --reason 'thanh tra'
screen_start "$BANSAO" ui selections
screen_shows 'DM1'
screen_keys a
screen_shows 'BR5: the list DM1 is a draft'
screen_keys Enter	# the refusal was read
screen_loses 'BR5: the list DM1 is a draft'
screen_keys Enter
screen_shows '! it is '
screen_keys Enter
screen_shows 'the file is on hold (thanh tra)'
screen_keys Q
screen_ends 0

# The decision: its fields are judged while they are typed, files are left out
# with a reason, and nothing is changed before it is confirmed.
runs 0 "$BANSAO" -q selection submit DM1
screen_start "$BANSAO" ui selections
screen_shows 'DM1'
screen_keys a
screen_shows 'Decision on a list: DM1'
screen_shows '(missing)'
screen_keys End x
screen_shows 'Leave 1 file out of the decision'
screen_types 'trùng với P02'
screen_keys Enter
screen_shows 'x P01.3: trùng với P02'
screen_shows 'Approved: 2 dossiers'
screen_keys Enter
screen_shows 'Decision on DM1'
screen_keys Tab
screen_types '12/QĐ-UBND'
screen_keys Tab
for day in 00/01/1968 1968 1965-1968 31/02/2026 01/02/2020 01/01/2199; do
	screen_types "$day"
	case $day in
	1965*) screen_shows 'is a period' ;;
	31*) screen_shows 'does not exist' ;;
	*2020) screen_shows 'would be older than the submission' ;;
	*2199) screen_shows 'lies in the future' ;;
	*) screen_shows 'A whole day is needed' ;;
	esac
	screen_keys C-u
done
screen_types "$(date +%d/%m/%Y)"
screen_keys Tab
screen_types 'Nguyễn Văn A'
screen_keys F2
screen_shows 'not yet approved'
# What was entered is there after a broken line.
screen_keys Q
screen_ends 0
screen_start "$BANSAO" ui selections
screen_shows 'DM1'
screen_keys a
screen_shows 'Nguyễn Văn A'
screen_shows 'x P01.3: trùng với P02'
runs 0 "$BANSAO" selection list --json
same submitted "$(json 'j[0]["state"]')" 'nothing approved yet'
screen_keys a
screen_shows 'Enter decision 12/QĐ-UBND'
screen_keys y
screen_shows 'List DM1 is approved by 12/QĐ-UBND'
screen_keys Q
screen_ends 0
runs 0 "$BANSAO" selection show DM1 --json
same 'P01.1 False  P01.2 False  P01.3 True trùng với P02' "$(json \
    '" ".join(i["code"] + " " + str(i["excluded"]) + " " + i["reason"]
    for i in j["items"])')"

# The builder of an approved list shows the list and its decision.
screen_start "$BANSAO" ui selections
screen_shows 'DM1'
screen_keys Enter
screen_shows 'Approved list'
screen_shows '12/QĐ'
screen_keys -
screen_shows 'BR20'
