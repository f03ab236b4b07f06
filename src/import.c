#include "import_inside.h"

#include "registry.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void on_trouble(void *to, const char *code, const char *sheet,
    int64_t row, int column, const char *text)
{
	struct import *in = to;
	const char *before = in->sheet;

	in->sheet = pool_copy(in->pool, sheet);
	import_tell(in, code, row, column, "%s", text);
	in->sheet = before;
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

		if (!import_row_take(in, &row))
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
	return in->no_table || import_row_take(in, &row);
}

/* The preview needs no more than the first rows of the first table. */
static bool on_any_row(void *to, const struct import_row *row,
    struct err *err)
{
	struct import *in = to;

	if (in->enough || !on_row(to, row, err))
		return false;
	in->enough = in->options->preview && in->tables > 0;
	return !in->enough;
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
	    .job = in->job, .program = in->options->program,
	    .extra = in->options->extra, .to = in, .row = on_any_row,
	    .trouble = on_trouble };
	const struct importer *importer = import_find(path,
	    in->options->format, in->err);

	if (importer == NULL)
		return false;
	in->result->reader = importer->name;
	job_phase(in->job, _("Reading"));
	if (!importer->read(&source, in->err) && !in->enough)
		return in->err->kind != ERR_NONE ? false :
		    err_set(in->err, ERR_FAILED, "%s", path);
	if (!in->enough && in->sheet_number > 0 && !settle(in))
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
	if (!import_choices(&in))
		return false;
	/* One view of the catalogue for all the questions. */
	if (!db_read_begin(db, err))
		return false;
	good = read_file(&in, path);
	db_read_end(db);
	if (good && result->errors == 0 && !options->dry_run &&
	    !options->preview)
		good = import_write(&in, path);
	free_import(&in);
	return good;
}
