# make lint: cppcheck, clang-tidy and gcc -fanalyzer over src and ui. The
# arguments are the flags that the sources are compiled with.
: "${srcdir:=.}" "${CC:=gcc}"
jobs=$(nproc 2>/dev/null || echo 1)
bad=0

# Without the data files that are built in: they hold no code.
sources()
{
	ls "$srcdir"/src/*.c "$srcdir"/ui/*.c | grep -v '/embed_[a-z]*\.c$'
}

have()
{
	command -v "$1" >/dev/null && return 0
	echo "lint: no $1 here, not asked"
	return 1
}

# each PROGRAM WORD...: with one file each; what it prints is a complaint.
each()
{
	said=$(sources | xargs -P "$jobs" -I FILE "$@" 2>&1 |
	    grep -v -e '^$' -e 'warnings\{0,1\} generated' \
	    -e 'Suppressed .* warnings' -e 'Use -header-filter') || return 0
	printf '%s\n' "$said"
	bad=1
}

if have cppcheck; then
	cppcheck --quiet --enable=warning,performance,portability \
	    --std=c11 -j "$jobs" --max-configs=3 --error-exitcode=1 \
	    -DHAVE_CONFIG_H -I. -I"$srcdir/src" -I"$srcdir/ui" \
	    -i "$srcdir/src/embed_core.c" -i "$srcdir/src/embed_work.c" \
	    "$srcdir/src" "$srcdir/ui" || bad=1
fi
if have clang-tidy; then
	each clang-tidy --quiet --config-file="$srcdir/.clang-tidy" FILE -- \
	    -std=gnu11 "$@"
fi
case $($CC --version) in
*clang*) echo "lint: $CC has no -fanalyzer, not asked" ;;
*) each $CC -std=gnu11 "$@" -O2 -fanalyzer -c -o /dev/null FILE ;;
esac
[ "$bad" -eq 0 ] && echo "lint: nothing to say"
exit "$bad"
