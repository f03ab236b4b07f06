/* One row of the table: a section, the end of the table, a place, or a
 * dossier. */
#include "import_inside.h"

#include "date.h"
#include "dossier_import.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* A row of the table, its cells read. */
struct reading {
	const struct import_row *row;
	const char *text[MOST_COLUMNS];
	size_t count;
	size_t filled;		/* cells with text, the serial number apart */
	size_t only;		/* the last of them */
	const char *serial;
};

static const char *of(const struct import *in, const struct reading *r,
    enum column_role role)
{
	for (size_t c = 0; c < r->count; c++)
		if (in->columns[c].kind != NULL &&
		    in->columns[c].kind->role == role)
			return r->text[c];
	return "";
}

static const char *field_of(const struct import *in, const struct reading *r,
    const char *name)
{
	for (size_t c = 0; c < r->count; c++)
		if (in->columns[c].kind != NULL &&
		    strcmp(in->columns[c].kind->name, name) == 0)
			return r->text[c];
	return "";
}

static void read_cells(struct import *in, const struct import_row *row,
    struct reading *r)
{
	r->row = row;
	r->count = row->count < in->column_count ? row->count :
	    in->column_count;
	r->filled = r->only = 0;
	r->serial = "";
	for (size_t c = 0; c < r->count; c++) {
		r->text[c] = import_text(in, &in->row_pool, &in->columns[c],
		    &row->cells[c], row->raw);
		if (r->text[c][0] == '\0')
			continue;
		if (in->columns[c].kind != NULL &&
		    in->columns[c].kind->role == COLUMN_SERIAL) {
			r->serial = r->text[c];
			continue;
		}
		/* A merged cell that some writers repeat counts once. */
		if (r->filled > 0 && strcmp(r->text[c], r->text[r->only]) == 0)
			continue;
		r->filled++;
		r->only = c;
	}
	/* A text across the sheet that begins in the column of the numbers. */
	if (r->filled == 0 && r->count > 0 &&
	    strchr(r->serial, ' ') != NULL) {
		while (r->only + 1 < r->count && r->text[r->only] != r->serial)
			r->only++;
		r->filled = 1;
		r->serial = "";
	}
}

/* What stands below a table: sums, words of the total, place and date,
 * signatures. The number of dossiers it names, 0 when none; -1: no footer. */
static int64_t footer(struct import *in, const char *text)
{
	static const char *const begins[] = { "tong cong", "tong so ho so",
	    "cong:", "muc luc nay", "danh muc nay", "viet bang chu",
	    "bang chu", "nguoi lap", "thu truong", "xac nhan", "total",
	    "giam doc", "truong phong", "ky ten", "(ky", "noi nhan", NULL };
	const char *fold = text_fold(&in->row_pool, text);

	/* The word alone: "Công văn" is a title. */
	if (strcmp(fold, "cong") == 0 || strcmp(fold, "tong") == 0)
		return 0;
	for (int i = 0; begins[i] != NULL; i++)
		if (strncmp(fold, begins[i], strlen(begins[i])) == 0) {
			const char *digits = strpbrk(fold, "0123456789");

			return i == 3 && digits != NULL ?
			    strtoll(digits, NULL, 10) : 0;
		}
	if (strstr(fold, "ngay") != NULL && strstr(fold, "thang") != NULL &&
	    strstr(fold, "nam") != NULL && strstr(fold, ",") != NULL &&
	    strlen(fold) < 80)
		return 0;
	return -1;
}

/* *sum: a sum, which may stand between two parts of the table. */
static bool is_footer(struct import *in, const struct reading *r, bool *sum)
{
	const char *fold;
	size_t at = 0;
	int64_t said = -1;

	if (r->filled == 0 || r->filled > 4 ||
	    field_of(in, r, "fileCode")[0] != '\0')
		return false;
	if (r->serial[0] != '\0' && import_all_digits(r->serial))
		return false;
	for (size_t c = 0; c < r->count && said < 0; c++)
		if (r->text[c][0] != '\0') {
			said = footer(in, r->text[c]);
			at = c;
		}
	if (said < 0)
		return false;
	if (said > 0 && said != in->sheet_rows)
		import_tell(in, "R004", r->row->number, 0, _("the table says "
		    "it has %lld dossiers, but there are %lld"),
		    (long long)said, (long long)in->sheet_rows);
	import_tell(in, "R003", r->row->number, 0,
	    _("taken for the end of the table: \"%s\""), r->text[at]);
	fold = text_fold(&in->row_pool, r->text[at]);
	*sum = strncmp(fold, "tong", 4) == 0 || strcmp(fold, "cong") == 0;
	return true;
}

/* One text across the sheet, perhaps with I., A or 1.2 in front. */
static bool is_section(struct import *in, const struct reading *r)
{
	if (r->filled != 1)
		return false;
	if (r->serial[0] != '\0' && import_all_digits(r->serial))
		return false;
	return in->columns[r->only].kind == NULL ||
	    in->columns[r->only].kind->role == COLUMN_SERIAL ||
	    in->columns[r->only].kind->role == COLUMN_GROUP ||
	    strcmp(in->columns[r->only].kind->name, "title") == 0 ||
	    (r->only == 0 && strchr(r->text[0], ' ') != NULL) ||
	    r->serial[0] != '\0';
}

/* Code of a dossier that has none of its own: fonds.inventory.number. */
static const char *make_code(struct import *in, int fonds,
    const struct dossier *d)
{
	const char *catalog = d->catalog;
	char year[8] = "";

	if (d->notation[0] == '\0' || fonds < 0)
		return "";
	if (catalog[0] == '\0' && in->block_catalog != NULL)
		catalog = in->block_catalog;
	if (catalog[0] == '\0' && strlen(d->start_date) >= 4) {
		memcpy(year, d->start_date, 4);
		catalog = year;
	}
	return pool_printf(&in->row_pool, "%s%s%s.%s",
	    in->fonds_list[fonds].code, catalog[0] == '\0' ? "" : ".",
	    catalog, d->notation);
}

static void find_place(struct import *in, const struct reading *r, int *fonds,
    int *group)
{
	const struct node *above = import_parent(in,
	    of(in, r, COLUMN_PARENT));
	const char *path = of(in, r, COLUMN_GROUP);

	if (above != NULL) {
		*fonds = above->fonds;
		*group = above->group;
		return;
	}
	*fonds = import_fonds(in, r->row->number, of(in, r,
	    COLUMN_FONDS_CODE), of(in, r, COLUMN_FONDS_NAME));
	*group = -1;
	if (path[0] != '\0')
		*group = import_group_path(in, *fonds, path);
	else if (in->section_count > 0 && in->groups[in->sections[
	    in->section_count - 1].group].fonds == *fonds)
		*group = in->sections[in->section_count - 1].group;
	else if (in->options->group != NULL)
		*group = import_group_path(in, *fonds, in->options->group);
}

/* Place, title and dates in one number. */
static uint64_t title_hash(const char *title_fold, const struct dossier *d,
    const struct spooled *place)
{
	uint64_t hash = import_hash(title_fold);

	hash = hash * 31 + import_hash(d->start_date);
	hash = hash * 31 + import_hash(d->end_date);
	hash = hash * 31 + (uint64_t)(place->fonds + 1);
	return hash * 31 + (uint64_t)(place->group + 2);
}

/* The same title with the same dates, in the file or in the catalogue: perhaps
 * one dossier under two codes. */
static bool judge_title(struct import *in, const struct dossier *d,
    const struct spooled *place, int64_t row, bool known)
{
	const char *fold = text_fold(&in->row_pool, d->title);
	const char *code = "";
	int64_t fonds = place->fonds < 0 ? 0 : in->fonds_list[place->fonds].id;
	int64_t before;
	int sheet;

	if (d->start_date[0] == '\0' || fold[0] == '\0')
		return true;
	before = import_seen(&in->titles, title_hash(fold, d, place), row,
	    in->sheet_number, &sheet);
	if (before != 0)
		import_tell(in, "D003", row, 0,
		    _("the title and the dates are those of row %lld"),
		    (long long)before);
	if (before != 0 || known || fonds == 0)
		return true;
	if (!dossier_import_twin(in->db, fonds, fold, d->start_date,
	    d->end_date[0] == '\0' ? d->start_date : d->end_date,
	    &in->row_pool, &code, in->err))
		return false;
	if (code[0] != '\0')
		import_tell(in, "D003", row, 0, _("the title and the dates are "
		    "those of %s in the catalogue"), code);
	return true;
}

/* Has this code, or this title with these dates, been before? */
static bool judge_doubles(struct import *in, const struct dossier *d,
    const struct spooled *place, int64_t row, int64_t *known)
{
	int sheet = 0;
	int64_t before = import_seen(&in->codes, import_hash(d->code), row,
	    in->sheet_number, &sheet);

	*known = 0;
	if (before != 0) {
		import_tell(in, "D001", row, 0,
		    sheet == in->sheet_number ?
		    _("code %s stands in row %lld already") :
		    _("code %s stands in row %lld of another sheet already"),
		    d->code, (long long)before);
		return false;
	}
	if (!dossier_id(in->db, d->code, known, in->err))
		return false;
	if (*known != 0 && !in->options->update) {
		import_tell(in, "D002", row, 0,
		    _("code %s is in the catalogue already"), d->code);
		return false;
	}
	return judge_title(in, d, place, row, *known != 0);
}

/* What --update would change, field by field. */
static bool judge_update(struct import *in, struct spooled *row)
{
	struct pool *pool = &in->row_pool;
	struct dossier now;
	bool changed = false;
	size_t i = 0;

	if (!dossier_get(in->db, row->known, pool, &now, in->err))
		return false;
	for (const struct dossier_field *f = dossier_fields; f->name != NULL;
	    f++, i++) {
		const char *before;
		const char *after;

		if (!(row->given >> i & 1))
			continue;
		before = dossier_text(&now, pool, f);
		after = dossier_text(&row->dossier, pool, f);
		if (strcmp(before, after) == 0) {
			row->given &= ~(UINT64_C(1) << i);
			continue;
		}
		changed = true;
		import_tell(in, "U001", row->row, 0,
		    _("%s, %s: \"%s\" becomes \"%s\""), now.code, _(f->label),
		    before, after);
	}
	if (!changed)
		in->result->unchanged++;
	return changed;
}

static uint64_t given_fields(const struct dossier *d)
{
	uint64_t given = 0;
	struct dossier blank;
	size_t i = 0;

	dossier_blank(&blank);
	for (const struct dossier_field *f = dossier_fields; f->name != NULL;
	    f++, i++) {
		const char *place = (const char *)d + f->offset;
		const char *empty = (const char *)&blank + f->offset;
		bool number = f->kind == FIELD_NUMBER || f->kind == FIELD_FLAG;

		if (number ? memcmp(place, empty, sizeof(int64_t)) != 0 :
		    (*(const char *const *)(const void *)place)[0] != '\0')
			given |= UINT64_C(1) << i;
	}
	return given;
}

static bool in_order(const struct dossier *d)
{
	struct date from;
	struct date to;

	return d->start_date[0] == '\0' || d->end_date[0] == '\0' ||
	    !date_from_iso(d->start_date, &from) ||
	    !date_from_iso(d->end_date, &to) || date_in_order(from, to);
}

static bool take_dossier(struct import *in, const struct reading *r)
{
	struct spooled row = { .sheet = in->sheet_number,
	    .row = r->row->number, .raw = buf_string(&in->raw),
	    .raw_length = in->raw.length };
	struct dossier *d = &row.dossier;
	int64_t errors = in->result->errors;

	dossier_blank(d);
	for (size_t c = 0; c < r->count; c++)
		if (in->columns[c].kind != NULL && r->text[c][0] != '\0')
			import_value(in, d, row.row, c, r->text[c],
			    r->row->cells[c].kind);
	find_place(in, r, &row.fonds, &row.group);
	if (in->err->kind != ERR_NONE)
		return false;
	if (d->title[0] == '\0' && field_of(in, r, "title")[0] == '\0')
		import_tell(in, "R001", row.row, 0, _("there is no title"));
	if (!in_order(d)) {
		import_tell_soft(in, "V001", row.row, 0,
		    _("it ends (%s) before it begins (%s)"), d->end_date,
		    d->start_date);
		d->start_date = d->end_date = "";
	}
	if (d->catalog[0] == '\0' && in->block_catalog != NULL)
		d->catalog = in->block_catalog;
	if (d->code[0] == '\0')
		d->code = make_code(in, row.fonds, d);
	in->sheet_rows++;
	if (d->code[0] == '\0') {
		if (row.fonds >= 0)
			import_tell(in, "R002", row.row, 0,
			    _("there is neither a code nor a file number"));
		return true;
	}
	if (!judge_doubles(in, d, &row, row.row, &row.known))
		return in->err->kind == ERR_NONE;
	row.given = given_fields(d);
	if (row.known != 0 && !judge_update(in, &row))
		return in->err->kind == ERR_NONE;
	if (in->result->errors > errors)
		return true;
	if (row.known != 0)
		in->result->updated++;
	else
		in->result->dossiers++;
	return spool_put(in, &row);
}

static void keep_preview(struct import *in, const struct reading *r)
{
	const char **cells;

	if (in->result->preview_count >= PREVIEW_ROWS)
		return;
	if (in->result->preview == NULL)
		in->result->preview = pool_array(in->pool, PREVIEW_ROWS,
		    sizeof(*in->result->preview));
	in->result->preview_rows[in->result->preview_count] = r->row->number;
	cells = in->result->preview[in->result->preview_count++];
	for (size_t c = 0; c < PREVIEW_COLUMNS; c++)
		cells[c] = c < r->count ? pool_copy(in->pool, r->text[c]) : "";
}

/* The row as it came, for the log of the import. */
static void keep_raw(struct import *in, const struct import_row *row)
{
	buf_clear(&in->raw);
	for (size_t c = 0; c < row->count && in->raw.length < 65536; c++) {
		if (c > 0)
			buf_char(&in->raw, '\x1f');
		buf_add(&in->raw, row->cells[c].text, row->cells[c].length);
	}
}

bool import_row_take(struct import *in, const struct import_row *row)
{
	struct reading r;
	bool sum;

	pool_reset(&in->row_pool);
	if (in->footer)
		return true;
	read_cells(in, row, &r);
	if (r.filled == 0)
		return true;
	in->result->rows++;
	keep_preview(in, &r);
	if (is_footer(in, &r, &sum)) {
		in->footer = !sum;
		return true;
	}
	if (of(in, &r, COLUMN_LEVEL)[0] != '\0' && import_node(in,
	    of(in, &r, COLUMN_LEVEL), of(in, &r, COLUMN_ID),
	    of(in, &r, COLUMN_PARENT), field_of(in, &r, "fileCode"),
	    field_of(in, &r, "title"), row->number))
		return in->err->kind == ERR_NONE;
	if (is_section(in, &r)) {
		import_tell(in, "R005", row->number, 0, _("taken for the group "
		    "of the rows below: \"%s\""), r.text[r.only]);
		import_section(in, row->number, r.serial, r.text[r.only]);
		return in->err->kind == ERR_NONE;
	}
	keep_raw(in, row);
	return take_dossier(in, &r);
}
