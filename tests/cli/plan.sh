# The plan over the years: quota, calendar, forecast, carry-over, snapshots,
# agencies and what is due from them, tasks, letters.
. "${srcdir:-.}/tests/lib.sh"
runs 0 "$BANSAO" init

# Targets: data with a basis; absurd ones are refused, none is a ceiling.
runs 2 "$BANSAO" quota set 2026 -5 --basis X
complains '-5 A4 pages cannot be the target'
runs 2 "$BANSAO" quota set 2026 9999999999999 --basis X
runs 2 "$BANSAO" quota --year 1999
complains 'outside the plan'
runs 0 "$BANSAO" quota set 2027 1.200.000 --basis 'KL 1/2026'
runs 6 "$BANSAO" quota --json --as-of 2026-11-23
same 1200000 "$(json 'j[1]["target"]')" 'the new target'
same 8200000 "$(json 'j[7]["cumulative_target"]')" 'the sum'

# The calendar changes what is needed: 27 days off the list are worked days.
before=$(json 'j[0]["needed_per_day"]')
runs 0 "$BANSAO" holiday add 24/11/2026 'Nghỉ'
runs 6 "$BANSAO" quota --json --as-of 2026-11-23
after=$(json 'j[0]["needed_per_day"]')
[ "$after" -gt "$before" ] || fail "a day off changes nothing: $before $after"
runs 0 "$BANSAO" holiday remove 24/11/2026
runs 3 "$BANSAO" holiday remove 24/11/2026
runs 2 "$BANSAO" holiday add 22/11/2026 'Chủ nhật'
complains 'is a weekend anyway'
runs 2 "$BANSAO" holiday add 23/11/2026 'Thứ hai' --work
complains 'is a working day anyway'
runs 0 "$BANSAO" holiday list --year 2026 --json
same '["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"]' \
    "$(json '[d["day"] for d in j if "Nguy" in d["name"]]')" 'Tết of 2026'

# What if: a pace gives a day.
runs 6 "$BANSAO" quota --json --as-of 2026-01-05 --pace 4500
same 2026-11-26 "$(json 'j[0]["forecast_date"]')" 'what if'

# Carry-over is a rule with a basis.
runs 2 "$BANSAO" plan carry both
complains '--basis'
runs 2 "$BANSAO" plan carry some --basis X
runs 0 "$BANSAO" plan carry shortfall --basis 'KL 2/2026'
runs 0 "$BANSAO" plan show
says 'shortfall'
runs 0 "$BANSAO" report quota --year 2028 --json
same '[0, 1000000, 2200000, 0]' "$(json '[y["carried"] for y in j[:4]]')" \
    'the shortfall of the years before 2028'
same 3200000 "$(json 'j[2]["effective_target"]')" 'what 2028 has to do'
# What is carried in counts for the year in hand: 1.200.000 + 1.000.000.
runs 0 "$BANSAO" quota forecast --json --as-of 2027-01-05
same '[2027, 1200000, 1000000]' \
    "$(json '[j[0][k] for k in ("year", "target", "carried")]')" \
    'carried into 2027'
carried=$(json 'j[0]["needed_per_day"]')
runs 6 "$BANSAO" quota --as-of 2027-01-05
says 'Carried in from the years before'
says 'Selected 0 > Approved 0 > Scanned 0 > Passed 0 > Handed over 0'
runs 0 "$BANSAO" plan carry none --basis 'KL 2/2026'
runs 0 "$BANSAO" report quota --year 2028 --json
same '[0, 0, 0, 0]' "$(json '[y["carried"] for y in j[:4]]')" 'no carry-over'
runs 0 "$BANSAO" quota forecast --json --as-of 2027-01-05
same 0 "$(json 'j[0]["carried"]')" 'nothing is carried in'
[ "$carried" -gt "$(json 'j[0]["needed_per_day"]')" ] ||
	fail 'what is carried in asks for no more pages a day'
runs 2 "$BANSAO" plan share DM1 2050 10
complains 'outside the plan'
runs 3 "$BANSAO" plan share DM1 2027 10
complains 'no list DM1'

# A list is shared out over the years; what is left stays in its own.
runs 0 "$BANSAO" fonds add P1 'Phông thử'
runs 0 "$BANSAO" fonds group P1 'Nhóm'
for n in 1 2 3; do
	runs 0 "$BANSAO" dossier add P1.$n "Hồ sơ $n" --fonds P1 \
	    --group 'Nhóm' startDate=1960 endDate=1970 maintenance=01 \
	    numberOfPaper=60 numberOfPage=100
done
runs 0 "$BANSAO" tag 'P1.*' --criteria 2
runs 0 "$BANSAO" selection new DM1 --fonds P1 --group 'Nhóm' --year 2026
runs 0 "$BANSAO" selection add DM1 --all
runs 0 "$BANSAO" plan share DM1 2027 120
runs 7 "$BANSAO" plan share DM1 2028 181
complains 'has only 180 A4 pages'
runs 0 "$BANSAO" plan share DM1 2028 80
runs 2 "$BANSAO" plan share DM1 2028 -1
complains 'cannot be negative'
runs 0 "$BANSAO" plan show --json
same '[100, 120, 80]' "$(json '[y["planned"] for y in j[:3]]')" 'the shares'
same 999900 "$(json 'j[0]["gap"]')" 'the gap of 2026'
runs 0 "$BANSAO" plan year 2027 --json
same '[["DM1", 120, 300]]' "$(json '[[r["list"], r["a4"], r["list_a4"]] for r in j]')" \
    'the lists of 2027'
runs 0 "$BANSAO" plan year 2027
says '1,200,000, no list covers 1,199,880 of it'
runs 0 "$BANSAO" quota set 2027 100 --basis 'KL 4/2026'
runs 0 "$BANSAO" plan year 2027
says '100, the lists go over it by 20'
runs 0 "$BANSAO" quota set 2027 1.200.000 --basis 'KL 1/2026'
runs 3 "$BANSAO" plan year 2050
runs 0 "$BANSAO" plan share DM1 2028 0
runs 0 "$BANSAO" report plan --json
same '[["DM1", 180], ["DM1", 120]]' \
    "$(json '[[r["list"], r["a4"]] for r in j if r["list"]]')" 'the plan'

# Snapshots are dated, kept, compared.
runs 0 "$BANSAO" quota snapshot before
runs 2 "$BANSAO" quota snapshot before
complains 'kept as they are'
runs 0 "$BANSAO" quota set 2028 900.000 --basis 'KL 3/2026'
runs 0 "$BANSAO" quota snapshot after
runs 0 "$BANSAO" report snapshot-difference --first before --second after --json
same -100000 "$(json '[y["target_change"] for y in j if y["year"] == 2028][0]')" \
    'the difference'

# Agencies: those of the plan are there; validity, successors.
runs 0 "$BANSAO" agency show CSSB --json
same 'Công ty Cổ phần Cao su Sông Bé' "$(json 'j["name"]')" 'a company of the plan'
runs 0 "$BANSAO" agency show H-DP --json
same 2025-06-30 "$(json 'j["until"]')" 'a district that was abolished'
runs 0 "$BANSAO" task list --json
same 6 "$(json 'len(j)')" 'the tasks of the plan'
runs 0 "$BANSAO" agency add SYT --name 'Sở Y tế'
runs 0 "$BANSAO" agency add XDP --name 'UBND xã Đồng Phú' --from 1/7/2025
runs 0 "$BANSAO" agency add HDP --name 'UBND huyện Đồng Phú'
runs 2 "$BANSAO" agency edit HDP --successor XDP
complains 'ended on a day'
runs 3 "$BANSAO" agency edit HDP --successor NONE --until 30/6/2025
runs 0 "$BANSAO" agency edit HDP --successor XDP --until 30/6/2025
# A body is found by its code, or by its name without diacritics.
runs 0 "$BANSAO" difficulty add K0 --received 2/3/2025 --agency 'so y TE' --content X
runs 0 "$BANSAO" difficulty show K0 --json
same SYT "$(json 'j["agency"]')" 'found by its name'
runs 0 "$BANSAO" --lang vi difficulty show K0
says 'Nội dung               X'
says '02/03/2025'
runs 0 "$BANSAO" agency add SYT2 --name 'Sở Y tế'
runs 2 "$BANSAO" difficulty edit K0 --agency 'sở y tế'
complains '2 bodies are called'
runs 0 "$BANSAO" agency remove SYT2
runs 3 "$BANSAO" difficulty edit K0 --agency 'sở không có'
runs 0 "$BANSAO" difficulty remove K0
runs 2 "$BANSAO" agency add SYT --name 'again'
complains 'is there already'
runs 2 "$BANSAO" agency backlog SYT --counted 1/3/2026 --held 10 --backlog 11
complains 'part of --held'
runs 0 "$BANSAO" agency backlog SYT --counted 1/3/2026 --held 120,5 --backlog 30 \
    --due 2025 --basis 'KH 318/KH-UBND'

# Deposits: in order, with minutes, only permanent files.
runs 0 "$BANSAO" transfer add G1 --agency HDP --due 1/6/2026
runs 2 "$BANSAO" transfer add G2 --agency SYT --due 31/6/2026
complains '31/6/2026'
runs 2 "$BANSAO" transfer edit G1 --received 1/7/2026 --files 5
complains '--minutes'
runs 2 "$BANSAO" transfer edit G1 --received 1/7/2026 --minutes 1/BB
complains 'permanent files'
runs 0 "$BANSAO" report agencies-overdue --day 1/8/2026 --json
same '[["UBND huyện Đồng Phú", 61, "UBND xã Đồng Phú"], ["Sở Y tế", 213, null]]' \
    "$(json 'sorted([[a["agency"], a["days_late"], a["successor"]] for a in j],
	key=lambda a: a[1])')" 'who is late'
runs 0 "$BANSAO" transfer edit G1 --received 1/7/2026 --minutes 1/BB --files 120
runs 0 "$BANSAO" report agencies-overdue --day 1/8/2026 --json
same 1 "$(json 'len(j)')" 'late after the deposit'
runs 7 "$BANSAO" agency remove HDP
complains 'still used'

# Difficulties, dissemination, tasks, letters.
runs 2 "$BANSAO" difficulty add K1 --received 2/3/2026
complains '--content is needed'
runs 0 "$BANSAO" difficulty add K1 --received 2/3/2026 --agency SYT \
    --topic 'Kinh phí' --content 'Chưa được cấp kinh phí chỉnh lý'
runs 2 "$BANSAO" difficulty edit K1 --answered 1/3/2026 --answer X
complains 'before it was received'
runs 0 "$BANSAO" agency disseminate SYT --held 5/5/2026 --form 'Hội nghị' --people 40
runs 0 "$BANSAO" report dissemination-missing --json
same True "$(json 'str("XDP" in [a["code"] for a in j])')" 'not yet spread'
same False "$(json 'str("SYT" in [a["code"] for a in j])')" 'spread'
runs 0 "$BANSAO" task add V1 --title 'Lập danh mục' --body 'Trung tâm' --due 1/6/2026
runs 0 "$BANSAO" task edit V1 --done 30/5/2026
runs 0 "$BANSAO" task show V1 --json
same 2026-05-30 "$(json 'j["done"]')" 'done'

# The annual report: on time until 14 December, silent when it was sent.
runs 6 "$BANSAO" quota --as-of 2026-11-14
says_not 'Annual report'
runs 6 "$BANSAO" quota --as-of 2026-11-15
says 'Annual report: send it before 15/12/2026, 29 days are left'
runs 6 "$BANSAO" quota --as-of 2026-12-14
says ' 0 days are left'
runs 6 "$BANSAO" quota --as-of 2026-12-15
says 'it was due before'
runs 2 "$BANSAO" letter add --number 5 --date 1/12/2026 --body UBND --about BC \
    --kind annual-report
complains '--year'
runs 0 "$BANSAO" letter add --number 5/BC-SNV --date 1/12/2026 --body UBND \
    --about 'Báo cáo năm' --kind annual-report --year 2026
runs 6 "$BANSAO" quota --as-of 2026-12-10
says_not 'Annual report'
runs 0 "$BANSAO" audit verify
