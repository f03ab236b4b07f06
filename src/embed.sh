# Write files as C arrays:  embed.sh LIST SRCDIR [FILE...]
# Each FILE is looked for in the build directory, then in SRCDIR. Its name in
# the program is its path without the first directory: data/schema/001.sql is
# schema/001.sql, src/vi.mo is vi.mo. A NUL byte follows the data, so that a
# text is a string.
set -eu
LC_ALL=C
export LC_ALL

list=$1
srcdir=$2
shift 2
echo '#include "embed.h"'
number=0
for file; do
	[ -e "$file" ] || file=$srcdir/$file
	printf '\nstatic const unsigned char data_%d[] = {\n' "$number"
	od -An -v -tu1 "$file" | sed 's/[0-9][0-9]*/&,/g; s/  *//g'
	printf '0\n};\n'
	number=$((number + 1))
done
printf '\nextern const struct embed %s[];\n' "$list"
printf 'const struct embed %s[] = {\n' "$list"
number=0
for file; do
	printf '\t{ "%s", data_%d, sizeof(data_%d) - 1 },\n' \
	    "${file#*/}" "$number" "$number"
	number=$((number + 1))
done
printf '\t{ NULL, NULL, 0 }\n};\n'
