# Make the bash completion from what --dump-words says: lines "COMMAND VERB",
# a tab, and the options; "-" stands for no verb, and alone for every command.
BEGIN { FS = "\t" }
$1 == "-" { everywhere = $2; next }
{
	split($1, words, " ")
	if (!(words[1] in verbs)) {
		verbs[words[1]] = ""
		names = names " " words[1]
	}
	if (words[2] != "-")
		verbs[words[1]] = verbs[words[1]] " " words[2]
	cases = cases "\t'" words[1] " " words[2] "') options='" $2 "' ;;\n"
}
END {
	count = split(names, list, " ")
	for (i = 1; i <= count; i++)
		lines = lines "\t" list[i] ") verbs='" verbs[list[i]] "' ;;\n"
	print "# bash completion for bansao(1), made from its command tables."
	print "_bansao()"
	print "{"
	print "\tlocal cur=${COMP_WORDS[COMP_CWORD]} word command= verb=- verbs= options="
	print "\tlocal i skip=0"
	print "\tCOMPREPLY=()"
	print "\tfor ((i = 1; i < COMP_CWORD; i++)); do"
	print "\t\tword=${COMP_WORDS[i]}"
	print "\t\tcase $word in"
	print "\t\t-*) continue ;;"
	print "\t\tesac"
	print "\t\tif [[ -z $command ]]; then"
	print "\t\t\tcommand=$word"
	print "\t\telif [[ $verb == - ]]; then"
	print "\t\t\tverb=$word"
	print "\t\tfi"
	print "\tdone"
	print "\tcase $command in"
	printf "%s", lines
	print "\tesac"
	print "\t[[ \" $verbs \" == *\" $verb \"* ]] || verb=-"
	print "\tcase \"$command $verb\" in"
	printf "%s", cases
	print "\tesac"
	print "\tif [[ -z $command && $cur != -* ]]; then"
	print "\t\tCOMPREPLY=($(compgen -W '" names "' -- \"$cur\"))"
	print "\telif [[ $cur == -* ]]; then"
	print "\t\tCOMPREPLY=($(compgen -W \"$options " everywhere "\" -- \"$cur\"))"
	print "\t\t[[ ${COMPREPLY-} != *= ]] || compopt -o nospace"
	print "\telif [[ $verb == - && -n $verbs ]]; then"
	print "\t\tCOMPREPLY=($(compgen -W \"$verbs\" -- \"$cur\"))"
	print "\tfi"
	print "}"
	print "complete -o default -F _bansao bansao"
}
