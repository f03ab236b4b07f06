# Write one register as C:  registry.sh ARRAY STRUCT [FILE...]
# A FILE DIR/PREFIX_NAME.c stands for the constant STRUCT_NAME in it.
#   registry.sh embeds LIST...   the lists of embedded files, by their names
#   registry.sh known [LINES [FILE...]]   the commands of the lines "name TAB help
#                                TAB 1|0" in LINES that are in none of the files
#   registry.sh verbs [FILE...]  the verbs and options that --dump-verbs
#                                prints; those in none of the files are work
set -eu
LC_ALL=C
export LC_ALL

array=$1
shift
echo '#include "registry.h"'
case $array in
embeds)
	echo '#include "embed.h"'
	printf '\nconst struct embed *const embeds[] = {\n'
	printf '\t%s,\n' "$@"
	printf '\tNULL\n};\n'
	;;
known)
	printf '\nconst struct known_command known_commands[] = {\n'
	if [ $# -gt 0 ]; then
		lines=$1
		shift
		awk -F '\t' -v own=" $* " 'index(own, "/cmd_" $1 ".c ") == 0 {
			gsub(/[\\"]/, "\\\\&")
			printf "\t{ \"%s\", \"%s\", %s },\n", $1, $2, \
			    $3 == "1" ? "true" : "false"
		}' "$lines"
	fi
	printf '\t{ NULL, NULL, false }\n};\n'
	if [ $# -eq 0 ]; then
		printf '\nconst struct known_option known_options[] = {\n'
		printf '\t{ NULL, NULL, NULL }\n};\n'
		printf '\nconst struct known_verb known_verbs[] = {\n'
		printf '\t{ NULL, NULL, NULL, NULL, false, false, 0, 0 }\n};\n'
	fi
	;;
verbs)
	awk -F '\t' -v own=" $* " '
	BEGIN { first = 0; count = 0; verbs = 0 }
	function shut() {
		if (verbs > 0)
			row[verbs] = row[verbs] sprintf("%d, %d },", first, count)
		first += count
		count = 0
	}
	{ gsub(/[\\"]/, "\\\\&") }
	$1 == "V" {
		shut()
		row[++verbs] = sprintf("{ \"%s\", \"%s\", \"%s\", \"%s\", %s, %s, ",
		    $2, $3, $4, $5, $6 == "1" ? "true" : "false",
		    index(own, "/cmd_" $2 ".c ") == 0 ? "true" : "false")
	}
	$1 == "O" {
		option[first + count++] = sprintf("{ \"%s\", \"%s\", \"%s\" },",
		    $2, $3, $4)
	}
	END {
		shut()
		print "\nconst struct known_option known_options[] = {"
		for (i = 0; i < first; i++)
			print "\t" option[i]
		print "\t{ NULL, NULL, NULL }\n};"
		print "\nconst struct known_verb known_verbs[] = {"
		for (i = 1; i <= verbs; i++)
			print "\t" row[i]
		print "\t{ NULL, NULL, NULL, NULL, false, false, 0, 0 }\n};"
	}'
	;;
*)
	struct=$1
	shift
	names=
	for file; do
		name=${file##*/}
		name=${name%.c}
		names="$names ${struct}_${name#*_}"
	done
	echo
	for name in $names; do
		echo "extern const struct $struct $name;"
	done
	printf '\nconst struct %s *const %s[] = {\n' "$struct" "$array"
	for name in $names; do
		printf '\t&%s,\n' "$name"
	done
	printf '\tNULL\n};\n\n'
	;;
esac
