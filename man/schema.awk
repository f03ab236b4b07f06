# The schema files as sections of mdoc: the comment in front of a table or a
# view tells what it holds; its columns follow as they stand in the file.
# -v words=LIST puts the words of the list (man/vi/schema.list says how it is
# made) in the place of the comments; what it has no words for stays as it is.
# -v check=1 prints no page but what the list lacks and what it has too much,
# and fails if there is any.
BEGIN {
	if (words == "")
		words = "/dev/null"
	else
		foreign = 1
	while ((got = (getline line < words)) > 0) {
		tab = index(line, "\t")
		if (line ~ /^#/ || tab == 0)
			continue
		key = substr(line, 1, tab - 1)
		line = substr(line, tab + 1)
		if (key in list)
			line = list[key] "\n" line
		list[key] = line
	}
	if (got < 0) {
		print words " cannot be read" > "/dev/stderr"
		failed = 1
		exit 1
	}
}
function out(line) {
	if (!check)
		print line
}
function text(words) {
	gsub(/\\/, "\\e", words)
	gsub(/-/, "\\-", words)
	gsub(/[.] +/, ".\n", words)
	return words ~ /^[.']/ ? "\\&" words : words
}
function complain(what) {
	if (check)
		print words ": " what
	failed = 1
}
# Whether the list has words for the key.
function known(key) {
	used[key] = 1
	if (foreign && !(key in list))
		complain("no words for " key " of " FILENAME)
	return foreign && key in list
}
function heading(word) {
	return known(word) ? list[word] : word
}
# Paragraphs in front of columns and behind the headings.
function tell(key, english) {
	if (known(key))
		out(text(list[key]))
	else if (english != "")
		out(substr(english, 1, length(english) - 1))
}
# A line of a table, without the tab in front of it.
function column_line(line) {
	gsub(/\\/, "\\e", line)
	gsub(/\t/, "  ", line)
	gsub(/-/, "\\-", line)
	out("\\&" line)
}
function comment_lines(indent, key, english,    i, n, part) {
	n = split(known(key) ? list[key] : english, part, "\n")
	for (i = 1; i <= n; i++)
		if (part[i] != "")
			column_line(indent "-- " part[i])
}
# The same where comments give way to the words of a list: TABLE:COLUMN for
# those above a column, TABLE.COLUMN for those beside it.
function foreign_line(line,    at) {
	if (line ~ /^\t\t\t+-- /) {
		sub(/^\t+-- /, "", line)
		if (!((table "." column) in beside))
			comment_lines("\t\t\t", table "." column, line)
		beside[table "." column] = 1
		return
	}
	if (line ~ /^\t+-- /) {
		sub(/^\t+-- /, "", line)
		above = above line "\n"
		return
	}
	if (line ~ /^\t[a-z]/) {
		column = line
		sub(/^\t/, "", column)
		sub(/ .*/, "", column)
	}
	if (above != "")
		comment_lines("", table ":" column, above)
	above = ""
	sub(/^\t/, "", line)
	at = index(line, "-- ")
	if (at > 0) {
		beside[table "." column] = 1
		if (known(table "." column))
			line = substr(line, 1, at + 2) list[table "." column]
	}
	column_line(line)
}
FNR == 1 {
	comment = ""
	name = FILENAME
	sub(/.*\//, "", name)
	name = substr(name, 1, 3)
	out(".Sh " heading("FILE") " " toupper(name))
	first = 1
	if (foreign)
		tell(name, "")
}
/^-- / {
	sub(/^-- /, "")
	comment = comment text($0) "\n"
	next
}
/^$/ {
	if (first && comment != "" && !(foreign && name in list))
		out(substr(comment, 1, length(comment) - 1))
	if (comment != "")
		first = 0
	comment = ""
	next
}
/^CREATE (VIRTUAL )?(TABLE|VIEW)/ {
	table = $2 == "VIRTUAL" ? $4 : $3
	out(".Ss " heading($2) " " table)
	tell(table, comment)
	out(".Bd -literal")
	inside = 1
	comment = above = column = ""
	first = 0
	sub(/^CREATE (VIRTUAL )?(TABLE|VIEW) [a-z_0-9]+ (AS ?|\()?/, "")
	if ($0 != "")
		column_line($0)
	next
}
inside && /^\)|;$/ {
	if ($0 !~ /^\)/) {
		sub(/;$/, "")
		column_line($0)
	}
	out(".Ed")
	inside = 0
	comment = ""
	next
}
inside && foreign {
	foreign_line($0)
	next
}
inside {
	sub(/^\t/, "")
	column_line($0)
	next
}
{ comment = "" }
END {
	for (key in list)
		if (!(key in used))
			complain("\"" key "\" is not in the schema")
	if (check && failed)
		exit 1
}
