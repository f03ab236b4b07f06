# The manual and the completion know every command, and are well formed.
. "${srcdir:-.}/tests/lib.sh"

"$BANSAO" --lang en --help >help || fail "no help"
sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p' help >names
[ -s names ] || fail "--help lists no commands"
while read -r name; do
	[ "$name" = ui ] || for page in man/bansao.1 man/vi/bansao.1; do
		grep -qF -- ".Ss \\&$name" "$top_builddir/$page" ||
			fail "$page does not tell about '$name'"
	done
	runs 0 "$BANSAO" --lang en "$name" --help
	says "bansao $name"
done <names

if command -v mandoc >/dev/null; then
	for page in "$top_builddir"/man/*.[1-8] "$top_builddir"/man/vi/*.[1-8] \
	    "$srcdir"/man/*.[1-8] "$srcdir"/man/vi/*.[1-8]; do
		mandoc -T lint -W warning "$page" >lint ||
			fail "$page: $(cat lint)"
	done
fi

# Each page is there in both languages, and of the tables and of the reports
# the Vietnamese page has every section and every item of the English one.
for page in "$srcdir"/man/*.[1-8] "$top_builddir"/man/*.[1-8]; do
	name=${page##*/}
	[ -f "$srcdir/man/vi/$name" ] || [ -f "$top_builddir/man/vi/$name" ] ||
		fail "$name is not there in Vietnamese"
done
parts()
{
	sed -n 's/^\.\(Sh\|Ss\|It\|Bd\|Xr\) .*/\1/p' "$1"
}
parts "$srcdir/man/bansao-report.5" >english
parts "$srcdir/man/vi/bansao-report.5" >vietnamese
[ -s english ] || fail "bansao-report(5) has no sections"
cmp english vietnamese || fail "bansao-report(5) differs in its parts"
sed -n 's/^\.It Li //p' "$srcdir/man/bansao-report.5" >english
sed -n 's/^\.It Li //p' "$srcdir/man/vi/bansao-report.5" >vietnamese
cmp english vietnamese || fail "bansao-report(5) tells of other lines"

# The tables, without the words about them.
tables()
{
	sed -n '/^\.Ss /p; /^\.Bd -literal$/,/^\.Ed$/p' "$1" |
	    sed 's/^\.Ss .* /.Ss /; s/ *\\-\\- .*//; /^\\&$/d'
}
tables "$top_builddir/man/bansao-schema.7" >english
tables "$top_builddir/man/vi/bansao-schema.7" >vietnamese
same "$(grep -c '^CREATE.* \(TABLE\|VIEW\)' "$srcdir"/data/schema/*.sql |
    awk -F: '{ sum += $2 } END { print sum }')" "$(grep -c '^\.Ss ' english)"
cmp english vietnamese || fail "bansao-schema(7) shows other tables"
grep -qF 'title_fold, code_fold, names_fold' english ||
	fail "what stands behind CREATE is lost"

# words FILE...: what the list of Vietnamese words lacks or has too much.
words()
{
	LC_ALL=C awk -v check=1 -v words="$srcdir/man/vi/schema.list" \
	    -f "$srcdir/man/schema.awk" "$@"
}
words "$srcdir"/data/schema/*.sql >lacking ||
	fail "a table without Vietnamese words: $(cat lacking)"
cat >999_more.sql <<'SQL'
-- One more file.

-- One more table.
CREATE TABLE one_more (
	-- above
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL			-- beside
) STRICT;
SQL
! words "$srcdir"/data/schema/*.sql 999_more.sql >lacking ||
	fail "a new table needs no Vietnamese words"
same "999 one_more one_more.name one_more:id" \
    "$(sed -n 's/.*no words for \(.*\) of .*/\1/p' lacking | LC_ALL=C sort |
    tr '\n' ' ' | sed 's/ $//')"
! words "$srcdir"/data/schema/00[2-9]*.sql >lacking ||
	fail "words for tables that are gone are kept"
grep -qF '"dossier" is not in the schema' lacking || fail "$(cat lacking)"

# complete LINE: what Tab offers behind it.
complete()
{
	bash -c '. "$1"; COMP_WORDS=($2); [ "${2% }" = "$2" ] ||
	    COMP_WORDS+=(""); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
	_bansao 2>/dev/null; echo "${COMPREPLY[@]}"' - \
	    "$top_builddir/data/bansao" "$1"
}
if command -v bash >/dev/null; then
	same 'quota' "$(complete 'bansao quo')"
	same 'set' "$(complete 'bansao quota se')"
	same '--basis=' "$(complete 'bansao quota set --ba')"
	same '--json' "$(complete 'bansao quota --js')"
fi
