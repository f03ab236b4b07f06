# What "bansao scan checks --csv" prints, as a list of mdoc:
# code,severity,key,text,cause,cure with fields in quotes where they need it.
function cut(line,    n, i, c, quoted, field) {
	n = 1
	field = ""
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (c == "\"") {
			if (quoted && substr(line, i + 1, 1) == "\"") {
				field = field c
				i++
			} else
				quoted = !quoted
		} else if (c == "," && !quoted) {
			fields[n++] = field
			field = ""
		} else
			field = field c
	}
	fields[n] = field
}
function text(words) {
	gsub(/\\/, "\\e", words)
	gsub(/-/, "\\-", words)
	gsub(/[.] +/, ".\n", words)
	return words ~ /^[.']/ ? "\\&" words : words
}
NR == 1 { print ".Bl -tag -width Ds"; next }
/^code,/ { next }
{
	sub(/\r$/, "")
	cut($0)
	print ".It Sy " fields[1] " Pq " fields[3]
	print text(fields[4]) "."
	if (fields[5] != "")
		print text(fields[5])
	print text(fields[6]) (fields[6] ~ /[.]$/ ? "" : ".")
}
END { if (NR > 0) print ".El" }
