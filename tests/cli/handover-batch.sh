# What goes into a batch and what is counted of it: files chosen by list and by
# year, the preflight, the lists as other programs open them, and BR16.
. "${srcdir:-.}/tests/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3
b=$BANSAO
ask() { sqlite3 -cmd '.timeout 10000' "$BANSAO_DB" "$1"; }
inside()
{
	ask "SELECT group_concat(code, ' ') FROM (SELECT d.code FROM handover_item i
	    JOIN dossier d ON d.id = i.dossier_id JOIN handover h
	    ON h.id = i.handover_id WHERE h.number = '$1' ORDER BY d.id)"
}
passed 6 2
runs 0 $b handover agree 88/VTLTNN --date 01/11/2026 --profile bagit

# --- chosen by list, by year ----------------------------------------------------
# A list of P01.1 and P01.2, drawn up as an archivist does; P01.3 to P01.5 have
# other years, P01.4 of the plan and P01.5 of its inspection.
ask "UPDATE dossier SET state = 0, passed_on = '' WHERE code IN ('P01.1', 'P01.2')"
runs 0 $b -q fonds group P01 'Hành chính'
for n in 1 2; do
	runs 0 $b -q dossier edit P01.$n --group 'Hành chính'
done
runs 0 $b -q tag P01.1 P01.2 --criteria 2 --reason 'chủ yếu trước 1975'
runs 0 $b -q selection new HC --fonds P01 --group 'Hành chính' --year 2026
runs 0 $b -q selection add HC --all
ask "UPDATE dossier SET state = 7, passed_on = '2026-11-20';
    UPDATE dossier SET plan_year = 2029 WHERE code = 'P01.4';
    UPDATE dossier SET passed_on = '2029-03-04' WHERE code = 'P01.5'"
same 'P01.1 P01.2' "$(ask "SELECT group_concat(code, ' ') FROM (SELECT code
    FROM dossier JOIN selection_live ON dossier_id = id ORDER BY id)")" 'the list'
runs 0 $b handover new L1
runs 3 $b handover add L1 --list NO-SUCH
complains 'NO-SUCH'
runs 0 $b handover add L1 --list HC
complains '2 files added'
same 'P01.1 P01.2' "$(inside L1)" 'by list'
runs 3 $b handover add L1 --list HC
complains 'waits to be handed over'
runs 0 $b handover new Y1 --year 2029
runs 3 $b handover add Y1 --year 2030
runs 2 $b handover add Y1 --year hai
runs 0 $b handover add Y1 --year 2029 -n
same '' "$(inside Y1)" 'a dry run'
runs 0 $b handover add Y1 --year 2029
same 'P01.4 P01.5' "$(inside Y1)" 'by year'
runs 0 $b handover remove L1 P01.2
runs 3 $b handover add Y1 --list HC --year 2029
runs 0 $b handover add Y1 --list HC --year 2026
same 'P01.2 P01.4 P01.5' "$(inside Y1)" 'by list and year'

# --- preflight: a path that is too long, schemas that are not there ----------------
# 240 bytes and the ending: a name for the disk here, but no path for Windows.
long=$(printf 'ư%.0s' $(seq 120))
cp scans/P01.3.1.tif "scans/$long.tif"
printf x >>"scans/$long.tif"
mkdir more
mv "scans/$long.tif" more
truncate -s 5M "more/$long.tif"
runs 0 $b handover new H1
"$b" -q scan ingest more --dossier P01.3 >/dev/null 2>&1 || :
ask "UPDATE dossier SET state = 7"
runs 0 $b handover add H1 P01.3
runs 4 $b handover build H1 --to out --profile eark-sip --schemas no/xsd
complains 'H005'
complains "$long.tif: is too long a path for Windows and some media (240 bytes)"
complains 'H010'
complains 'no/xsd: the folder of XML schemas cannot be read'
complains '2 problems; nothing was written'
[ -z "$(ls -A out 2>/dev/null)" ] || fail 'something was written'
runs 4 $b handover build H1 --to out
complains '1 problem; nothing was written'
runs 4 $b handover build H1 --to out --volume 4M
complains 'H006'
complains 'P01.3: its package is larger than a volume'
runs 0 $b handover remove H1 P01.3

# --- BR16: the totals are those of the packages ------------------------------------
# Before the build: the catalogue counts a scan that no package would hold.
br16='BR16: the catalogue counts 3 scans and 2 A4 pages, the package would hold 2 and 2'
runs 0 $b handover remove L1 P01.1
runs 0 $b handover add H1 P01.1 P01.6
ask "UPDATE dossier SET scan_count = scan_count + 1 WHERE code = 'P01.6'"
runs 4 $b handover build H1 --to out
complains "P01.6: $br16"
complains '1 problem; nothing was written'
[ -z "$(ls -A out 2>/dev/null)" ] || fail 'something was written'
same '7 7 7 7 7 7' "$(state)"
ask "UPDATE dossier SET scan_count = scan_count - 1 WHERE code = 'P01.6'"
runs 0 $b handover build H1 --to out
same '8 7 7 7 7 8' "$(state)"

# Behind it: a scan is taken off its file.
runs 0 $b -q scan link "$PWD/scans/P01.6.2.tif" --unlink
runs 7 $b handover deliver H1 --date 24/11/2026
complains BR16
complains '2 / 1, A4 2 / 1'
same '8 7 7 7 7 8' "$(state)"
same packaged "$(ask "SELECT state FROM handover WHERE number = 'H1'")"
runs 0 $b -q scan link "$PWD/scans/P01.6.2.tif" --dossier P01.6

# A scan less in the package, its bag made whole again by hand: valid, but not
# what was counted.
cp -a out/H1 whole
rm out/H1/data/goi/P01.6/P01.6.2.tif
(cd out/H1 && grep -v '/P01\.6\.2\.tif$' manifest-sha256.txt >new && mv new manifest-sha256.txt &&
    grep -v '^Payload-Oxum' bag-info.txt >new && mv new bag-info.txt &&
    sha256sum bag-info.txt bagit.txt manifest-sha256.txt >tagmanifest-sha256.txt)
runs 0 $b verify out/H1
runs 4 $b handover deliver H1 --date 24/11/2026
complains 'not the one that was built'
same '8 7 7 7 7 8' "$(state)"
rm -r out/H1
mv whole out/H1

# --- the lists as other programs open them ---------------------------------------------
# Every cell of the workbook says what its CSV says, and the totals are those
# of the packages.
cat >agree.py <<'PY'
import csv, datetime, sys, zipfile, xml.etree.ElementTree as tree
M = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
def sheet(path):
    book = zipfile.ZipFile(path)
    assert book.testzip() is None, path
    for name in book.namelist():
        if name.endswith(('.xml', '.rels')):
            tree.fromstring(book.read(name))
    shared = []
    if 'xl/sharedStrings.xml' in book.namelist():
        shared = [''.join(t.text or '' for t in si.iter(M + 't')) for si in
                  tree.fromstring(book.read('xl/sharedStrings.xml'))]
    rows = []
    for row in tree.fromstring(book.read('xl/worksheets/sheet1.xml')) \
            .iter(M + 'row'):
        cells = []
        for c in row:
            value = c.find(M + 'v')
            text = ''.join(t.text or '' for t in c.iter(M + 't')) \
                if value is None else value.text or ''
            cells.append(shared[int(text)] if c.get('t') == 's' else text)
        rows.append(cells)
    return rows
def plain(text):
    if len(text) == 10 and text[4::3] == '--':
        return str((datetime.date.fromisoformat(text) -
                    datetime.date(1899, 12, 30)).days)
    return text
def rows_of(path):
    with open(path, encoding='utf-8-sig', newline='') as lines:
        return list(csv.DictReader(lines))
wrong = 0
for name in 'muc-luc-ho-so', 'danh-muc-thong-ke':
    listed = rows_of(sys.argv[1] + '/' + name + '.csv')
    book = sheet(sys.argv[1] + '/' + name + '.xlsx')
    wanted = [[plain(v) for k, v in r.items() if k != 'group'] for r in listed]
    found = [r for r in book if r[0].isdigit()]
    total = [r for r in book if len(r) > 1 and r[1] == 'Total'][-1]
    sums = {k: str(sum(int(r[k]) for r in listed))
            for k in ('pages', 'a4', 'scans', 'bytes')}
    at = {k: i for i, k in enumerate(listed[0])}
    if wanted != found or any(total[at[k]] != v for k, v in sums.items()):
        print(name, wanted, found, sums, total, sep='\n')
        wrong += 1
    print(name, len(listed), sums['scans'], sums['bytes'])
sys.exit(wrong > 0)
PY
runs 0 python3 agree.py out/H1/data
scans=$(find out/H1/data/goi -name '*.tif' | wc -l | tr -d ' ')
octets=$(find out/H1/data/goi -name '*.tif' -exec cat {} + | wc -c | tr -d ' ')
prints "muc-luc-ho-so 2 $scans $octets
danh-muc-thong-ke 1 $scans $octets"

runs 0 $b handover deliver H1 --date 24/11/2026
same '9 7 7 7 7 9' "$(state)"
runs 0 $b audit verify
