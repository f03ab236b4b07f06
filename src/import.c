#include "import_inside.h"

#include "date.h"
#include "registry.h"
#include "text.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Stable codes; the man page lists them. F: the file, M: the mapping,
 * E: encodings, R: rows, V: values, D: doubles, U: updates. */
/* clang-format off */
const struct finding_kind import_findings[] = {
	{ "F001", SEVERITY_ERROR,   N_("Save it again from the program it comes from") },
	{ "F002", SEVERITY_WARNING, N_("Look at the cell in the file") },
	{ "F003", SEVERITY_INFO,    N_("Nothing to do") },
	{ "M001", SEVERITY_WARNING, N_("Name the columns with --map FIELD=COLUMN") },
	{ "M002", SEVERITY_ERROR,   N_("Name the columns with --map FIELD=COLUMN, for example --map title=3") },
	{ "M003", SEVERITY_ERROR,   N_("Say --fonds CODE and --fonds-name NAME, or add a column \"Mã phông\"") },
	{ "M004", SEVERITY_WARNING, N_("Say --fonds-name NAME") },
	{ "M005", SEVERITY_ERROR,   N_("Name a column by its head, its number or its letter") },
	{ "M006", SEVERITY_WARNING, N_("Choose the column with --map FIELD=COLUMN") },
	{ "M007", SEVERITY_INFO,    N_("Say what it means with --map FIELD=COLUMN, if it is wanted") },
	{ "M008", SEVERITY_WARNING, N_("Split the table") },
	{ "M009", SEVERITY_INFO,    N_("Say --map to choose otherwise") },
	{ "E001", SEVERITY_INFO,    N_("If it is wrong, say --encoding") },
	{ "E002", SEVERITY_ERROR,   N_("Look at the rows of the preview, then say --encoding utf8, tcvn3, vni, viscii or cp1258") },
	{ "E003", SEVERITY_INFO,    N_("Say --upper COLUMN") },
	{ "R001", SEVERITY_ERROR,   N_("Write the title, or remove the row") },
	{ "R002", SEVERITY_ERROR,   N_("Write the code, or the file number from which it is made") },
	{ "R003", SEVERITY_INFO,    N_("Nothing to do") },
	{ "R004", SEVERITY_WARNING, N_("Count the rows again") },
	{ "V001", SEVERITY_ERROR,   N_("Correct the date, or leave it out with --lenient") },
	{ "V002", SEVERITY_ERROR,   N_("Correct the number, or leave it out with --lenient") },
	{ "V003", SEVERITY_ERROR,   N_("Use one of the terms, or leave it out with --lenient") },
	{ "V004", SEVERITY_WARNING, N_("Nothing to do, if the word is Vietnamese") },
	{ "V005", SEVERITY_INFO,    N_("If it is no date, map the column otherwise") },
	{ "V006", SEVERITY_WARNING, N_("Check the year") },
	{ "V007", SEVERITY_WARNING, N_("Say another --encoding, or correct the cell") },
	{ "V008", SEVERITY_ERROR,   N_("Shorten it, or leave it out with --lenient") },
	{ "D001", SEVERITY_ERROR,   N_("Give each dossier its own code") },
	{ "D002", SEVERITY_ERROR,   N_("Say --update to change the dossiers that are there, or remove the row") },
	{ "D003", SEVERITY_WARNING, N_("See whether it is the same dossier") },
	{ "U001", SEVERITY_INFO,    N_("Nothing to do") },
	{ NULL, SEVERITY_INFO, NULL }
};
/* clang-format on */

/* --- findings ------------------------------------------------------------ */

static PRINTF(6, 0) void tell(struct import *in, const char *code,
    int64_t row, int column, bool soft, const char *format, va_list args)
{
	const struct finding_kind *kind = import_findings;
	struct import_result *result = in->result;
	enum severity severity;
	struct finding *finding;

	while (kind->code != NULL && strcmp(kind->code, code) != 0)
		kind++;
	severity = kind->severity;
	if (soft && in->options->lenient && severity == SEVERITY_ERROR)
		severity = SEVERITY_WARNING;
	if (severity == SEVERITY_ERROR)
		result->errors++;
	else if (severity == SEVERITY_WARNING)
		result->warnings++;
	else
		result->infos++;
	if (result->finding_count == FINDINGS_KEPT)
		return;
	if (result->findings == NULL)
		result->findings = pool_array(in->pool, FINDINGS_KEPT,
		    sizeof(*finding));
	finding = &result->findings[result->finding_count++];
	*finding = (struct finding){ .kind = kind, .severity = severity,
	    .sheet = in->sheet, .row = row, .column = column, .head = "" };
	if (column > 0 && column <= (int)in->column_count)
		finding->head = in->columns[column - 1].head;
	finding->text = pool_vprintf(in->pool, format, args);
}

void import_tell(struct import *in, const char *code, int64_t row, int column,
    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tell(in, code, row, column, false, format, args);
	va_end(args);
}

void import_tell_soft(struct import *in, const char *code, int64_t row,
    int column, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tell(in, code, row, column, true, format, args);
	va_end(args);
}

static void on_trouble(void *to, const char *code, const char *sheet,
    int64_t row, int column, const char *text)
{
	struct import *in = to;
	const char *before = in->sheet;

	in->sheet = pool_copy(in->pool, sheet);
	import_tell(in, code, row, column, "%s", text);
	in->sheet = before;
}

/* --- rows ---------------------------------------------------------------- */

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

static bool is_footer(struct import *in, const struct reading *r)
{
	int64_t said = -1;

	if (r->filled == 0 || r->filled > 4 ||
	    field_of(in, r, "fileCode")[0] != '\0')
		return false;
	if (r->serial[0] != '\0' && import_all_digits(r->serial))
		return false;
	for (size_t c = 0; c < r->count && said < 0; c++)
		if (r->text[c][0] != '\0')
			said = footer(in, r->text[c]);
	if (said < 0)
		return false;
	if (said > 0 && said != in->sheet_rows)
		import_tell(in, "R004", r->row->number, 0, _("the table says "
		    "it has %lld dossiers, but there are %lld"),
		    (long long)said, (long long)in->sheet_rows);
	import_tell(in, "R003", r->row->number, 0,
	    _("taken for the end of the table: \"%s\""), r->text[r->only]);
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
	    r->only == 0 || r->serial[0] != '\0';
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
	before = import_seen(&in->titles, import_hash(text_fold(
	    &in->row_pool, pool_printf(&in->row_pool, "%d %d %s|%s|%s",
	    place->fonds, place->group, d->title, d->start_date,
	    d->end_date))), row, in->sheet_number, &sheet);
	if (before != 0 && d->start_date[0] != '\0')
		import_tell(in, "D003", row, 0,
		    _("the title and the dates are those of row %lld"),
		    (long long)before);
	return true;
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
	if (d->title[0] == '\0')
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

static bool take_row(struct import *in, const struct import_row *row)
{
	struct reading r;

	pool_reset(&in->row_pool);
	if (in->footer)
		return true;
	read_cells(in, row, &r);
	if (r.filled == 0)
		return true;
	in->result->rows++;
	keep_preview(in, &r);
	if (is_footer(in, &r)) {
		/* A sum may stand between parts; a signature ends it. */
		in->footer = strncmp(text_fold(&in->row_pool,
		    r.text[r.only]), "tong", 4) != 0;
		return true;
	}
	if (of(in, &r, COLUMN_LEVEL)[0] != '\0' && import_node(in,
	    of(in, &r, COLUMN_LEVEL), of(in, &r, COLUMN_ID),
	    of(in, &r, COLUMN_PARENT), field_of(in, &r, "fileCode"),
	    field_of(in, &r, "title"), row->number))
		return in->err->kind == ERR_NONE;
	if (is_section(in, &r)) {
		import_section(in, row->number, r.serial, r.text[r.only]);
		return in->err->kind == ERR_NONE;
	}
	keep_raw(in, row);
	return take_dossier(in, &r);
}

/* --- sheets -------------------------------------------------------------- */

static void keep_sample(struct import *in, const struct import_row *row)
{
	struct sample *sample;

	if (in->samples == NULL)
		in->samples = pool_array(&in->sheet_pool, SAMPLE_ROWS,
		    sizeof(*in->samples));
	sample = &in->samples[in->sample_count++];
	sample->number = row->number;
	sample->raw = row->raw;
	sample->count = row->count;
	sample->cells = pool_array(&in->sheet_pool, row->count + 1,
	    sizeof(*sample->cells));
	for (size_t c = 0; c < row->count; c++) {
		sample->cells[c] = row->cells[c];
		sample->cells[c].text = pool_copy_n(&in->sheet_pool,
		    row->cells[c].text, row->cells[c].length);
	}
}

/* Judge the samples, then take those that are data. */
static bool settle(struct import *in)
{
	int from;

	if (in->settled)
		return true;
	in->settled = true;
	from = import_settle(in);
	if (from < 0) {
		in->no_table = true;
		if (in->sample_count > 0)
			import_tell(in, "M001", 0, 0, _("no table with a "
			    "column \"Tiêu đề\" or \"Mã hồ sơ\" is found"));
		return true;
	}
	in->tables++;
	in->result->sheet = in->sheet;
	in->result->columns = in->columns;
	in->result->column_count = in->column_count;
	in->result->preview_count = 0;
	for (size_t i = (size_t)from; i < in->sample_count; i++) {
		struct import_row row = { in->sheet, in->samples[i].number,
		    in->samples[i].cells, in->samples[i].count,
		    in->samples[i].raw };

		if (!take_row(in, &row))
			return false;
	}
	return true;
}

static void next_sheet(struct import *in, const char *name)
{
	pool_reset(&in->sheet_pool);
	in->sheet = pool_copy(in->pool, name);
	in->sheet_number++;
	in->samples = NULL;
	in->sample_count = 0;
	in->settled = in->no_table = in->footer = false;
	in->columns = NULL;
	in->column_count = 0;
	in->block_code = in->block_name = in->block_kind = NULL;
	in->block_catalog = NULL;
	in->fonds = -1;
	in->section_count = 0;
	in->sheet_rows = 0;
}

static bool on_row(void *to, const struct import_row *given, struct err *err)
{
	struct import *in = to;
	struct import_row row = *given;

	if (in->sheet_number == 0 || strcmp(row.sheet, in->sheet) != 0) {
		if (in->sheet_number > 0 && !settle(in))
			return false;
		next_sheet(in, row.sheet);
	}
	if (row.count > MOST_COLUMNS) {
		if (in->cut_columns == 0)
			import_tell(in, "M008", row.number, 0, _("there are "
			    "%lld columns; only the first %d are read"),
			    (long long)row.count, MOST_COLUMNS);
		in->cut_columns = row.number;
		row.count = MOST_COLUMNS;
	}
	if (row.number % 512 == 0 && !job_step(in->job, in->result->rows, 0,
	    in->sheet, err))
		return false;
	if (!in->settled) {
		keep_sample(in, &row);
		return in->sample_count < SAMPLE_ROWS || settle(in);
	}
	return in->no_table || take_row(in, &row);
}

/* --- the whole ----------------------------------------------------------- */

static bool read_head(const char *path, unsigned char head[4096],
    size_t *size, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat stat;
	ssize_t got;

	if (fd < 0)
		return err_errno(err, "%s", path);
	if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode)) {
		close(fd);
		return err_set(err, ERR_USAGE, _("%s is not a file that can be "
		    "imported"), path);
	}
	got = read(fd, head, 4096);
	close(fd);
	if (got < 0)
		return err_errno(err, "%s", path);
	if (got == 0)
		return err_set(err, ERR_USAGE, _("%s is empty"), path);
	*size = (size_t)got;
	return true;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

const struct importer *import_find(const char *path, const char *format,
    struct err *err)
{
	const struct importer *best = NULL;
	unsigned char head[4096];
	size_t size = 0;
	int most = 0;

	if (!read_head(path, head, &size, err))
		return NULL;
	if (strncmp(base_name(path), "~$", 2) == 0) {
		err_set(err, ERR_USAGE, _("%s is the lock file that Excel "
		    "makes while a workbook is open, not the workbook"), path);
		return NULL;
	}
	for (int i = 0; importers[i] != NULL; i++) {
		int found = importers[i]->sniff(head, size, path);

		if (format != NULL &&
		    strcmp(importers[i]->name, format) == 0)
			return importers[i];
		if (found > most) {
			most = found;
			best = importers[i];
		}
	}
	if (format != NULL)
		err_set(err, ERR_USAGE, _("There is no importer \"%s\""),
		    format);
	else if (best == NULL)
		err_set(err, ERR_USAGE, _("%s is no inventory that can be "
		    "read: CSV, XLSX, XLS, EAD or DBF"), path);
	return format == NULL ? best : NULL;
}

static bool read_file(struct import *in, const char *path)
{
	struct import_source source = { .path = path,
	    .encoding = in->options->encoding, .sheet = in->options->sheet,
	    .job = in->job, .to = in, .row = on_row, .trouble = on_trouble };
	const struct importer *importer = import_find(path,
	    in->options->format, in->err);

	if (importer == NULL)
		return false;
	in->result->reader = importer->name;
	job_phase(in->job, _("Reading"));
	if (!importer->read(&source, in->err))
		return in->err->kind != ERR_NONE ? false :
		    err_set(in->err, ERR_FAILED, "%s", path);
	if (in->sheet_number > 0 && !settle(in))
		return false;
	if (in->tables == 0)
		import_tell(in, "M002", 0, 0, _("nothing in %s is a table of "
		    "dossiers"), base_name(path));
	return true;
}

static void free_import(struct import *in)
{
	pool_free(&in->row_pool);
	pool_free(&in->sheet_pool);
	free(in->codes.slots);
	free(in->titles.slots);
	free(in->groups);
	free(in->fonds_list);
	free(in->nodes);
	free(in->logs);
	buf_free(&in->raw);
	if (in->spool != NULL)
		fclose(in->spool);
}

bool import_file(struct db *db, const char *path,
    const struct import_options *options, struct job *job, struct pool *pool,
    struct import_result *result, struct err *err)
{
	struct import in = { .db = db, .job = job, .options = options,
	    .pool = pool, .result = result, .err = err, .sheet = "",
	    .fonds = -1 };
	bool good;

	*result = (struct import_result){ .sheet = "", .reader = "" };
	for (const char *const *map = options->maps; map != NULL &&
	    *map != NULL; map++) {
		const char *equals = strchr(*map, '=');

		if (equals == NULL || column_by_name(pool_copy_n(pool, *map,
		    (size_t)(equals - *map))) == NULL)
			return err_set(err, ERR_USAGE, _("--map %s: say "
			    "FIELD=COLUMN with one of the fields of \"bansao "
			    "import fields\""), *map);
	}
	/* One view of the catalogue for all the questions. */
	if (!db_read_begin(db, err))
		return false;
	good = read_file(&in, path);
	db_read_end(db);
	if (good && result->errors == 0 && !options->dry_run)
		good = import_write(&in, path);
	free_import(&in);
	return good;
}
