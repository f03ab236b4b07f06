# The columns of an inventory on the screen: a table whose heads say nothing is
# mapped by hand, with the first rows beside it, taken in with progress, and
# read the same way the next time.
. "${srcdir:-.}/tests/lib.sh"
need tmux python3 sqlite3

runs 0 "$BANSAO" -q init
python3 - "$srcdir/tests/inventories" <<'END'
import sys
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
import old
for name, letter, first in ('mot.csv', 'A', 1), ('hai.csv', 'B', 60):
    with open(name, 'w', encoding='utf-8') as f:
        f.write('TRUNG TÂM LƯU TRỮ,,,\naaa,bbb,ccc,ddd\n')
        for i in range(first, first + 40):
            f.write('%s.%d,%s,%d,ghi chú %d\n' % (letter, i, old.seen(
                old.tcvn3('quyết định về việc thành lập xã %d' % i)), i, i))
END

cp mot.csv mau.csv

columns=110
screen_start "$BANSAO" ui imports
screen_shows 'No inventory yet'
screen_keys n
screen_shows 'File of the inventory'
# Tab says what there is, what is not there is asked for again.
screen_types nope
screen_keys Enter
screen_shows 'nope: No such file'
screen_shows 'File of the inventory'
screen_keys C-u
screen_types m
screen_keys Tab
screen_shows 'mau.csv  mot.csv'
screen_types o
screen_keys Tab
screen_shows 'completes): mot.csv'
screen_keys Enter
screen_shows 'mot.csv (csv), heads in row 2'
screen_shows 'tcvn3'
screen_shows '3 A.1'
screen_shows '22 A.20'
screen_shows '0 of 4 columns are read'

# What each column means.
screen_keys Enter
screen_shows 'What the column means'
screen_keys j Enter
screen_shows '1 of 4 columns are read'
screen_keys j
screen_shows '3 quyết định về việc thành lập xã 1'
screen_keys Enter
screen_shows 'What the column means'
screen_keys j j Enter
screen_shows '2 of 4 columns are read'

# Another encoding shows at once; and back.
screen_keys e
screen_shows 'In which encoding the column is'
screen_keys j j j Enter
screen_loses '3 quyết định về việc thành lập xã 1'
screen_keys e
screen_shows 'In which encoding the column is'
screen_keys Enter
screen_shows '3 quyết định về việc thành lập xã 1'
# In capitals, and not read at all; and back.
screen_keys U
screen_shows '3 QUYẾT ĐỊNH'
screen_keys U x
screen_shows '1 of 4 columns are read'
screen_keys x
screen_shows 'bbb'
screen_keys Enter
screen_shows 'What the column means'
screen_keys j j Enter
screen_shows '2 of 4 columns are read'

# The rows as they are.
screen_keys v
screen_shows 'row 3 | A: A.1'
screen_keys Enter

# Only checked: nothing is there afterwards.
screen_keys c
screen_shows 'Only try, change nothing'
screen_types P01
screen_keys Tab
screen_types 'Phong mot'
screen_keys F2
screen_shows '40 new dossiers'
screen_keys Enter
same 0 "$(sqlite3 "$BANSAO_DB" 'SELECT count(*) FROM dossier')"

# Taken in.
screen_keys s
screen_shows 'Only try, change nothing'
screen_types P01
screen_keys Tab
screen_types 'Phong mot'
screen_keys F2
screen_shows 'Import 1: 40 new dossiers'
# What is taken in needs its mapping no more.
screen_keys Enter
screen_loses 'Columns of an inventory'
screen_shows 'mot.csv'
same 'quyết định về việc thành lập xã 7' "$(sqlite3 "$BANSAO_DB" "SELECT title FROM dossier WHERE code = 'A.7'")"

# The next table with these heads is offered the same mapping.
screen_keys n
screen_shows 'File of the inventory'
screen_types hai.csv
screen_keys Enter
screen_shows 'as the last time'
screen_shows 'Dossier code'
screen_keys s
screen_shows 'Only try, change nothing'
screen_types P01
screen_keys F2
screen_shows 'Import 2: 40 new dossiers'
screen_keys Enter
screen_loses 'Columns of an inventory'
screen_shows 'hai.csv'
# F forgets it.
screen_keys n
screen_shows 'File of the inventory'
screen_types hai.csv
screen_keys Enter
screen_shows 'as the last time'
screen_keys F
screen_shows '0 of 4 columns are read'
screen_keys q
# What the screens read is no job of anybody.
screen_keys J
screen_shows 'import mot.csv'
screen_loses 'preview'
screen_keys Q
screen_ends 0
same 'quyết định về việc thành lập xã 61' "$(sqlite3 "$BANSAO_DB" "SELECT title FROM dossier WHERE code = 'B.61'")"
