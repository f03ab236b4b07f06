# `bansao verify` on about 150 bags of every kind (bags.py), each with the
# verdict and the reasons that RFC 8493 and the older drafts give it.
. "${srcdir:-.}/tests/lib.sh"
need python3
printf secret >outside
mkdir bags
python3 "$srcdir/tests/cli/bags.py" bags "$BANSAO" >list ||
	fail "$(cat list)"
figure T-SLIP "bagit: $(tail -1 list)"
same secret "$(cat outside)" 'the file outside'
