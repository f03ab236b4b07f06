# T-SQL, T-INJ, hostile names: texts that are SQL, search syntax, formulas or
# escape sequences go in, come out as they were, and do nothing on the way.
. "${srcdir:-.}/tests/faults/lib.sh"
need sqlite3 python3

fresh h
schema=$(query h/k.db "SELECT group_concat(sql) FROM sqlite_schema" | sha256sum)
python3 - >texts <<'END'
texts = [
    "'; DROP TABLE dossier; --", "' OR '1'='1", "\" OR \"\"=\"", "1; DELETE FROM audit",
    "x' UNION SELECT hash FROM audit --", "%' --", "_", "%", "a%b_c\\", "NEAR(a b)",
    "a AND", "OR", "NOT", "(", ")", "\"", "\"a", "*", "a*", "^a", "-a", "title:a",
    "title_fold : x", "{a b} : c", "+", "a + b", "NEAR(", "\\", "\\'", "''", "`", ";",
    "/*", "*/", "--", "#", "${jndi:ldap://x}", "$(id)", "`id`", "| id", "; id", "&& id",
    "%s%s%s%n", "%d", "../../etc/passwd", "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|'/c x'!A1",
    "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20a", "<script>alert(1)</script>", "&amp;", "]]>",
    "\u202eabc", "a\u200bb", "\ufeffx", "e\u0301", "Hồ sơ Đồng Phú", "NULL", "0", "-0", "1e999",
    "9" * 40, "x" * 900, "đ" * 450,
]
for word in ("select", "insert", "update", "delete", "drop", "attach", "pragma", "vacuum"):
    for tail in ("", " *", "('", "(\"", ";--", "/**/"):
        texts.append(word + tail)
for mark in "'\"`;()[]{}%_*?^~|&<>!":
    for n in (1, 2, 5):
        texts.append(mark * n)
print("\n".join(texts))
END
n=0
while IFS= read -r text; do
	n=$((n + 1))
	# as a search and as a filter: an answer, never an error of SQL
	got=0
	"$BANSAO" --db h/k.db dossier list --search "$text" --json \
	    >.out 2>.err </dev/null || got=$?
	[ "$got" -le 3 ] && [ "$got" -ne 1 ] || fail "search '$text': $got"
	! grep -qiE 'sql|syntax|fts5|near "' .err || fail "search '$text' told of SQL"
	# as a title: back as it went in
	got=0
	"$BANSAO" --db h/k.db dossier add "H.$n" --fonds P1 -- "$text" \
	    >.out 2>.err </dev/null || got=$?
	case $got in
	0)	printf 'H.%s\t%s\n' "$n" "$text" >>went-in ;;
	2)	[ -s .err ] || fail "title '$text': without a word" ;;
	*)	fail "title '$text': $got" ;;
	esac
done <texts
runs 0 "$BANSAO" --db h/k.db dossier list --json --limit 100000
python3 - "$room/.out" went-in <<'END' || fail "a title came back as another"
import json
import sys
import unicodedata

rows = {r["code"]: r["title"] for r in json.load(open(sys.argv[1]))}
wrong = 0
for line in open(sys.argv[2], encoding="utf-8"):
    code, text = line.rstrip("\n").split("\t", 1)
    nfc = unicodedata.normalize("NFC", text)
    got = rows.get(code)
    if got is None or got.split() != nfc.split() and \
            got.replace("\ufeff", "") != nfc.replace("\ufeff", ""):
        print(code, repr(text), repr(got), file=sys.stderr)
        wrong += 1
sys.exit(wrong > 0)
END
same "$schema" "$(query h/k.db "SELECT group_concat(sql) FROM sqlite_schema" |
    sha256sum)" "the schema"
whole h/k.db
figure T-SQL "$n texts as search and as title"

# Formulas in CSV are texts for Excel and themselves again for us.
runs 0 "$BANSAO" --db h/k.db dossier list --csv --limit 100000
python3 - "$room/.out" <<'END' || fail "a formula stands in the CSV"
import csv
import sys

rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
bad = [c for r in rows[1:] for c in r if c[:1] in
       ("=", "+", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
       or (c[:1] == "-" and not c[1:].replace(".", "").isdigit())]
print(bad, file=sys.stderr)
sys.exit(bool(bad))
END

# Escape sequences never reach a terminal: not in lists, not in errors.
esc=$(printf 'P1.\033]0;owned\007\033[2J\302\233x')
for what in "dossier show" "fonds show" "restore" "verify" "tag --criteria 2"; do
	# shellcheck disable=SC2086 # they are words
	"$BANSAO" --db h/k.db --no-input $what "$esc" >.out 2>.err </dev/null || :
	cat .out .err >both
	if LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" both; then
		fail "$what lets a control byte through"
	fi
done
figure T-INJ "formulas and escape sequences held"

# What is not UTF-8 is no text of a catalogue; the settings' fault is told in
# the language that was asked for.
bytes=$(printf 'x\377\376')
rows=$(query h/k.db "SELECT (SELECT count(*) FROM fonds) +
    (SELECT count(*) FROM dossier)")
runs 2 "$BANSAO" --db h/k.db fonds add "$bytes" x
complains 'not UTF-8'
runs 2 "$BANSAO" --db h/k.db fonds add P7 "$bytes"
runs 2 "$BANSAO" --db h/k.db dossier add "$bytes" x --fonds P1
runs 2 "$BANSAO" --db h/k.db dossier add H.x x --fonds P1 "description=$bytes"
complains 'not UTF-8'
same "$rows" "$(query h/k.db "SELECT (SELECT count(*) FROM fonds) +
    (SELECT count(*) FROM dossier)")" "rows after bytes that are no text"
runs 2 "$BANSAO" --config /dev/null --db h/k.db fonds list
complains 'not an ini file'
