# A finding aid as large as real ones go: 13,500 components, 12 levels; EAD3
# and EAD 2002 (numbered components); out again and in, the same.
. "${srcdir:-.}/tests/lib.sh"
need python3 sqlite3

python3 - <<'END'
def did(code, title, dates=''):
    return '<did><unitid>%s</unitid><unittitle>%s</unittitle>%s</did>' % (
        code, title, dates)


def body(tag, dates):
    out, count = [], 0
    for s in range(100):
        depth = 12 if s % 10 == 0 else 3
        for d in range(1, depth):
            count += 1
            out.append('<%s level="%s">%s' % (
                tag(d), 'series' if d == 1 else 'subseries',
                did('S%d.%d' % (s, d), 'Nhóm %d cấp %d' % (s, d))))
        for f in range(133):
            if count < 13500:
                count += 1
                out.append('<%s level="file">%s</%s>' % (tag(depth), did(
                    'E1.%d.%d' % (s, f), 'Hồ sơ số %d của nhóm %d' % (f, s),
                    dates), tag(depth)))
        out += ['</%s>' % tag(d) for d in range(depth - 1, 0, -1)]
    assert count == 13500
    return ''.join(out)


open('ead3.xml', 'w', encoding='utf-8').write(
    '<?xml version="1.0" encoding="UTF-8"?><ead xmlns="http://ead3.archivists'
    '.org/schema/"><control><recordid>E1</recordid></control><archdesc level='
    '"fonds">%s<dsc>%s</dsc></archdesc></ead>' % (
        did('E1', 'Phông lớn'), body(lambda d: 'c', '<unitdatestructured>'
            '<daterange><fromdate standarddate="1960">1960</fromdate><todate '
            'standarddate="1962">1962</todate></daterange>'
            '</unitdatestructured>')))
open('ead2002.xml', 'w', encoding='utf-8').write(
    '<?xml version="1.0" encoding="UTF-8"?><ead xmlns="urn:isbn:1-931666-22-9"'
    '><eadheader><eadid>E1</eadid></eadheader><archdesc level="fonds">%s<dsc '
    'type="combined">%s</dsc></archdesc></ead>' % (
        did('E1', 'Phông lớn'), body(lambda d: 'c%02d' % d,
            '<unitdate normal="1960/1962">1960-1962</unitdate>')))
END

facts()
{
	sqlite3 "$1" "WITH RECURSIVE t (id, depth, path) AS (
	    SELECT id, 1, title FROM grp WHERE parent_id IS NULL
	    UNION ALL SELECT g.id, depth + 1, path || '/' || g.title
	    FROM grp g JOIN t ON g.parent_id = t.id)
	    SELECT d.code, d.title, start_date, end_date, depth, path
	    FROM dossier d JOIN t ON t.id = d.grp_id ORDER BY d.code"
}

for kind in ead3 ead2002; do
	runs 0 "$BANSAO" --db $kind.db init
	runs 0 "$BANSAO" --db $kind.db import $kind.xml
	facts $kind.db >$kind.facts
	same 13210 "$(wc -l <$kind.facts)" "dossiers of $kind"
	same 11 "$(cut -d'|' -f5 $kind.facts | sort -n | tail -1)" 'levels of groups'
	same 'E1.0.0|Hồ sơ số 0 của nhóm 0|1960|1962|11' \
	    "$(grep -m1 '^E1\.0\.0|' $kind.facts | cut -d'|' -f1-5)"
done
cmp ead3.facts ead2002.facts || fail 'the two kinds of EAD differ'
runs 0 "$BANSAO" --db ead3.db export ead E1 -o out.xml
runs 0 "$BANSAO" --db again.db init
runs 0 "$BANSAO" --db again.db import out.xml
facts again.db >again.facts
cmp ead3.facts again.facts || fail 'not the same when it comes back'
schema=${BANSAO_SCHEMAS:-$srcdir/../shared/schemas}/ead3.xsd
if [ -e "$schema" ] && command -v xmllint >/dev/null; then
	xmllint --nonet --noout --schema "$schema" out.xml 2>/dev/null ||
		fail 'the EAD3 is not valid'
else
	echo 'no schema of EAD3 here: its validity is not looked at' >&2
fi
