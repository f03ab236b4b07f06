# The 41 items of the plan in bansao-plan(7): every command, report and screen
# that the table names exists, in both languages of the page.
. "${srcdir:-.}/tests/lib.sh"
runs 0 "$BANSAO" report list --json
reports=" $(json '" ".join(r["name"] for r in j)') "

for page in man/bansao-plan.7 man/vi/bansao-plan.7; do
	sed -n '/Begin of the table of the plan/,/End of the table/p' \
	    "$srcdir/$page" | sed 's/\\-/-/g' >table
	same 41 "$(grep -c '^\.It [0-9]*\.$' table)" "the items of $page"
	same "$(seq 41 | sed 's/^/.It /; s/$/./')" "$(grep '^\.It ' table)" \
	    "the numbers of $page"
	# Each item has a command and a screen.
	awk '/^\.It / { if (item != "" && !(c && s)) print item; item = $2
		c = s = 0 }
	    /^\.Ql bansao / { c = 1 } /^\.Sy / { s = 1 }
	    END { if (!(c && s)) print item }' table >bare
	[ ! -s bare ] || fail "$page: no command or screen for $(cat bare)"
	sed -n 's/^\.Ql bansao //p' table | sed 's/ ,$//' | sort -u >commands
	[ "$(wc -l <commands)" -gt 40 ] || fail "$page names few commands"
	while read -r command verb rest; do
		if [ "$command" = report ]; then
			case $reports in *" $verb "*) ;; *)
				fail "$page: there is no report $verb" ;;
			esac
			continue
		fi
		runs 0 "$BANSAO" --lang en "$command" ${verb:+"$verb"} --help
		[ -z "$verb" ] || says "$command $verb"
	done <commands
	sed -n 's/^\.Sy //p' table | sed 's/ ,$//' | sort -u >screens
	[ -s screens ] || fail "$page names no screens"
	while read -r screen; do
		grep -q "^	ui/screen_$screen\\.c \\\\\$" \
		    "$srcdir/Makefile.am" ||
			fail "$page: there is no screen $screen"
	done <screens
done
