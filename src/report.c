#include "report.h"

#include "clock.h"
#include "embed.h"
#include "fs.h"
#include "setting.h"
#include "text.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_BYTES = 256 * 1024 };

/* --- the head of a file ---------------------------------------------------- */

static const struct { const char *name; enum out_type type; } types[] = {
	{ "text", OUT_TEXT }, { "integer", OUT_INTEGER },
	{ "number", OUT_NUMBER }, { "decimal", OUT_DECIMAL },
	{ "percent", OUT_PERCENT }, { "money", OUT_MONEY },
	{ "date", OUT_DATE }, { "time", OUT_TIME }, { "pages", OUT_PAGES },
	{ "bytes", OUT_BYTES }, { "bool", OUT_BOOL },
	{ "word", OUT_WORD },
};

/* The next part of a list, without blanks around it; NULL at the end. */
static const char *next_part(struct pool *pool, const char **rest, char mark)
{
	const char marks[] = { mark, '\0' };
	const char *s = *rest;
	size_t length, end;

	if (s == NULL)
		return NULL;
	length = strcspn(s, marks);
	*rest = s[length] == '\0' ? NULL : s + length + 1;
	end = length;
	while (end > 0 && s[end - 1] == ' ')
		end--;
	while (end > 0 && *s == ' ') {
		s++;
		end--;
	}
	return pool_copy_n(pool, s, end);
}

static bool read_columns(struct report *r, const char *value,
    struct pool *pool, struct err *err)
{
	const char *part;

	while ((part = next_part(pool, &value, '|')) != NULL) {
		if (r->column_count == REPORT_COLUMNS)
			return err_set(err, ERR_USAGE,
			    _("a report has at most %d columns"),
			    REPORT_COLUMNS);
		r->columns[r->column_count++].head = part;
	}
	return true;
}

static bool read_types(struct report *r, const char *value, struct pool *pool,
    struct err *err)
{
	const char *part;

	for (int i = 0; (part = next_part(pool, &value, '|')) != NULL; i++) {
		size_t length = strlen(part);
		size_t n = 0;

		if (i >= REPORT_COLUMNS)
			return err_set(err, ERR_USAGE,
			    _("more types than columns"));
		if (length > 0 && part[length - 1] == '+') {
			r->columns[i].total = true;
			length--;
		}
		while (n < COUNT(types) && (strlen(types[n].name) != length ||
		    memcmp(types[n].name, part, length) != 0))
			n++;
		if (n == COUNT(types))
			return err_set(err, ERR_USAGE,
			    _("\"%s\" is no type of a column"), part);
		r->columns[i].type = types[n].type;
	}
	return true;
}

static bool read_chart(struct report *r, const char *value, struct pool *pool)
{
	const char **series = pool_array(pool, REPORT_COLUMNS + 1,
	    sizeof(*series));
	struct out_chart *chart = &r->charts[r->chart_count];
	const char *kind = next_part(pool, &value, '|');
	const char *title = next_part(pool, &value, '|');
	const char *category = next_part(pool, &value, '|');
	const char *names = next_part(pool, &value, '|');
	int count = 0;

	if (names == NULL || r->chart_count == REPORT_CHARTS)
		return false;
	chart->kind = strcmp(kind, "lines") == 0 ? OUT_LINES : OUT_BARS;
	chart->title = _(title);
	chart->category = category;
	while (count < REPORT_COLUMNS &&
	    (series[count] = next_part(pool, &names, ',')) != NULL)
		count++;
	chart->series = series;
	r->chart_count++;
	return true;
}

/* "amount = ROUND([quantity]*[unit_cost],0)" */
static bool read_formula(struct report *r, const char *value,
    struct pool *pool, struct err *err)
{
	const char *key = next_part(pool, &value, '=');

	if (value == NULL || r->formula_count == REPORT_FORMULAS)
		return err_set(err, ERR_USAGE,
		    _("a formula is: KEY = ROUND([KEY]*[KEY],0)"));
	r->formulas[r->formula_count].key = key;
	r->formulas[r->formula_count++].text = pool_copy(pool, value +
	    strspn(value, " "));
	return true;
}

static bool read_line(struct report *r, const char *word, const char *value,
    struct pool *pool, struct err *err)
{
	if (strcmp(word, "title") == 0) {
		r->title = value;
	} else if (strcmp(word, "columns") == 0) {
		return read_columns(r, value, pool, err);
	} else if (strcmp(word, "types") == 0) {
		return read_types(r, value, pool, err);
	} else if (strcmp(word, "param") == 0) {
		if (r->param_count == REPORT_PARAMS)
			return err_set(err, ERR_USAGE,
			    _("a report has at most %d parameters"),
			    REPORT_PARAMS);
		r->params[r->param_count++] = value;
	} else if (strcmp(word, "formula") == 0) {
		return read_formula(r, value, pool, err);
	} else if (strcmp(word, "group") == 0) {
		r->group = value;
	} else if (strcmp(word, "chart") == 0) {
		if (!read_chart(r, value, pool))
			return err_set(err, ERR_USAGE,
			    _("a chart is: bars|TITLE|KEY|KEY,KEY"));
	} else if (strcmp(word, "note") == 0) {
		r->note = value;
	} else if (strcmp(word, "landscape") == 0) {
		r->landscape = true;
	}
	return true;
}

bool report_parse(struct report *report, const char *name, const char *sql,
    struct pool *pool, struct err *err)
{
	const char *line = sql;

	memset(report, 0, sizeof(*report));
	report->name = name;
	report->sql = sql;
	while (strncmp(line, "--", 2) == 0) {
		size_t length = strcspn(line, "\r\n");
		const char *text = pool_copy_n(pool, line + 2, length - 2);
		const char *rest = text;
		const char *word = next_part(pool, &rest, ':');
		const char *value = rest == NULL ? "" :
		    next_part(pool, &rest, '\n');

		if (!read_line(report, word, value, pool, err))
			return err_wrap(err, "%s", name);
		line += length;
		line += strspn(line, "\r\n");
	}
	if (report->title == NULL || report->column_count == 0)
		return err_set(err, ERR_USAGE, _("%s: a report begins with the"
		    " lines \"-- title:\" and \"-- columns:\""), name);
	return true;
}

/* --- finding --------------------------------------------------------------- */

const char *report_folder(const struct conf *conf, struct pool *pool)
{
	const char *folder = conf_get(conf, "reports:folder", NULL);
	const char *base = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");

	if (folder != NULL)
		return folder;
	if (base != NULL && *base == '/')
		return pool_printf(pool, "%s/bansao/reports", base);
	return pool_printf(pool, "%s/.config/bansao/reports",
	    home == NULL ? "" : home);
}

static bool good_name(const char *name)
{
	return *name != '\0' && *name != '.' && strchr(name, '/') == NULL &&
	    strlen(name) < 100;
}

static bool read_own(const struct conf *conf, const char *name,
    struct pool *pool, struct report *report, struct err *err)
{
	const char *path = pool_printf(pool, "%s/%s.sql",
	    report_folder(conf, pool), name);
	size_t length;
	char *sql;

	if (!fs_read_file(path, MOST_BYTES, pool, &sql, &length, err))
		return false;
	if (strlen(sql) != length || !text_valid(sql))
		return err_set(err, ERR_USAGE, _("%s is not a text in UTF-8"),
		    path);
	if (!report_parse(report, name, sql, pool, err))
		return err_wrap(err, "%s", path);
	report->path = path;
	return true;
}

static bool own_exists(const struct conf *conf, const char *name,
    struct pool *pool)
{
	return access(pool_printf(pool, "%s/%s.sql", report_folder(conf, pool),
	    name), R_OK) == 0;
}

bool report_find(const struct conf *conf, const char *name, struct pool *pool,
    struct report *report, struct err *err)
{
	const struct embed *file;

	if (!good_name(name))
		return err_set(err, ERR_USAGE, _("\"%s\" is no name of a report"),
		    name);
	if (own_exists(conf, name, pool))
		return read_own(conf, name, pool, report, err);
	file = embed_find(pool_printf(pool, "reports/%s.sql", name));
	if (file == NULL)
		return err_set(err, ERR_MISSING, _("There is no report %s:"
		    " bansao report list shows them"), name);
	return report_parse(report, pool_copy(pool, name),
	    (const char *)file->data, pool, err);
}

static const char *stem_of(struct pool *pool, const char *file)
{
	size_t length = strlen(file);

	if (length < 5 || strcmp(file + length - 4, ".sql") != 0)
		return NULL;
	return pool_copy_n(pool, file, length - 4);
}

static int by_name(const void *a, const void *b)
{
	const struct report *one = a, *two = b;

	return strcmp(one->name, two->name);
}

/* Names of the user's folder; unreadable is the same as empty. */
static size_t own_names(const struct conf *conf, struct pool *pool,
    const char **names, size_t most)
{
	DIR *folder = opendir(report_folder(conf, pool));
	struct dirent *entry;
	size_t count = 0;

	while (folder != NULL && count < most &&
	    (entry = readdir(folder)) != NULL) {
		const char *name = stem_of(pool, entry->d_name);

		if (name != NULL && good_name(name))
			names[count++] = name;
	}
	if (folder != NULL)
		closedir(folder);
	return count;
}

bool report_list(const struct conf *conf, struct pool *pool,
    struct report **list, size_t *count, struct err *err)
{
	enum { MOST_OWN = 200 };
	const char *own[MOST_OWN];
	size_t own_count = own_names(conf, pool, own, MOST_OWN);
	const struct embed *file = NULL;
	size_t embedded = 0;

	while ((file = embed_next("reports/", file)) != NULL)
		embedded++;
	*list = pool_array(pool, embedded + own_count, sizeof(**list));
	*count = 0;
	for (size_t i = 0; i < own_count; i++)
		if (!read_own(conf, own[i], pool, &(*list)[(*count)++], err))
			return false;
	while ((file = embed_next("reports/", file)) != NULL) {
		const char *name = stem_of(pool, strchr(file->name, '/') + 1);
		bool hidden = false;

		for (size_t i = 0; i < own_count; i++)
			hidden = hidden || strcmp(own[i], name) == 0;
		if (!hidden && !report_parse(&(*list)[(*count)++], name,
		    (const char *)file->data, pool, err))
			return false;
	}
	qsort(*list, *count, sizeof(**list), by_name);
	return true;
}

/* --- running --------------------------------------------------------------- */

bool report_default(struct db *db, const char *param, const char *year,
    struct pool *pool, const char **value, struct err *err)
{
	char today[DATE_TEXT];
	const char *cutoff;

	date_iso(clock_today(), today);
	if (year == NULL)
		year = pool_printf(pool, "%.4s", today);
	*value = "";
	if (strcmp(param, "year") == 0) {
		*value = year;
	} else if (strcmp(param, "day") == 0) {
		*value = pool_copy(pool, today);
	} else if (strcmp(param, "from") == 0) {
		*value = pool_printf(pool, "%s-01-01", year);
	} else if (strcmp(param, "to") == 0) {
		*value = pool_printf(pool, "%s-12-31", year);
	} else if (strcmp(param, "cutoff") == 0) {
		if (!setting_get(db, "cutoff", NULL, pool, &cutoff, err))
			return false;
		*value = pool_printf(pool, "%s-%s", year,
		    *cutoff == '\0' ? "11-30" : cutoff);
	}
	return true;
}

static void put_cell(struct out *out, const struct out_column *column,
    struct query *q, int i)
{
	switch (column->type) {
	case OUT_TEXT:
	case OUT_WORD:
	case OUT_DATE:
	case OUT_TIME:
	case OUT_JSON:
		out_text(out, db_is_null(q, i) ? NULL : db_text(q, i));
		break;
	case OUT_DECIMAL:
	case OUT_PERCENT:
		if (db_is_null(q, i))
			out_none(out);
		else
			out_real(out, db_real(q, i));
		break;
	default:
		if (db_is_null(q, i))
			out_none(out);
		else
			out_int(out, db_int(q, i));
		break;
	}
}

static bool check_columns(const struct report *r, struct query *q,
    struct err *err)
{
	int columns = db_columns(q);

	if (r->group != NULL)
		columns--;
	if (err->kind == ERR_NONE && columns != r->column_count)
		return err_set(err, ERR_USAGE, _("%s: the query has %d columns,"
		    " the line \"-- columns:\" has %d"), r->name, columns,
		    r->column_count);
	if (err->kind == ERR_NONE && r->group != NULL &&
	    strcmp(db_column_name(q, columns), r->group) != 0)
		return err_set(err, ERR_USAGE,
		    _("%s: the last column must be the group %s"), r->name,
		    r->group);
	return err->kind == ERR_NONE;
}

/* Each [key] of a formula is a column of the report. */
static bool check_formulas(const struct report *r,
    const struct out_column *columns, struct err *err)
{
	for (int f = 0; f < r->formula_count; f++) {
		const char *at = r->formulas[f].text;

		while ((at = strchr(at, '[')) != NULL) {
			size_t length = strcspn(++at, "]");
			int i = 0;

			while (i < r->column_count &&
			    (strlen(columns[i].key) != length ||
			    memcmp(columns[i].key, at, length) != 0))
				i++;
			if (i == r->column_count)
				return err_set(err, ERR_USAGE, _("%s: the"
				    " formula of %s names [%.*s], which is no"
				    " column"), r->name, r->formulas[f].key,
				    (int)length, at);
		}
	}
	return true;
}

static void rows(const struct report *r, struct query *q, struct out *out,
    struct pool *pool)
{
	const char *group = NULL;

	while (db_row(q)) {
		if (r->group != NULL) {
			const char *now = db_text(q, r->column_count);

			if (group == NULL || strcmp(group, now) != 0) {
				group = pool_copy(pool, now);
				out_group(out, group);
			}
		}
		for (int i = 0; i < r->column_count; i++)
			put_cell(out, &r->columns[i], q, i);
	}
}

bool report_run(struct db *db, const struct report *report,
    const char *const *values, struct out *out, struct err *err)
{
	struct pool pool = { 0 };
	struct out_column *columns = pool_array(&pool, REPORT_COLUMNS + 1,
	    sizeof(*columns));
	struct query *q = db_query_text(db, err, report->sql);
	bool good = check_columns(report, q, err);

	memcpy(columns, report->columns, sizeof(report->columns));
	for (int i = 0; good && i < report->column_count; i++) {
		columns[i].key = pool_copy(&pool, db_column_name(q, i));
		for (int f = 0; f < report->formula_count; f++)
			if (strcmp(report->formulas[f].key, columns[i].key) == 0)
				columns[i].formula = report->formulas[f].text;
	}
	good = good && check_formulas(report, columns, err);
	for (int i = 0; good && i < report->param_count; i++)
		db_put_text(q, i + 1, values[i]);
	out_landscape(out, report->landscape);
	for (int i = 0; i < report->chart_count; i++)
		out_chart(out, &report->charts[i]);
	if (good) {
		out_columns(out, columns);
		rows(report, q, out, &pool);
	}
	if (!db_end(q))
		err_wrap(err, "%s", report->name);
	if (err->kind == ERR_NONE) {
		out_totals(out);
		if (report->note != NULL)
			out_note(out, _(report->note));
		good = out_close(out, err);
	} else {
		good = out_abort(out);
	}
	pool_free(&pool);
	return good;
}
