/* What can be done to the chosen dossiers, on whatever screen they are. */
#include "dossier_ui.h"

#include "command_form.h"

#include "audit.h"
#include "clock.h"
#include "number.h"
#include "setting.h"
#include "tag.h"
#include "workflow.h"

#include <string.h>

enum { MOST_CHOICES = 60, MOST_FILES = 5000 };

bool dossier_open(struct view *view, struct err *err)
{
	int64_t id = ui_dossier(view, err);

	return id != 0 && ui_open(view->ui, "dossier", id, err);
}

bool dossier_scans(struct view *view, struct err *err)
{
	int64_t id = ui_dossier(view, err);

	return id != 0 && ui_open(view->ui, "scans", id, err);
}

bool dossier_history(struct view *view, struct err *err)
{
	int64_t id = ui_dossier(view, err);

	return id != 0 && ui_open(view->ui, "audit", id, err);
}

/* The codes of the chosen ones as words of a command. */
bool dossier_codes(struct view *view, const char **words, struct err *err)
{
	struct buf text = { 0 };
	int64_t *ids;
	size_t count;
	bool good = ui_dossiers(view, &ids, &count, err);

	for (size_t i = 0; good && i < count && i < MOST_FILES; i++) {
		struct dossier_row row;

		good = dossier_row(view->ui->app->db, ids[i],
		    &view->ui->frame, &row, err);
		if (good)
			buf_printf(&text, "%s\"%s\"", i > 0 ? " " : "",
			    row.code);
	}
	*words = pool_copy(&view->ui->frame, buf_string(&text));
	buf_free(&text);
	if (good && count > MOST_FILES)
		return err_set(err, ERR_USAGE, _("At most %s files at once "
		    "here; these are %s. Use a filter with the command"),
		    number_text(&view->ui->frame, MOST_FILES),
		    number_text(&view->ui->frame, (int64_t)count));
	return good;
}

static bool by_command(struct view *view, const char *name, struct err *err)
{
	const char *words;

	return dossier_codes(view, &words, err) &&
	    command_form_by_name(view->ui, name, words, NULL, err);
}

bool dossier_hold(struct view *view, struct err *err)
{
	return by_command(view, "hold", err);
}

bool dossier_release(struct view *view, struct err *err)
{
	return by_command(view, "release", err);
}

bool dossier_arrange(struct view *view, struct err *err)
{
	return by_command(view, "arrange", err);
}

bool dossier_receive(struct view *view, struct err *err)
{
	return by_command(view, "receive", err);
}

bool dossier_ingest(struct view *view, struct err *err)
{
	struct dossier_row row;
	int64_t id = ui_dossier(view, err);
	const char *options[3] = { "--dossier", NULL, NULL };

	if (id == 0 || !dossier_row(view->ui->app->db, id, &view->ui->frame,
	    &row, err))
		return false;
	options[1] = row.code;
	return command_form_by_name(view->ui, "scan ingest", "", options, err);
}

/* --- tagging -------------------------------------------------------------------- */

struct tagging {
	int64_t *ids;
	size_t count;
	int64_t before;		/* criteria of a single one */
};

static void said(struct ui *ui, const struct tag_result *result,
    const char *words)
{
	ui_say(ui, result->refused > 0 ? STYLE_WARN : STYLE_GOOD,
	    _("%s: %s files; %s were so already, %s refused"), words,
	    number_text(&ui->frame, result->tagged),
	    number_text(&ui->frame, result->unchanged),
	    number_text(&ui->frame, result->refused));
}

/* Codes with commas as an array. */
static const char *const *list_of(struct pool *pool, const char *text,
    size_t *count)
{
	const char **list = pool_array(pool, strlen(text) + 1, sizeof(*list));
	char *rest = pool_copy(pool, text), *word;

	*count = 0;
	while ((word = strsep(&rest, ",")) != NULL)
		if (word[0] != '\0')
			list[(*count)++] = word;
	return list;
}

static const char *given(struct form *form, const char *name)
{
	const char *text = form_get(form, name);

	return text[0] == '\0' ? NULL : pool_copy(form_pool(form), text);
}

static unsigned bits_of(struct form *form)
{
	size_t count;
	const char *const *list = list_of(form_pool(form),
	    form_get(form, "criteria"), &count);
	unsigned bits = 0;

	for (size_t i = 0; i < count; i++)
		bits |= 1u << (list[i][0] - '1');
	return bits;
}

static bool tag_done(struct ui *ui, struct form *form, struct err *err)
{
	struct tagging *t = form_to(form);
	struct pool *pool = form_pool(form);
	unsigned bits = bits_of(form);
	unsigned gone = t->count == 1 ? (unsigned)t->before & ~bits : 0;
	struct tag_result result = { 0 };
	struct tag_request request = {
		.criteria = bits, .limb = given(form, "limb"),
		.person = given(form, "person"),
		.feature = given(form, "feature"),
		.reason = given(form, "reason"),
		.carrier = given(form, "carrier"),
		.legibility = given(form, "legibility"),
		.skip = form_get(form, "skip")[0] != '\0',
	};

	request.damage = list_of(pool, form_get(form, "damage"),
	    &request.damage_count);
	if (gone != 0 && !untag_dossiers(ui->app->db, t->ids, t->count, gone,
	    request.reason, pool, &result, err))
		return false;
	if ((bits != 0 || request.carrier != NULL ||
	    request.legibility != NULL || request.damage_count > 0) &&
	    !tag_dossiers(ui->app->db, t->ids, t->count, &request, pool,
	    &result, err))
		return false;
	ui_reload(ui);
	said(ui, &result, bits == 0 ? _("Criteria taken away") :
	    criteria_words(pool, bits));
	return true;
}

static bool choices_of(struct ui *ui, const char *kind, bool none,
    struct choice *choices, int *count, struct err *err)
{
	struct term *terms;
	size_t n;

	if (!term_list(ui->app->db, kind, &ui->frame, &terms, &n, err))
		return false;
	*count = 0;
	if (none)
		choices[(*count)++] = (struct choice){ "", _("(not said)") };
	for (size_t i = 0; i < n && *count < MOST_CHOICES; i++)
		choices[(*count)++] = (struct choice){ terms[i].code,
			terms[i].name };
	return true;
}

/* What one dossier has already goes into the form. */
static bool fill_form(struct ui *ui, struct form *form, struct tagging *t,
    unsigned wanted, struct err *err)
{
	struct pool *pool = form_pool(form);
	struct db *db = ui->app->db;
	struct dossier d;
	struct evidence *list;
	const char **signs, *words = "";
	size_t count;

	form_set(form, "criteria", "");
	if (t->count == 1) {
		if (!dossier_get(db, t->ids[0], pool, &d, err) ||
		    !evidence_list(db, d.id, pool, &list, &count, err))
			return false;
		t->before = d.criteria;
		wanted |= (unsigned)d.criteria;
		form_set(form, "carrier", d.carrier);
		form_set(form, "legibility", d.legibility);
		for (size_t i = 0; i < count; i++) {
			if (list[i].limb[0] != '\0')
				form_set(form, "limb", list[i].limb);
			if (list[i].person[0] != '\0')
				form_set(form, "person", list[i].person);
			if (list[i].feature[0] != '\0')
				form_set(form, "feature", list[i].feature);
			if (list[i].reason[0] != '\0')
				form_set(form, "reason", list[i].reason);
		}
		if (!damage_list(db, d.id, pool, &signs, &count, err))
			return false;
		for (size_t i = 0; i < count; i++)
			words = pool_printf(pool, "%s%s%s", words,
			    i > 0 ? "," : "", signs[i]);
		form_set(form, "damage", words);
	}
	words = "";
	for (int n = 0; n < 9; n++)
		if ((wanted >> n & 1) != 0)
			words = pool_printf(pool, "%s%s%d", words,
			    words[0] != '\0' ? "," : "", n + 1);
	form_set(form, "criteria", words);
	return true;
}

static bool tag_form(struct view *view, int64_t *ids, size_t count,
    unsigned wanted, const char *hint, struct err *err)
{
	static const char *const legible[][2] = {
		{ "", N_("(not said)") }, { "read", N_("can be read") },
		{ "mostly", N_("fairly complete") },
		{ "unreadable", N_("cannot be read") },
	};
	struct ui *ui = view->ui;
	struct choice carriers[MOST_CHOICES], damage[MOST_CHOICES];
	struct choice criteria[9], limbs[3] = { { "", _("(from the facts)") },
	    { "a", _("a: at a source agency") },
	    { "b", _("b: kept at the Centre") } }, legibility[4];
	int carrier_count, damage_count, criterion_count = 0;
	struct criterion *list;
	size_t n;
	struct form *form;
	struct tagging *t;

	if (!choices_of(ui, "carrier", true, carriers, &carrier_count, err) ||
	    !choices_of(ui, "damage", false, damage, &damage_count, err) ||
	    !criterion_list(ui->app->db, &ui->frame, &list, &n, err))
		return false;
	for (int number = 1; number <= 9; number++)
		for (size_t i = 0; i < n; i++)
			if (list[i].number == number)
				criteria[criterion_count++] = (struct choice){
				    pool_printf(&ui->frame, "%d", number),
				    pool_printf(&ui->frame, "%d %s", number,
				    list[i].name) };
	for (int i = 0; i < 4; i++)
		legibility[i] = (struct choice){ legible[i][0],
		    _(legible[i][1]) };
	struct form_field fields[] = {
		{ "criteria", _("Criteria"), FORM_MANY, .choices = criteria,
		    .choice_count = criterion_count },
		{ "limb", _("Criterion 1: which"), FORM_CHOICE,
		    .choices = limbs, .choice_count = 3 },
		{ "person", _("Criterion 3: who"), FORM_TEXT, .help =
		    _("Person, family or clan"), .length = 200 },
		{ "carrier", _("Criterion 4: carrier"), FORM_CHOICE,
		    .choices = carriers, .choice_count = carrier_count },
		{ "feature", _("Criterion 4: feature"), FORM_TEXT,
		    .help = _("Script, drawing, technique, sound ..."),
		    .length = 300 },
		{ "damage", _("Criterion 5: damage"), FORM_MANY,
		    .choices = damage, .choice_count = damage_count },
		{ "legibility", _("Criterion 5: legibility"), FORM_CHOICE,
		    .choices = legibility, .choice_count = 4 },
		{ "reason", _("Reason"), FORM_TEXT, .help =
		    _("Needed where a person decides, as for years across "
		    "1975"), .length = 500 },
		{ "skip", _("Leave out what is refused"), FORM_YES },
	};
	form = form_open(ui, &(struct form_plan){
	    .key = "tag", .title = pool_printf(&ui->frame, ngettext(
	    "Tag %lld file", "Tag %lld files", (long long)count),
	    (long long)count), .hint = hint, .fields = fields,
	    .count = COUNT(fields), .done = tag_done });
	t = pool_alloc(form_pool(form), sizeof(*t));
	t->ids = pool_array(form_pool(form), count, sizeof(*ids));
	memcpy(t->ids, ids, count * sizeof(*ids));
	t->count = count;
	form_give(form, t);
	return fill_form(ui, form, t, wanted, err);
}

bool dossier_tag(struct view *view, struct err *err)
{
	int64_t *ids;
	size_t count;

	return ui_dossiers(view, &ids, &count, err) &&
	    tag_form(view, ids, count, 0, NULL, err);
}

/* Do all of them have it? */
static bool all_have(struct view *view, const int64_t *ids, size_t count,
    int number, bool *all, struct err *err)
{
	*all = true;
	for (size_t i = 0; i < count && *all; i++) {
		struct dossier_row row;

		if (!dossier_row(view->ui->app->db, ids[i], &view->ui->frame,
		    &row, err))
			return false;
		*all = (row.criteria >> (number - 1) & 1) != 0;
	}
	return true;
}

/* On where one lacks it, off where all have it. What needs evidence that the
 * facts do not give opens the dialog and says what is missing. */
static bool toggle(struct view *view, int number, struct err *err)
{
	struct ui *ui = view->ui;
	struct tag_result result = { 0 };
	struct tag_request request = { .criteria = 1u << (number - 1) };
	int64_t *ids;
	size_t count;
	bool all;

	if (!ui_dossiers(view, &ids, &count, err) ||
	    !all_have(view, ids, count, number, &all, err))
		return false;
	if (all) {
		if (!untag_dossiers(ui->app->db, ids, count, request.criteria,
		    NULL, &ui->frame, &result, err))
			return false;
	} else if (!tag_dossiers(ui->app->db, ids, count, &request,
	    &ui->frame, &result, err)) {
		const char *hint = result.shown_count == 0 ? err->text :
		    pool_printf(&ui->frame, "%s: %s. %s", result.shown[0].rule,
		    result.shown[0].text, result.shown[0].mend);

		if (err->kind != ERR_RULE && err->kind != ERR_USAGE)
			return false;
		hint = pool_copy(&ui->frame, hint);
		err_clear(err);
		return tag_form(view, ids, count, request.criteria, hint, err);
	}
	ui_reload(ui);
	said(ui, &result, pool_printf(&ui->frame, all ? _("TC%d off") :
	    _("TC%d on"), number));
	return true;
}

bool dossier_toggle_1(struct view *view, struct err *err)
{
	return toggle(view, 1, err);
}

bool dossier_toggle_2(struct view *view, struct err *err)
{
	return toggle(view, 2, err);
}

bool dossier_toggle_3(struct view *view, struct err *err)
{
	return toggle(view, 3, err);
}

bool dossier_toggle_4(struct view *view, struct err *err)
{
	return toggle(view, 4, err);
}

bool dossier_toggle_5(struct view *view, struct err *err)
{
	return toggle(view, 5, err);
}
