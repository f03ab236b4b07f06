#include "check.h"

#include "embed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- the rules ---------------------------------------------------------- */

/* What the workplace sets itself goes before the rules of the program. */
struct sources {
	const struct conf *own;
	const struct conf *given;
};

static const char *text_of(const struct sources *from, const char *key,
    const char *fallback)
{
	return conf_get(from->own, key, conf_get(from->given, key, fallback));
}

static bool read_severities(const struct sources *from,
    struct check_rules *rules, struct err *err)
{
	static const struct {
		const char *name;
		enum severity severity;
	} words[] = {
		{ "off", CHECK_OFF }, { "info", CHECK_INFO },
		{ "warning", CHECK_WARNING }, { "error", CHECK_ERROR },
	};

	for (const struct check *c = checks; c->code != 0; c++) {
		char key[60];
		const char *text;
		bool known = false;

		snprintf(key, sizeof(key), "severity:%s", c->key);
		text = text_of(from, key, severity_name(c->severity));
		for (size_t i = 0; i < COUNT(words); i++)
			if (strcasecmp(text, words[i].name) == 0) {
				rules->severity[c->code] =
				    (unsigned char)words[i].severity;
				known = true;
			}
		if (!known)
			return err_set(err, ERR_USAGE, _("[severity] %s = %s:"
			    " write error, warning, info or off"), c->key,
			    text);
	}
	return true;
}

static bool read_compressions(const struct sources *from,
    struct check_rules *rules, struct err *err)
{
	const char *text = text_of(from, "scan:compressions", "");

	for (;;) {
		char *end;
		long code;

		text += strspn(text, " ,;\t");
		if (*text == '\0')
			return true;
		code = strtol(text, &end, 10);
		if (end == text || code < 1 || code > 65535 ||
		    rules->compression_count == CHECK_COMPRESSIONS)
			return err_set(err, ERR_USAGE, _("[scan] compressions:"
			    " write at most %d TIFF codes, for example \"1 4"
			    " 5 8\""), CHECK_COMPRESSIONS);
		rules->compressions[rules->compression_count++] = (int)code;
		text = end;
	}
}

static bool number(const struct sources *from, const char *key,
    double *value, struct err *err)
{
	return conf_real(from->given, key, value, err) &&
	    conf_real(from->own, key, value, err);
}

static bool read_numbers(const struct sources *from,
    struct check_rules *rules, struct err *err)
{
	struct {
		const char *key;
		double *value;
	} rows[] = {
		{ "scan:least_dpi", &rules->least_dpi },
		{ "scan:least_dpi_large", &rules->least_dpi_large },
		{ "scan:large_a4", &rules->large_a4 },
		{ "scan:believable_least", &rules->believable_least },
		{ "scan:believable_most", &rules->believable_most },
		{ "scan:skew_percent", &rules->skew_percent },
		{ "scan:blank_percent", &rules->blank_percent },
		{ "scan:least_depth", &rules->least_depth },
		{ "scan:settle_seconds", &rules->settle_seconds },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (!number(from, rows[i].key, rows[i].value, err))
			return false;
	return true;
}

struct conf *check_given(const struct conf *own, struct err *err)
{
	const char *path = conf_get(own, "scan:criteria", "");
	const struct embed *file = embed_find("criteria.ini");

	if (path[0] != '\0')
		return conf_load(path, err);
	return file == NULL ? conf_empty() :
	    conf_text(file->data, file->size, file->name, err);
}

bool check_load(const struct conf *conf, struct pool *pool,
    struct check_rules *rules, struct err *err)
{
	struct conf *given = check_given(conf, err);
	const struct sources from = { conf, given };
	bool good;

	*rules = (struct check_rules){ .settle_seconds = 2 };
	good = given != NULL && read_numbers(&from, rules, err) &&
	    read_severities(&from, rules, err) &&
	    read_compressions(&from, rules, err) &&
	    paper_load(conf_has_section(conf, "paper") ? conf : given, pool,
	    &rules->paper, err);
	conf_free(given);
	return good;
}

/* --- findings ----------------------------------------------------------- */

void findings_add(struct findings *findings, struct pool *pool,
    const struct check_rules *rules, int code, int image,
    const char *detail)
{
	if (rules->severity[code] == CHECK_OFF)
		return;
	for (size_t i = 0; i < findings->count; i++)
		if (findings->list[i].code == code &&
		    findings->list[i].image == image)
			return;
	if (findings->count == findings->room) {
		size_t room = findings->room == 0 ? 8 : findings->room * 2;
		struct finding *list = pool_array(pool, room, sizeof(*list));

		if (findings->count > 0)
			memcpy(list, findings->list,
			    findings->count * sizeof(*list));
		findings->list = list;
		findings->room = room;
	}
	findings->list[findings->count++] = (struct finding){ .code = code,
	    .image = image, .severity = (enum severity)rules->severity[code],
	    .detail = pool_copy(pool, detail) };
}

int findings_errors(const struct findings *findings)
{
	int errors = 0;

	for (size_t i = 0; i < findings->count; i++)
		errors += findings->list[i].severity == CHECK_ERROR;
	return errors;
}

const char *finding_text(const struct finding *finding, struct pool *pool)
{
	const struct check *check = check_find(finding->code);
	const char *text = check == NULL ? _("A finding of a newer program") :
	    _(check->text);

	if (finding->detail[0] != '\0')
		text = pool_printf(pool, "%s: %s", text, finding->detail);
	if (finding->image > 0)
		text = pool_printf(pool, _("%s (directory %d)"), text,
		    finding->image + 1);
	return text;
}

/* --- the checks of a directory ------------------------------------------ */

double image_dpi(const struct tiff_image *image, bool of_x)
{
	double value = of_x ? image->x_resolution : image->y_resolution;

	return image->unit == TIFF_UNIT_NONE ? 0 :
	    image->unit == TIFF_UNIT_CM ? value * 2.54 : value;
}

struct judge {
	const struct check_rules *rules;
	const struct tiff_facts *facts;
	struct pool *pool;
	struct findings *findings;
	const struct tiff_image *image;
	int number;
};

static PRINTF(3, 4) void add(struct judge *j, int code, const char *format,
    ...)
{
	char detail[120];
	va_list args;

	va_start(args, format);
	vsnprintf(detail, sizeof(detail), format, args);
	va_end(args);
	findings_add(j->findings, j->pool, j->rules, code, j->number, detail);
}

/* Is there a resolution that the size of the paper may be taken from? */
static bool judge_resolution(struct judge *j)
{
	const struct check_rules *r = j->rules;
	double x = image_dpi(j->image, true);
	double y = image_dpi(j->image, false);

	if (!j->image->has_resolution)
		add(j, T_NO_RESOLUTION, "%s", "");
	else if (j->image->unit == TIFF_UNIT_NONE)
		add(j, T_UNIT, "%g x %g", j->image->x_resolution,
		    j->image->y_resolution);
	else if (x < r->believable_least || y < r->believable_least ||
	    x > r->believable_most || y > r->believable_most)
		add(j, T_ABSURD_RESOLUTION, "%.4g x %.4g dpi", x, y);
	else {
		if (fabs(x - y) > fmin(x, y) * r->skew_percent / 100)
			add(j, T_SKEW, "%.4g x %.4g dpi", x, y);
		return true;
	}
	return false;
}

static void judge_paper(struct judge *j, struct page_class *class)
{
	const struct check_rules *r = j->rules;
	double x = image_dpi(j->image, true);
	double y = image_dpi(j->image, false);
	double least;
	double wide, high;
	struct paper_class paper;

	class->size = "";
	class->a4 = 1;
	if (!judge_resolution(j) || j->image->width == 0 ||
	    j->image->height == 0)
		return;
	wide = j->image->width / x * 25.4;
	high = j->image->height / y * 25.4;
	paper_judge(&r->paper, wide, high, &paper);
	class->size = paper.name;
	class->a4 = paper.a4;
	if (paper.huge)
		add(j, T_HUGE_PAPER, "%.0f x %.0f mm", wide, high);
	else if (!paper.standard)
		add(j, T_ODD_PAPER, "%.0f x %.0f mm", wide, high);
	least = paper.a4 > r->large_a4 ? r->least_dpi_large : r->least_dpi;
	if (fmin(x, y) < least * 0.995)
		add(j, T_LOW_DPI, "%.4g x %.4g dpi < %g", x, y, least);
}

void check_class(const struct check_rules *rules, struct pool *pool,
    const struct tiff_image *image, struct page_class *class)
{
	struct findings findings = { 0 };
	struct judge j = { rules, NULL, pool, &findings, image, 0 };

	*class = (struct page_class){ .size = "" };
	if (image->kind == TIFF_PAGE)
		judge_paper(&j, class);
}

static void judge_form(struct judge *j)
{
	const struct tiff_image *i = j->image;
	bool allowed = false;

	for (int k = 0; k < j->rules->compression_count; k++)
		allowed = allowed ||
		    j->rules->compressions[k] == i->compression;
	if (i->compression == 6 || i->compression == 7)
		add(j, T_LOSSY, "%s", "");
	else if (!allowed)
		add(j, T_COMPRESSION, "%u", i->compression);
	if ((double)i->bits * i->samples < j->rules->least_depth)
		add(j, T_DEPTH, "%u x %u bit", i->samples, i->bits);
	if (i->ink >= 0 && (double)i->ink < j->rules->blank_percent)
		add(j, T_BLANK, "%.3g %%", (double)i->ink);
	if (!i->has_photometric)
		add(j, T_NO_PHOTOMETRIC, "%s", "");
	if (i->orientation != 1)
		add(j, T_ORIENTATION, "%u", i->orientation);
}

/* The faults of the bytes have their own codes. */
static void judge_complaints(struct judge *j)
{
	static const int codes[] = {
		[TIFF_EMPTY] = T_EMPTY, [TIFF_FOREIGN] = T_FOREIGN,
		[TIFF_NO_DIRECTORY] = T_DIRECTORY,
		[TIFF_CHAIN_CUT] = T_CHAIN, [TIFF_LOOP] = T_LOOP,
		[TIFF_TOO_MANY] = T_MANY, [TIFF_DATA_CUT] = T_DATA_CUT,
		[TIFF_NO_DATA] = T_NO_DATA, [TIFF_BAD_SIZE] = T_SIZE,
		[TIFF_BAD_TAG] = T_TAG, [TIFF_UNDECODABLE] = T_DECODE,
		[TIFF_UNKNOWN_CODEC] = T_CODEC,
	};

	for (uint32_t i = 0; i < j->facts->complaint_count; i++) {
		const struct tiff_complaint *c = &j->facts->complaints[i];
		bool whole = c->fault == TIFF_EMPTY ||
		    c->fault == TIFF_FOREIGN;

		findings_add(j->findings, j->pool, j->rules, codes[c->fault],
		    whole ? -1 : (int)c->image, c->detail);
	}
}

void check_facts(const struct check_rules *rules,
    const struct tiff_facts *facts, struct pool *pool,
    struct page_class *classes, struct findings *findings)
{
	struct judge j = { rules, facts, pool, findings, NULL, -1 };

	judge_complaints(&j);
	for (uint32_t i = 0; i < facts->count; i++) {
		j.image = &facts->images[i];
		j.number = (int)i;
		classes[i] = (struct page_class){ .size = "" };
		if (j.image->kind != TIFF_PAGE)
			continue;
		judge_paper(&j, &classes[i]);
		judge_form(&j);
	}
	if (facts->count == 0)
		return;
	if (facts->lone_thumbnail)
		findings_add(findings, pool, rules, T_LONE_THUMBNAIL, -1, "");
	if (facts->origin.taken == 0)
		findings_add(findings, pool, rules, T_NO_DATE, -1, "");
	if (facts->origin.make[0] == '\0' && facts->origin.model[0] == '\0' &&
	    facts->origin.software[0] == '\0')
		findings_add(findings, pool, rules, T_NO_MAKER, -1, "");
}
