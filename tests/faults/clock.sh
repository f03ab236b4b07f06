# T-CLK: clocks that lie. The order of the audit is that of its numbers; a step
# back is seen and told; days of leap years and after 2038 are days.
. "${srcdir:-.}/tests/faults/lib.sh"
need faketime sqlite3

fresh c
cases=0
# at WHEN: one change at that time.
at()
{
	cases=$((cases + 1))
	runs 0 faketime "$1" "$BANSAO" --db c/k.db dossier add "T.$cases" x \
	    --fonds P1
	whole c/k.db "$1"
}
at '2016-11-23 08:00:00'
at '2036-11-23 08:00:00'
at '2038-01-19 10:14:09'
at '2028-02-29 12:00:00'
at '2024-12-31 23:59:59'
at '2026-07-01 00:00:00'
TZ=America/New_York at '2026-07-01 00:00:01'
TZ=Asia/Ho_Chi_Minh at '2026-07-01 10:00:00'
at '2026-07-01 09:00:00'
same "$((cases + 3))" "$(query c/k.db "SELECT max(seq) FROM audit")" "the last seq"
same 0 "$(query c/k.db "SELECT count(*) FROM audit a JOIN audit b
    ON b.seq = a.seq + 1 WHERE length(a.at) <> 24")" "odd times"
same 2038-01-19T03:14:09 "$(query c/k.db "SELECT substr(at, 1, 19) FROM audit
    JOIN dossier d ON d.id = dossier_id WHERE d.code = 'T.3'")" "a time after 2038"
# The clock of today against changes stamped in 2036 and 2038; then a step back.
runs 4 faketime '2026-07-02 08:00:00' "$BANSAO" --db c/k.db doctor
says "set back"
runs 0 "$BANSAO" --db c/k.db audit verify
runs 4 faketime '1999-01-01 08:00:00' "$BANSAO" --db c/k.db doctor
says "cannot be"
# A daily copy from the future does not push out the real ones.
runs 0 faketime '2040-01-01 08:00:00' "$BANSAO" --db c/k.db backup auto
runs 0 faketime '2026-07-01 08:00:00' "$BANSAO" --db c/k.db backup auto
runs 0 "$BANSAO" --db c/k.db backup list --json
same 2 "$(json 'len(j)')" "copies"
figure T-CLK "$cases clocks"
