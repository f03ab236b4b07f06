# Every example of the manuals and of the README is run, on the sample that
# "bansao demo" makes, in the order in which a reader meets it.
#   $ COMMAND            is run (# COMMAND too: as root it would be)
#   .\" exit N...        the statuses with which the next one may end
#   .\" test: COMMAND    what must be there before, not shown to the reader
#   .\" skip: REASON     the next one is not run
# An ini file and a report that are shown are used as they stand. Commands that
# a text only names must be there.
. "${srcdir:-.}/tests/lib.sh"
need python3
unset BANSAO_DB
LC_ALL=C.UTF-8

mkdir bin
printf '#!/bin/sh\nexec "%s" "$@"\n' "$BANSAO" >bin/bansao
printf '#!/bin/sh\nexit 0\n' >bin/adduser
chmod +x bin/*
PATH=$room/bin:$PATH
export PATH room

runs 0 bansao demo "$room/sample" --no-screens

# Two who sign what is exchanged.
if command -v openssl >/dev/null; then
	openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem \
	    -days 30 -subj /CN=phong-1 2>/dev/null
	cat cert.pem key.pem >signer.pem
fi

# examples PAGE: a shell script of what the page shows.
examples()
{
	python3 - "$1" "$room" "$srcdir" <<'PYTHON'
import re, sys
page, room, srcdir = sys.argv[1:]
inside, allowed, skip, block = False, "0", False, None
def plain(text):
    for a, b in (("\\-", "-"), ("\\(aq", "'"), ("\\e", "\\"), ("\\&", "")):
        text = text.replace(a, b)
    return text
def here(text):
    text = re.sub(r"/(srv|media|mnt|var/lib|etc)/", room + r"/root/\1/", text)
    text = text.replace("/usr/share/doc/bansao/examples",
        srcdir + "/data/system")
    return text.replace("init --shared bansao", 'init --shared "$(id -gn)"')
def quote(text):
    return "'" + text.replace("'", "'\\''") + "'"
def command(text):
    global allowed, skip
    if not skip:
        print("run", quote(allowed), quote(here(text)))
    allowed, skip = "0", False
readme = page.endswith(".md")
for line in open(page, encoding="utf-8"):
    line = line.rstrip("\n")
    if readme:
        m = re.match(r"    (?:\./)?((?:bansao|export) [a-zA-Z].*?)( +#.*)?$",
            line)
        if m:
            allowed = "0 4 6"
            command(m.group(1))
        continue
    note = re.match(r'\.\\" (exit|test:|skip:) ?(.*)', line)
    if note and note.group(1) == "exit":
        allowed = note.group(2)
    elif note and note.group(1) == "skip:":
        skip = True
    elif note:
        print(here(note.group(2)))
    elif line.startswith(".Bd -literal"):
        inside, block = True, []
    elif line == ".Ed":
        text = "\n".join(block)
        if text.startswith("["):
            print("cat >example.ini <<'END'\n%s\nEND" % here(text))
            print("run 0 'bansao --config example.ini init'")
        elif text.startswith("-- title:"):
            print("mkdir -p \"$XDG_CONFIG_HOME/bansao/reports\"")
            print("cat >\"$XDG_CONFIG_HOME/bansao/reports/mine.sql\" <<'END'\n"
                "%s\nEND" % text)
        inside = False
    elif line.startswith(".Dl "):
        command(plain(line[4:]))
    elif inside and line[:2] in ("$ ", "# "):
        command(plain(line[2:]))
    elif inside:
        block.append(plain(line))
PYTHON
}

# run ALLOWED COMMAND: in this shell, so that cd and export last.
cat >run.sh <<'END'
mkdir -p "$room/root/var/lib/bansao" "$room/root/media/usb" \
    "$room/root/mnt/disk2" "$room/root/etc/bansao" "$room/root/srv"
cp -R "$room/sample/scans" "$room/sample/handover" "$room/root/srv"
run()
{
	got=0
	eval "$2" >"$room/.out" 2>"$room/.err" </dev/null || got=$?
	case " $1 " in
	*" $got "*) ;;
	*)
		printf '%s: "%s" ended with %s\n' "$page" "$2" $got
		cat "$room/.out" "$room/.err"
		exit 1
		;;
	esac
	echo "$2" >>"$room/ran"
}
END

# Each page in a place of its own, with the inventory at hand.
play()
{
	page=$1
	rm -rf play root home/config home/data
	mkdir play
	cp sample/muc-luc-ho-so.csv play/muc-luc-ho-so.csv
	: >ran
	{ cat run.sh; echo "page=$page"; examples "$1"; } >page.sh
	(cd play && sh ../page.sh) >told || fail "$(cat told)"
	[ "$2" -le "$(wc -l <ran)" ] ||
		fail "$page shows only $(wc -l <ran) commands"
}

play "$srcdir/man/vi/bansao-so-tay.7" 100
play "$top_builddir/man/bansao.1" 3
play "$top_builddir/man/vi/bansao.1" 3
play "$srcdir/man/bansao.ini.5" 1
play "$srcdir/man/vi/bansao.ini.5" 1
play "$srcdir/man/bansao-report.5" 1
play "$srcdir/man/vi/bansao-report.5" 1
if command -v sqlite3 >/dev/null; then
	play "$top_builddir/man/bansao-schema.7" 1
	play "$top_builddir/man/vi/bansao-schema.7" 1
fi
if command -v openssl >/dev/null; then
	play "$srcdir/man/bansao-admin.7" 8
	play "$srcdir/man/vi/bansao-admin.7" 8
fi
play "$srcdir/README.md" 10

# What a text names: "bansao COMMAND VERB" is a command and a verb.
words=$top_builddir/data/bansao
for page in "$srcdir"/man/*.[57] "$srcdir"/man/vi/*.[57] \
    "$top_builddir"/man/bansao.1 "$top_builddir"/man/vi/bansao.1; do
	sed -n 's/^\.\(Ql\|Pq Ql\) bansao \(.*\)/\2/p' "$page" |
	    tr -d '\\' >named
	while read -r command verb rest; do
		case $command in
		''|[!a-z]*) continue ;;
		esac
		grep -q "^	'$command [a-z-]*')" "$words" ||
			fail "$page names 'bansao $command', which is not there"
		case $verb in
		''|-*|,|.|*[!a-z-]*) continue ;;
		esac
		! grep -qF "'$command -')" "$words" || continue
		grep -qF "'$command $verb')" "$words" ||
			fail "$page names 'bansao $command $verb'"
	done <named
done
