# Run with LC_ALL=C. Put generated parts into the frame of a man page: a line @NAME@ gives way to
# what the command in the variable NAME prints. Long lines of text are broken
# where mandoc, which counts a Vietnamese letter as eight bytes, wants it.
BEGIN {
	for (i = 192; i < 256; i++)
		lead[sprintf("%c", i)] = 1
	for (i = 128; i < 192; i++)
		rest[sprintf("%c", i)] = 1
}

function cost(word,    i, c, sum) {
	for (i = 1; i <= length(word); i++) {
		c = substr(word, i, 1)
		sum += c in lead ? 8 : c in rest ? 0 : 1
	}
	return sum
}

function put(line,    count, words, i, used, wide) {
	if (line ~ /^\.Bd/)
		literal = 1
	if (line ~ /^\.Ed/)
		literal = 0
	if (literal || line ~ /^\./) {
		print line
		return
	}
	count = split(line, words, " ")
	for (i = 1; i <= count; i++) {
		wide = cost(words[i])
		if (i > 1 && used + 1 + wide > 78 && words[i] !~ /^[.'\047]/) {
			printf "\n"
			used = 0
		} else if (i > 1) {
			printf " "
			used++
		}
		printf "%s", words[i]
		used += wide
	}
	printf "\n"
}

/^@[A-Z]+@$/ {
	name = substr($0, 2, length($0) - 2)
	command = name == "OPTIONS" ? options : name == "COMMANDS" ? commands : \
	    name == "FINDINGS" ? findings : name == "LIFE" ? life : schema
	lines = 0
	while ((command | getline line) > 0) {
		put(line)
		lines++
	}
	if (close(command) != 0 || lines == 0) {
		print "no text for " $0 > "/dev/stderr"
		exit 1
	}
	next
}
{ put($0) }
