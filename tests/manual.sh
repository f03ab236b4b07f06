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
