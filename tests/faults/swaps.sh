# T-RACE: folders and files change places with links to the outside, all the time
# and side by side, while scans are taken in, packages are built, lists and copies
# written, packages judged, bags of another site and inventories read. Nothing
# outside is opened, read, changed or made; no temporary file but in the folder
# of the target.
. "${srcdir:-.}/tests/faults/lib.sh"
. "$srcdir/tests/handover-room.sh"
need python3 sqlite3

mkdir base
(
	cd base
	BANSAO_DB=$room/base/k.db
	passed 2 3 4
	agreed bagit
) || exit 1
secret()
{
	printf 'SECRET outside' >>"$1"
}

for kind in ingest-folder ingest-file; do
	mkdir -p $kind/in $kind/outside
	runs 0 "$BANSAO" --db $kind/k.db -q init
	cp -R base/scans $kind/in/a
	cp -R base/scans/. $kind/outside/
	for file in $kind/outside/*; do
		secret "$file"
	done
	touch -d 2026-01-01 $kind/in/a/* $kind/outside/*
done
ln -s "$room/ingest-folder/outside" ingest-folder/in/link
ln -s "$room/ingest-file/outside/P01.1.1.tif" ingest-file/in/a/x.link

for kind in build-sources build-target build-inside build-tar; do
	mkdir -p $kind/scans $kind/packages $kind/outside/data
	cp -R base/scans $kind/scans/a
	touch -d 2026-01-01 $kind/scans/a/*
	(
		cd $kind
		BANSAO_DB=$room/$kind/k.db
		runs 0 "$BANSAO" -q init
		runs 0 "$BANSAO" -q fonds add P01 'Phông một'
		for n in 1 2; do
			runs 0 "$BANSAO" -q dossier add P01.$n "Hồ sơ $n" \
			    --fonds P01 maintenance=01 mode=01 language=01 \
			    startDate=05/01/1961 endDate=30/12/1968 totalDoc=3 \
			    numberOfPaper=3 numberOfPage=3 confidenceLevel=02 \
			    paperFileCode=K1.$n
		done
		runs 0 "$BANSAO" -q scan ingest scans
		past "$BANSAO_DB" "UPDATE dossier SET state = 7,
		    scanned_on = '2026-11-19', passed_on = '2026-11-20'"
		agreed bagit
	) || exit 1
	mv $kind/k.db $kind/pristine.db
	cp -R $kind/scans/a/. $kind/outside/
	for file in $kind/outside/*.tif; do
		secret "$file"
	done
done
ln -s "$room/build-sources/outside" build-sources/scans/link

for kind in export backup; do
	mkdir -p $kind/to $kind/outside $kind/victims
	cp base/k.db $kind/k.db
	for n in 1 2; do
		: >$kind/victims/$n
		cp base/k.db $kind/outside/$n
	done
done

runs 0 "$BANSAO" --db base/k.db -q handover build BG --to packages --as folder
mkdir -p verify/outside exchange/outside import/in import/outside
cp -R packages/BG verify/bag
cp base/k.db verify/k.db
runs 0 "$BANSAO" --db base/k.db -q backup exchange/site.db
runs 0 "$BANSAO" --db exchange/k.db -q restore --force exchange/site.db
runs 0 "$BANSAO" --db base/k.db -q dossier edit P01.1 'title=Tên khác'
runs 0 "$BANSAO" --db base/k.db -q exchange export "$room/exchange/bag" --site x
runs 0 "$BANSAO" --db exchange/k.db -n -q exchange import "$room/exchange/bag"
for kind in verify exchange; do
	cp -R $kind/bag/data/. $kind/outside/
	ln -s "$room/$kind/outside" $kind/bag-link
done
runs 0 "$BANSAO" --db import/k.db -q init
runs 0 "$BANSAO" --db import/k.db -q fonds add P01 'Phông một'
printf 'Mã hồ sơ,Tiêu đề\nI.1,Trong\n' >import/in/a.csv
# A link that a person names is followed, as everywhere; the reading of it leaves
# nothing in the folder of temporary files.
cp import/in/a.csv import/in/link

runs 0 python3 "$srcdir/tests/faults/swaps.py" "$(often 30 3600)"
for kind in ingest-folder ingest-file; do
	query $kind/k.db "SELECT lower(hex(sha256)) FROM scan" | sort >stored
	sha256sum $kind/outside/*.tif | cut -d' ' -f1 | sort >secrets
	[ -s stored ] || fail "$kind: nothing was ever taken in"
	[ -z "$(comm -12 stored secrets)" ] || fail "$kind: a scan from outside"
	whole $kind/k.db
done
same 2 "$(for n in 1 2; do cmp -s base/k.db backup/outside/$n || :; echo $n
    done | wc -l | tr -d ' ')" "files outside"
figure T-RACE "$(often '30 s' '1 h') side by side: $(cat .out): nothing opened, changed or made outside, no temporary file but beside its target"
