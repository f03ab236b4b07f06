# 100 inventories as CSV and 80 as workbooks, each with what must come out
# written beside it: tests/inventories/csv_cases.py and xlsx_cases.py.
. "${srcdir:-.}/tests/lib.sh"
need python3
export PYTHONDONTWRITEBYTECODE=1

for kind in csv xlsx; do
	mkdir $kind
	python3 -W ignore "$srcdir/tests/inventories/${kind}_cases.py" \
	    "$BANSAO" "$room/$kind" >&2 || fail "inventories as $kind"
done
[ ! -e /tmp/slip ] || fail 'a path of a zip was followed'
