#include "paper.h"

#include "buf.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double A4_AREA = 210.0 * 297.0;

static bool read_size(struct paper_size *size, struct pool *pool,
    const char *key, const char *text, struct err *err)
{
	char name[16];
	double wide, high;
	int a4;
	char rest;

	if (sscanf(text, "%15s %lf %lf %d %c", name, &wide, &high, &a4,
	    &rest) != 4 || wide <= 0 || high <= 0 || a4 < 1 || a4 > 1000)
		return err_set(err, ERR_USAGE, _("[paper] %s = %s: write a"
		    " name, width and height in mm and the number of A4 pages,"
		    " for example \"A3 297 420 2\""), key, text);
	size->name = pool_copy(pool, name);
	size->wide = fmin(wide, high);
	size->high = fmax(wide, high);
	size->a4 = a4;
	return true;
}

static bool is_setting(const char *key)
{
	return strcmp(key, "version") == 0 ||
	    strcmp(key, "tolerance_mm") == 0 ||
	    strcmp(key, "tolerance_percent") == 0;
}

bool paper_load(const struct conf *conf, struct pool *pool,
    struct paper_rule *rule, struct err *err)
{
	size_t count;
	const char **keys = conf_keys(conf, "paper", pool, &count);
	struct buf text = { 0 };
	bool good = true;

	*rule = (struct paper_rule){ .tolerance_mm = 6,
	    .tolerance_percent = 2 };
	rule->version = pool_copy(pool, conf_get(conf, "paper:version", "1"));
	rule->sizes = pool_array(pool, count + 1, sizeof(*rule->sizes));
	if (!conf_real(conf, "paper:tolerance_mm", &rule->tolerance_mm, err) ||
	    !conf_real(conf, "paper:tolerance_percent",
	    &rule->tolerance_percent, err))
		return false;
	buf_printf(&text, "%s; %g mm, %g %%", rule->version,
	    rule->tolerance_mm, rule->tolerance_percent);
	for (size_t i = 0; good && i < count; i++) {
		struct paper_size *size = &rule->sizes[rule->count];
		char key[80];

		if (is_setting(keys[i]))
			continue;
		snprintf(key, sizeof(key), "paper:%s", keys[i]);
		good = read_size(size, pool, keys[i], conf_get(conf, key, ""),
		    err);
		if (good)
			buf_printf(&text, "; %s %g x %g = %d", size->name,
			    size->wide, size->high, size->a4);
		rule->count += good;
	}
	rule->text = pool_copy(pool, buf_string(&text));
	buf_free(&text);
	return good;
}

/* How far a sheet is from a size in millimetres; -1 when it does not fit. */
static double distance(const struct paper_rule *rule,
    const struct paper_size *size, double wide, double high)
{
	double w = fabs(wide - size->wide);
	double h = fabs(high - size->high);
	double part = rule->tolerance_percent / 100;

	if (w > fmax(rule->tolerance_mm, size->wide * part) ||
	    h > fmax(rule->tolerance_mm, size->high * part))
		return -1;
	return w + h;
}

/* The A series by area, for sheets that have a size of their own. */
static void judge_area(double area, struct paper_class *class)
{
	static const char *const names[] = { "A4", "A3", "A2", "A1", "A0" };
	double steps = round(log2(area / A4_AREA));

	class->standard = false;
	class->huge = steps > 4;
	if (steps < 0) {
		class->name = "A5";
		class->a4 = 1;
		return;
	}
	class->name = names[steps > 4 ? 4 : (int)steps];
	class->a4 = 1 << (steps > 4 ? 4 : (int)steps);
}

void paper_judge(const struct paper_rule *rule, double wide, double high,
    struct paper_class *class)
{
	double w = fmin(wide, high);
	double h = fmax(wide, high);
	double best = -1;

	*class = (struct paper_class){ .name = "" };
	for (size_t i = 0; i < rule->count; i++) {
		double far = distance(rule, &rule->sizes[i], w, h);

		if (far < 0 || (best >= 0 && far >= best))
			continue;
		best = far;
		class->name = rule->sizes[i].name;
		class->a4 = rule->sizes[i].a4;
		class->standard = true;
	}
	if (best < 0)
		judge_area(w * h, class);
}
