# Every message of the program and every heading of a report has its
# Vietnamese in data/po/vi.po; none is empty or fuzzy.
. "${srcdir:-.}/tests/lib.sh"
need xgettext msgcmp msgfmt msgattrib

po=$srcdir/data/po/vi.po
sh "$srcdir/data/po/extract.sh" "$srcdir" >bansao.pot
count=$(grep -c '^msgid ' bansao.pot)
[ "$count" -gt 10 ] || fail "only $count messages were found in the sources"

runs 0 msgfmt --check --output-file=/dev/null "$po"
msgattrib --untranslated --no-wrap "$po" | grep '^msgid "..*' >untranslated || :
[ ! -s untranslated ] ||
	fail "no Vietnamese for: $(cat untranslated)"
msgattrib --only-fuzzy --no-wrap "$po" | grep '^msgid "..*' >fuzzy || :
[ ! -s fuzzy ] || fail "fuzzy: $(cat fuzzy)"
msgcmp "$po" bansao.pot 2>missing ||
	fail "not in vi.po ('make update-po' puts them there):
$(sed -n 's/^[^ ]*bansao.pot/&/p' missing | head -40)
$(msgcat --no-wrap --unique "$po" bansao.pot 2>/dev/null | head -0)"
