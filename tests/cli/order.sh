# The order of titles against another program's: perl's Unicode::Collate with
# CLDR's rules for vi, on every letter, and on 2,000 titles. Numbers go by
# their value here (tests/test_text.c), so there are none in the titles.
. "${srcdir:-.}/tests/lib.sh"
need python3 perl
perl -MUnicode::Collate::Locale -e 1 2>/dev/null ||
	skip "no Unicode::Collate::Locale here"

runs 0 "$BANSAO" init
python3 - <<'END'
import random
random.seed(11)
letters = ('aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộ'
           'ơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz')
ends = ['', '', 'n', 'ng', 'nh', 't', 'c', 'ch', 'm', 'p', 'i', 'o', 'u']
vowels = [c for c in letters if c not in 'bcdđfghjklmnpqrstvwxz']
starts = ['', 'b', 'c', 'd', 'đ', 'g', 'h', 'kh', 'l', 'm', 'n', 'ng', 'nh',
          'ph', 'qu', 's', 't', 'th', 'tr', 'v', 'x']


def word():
    w = random.choice(starts) + random.choice(vowels) + random.choice(ends)
    return random.choice((w, w, w.capitalize(), w.upper()))


titles = {c for c in letters} | {c.upper() for c in letters}
# Two-letter words of each vowel: the tones of one word, then the next one.
titles |= {a + ' ' + b for a in 'mMđĐ' for b in vowels}
while len(titles) < 2000:
    titles.add(random.choice((' ', ' ', ' - ', ', ')).join(
        word() for _ in range(random.randint(1, 4))))
titles = sorted(titles)
random.shuffle(titles)
with open('a.csv', 'w', encoding='utf-8') as f:
    f.write('Mã phông,Tên phông,Mã hồ sơ,Tiêu đề\n')
    for i, t in enumerate(titles):
        f.write('P,P,P.%d,"%s"\n' % (i, t))
open('titles', 'w', encoding='utf-8').write('\n'.join(titles) + '\n')
END
runs 0 "$BANSAO" import a.csv
runs 0 "$BANSAO" dossier list --sort title --json
python3 -c 'import json, sys
for d in json.load(open(sys.argv[1], encoding="utf-8")):
    print(d["title"])' "$room/.out" >ours
perl -CSD -MUnicode::Collate::Locale -e '
my $order = Unicode::Collate::Locale->new(locale => "vi",
    variable => "non-ignorable", level => 3);
chomp(my @titles = <STDIN>);
print "$_\n" for $order->sort(@titles)' <titles >theirs
same 2000 "$(wc -l <ours)"
diff theirs ours >differences || {
	head -20 differences >&2
	fail "$(grep -c '^[<>]' differences) lines are elsewhere"
}
