#include "search.h"

#include "buf.h"
#include "filter.h"
#include "fonds.h"
#include "number.h"
#include "text.h"
#include "workflow.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
const struct search_field search_fields[] = {
	{ "fonds",    "phong",     "fonds:PL01",       N_("of the fonds with this code") },
	{ "group",    "nhom",      "group:\"Tài liệu chung\"", N_("of groups with this title, and those below them") },
	{ "year",     "nam",       "year:1968..1974",  N_("with records of these years; also year:..1974") },
	{ "tc",       "tieuchi",   "tc:5",             N_("with one of these criteria; tc:0 without any") },
	{ "state",    "trangthai", "state:S1",         N_("in one of these states") },
	{ "pages",    "trang",     "pages:>200",       N_("by the number of pages; also < <= >= = and ..") },
	{ "sheets",   "to",        "sheets:50..100",   N_("by the number of sheets") },
	{ "a4",       "a4",        "a4:>=1000",        N_("by the A4 pages, scanned or estimated") },
	{ "scans",    "anh",       "scans:0",          N_("by the number of images") },
	{ "findings", "loi",       "findings:>0",      N_("by the errors found in the scans") },
	{ "box",      "hop",       "box:12",           N_("in this box") },
	{ "code",     "ma",        "code:PL01.02",     N_("with a code that begins so") },
	{ "import",   "nhap",      "import:3",         N_("taken in by this import") },
	{ "hold",     "tamdung",   "hold:yes",         N_("on hold, or not") },
	{ "filter",   "loc",       "filter:\"trước 1975\"", N_("of a filter that is kept under this name") },
	{ NULL, NULL, NULL, NULL }
};
/* clang-format on */

enum { DEEPEST = 8 };		/* a filter that names a filter ... */

static bool wrong(const struct search_field *field, const char *value,
    struct err *err)
{
	return err_set(err, ERR_USAGE, _("%s:%s is not understood; write for "
	    "example %s"), field->name, value, field->example);
}

/* 5, >5, >=5, <5, <=5, =5, 5..9, ..9, 5.. */
static bool parse_range(const char *value, struct dossier_range *range)
{
	struct err err = { 0 };
	char text[64];
	char *dots;
	bool above = value[0] == '>';
	bool below = value[0] == '<';
	int64_t number;

	if (strlen(value) >= sizeof(text))
		return false;
	*range = (struct dossier_range){ true, INT64_MIN, INT64_MAX };
	value += above || below || value[0] == '=';
	if (above || below) {
		bool same = *value == '=';

		if (!number_parse(value + same, &number, &err))
			return false;
		if (above)
			range->from = number + !same;
		else
			range->to = number - !same;
		return true;
	}
	strcpy(text, value);
	dots = strstr(text, "..");
	if (dots == NULL) {
		if (!number_parse(text, &range->from, &err))
			return false;
		range->to = range->from;
		return true;
	}
	*dots = '\0';
	if (text[0] != '\0' && !number_parse(text, &range->from, &err))
		return false;
	if (dots[2] != '\0' && !number_parse(dots + 2, &range->to, &err))
		return false;
	return range->from <= range->to && (text[0] != '\0' ||
	    dots[2] != '\0');
}

static bool parse_criteria(char *value, struct dossier_filter *filter)
{
	for (char *one = strsep(&value, ","); one != NULL;
	    one = strsep(&value, ",")) {
		if (one[0] >= '1' && one[0] <= '9' && one[1] == '\0')
			filter->criteria |= 1 << (one[0] - '1');
		else if (strcmp(one, "0") == 0)
			filter->untagged = true;
		else
			return false;
	}
	return filter->criteria != 0 || filter->untagged;
}

static bool parse_states(char *value, struct dossier_filter *filter)
{
	for (char *one = strsep(&value, ","); one != NULL;
	    one = strsep(&value, ",")) {
		int64_t state;

		if (!state_parse(one, &state))
			return false;
		filter->states |= INT64_C(1) << state;
	}
	return filter->states != 0;
}

static bool parse_hold(struct pool *pool, const char *value, int *hold)
{
	const char *fold = text_fold(pool, value);

	if (strcmp(fold, "yes") == 0 || strcmp(fold, "co") == 0 ||
	    strcmp(fold, "1") == 0)
		*hold = 1;
	else if (strcmp(fold, "no") == 0 || strcmp(fold, "khong") == 0 ||
	    strcmp(fold, "0") == 0)
		*hold = -1;
	else
		return false;
	return true;
}

static bool set_field(struct db *db, const struct search_field *field,
    char *value, struct pool *pool, struct dossier_filter *filter,
    struct err *err)
{
	struct dossier_range number;
	struct fonds fonds;

	switch (field->name[0]) {
	case 'f':
		if (strcmp(field->name, "findings") == 0)
			return parse_range(value, &filter->findings);
		if (!fonds_find(db, value, pool, &fonds, err))
			return false;
		filter->fonds_id = fonds.id;
		return true;
	case 'g':
		filter->group = text_fold(pool, value);
		return true;
	case 'y':
		return parse_range(value, &filter->years);
	case 't':
		return parse_criteria(value, filter);
	case 'p':
		return parse_range(value, &filter->pages);
	case 'a':
		return parse_range(value, &filter->a4);
	case 's':
		if (strcmp(field->name, "state") == 0)
			return parse_states(value, filter);
		return parse_range(value, field->name[1] == 'h' ?
		    &filter->papers : &filter->images);
	case 'b':
		filter->box = value;
		return true;
	case 'c':
		filter->code = text_fold(pool, value);
		return true;
	case 'i':
		if (!parse_range(value, &number) || number.from != number.to)
			return false;
		filter->import_id = number.from;
		return true;
	default:
		return parse_hold(pool, value, &filter->hold);
	}
}

static const struct search_field *find_field(struct pool *pool,
    const char *name)
{
	const char *fold = text_fold(pool, name);
	const struct search_field *field = search_fields;

	while (field->name != NULL && strcmp(field->name, fold) != 0 &&
	    strcmp(field->vietnamese, fold) != 0)
		field++;
	return field->name == NULL ? NULL : field;
}

/* The next word; "..." holds blanks together, also behind a colon. */
static char *next_word(struct pool *pool, const char **at, bool *quoted)
{
	struct buf buf = { 0 };
	char *word;
	bool inside = false;

	*quoted = false;
	while (**at == ' ' || **at == '\t')
		(*at)++;
	if (**at == '\0')
		return NULL;
	for (; **at != '\0' && (inside || (**at != ' ' && **at != '\t'));
	    (*at)++) {
		if (**at == '"') {
			*quoted |= buf.length == 0;
			inside = !inside;
			continue;
		}
		buf_char(&buf, **at);
	}
	word = pool_copy_n(pool, buf_string(&buf), buf.length);
	buf_free(&buf);
	return word;
}

const char *search_word(struct pool *pool, const char *value)
{
	return strpbrk(value, " \t") == NULL ? value :
	    pool_printf(pool, "\"%s\"", value);
}

static bool fill(struct db *db, const char *text, struct pool *pool,
    struct dossier_filter *filter, struct buf *words, int depth,
    struct err *err)
{
	struct saved_filter saved;
	bool good = true;
	bool quoted;
	char *word;

	if (depth > DEEPEST)
		return err_set(err, ERR_USAGE, _("A saved filter names itself"));
	while (good && (word = next_word(pool, &text, &quoted)) != NULL) {
		char *colon = quoted ? NULL : strchr(word, ':');
		const struct search_field *field = NULL;

		if (colon != NULL)
			field = find_field(pool, pool_copy_n(pool, word,
			    (size_t)(colon - word)));
		if (field == NULL) {
			buf_printf(words, "%s%s", words->length > 0 ? " " :
			    "", word);
			continue;
		}
		/* Still being typed: nothing yet. */
		if (colon[1] == '\0')
			continue;
		if (strcmp(field->name, "filter") == 0)
			good = filter_find(db, colon + 1, pool, &saved, err) &&
			    fill(db, saved.search, pool, filter, words,
			    depth + 1, err);
		else if (!set_field(db, field, pool_copy(pool, colon + 1),
		    pool, filter, err))
			good = wrong(field, colon + 1, err);
	}
	return good;
}

bool search_fill(struct db *db, const char *text, struct pool *pool,
    struct dossier_filter *filter, struct err *err)
{
	struct buf words = { 0 };
	bool good = fill(db, text, pool, filter, &words, 0, err);

	filter->search = words.length == 0 ? NULL :
	    pool_copy_n(pool, words.data, words.length);
	buf_free(&words);
	return good;
}
