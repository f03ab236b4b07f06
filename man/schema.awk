# The schema files as sections of mdoc: the comment in front of a table or a
# view tells what it holds; its columns follow as they stand in the file.
function text(words) {
	gsub(/\\/, "\\e", words)
	gsub(/-/, "\\-", words)
	gsub(/[.] +/, ".\n", words)
	return words ~ /^[.']/ ? "\\&" words : words
}
FNR == 1 {
	comment = ""
	name = FILENAME
	sub(/.*\//, "", name)
	print ".Sh FILE " toupper(substr(name, 1, 3))
	first = 1
}
/^-- / {
	sub(/^-- /, "")
	comment = comment text($0) "\n"
	next
}
/^$/ {
	if (first && comment != "")
		printf "%s", comment
	if (comment != "")
		first = 0
	comment = ""
	next
}
/^CREATE (VIRTUAL )?(TABLE|VIEW)/ {
	word = $2 == "VIRTUAL" ? $4 : $3
	print ".Ss " $2 " " word
	printf "%s", comment
	print ".Bd -literal"
	inside = 1
	comment = ""
	first = 0
	next
}
inside && /^\)|;$/ {
	if ($0 !~ /^\)/) {
		sub(/;$/, "")
		gsub(/\\/, "\\e")
		gsub(/-/, "\\-")
		print "\\&" $0
	}
	print ".Ed"
	inside = 0
	comment = ""
	next
}
inside {
	gsub(/\\/, "\\e")
	sub(/^\t/, "")
	gsub(/\t/, "  ")
	gsub(/-/, "\\-")
	print "\\&" $0
	next
}
{ comment = "" }
