# The handover at the screen: agreement, batch, a trial that tells what stands
# in the way, the build as a job, delivery, and the answer package by package.
. "${srcdir:-.}/tests/lib.sh"
. "$srcdir/tests/handover-room.sh"
need tmux sqlite3 python3
patience=300
passed 4 1
columns=100 lines=30
screen_start "$BANSAO" ui handovers
screen_shows 'No handover yet'

# The agreement: the packages are chosen, not typed.
screen_keys g
screen_shows 'handover agree:'
screen_types '88/VTLTNN'
screen_keys Tab
screen_types '01/11/2026'
screen_keys F2
screen_shows 'Agreement 88/VTLTNN'
screen_keys Escape
screen_keys n
screen_shows 'handover new:'
screen_types 'BG-1'
screen_keys F2
screen_shows 'Batch BG-1 made'
screen_keys Escape
screen_shows 'being prepared'

# All files of the fonds; the profile of the build; first only a trial.
screen_keys a
screen_shows 'handover add:'
screen_keys Tab Tab
screen_types 'P01'
screen_keys F2
screen_shows '4 files added'
screen_keys Escape
wait_for test 4 = "$(sqlite3 "$BANSAO_DB" 'SELECT count(*) FROM handover_item')" ||
	screen_fail 'the files are not in the batch'
mv scans/P01.2.1.tif away
"$BANSAO" -q handover agree 89 --date 02/11/2026 --profile bagit
"$BANSAO" -q handover agree 89 --for BG-1
screen_keys b
screen_shows 'handover build:'
screen_keys Tab
screen_types "$PWD/out"
screen_keys F2
screen_shows '1 problem; nothing was written'
screen_keys l
screen_shows 'is not there'
mv away scans/P01.2.1.tif
runs 0 "$BANSAO" -q scan ingest scans
sqlite3 -cmd '.timeout 10000' "$BANSAO_DB" 'UPDATE dossier SET state = 7'
screen_keys Enter
screen_loses 'is not there'
screen_keys Escape
screen_loses '1 problem'
screen_keys b
screen_shows 'handover build:'
screen_keys Tab
screen_types "$PWD/out"
screen_keys F2
screen_shows 'is packaged and verified'
screen_keys Escape
screen_loses 'is packaged and verified'
screen_shows 'packaged'
runs 0 "$BANSAO" verify out/BG-1
# On a wide screen the batch stands beside the list: the day as people write it,
# the digest to its end, the state of each package in words.
screen_size 160 50
screen_shows '89, 02/11/2026; bagit'
screen_shows "$(sqlite3 "$BANSAO_DB" 'SELECT substr(manifest_sha256, -12)
    FROM handover')"
screen_shows 'P01.4              Packaged'
screen_size 80 24
screen_keys Enter
screen_shows 'r Enter'
screen_keys q
screen_size 100 30
screen_shows 'packaged'

# Handed over, with the minutes.
screen_keys d
screen_shows 'handover deliver:'
screen_keys Tab
screen_types '24/11/2026'
screen_keys Tab
screen_types '05/BB'
screen_keys F2
screen_shows 'is handed over on'
screen_keys Escape
screen_loses 'is handed over on'
screen_shows 'handed over'

# The answer, package by package; what is marked outlives the connection.
screen_keys Enter
screen_shows 'P01.4'
screen_keys Down t
screen_shows 'Reason'
screen_types 'thieu trang'
screen_keys Enter
screen_shows '? returned'
screen_keys Down s
screen_types 'mo'
screen_keys Enter
screen_shows '? scan again'
# The page beside the list is of the row the bar is on.
screen_size 160 30
screen_keys Up
screen_shows 'Reason: thieu trang'
screen_size 100 30
screen_loses 'Reason: thieu trang'
pid=$(tmux -L bansao display -p -t "s$screen:" '#{pane_pid}')
kill -HUP "$pid"
wait_for screen_gone || screen_fail 'SIGHUP does not end the program'
screen_start "$BANSAO" ui handovers
screen_shows 'BG-1'
screen_keys Enter
screen_shows '? returned'
screen_shows '? scan again'
screen_keys r
screen_shows 'handover receipt:'
screen_keys Tab
screen_types '7/CV'
screen_keys Tab
screen_types '30/11/2026'
screen_keys F2
screen_shows '2 accepted, 2 returned'
screen_keys Escape
screen_shows 'thieu trang'
same '10 7 5 10' "$(state)"
[ ! -e "$XDG_STATE_HOME/bansao/drafts/answers-BG-1" ] ||
	fail 'answers that were entered are still a draft'
screen_keys q
screen_shows 'answered'
