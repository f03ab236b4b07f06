/* The names of columns: TT05 and TT02 elements, ISAD(G) of AtoM, and what
 * stands on Vietnamese inventories, with and without diacritics. */
#include "import.h"

#include "text.h"

#include <string.h>

/* clang-format off */
const struct column_kind column_kinds[] = {
	{ "fileCode", NULL, COLUMN_FIELD, "ma ho so|ma so ho so|ma dinh danh ho so|ma ho so luu tru|filecode|arcfilecode|file code|referencecode|reference code|ma tra cuu|ma luu tru|ma hs|unitid" },
	{ "title", NULL, COLUMN_FIELD, "tieu de ho so|tieu de|ten ho so|tieu de ho so tai lieu|tieu de hs|trich yeu|trich yeu noi dung|noi dung ho so|noi dung|tieu de ho so don vi bao quan|ten loai va trich yeu noi dung|title|unittitle" },
	{ "maintenance", NULL, COLUMN_FIELD, "thoi han bao quan|thoi han luu tru|thbq|thoi han bq|thoi han|maintenance|thoi han bao quan ho so|retention" },
	{ "mode", NULL, COLUMN_FIELD, "che do su dung|muc do tiep can|che do tiep can|mode|rights|accessconditions|che do khai thac" },
	{ "language", NULL, COLUMN_FIELD, "ngon ngu|language|languages|langmaterial" },
	{ "startDate", NULL, COLUMN_FIELD, "thoi gian bat dau|ngay bat dau|bat dau|tu ngay|ngay thang bat dau|nam bat dau|startdate|start date|eventstartdates|thoi gian tai lieu bat dau|thoi gian ho so bat dau|thoi gian tu|thoi gian tai lieu tu|ngay thang nam bat dau|nam tai lieu|nam" },
	{ "endDate", NULL, COLUMN_FIELD, "thoi gian ket thuc|ngay ket thuc|ket thuc|den ngay|ngay thang ket thuc|nam ket thuc|enddate|end date|eventenddates|thoi gian tai lieu ket thuc|thoi gian ho so ket thuc|thoi gian den|thoi gian tai lieu den|ngay thang nam ket thuc" },
	{ "dates", N_("Dates, start and end in one cell"), COLUMN_DATES, "thoi gian tai lieu|thoi gian|ngay thang tai lieu|thoi gian bat dau ket thuc|thoi gian bat dau va ket thuc|ngay thang bat dau va ket thuc|ngay thang nam bat dau va ket thuc|ngay bat dau ket thuc|thoi gian tl|thoi gian hinh thanh|eventdates|unitdate|dates|ngay thang nam|ngay thang|thoi gian cua tai lieu|thoi gian ho so" },
	{ "keyword", NULL, COLUMN_FIELD, "tu khoa|keyword|keywords|subjectaccesspoints" },
	{ "totalDoc", NULL, COLUMN_FIELD, "tong so van ban trong ho so|tong so tai lieu trong ho so|tong so van ban|tong so tai lieu|so luong van ban|so van ban|so vb|so luong tai lieu|totaldoc|so luong van ban trong ho so" },
	{ "numberOfPaper", NULL, COLUMN_FIELD, "so to|so luong to|tong so to|sl to|numberofpaper|number of paper|numbersheet|numberofsheet|sheets|to" },
	{ "numberOfPage", NULL, COLUMN_FIELD, "so trang|so luong trang|tong so trang|sl trang|numberofpage|pagenumber|pages|number of page|number of pages|so luong trang tai lieu|so trang tai lieu" },
	{ "sheetsAndPages", N_("Sheets and pages in one cell"), COLUMN_SHEETS, "so to so trang|so to trang|so luong to trang|so luong to so trang|to trang|extentandmedium|physdesc" },
	{ "format", NULL, COLUMN_FIELD, "tinh trang vat ly|tinh trang|tinh trang tai lieu|tinh trang vat ly cua tai lieu|format|physicalcharacteristics" },
	{ "inforSign", NULL, COLUMN_FIELD, "ky hieu thong tin|inforsign" },
	{ "confidenceLevel", NULL, COLUMN_FIELD, "muc do tin cay|confidencelevel" },
	{ "paperFileCode", NULL, COLUMN_FIELD, "ma ho so goc giay|ma ho so giay|paperfilecode" },
	{ "riskRecovery", NULL, COLUMN_FIELD, "che do du phong|che do lap tai lieu luu tru du phong|riskrecovery" },
	{ "description", NULL, COLUMN_FIELD, "ghi chu|chu giai|description|note|notes|generalnote|scopeandcontent|scopecontent" },
	{ "fileCatalog", NULL, COLUMN_FIELD, "muc luc so|so muc luc|muc luc|filecatalog|muc luc so hoac nam hinh thanh ho so|nam hinh thanh ho so|nam hinh thanh|ml so" },
	{ "fileNotation", NULL, COLUMN_FIELD, "ho so so|so ho so|so va ky hieu ho so|so ky hieu ho so|so ky hieu|so va ky hieu|filenotation|hs so|so hs|don vi bao quan|don vi bao quan so|dvbq|dvbq so|so dvbq|ky hieu ho so" },
	{ "box", NULL, COLUMN_FIELD, "hop so|so hop|hop|cap so|hop cap so|hop so cap so|so hop cap|cap hop so|box|container|physicalobjectname" },
	{ "shelf", NULL, COLUMN_FIELD, "gia|ke|gia so|so gia|vi tri|kho|kho gia|tu|shelf|physicalobjectlocation|dia chi bao quan|noi bao quan|gia ke" },
	{ "secrecy", NULL, COLUMN_FIELD, "do mat|muc do mat|dau mat|secrecy" },
	{ "carrier", NULL, COLUMN_FIELD, "vat mang tin|chat lieu|loai hinh vat mang tin|carrier" },
	{ "special", NULL, COLUMN_FIELD, "gia tri dac biet|tai lieu quy hiem|special" },
	{ "persons", NULL, COLUMN_FIELD, "nhan vat|ten nguoi|nhan danh|persons|nameaccesspoints|persname" },
	{ "places", NULL, COLUMN_FIELD, "dia danh|dia diem|dia ban|places|placeaccesspoints|geogname" },
	{ "sizeClass", NULL, COLUMN_FIELD, "kho giay|co giay|kho|sizeclass" },
	{ "a4Estimate", NULL, COLUMN_FIELD, "so trang a4|trang a4|quy a4|so trang quy a4|so trang quy doi a4|quy doi a4|a4estimate" },
	{ "fondsCode", N_("Code of the fonds"), COLUMN_FONDS_CODE, "ma phong|ma phong luu tru|ma phong cong trinh suu tap luu tru|ma phong cong trinh suu tap|organid|phong so|so phong|fondscode|ma khoi|ma suu tap" },
	{ "fondsName", N_("Name of the fonds"), COLUMN_FONDS_NAME, "ten phong|phong|phong luu tru|ten phong luu tru|ten phong cong trinh suu tap luu tru|fondname|fonds|ten suu tap|ten phong cong trinh suu tap" },
	{ "group", N_("Group, levels with / between"), COLUMN_GROUP, "nhom|ten nhom|khoi|khoi tai lieu|nhom tai lieu|de muc|chuyen muc|mat hoat dong|group|series|ten de muc|muc|phan|chuong muc|nhom khoi" },
	{ "serial", N_("Serial number (not kept)"), COLUMN_SERIAL, "stt|so tt|tt|so thu tu|no|s tt|so tt ho so|thu tu" },
	{ "level", N_("Level of description"), COLUMN_LEVEL, "levelofdescription|level|cap mo ta|level of description" },
	{ "id", N_("Identifier of the row"), COLUMN_ID, "legacyid|legacy id" },
	{ "parent", N_("Identifier of the parent"), COLUMN_PARENT, "parentid|parent id" },
	{ "skip", N_("Not read"), COLUMN_SKIP, "identifier|ma co quan luu tru|ma co quan luu tru lich su|tinh trang du phong|riskrecoverystatus|culture|repository|qubitparentslug|accessionnumber|publicationstatus|so luong ban sao|eventtypes|eventactors|eventdescriptions|alternativeidentifiers" },
	{ NULL, NULL, COLUMN_SKIP, NULL }
};
/* clang-format on */

const char *column_label(const struct column_kind *kind)
{
	const struct dossier_field *field = dossier_field(kind->name);

	return field != NULL ? _(field->label) : _(kind->label);
}

const struct column_kind *column_by_name(const char *name)
{
	struct pool pool = { 0 };
	const char *wanted = text_fold(&pool, name);
	const struct column_kind *kind = column_kinds;

	while (kind->name != NULL &&
	    strcmp(text_fold(&pool, kind->name), wanted) != 0)
		kind++;
	pool_free(&pool);
	return kind->name == NULL ? NULL : kind;
}

/* Only letters and digits, one blank between words; what stands in
 * parentheses is left out when asked. */
static char *normal(struct pool *pool, const char *head, bool inside)
{
	const char *folded = text_fold(pool, head);
	char *out = pool_alloc(pool, strlen(folded) + 2);
	char *to = out;
	int depth = 0;

	for (; *folded != '\0'; folded++) {
		unsigned char c = (unsigned char)*folded;

		depth += c == '(';
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    c >= 0x80) {
			if (inside || depth == 0)
				*to++ = (char)c;
		} else if (to > out && to[-1] != ' ') {
			*to++ = ' ';
		}
		depth -= c == ')' && depth > 0;
	}
	while (to > out && to[-1] == ' ')
		to--;
	*to = '\0';
	return out;
}

/* Blanks do not count: tables of dBase call it TIEUDE. */
static bool is_same(const char *head, const char *end, const char *wanted)
{
	for (;;) {
		while (head < end && *head == ' ')
			head++;
		while (*wanted == ' ')
			wanted++;
		if (head == end || *wanted == '\0')
			return head == end && *wanted == '\0';
		if (*head++ != *wanted++)
			return false;
	}
}

static bool is_among(const char *heads, const char *wanted)
{
	while (*wanted != '\0' && heads != NULL) {
		const char *end = strchrnul(heads, '|');

		if (is_same(heads, end, wanted))
			return true;
		heads = *end == '\0' ? NULL : end + 1;
	}
	return false;
}

const struct column_kind *column_by_head(const char *head)
{
	struct pool pool = { 0 };
	const char *tries[2] = { normal(&pool, head, true),
	    normal(&pool, head, false) };
	const struct column_kind *found = NULL;

	for (size_t t = 0; t < COUNT(tries) && found == NULL; t++)
		for (const struct column_kind *kind = column_kinds;
		    kind->name != NULL && found == NULL; kind++)
			if (is_among(kind->heads, tries[t]))
				found = kind;
	pool_free(&pool);
	return found;
}
