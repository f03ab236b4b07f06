# A fonds for other programs and back: EAD3, valid by its schema where that is
# at hand ($BANSAO_SCHEMAS), and the CSV of AtoM.
. "${srcdir:-.}/tests/lib.sh"
need sqlite3 python3

runs 0 "$BANSAO" init
cat >a.csv <<'END'
Mã phông,Tên phông,Nhóm,Mã hồ sơ,Tiêu đề hồ sơ,Thời gian,Số tờ,Số trang,Hộp số,Nhân vật,Ghi chú,Ngôn ngữ
P1,Phông một,Tài liệu chung/Kế hoạch,P1.1,Quyết định <giao> đất & Đồng Xoài,01/02/1968,50,100,1,Nguyễn Văn Ân,ghi chú,Tiếng Việt
P1,Phông một,Tài liệu chung,P1.2,"Hồ sơ ""xã"" Hoà Bình",1970-1974,,250,1,,,
P1,Phông một,,P1.3,Không nhóm,,3,,,,,
END
runs 0 "$BANSAO" import a.csv

facts()
{
	sqlite3 "$1" "SELECT d.code, d.title, start_date, end_date, papers, pages, box, persons, description, d.language, coalesce(g.title, ''), coalesce(p.title, ''), f.name FROM dossier d JOIN fonds f ON f.id = d.fonds_id LEFT JOIN grp g ON g.id = grp_id LEFT JOIN grp p ON p.id = g.parent_id ORDER BY d.code"
}

for kind in ead atom; do
	case $kind in ead) file=out.xml ;; atom) file=out.csv ;; esac
	runs 0 "$BANSAO" export $kind P1 -o $file
	runs 2 "$BANSAO" export $kind P1 -o $file
	runs 0 "$BANSAO" export $kind P1 -o $file --force
	runs 0 "$BANSAO" --db $kind.db init
	runs 0 "$BANSAO" --db $kind.db import $file
	same "$(facts "$BANSAO_DB" | cut -d'|' -f1-9,11-)" \
	    "$(facts $kind.db | cut -d'|' -f1-9,11-)" "what $kind brings back"
done
runs 3 "$BANSAO" export ead NOPE
if [ -n "${BANSAO_SCHEMAS:-}" ] && command -v xmllint >/dev/null; then
	xmllint --nonet --noout --schema "$BANSAO_SCHEMAS/ead3.xsd" out.xml ||
		fail 'the EAD3 is not valid'
fi
