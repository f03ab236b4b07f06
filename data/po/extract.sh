# Print the template of all messages:  extract.sh SRCDIR
# From the C files, and from the "-- title:", "-- columns:", "-- note:" and
# "-- chart:" lines of the reports, whose columns stand between bars.
set -eu
LC_ALL=C.UTF-8
export LC_ALL
cd "$1"
reports=$(mktemp)
trap 'rm -f "$reports"' EXIT

find data/reports -name '*.sql' | sort | while read -r report; do
	awk '/^-- note:/ {
		sub(/^-- note: */, "")
		sub(/ *$/, "")
		gsub(/[\\"]/, "\\\\&")
		printf "gettext(\"%s\")\n", $0
		next
	}
	/^-- chart:/ {
		split($0, words, /\|/)
		printf "gettext(\"%s\")\n", words[2]
		next
	}
	/^-- (title|columns):/ {
		sub(/^-- [a-z]*: */, "")
		sub(/ *$/, "")
		count = split($0, words, /\|/)
		for (i = 1; i <= count; i++) {
			gsub(/^ +| +$/, "", words[i])
			gsub(/[\\"]/, "\\\\&", words[i])
			if (words[i] != "")
				printf "gettext(\"%s\")\n", words[i]
		}
	}' "$report"
done >"$reports"

find src ui -name '*.[ch]' 2>/dev/null | sort |
    xgettext --language=C --from-code=UTF-8 --keyword --keyword=_ \
	--keyword=N_ --keyword=ngettext:1,2 --keyword=gettext \
	--no-location --sort-output --no-wrap --package-name=bansao \
	--files-from=- --output=- "$reports" |
    sed "/^\"POT-Creation-Date/d"
