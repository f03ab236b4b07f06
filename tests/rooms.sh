# The house keeps its rooms: one door per foreign library, layers that only
# look down, registers that name every file, programs that link what they may.
. "${srcdir:-.}/tests/lib.sh"
cd "$srcdir"
errors=$room/errors
: >"$errors"

wrong()
{
	printf '%s\n' "$*" >>"$errors"
}

sources=$(find src ui -name '*.[ch]' ! -name 'registry_*.c' \
    ! -name 'embed_*.c' ! -name known_commands.c 2>/dev/null | sort)

# --- Doors: which file may include which header of a library ----------------

doors='
src/db*        sqlite3.h
src/conf.c     iniparser.h iniparser/*
src/tiff*      tiffio.h tiff.h tiffconf.h
src/tar*       archive.h archive_entry.h
src/zip*       zlib.h
src/hash.c     openssl/*
src/hash_pair.c cpuid.h immintrin.h
src/text*      utf8proc.h
src/xml*       libxml/*
src/xlsx*      xlsxwriter.h
src/xls.c      freexl.h
src/csv.c      csv.h
src/jpeg.c     jpeglib.h jerror.h
src/pdf.c      qpdf/*
src/crew.c     pthread.h
src/source_hash.c pthread.h
ui/term.c      curses.h ncurses.h ncursesw/* term.h
ui/cells.c     chafa.h glib.h
src/cells.c    chafa.h glib.h
'
house='assert ctype dirent errno fcntl fnmatch grp iconv inttypes langinfo limits
locale math poll pwd regex sched setjmp signal spawn stdarg sys/eventfd sys/signalfd stdbool stddef
stdint stdio stdio_ext stdlib string strings sys/ioctl sys/mman sys/prctl
sys/resource sys/select sys/stat sys/statvfs sys/sysinfo sys/time sys/types
sys/vfs sys/wait sys/file sys/random sys/utsname sys/xattr syslog termios time
unistd utime wchar wctype linux/magic linux/fs sys/syscall sys/uio
sys/fsuid sys/sendfile endian byteswap getopt sys/sysmacros pty sys/socket sys/un ftw
glob stdatomic sys/statfs malloc stdnoreturn float fenv search'

may_include()
{
	echo "$doors" | while read -r place headers; do
		[ -n "$place" ] || continue
		# shellcheck disable=SC2254 # they are patterns
		case $1 in $place) ;; *) continue ;; esac
		set -f
		for header in $headers; do
			case $2 in $header) echo yes ;; esac
		done
		set +f
	done
}

house_words=" $(echo $house) "
for file in $sources; do
	for header in $(sed -n 's/^#[ 	]*include[ 	]*<\(.*\)>.*/\1/p' \
	    "$file"); do
		case $house_words in *" ${header%.h} "*) continue ;; esac
		[ -n "$(may_include "$file" "$header")" ] ||
			wrong "$file: <$header> belongs behind another door"
	done
done

# --- Layers: a file includes only files of its own or of lower layers -------

layer1=' base buf clock date embed err job lang number pool registry rights
sha256 text who '
layer2=' audit cells ledger check conf crew csv db encoding frame fs hash jpeg json out paper pdf search_index tar
tiff xls xlsx xml zip '
layer3=' agency batch difficulty dissemination dossier estimate fonds
funding handover handover_batch legal letter movement norm org programme scan selection
setting task transfer '
layer4=' job_book handover_bag handover_build handover_extract handover_inside handover_lists handover_minutes handover_plan handover_work '
layer5=' app faces handover_answers handover_out out_app cmd command main '
layer1=" $(echo $layer1) " layer2=" $(echo $layer2) "
layer3=" $(echo $layer3) " layer5=" $(echo $layer5) "

# The layer of src/NAME_MORE.c is that of NAME_MORE, or else of NAME.
layer()
{
	stem=${1##*/}
	stem=${stem%.[ch]}
	while :; do
		case $layer1 in *" $stem "*) echo "1 $stem"; return ;; esac
		case $layer2 in *" $stem "*) echo "2 $stem"; return ;; esac
		case $layer3 in *" $stem "*) echo "3 $stem"; return ;; esac
		case $layer4 in *" $stem "*) echo "4 $stem"; return ;; esac
		case $layer5 in *" $stem "*) echo "5 $stem"; return ;; esac
		case $stem in
		*_*) stem=${stem%_*} ;;
		*) echo "4 $stem"; return ;;
		esac
	done
}

for file in $sources; do
	included=$(sed -n 's/^#[ 	]*include[ 	]*"\(.*\)".*/\1/p' "$file")
	case $file in ui/*) continue ;; esac
	mine=$(layer "$file")
	for header in $included; do
		[ "$header" != config.h ] || continue
		if [ ! -e "src/$header" ]; then
			[ ! -e "ui/$header" ] ||
				wrong "$file: src cannot see ui ($header)"
			continue
		fi
		theirs=$(layer "$header")
		if [ "${theirs%% *}" -gt "${mine%% *}" ]; then
			wrong "$file (layer ${mine%% *}): $header is of layer" \
			    "${theirs%% *}"
		elif [ "${theirs%% *}" = 3 ] && [ "${mine%% *}" = 3 ] &&
		    [ "${mine#* }" != "${theirs#* }" ] &&
		    [ "${theirs#* }" != setting ] &&
		    [ "${theirs#* }" != programme ]; then
			wrong "$file: tables do not include each other ($header)"
		fi
	done
done

# --- SQL is never printed together -----------------------------------------
# (but the extract of a handover is made of constant names)

for file in $sources; do
	awk -v file="$file" '
		{ text = text " " $0 }
		/CREATE TABLE extract\./ { text = "" }
		/[;{}]/ {
			if (text ~ /printf *\(/ &&
			    text ~ /"[ (]*(SELECT |INSERT INTO |INSERT OR |UPDATE [a-z_]+ SET|DELETE FROM|CREATE (TABLE|INDEX|VIEW|TEMP)|ALTER TABLE|ATTACH |PRAGMA [a-tv-z][a-z_]* *= *%)/)
				print file ": line " NR ": SQL in a printf"
			text = ""
		}' "$file" >>"$errors"
done

# --- The registers name every file -----------------------------------------

for file in $sources $(find data/schema data/reports tests/cli tests/tui \
    \( -name '*.sql' -o -name '*.sh' \) 2>/dev/null); do
	grep -q "[	 ]$file\\( \\\\\\)*\$" Makefile.am ||
		wrong "$file is in no list of Makefile.am"
done
for file in tests/test_*.c tests/fuzz/fuzz_*.c; do
	[ -e "$file" ] || continue
	grep -qE "(^	| )${file%.c}(\\.c .*| \\\\)?\$" Makefile.am ||
		wrong "$file is in no list of Makefile.am"
done

# --- Names and habits -------------------------------------------------------

find src ui tests data man -type f 2>/dev/null |
    grep -E '/[a-z_]*(utils?|helpers?|manager|common|misc)\.' |
    sed 's/$/: name a file by what it holds/' >>"$errors" || :
grep -nE '^[^#]*\b(sleep|usleep) ' tests/cli/*.sh tests/tui/*.sh 2>/dev/null |
    sed 's/$/   <- look, do not sleep/' >>"$errors" || :
grep -nE '\b(sleep|usleep|nanosleep) *\(' tests/test_*.c |
    sed 's/$/   <- look, do not sleep/' >>"$errors" || :
grep -nE '\b(sprintf|gets|strtok|tmpnam|mktemp|system|popen) *\(' \
    $sources | grep -vE ':[ 	]*(/?\*|//)' |
    sed 's/$/   <- not this function/' >>"$errors" || :
grep -nE '\bgetenv *\("(USER|LOGNAME)"' $sources |
    sed 's/$/   <- the person is getuid()/' >>"$errors" || :

# --- What the programs link --------------------------------------------------

for program in "$BANSAO" "$BANSAO_WORK"; do
	[ -x "$program" ] || wrong "$program is not built"
done
linked()	# PROGRAM MORE: the libraries that all may, or MORE
{
	readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p' \
	    >"$room/needed"
	[ -s "$room/needed" ] || wrong "$1: readelf finds no libraries"
	grep -vE "^(libsqlite3|libiniparser|libutf8proc|libc|libm|libasan|libubsan|libgcc_s|libpthread|libdl|libclang_rt.*|ld-linux.*|$2)\.so" \
	    "$room/needed" | sed "s,^,${1##*/} may not link ," >>"$errors" || :
}
if [ -x "$BANSAO" ] && command -v readelf >/dev/null; then
	linked "$BANSAO" 'libncursesw|libtinfo'
	linked "${BANSAO_WORK%work}read" 'libtiff|libcrypto|libjpeg'
fi

# --- No state but this -------------------------------------------------------
# Looked at where no sanitizer adds its own.

# A signal and what it calls, the language, the loader of libxml2, a query that could not be made.
states=' job.c:stop_asked job.c:stop_fd job.c:stop_call job.c:stop_to
command.c:lines lang.c:english_chosen lang.c:vietnamese
xml_schema.c:import_folder db_query.c:dead fs.c:prepared
rights.c:lent pool.c:last '
states=" $(echo $states) "
if command -v objdump >/dev/null && [ -e "$top_builddir/libcore.a" ] &&
    ! grep -q __asan "$BANSAO"; then
	for library in core work ui; do
		[ ! -e "$top_builddir/lib$library.a" ] ||
		    objdump -t "$top_builddir/lib$library.a"
	done | awk '
		/^lib.*file format/ || /:     file format/ {
			name = $1
			sub(/:$/, "", name)
			sub(/^lib[a-z]*_a-/, "", name)
			sub(/\.o$/, ".c", name)
		}
		NF > 3 && $(NF - 2) ~ /^\.t?(data|bss)$/ && $NF !~ /^\./ &&
		    $(NF - 1) !~ /^0*$/ { print name ":" $NF }' |
	    sed 's/\.[0-9]*$//' | sort -u |
	while read -r state; do
		case $states in
		*" $state "*) ;;
		*) wrong "state for the whole process: $state" ;;
		esac
	done
fi

if [ -s "$errors" ]; then
	cat "$errors" >&2
	fail "$(wc -l <"$errors") things are not in their room"
fi
