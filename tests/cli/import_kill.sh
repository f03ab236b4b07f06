# An import that is killed anywhere leaves all of it or nothing, and the
# catalogue needs no hand afterwards.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3 python3 timeout

python3 - <<'END'
with open('big.csv', 'w', encoding='utf-8') as f:
    f.write('Mã phông,Tên phông,Nhóm,Mã hồ sơ,Tiêu đề hồ sơ,Số trang\n')
    for i in range(4000):
        f.write('P1,Phông,Nhóm %d,P1.%05d,Quyết định số %d về việc,%d\n' % (i % 9, i, i, i % 90))
END
runs 0 "$BANSAO" init
done=0
for moment in 0.05 0.2 0.4 0.6 0.8 1.0 1.3 1.6 2.0 2.5 3.0 4.0; do
	timeout -s KILL $moment "$BANSAO_WORK" import big.csv \
	    >/dev/null 2>&1 </dev/null || :
	facts=$(sqlite3 -cmd '.timeout 10000' "$BANSAO_DB" "SELECT
	    (SELECT count(*) FROM dossier) || ' ' ||
	    (SELECT count(*) FROM import_batch) || ' ' ||
	    (SELECT count(*) FROM import_row) || ' ' ||
	    (SELECT count(*) FROM dossier_fts) || ' ' ||
	    (SELECT count(*) FROM grp) || ' ' ||
	    (SELECT count(*) FROM audit WHERE action = 'import')")
	case $facts in
	'0 0 0 0 0 0') ;;
	'4000 1 4000 4000 9 1') done=1; break ;;
	*) fail "after $moment s there is half an import: $facts" ;;
	esac
done
[ "$done" = 1 ] || runs 0 "$BANSAO" import big.csv
runs 0 "$BANSAO" doctor
runs 0 "$BANSAO" audit verify
runs 0 "$BANSAO" import undo 1
runs 0 "$BANSAO" doctor
