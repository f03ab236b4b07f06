# T-BIG: a member larger than what old formats can say, in every container,
# read by others. The file is sparse and the shim leaves its zeros out, so that
# it takes time but no room: minutes, so that it belongs to make soak. BANSAO_BIG
# names other sizes than 4 GiB +- 1, 8 GiB and +- 1, 65 GiB.
. "${srcdir:-.}/tests/faults/lib.sh"
. "$srcdir/tests/handover-room.sh"
need sqlite3 python3 tar unzip
[ -n "${BANSAO_BIG:-}" ] || [ "${BANSAO_SOAK:-}" = 1 ] ||
	skip "giants take minutes: make soak, or BANSAO_BIG='BYTES...'"

# big BYTES CONTAINER PROFILE
big()
{
	bytes=$1 as=$2 profile=$3
	rm -rf scans out "$BANSAO_DB"*
	passed 1 1
	truncate -s "$bytes" scans/P01.1.1.tif
	runs 0 "$BANSAO" -q scan ingest scans
	sqlite3 "$BANSAO_DB" 'UPDATE dossier SET state = 7'
	agreed "$profile"
	shimmed SHIM_SPARSE=1 -- "$BANSAO" -q handover build BG --to out --as "$as"
	[ "$got" -eq 0 ] || fail "$bytes in $as ($profile): $got"
	case $as in tar) whole=out/BG.tar ;; zip) whole=out/BG.zip ;; esac
	python3 - "$whole" "$as" "$profile" "$bytes" <<'PY' || fail "$bytes in $as is not what others read"
import subprocess, sys, tarfile, zipfile
whole, kind, profile, size = sys.argv[1:4] + [int(sys.argv[4])]
if kind == "tar":
    sizes = [m.size for m in tarfile.open(whole)]
    listed = subprocess.run(["tar", "tvf", whole], capture_output=True, text=True, check=True).stdout
else:
    sizes = [m.file_size for m in zipfile.ZipFile(whole).infolist()]
    listed = subprocess.run(["unzip", "-l", whole], capture_output=True, text=True, check=True).stdout
wanted = max(sizes)
assert wanted == size if profile == "bagit" else wanted > size, sizes
assert str(wanted) in listed, listed
PY
	runs 0 "$BANSAO" verify "$whole"
	figure T-BIG "$bytes bytes in $as ($profile): built, listed by others, verified"
}
for bytes in ${BANSAO_BIG:-4294967295 4294967297 8589934591 8589934592 \
    8589934593 69793218560}; do
	big $bytes tar bagit
	big $bytes zip bagit
	big $bytes zip eark-sip
done
