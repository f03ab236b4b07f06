#include "command.h"

#include "audit.h"
#include "conf.h"
#include "date.h"
#include "out_app.h"
#include "setting.h"

#include <string.h>

static bool list(struct app *app, const struct args *args, struct err *err)
{
	static const struct out_column columns[] = {
		{ .key = "name", .head = N_("Name") },
		{ .key = "valid_from", .head = N_("From"), .type = OUT_DATE },
		{ .key = "value", .head = N_("Value") },
		{ .key = "help", .head = N_("What it is") },
		{ 0 }
	};
	struct setting_row *rows;
	struct out *out;
	size_t count;

	(void)args;
	if (!setting_list(app->db, &app->pool, &rows, &count, err))
		return false;
	out = app_listing(app, NULL, columns, err);
	if (out == NULL)
		return false;
	for (const struct setting_kind *kind = setting_kinds;
	    kind->name != NULL; kind++) {
		bool any = false;

		for (size_t i = 0; i < count; i++) {
			if (strcmp(rows[i].name, kind->name) != 0)
				continue;
			any = true;
			out_text(out, kind->name);
			out_text(out, rows[i].valid_from);
			out_text(out, rows[i].value);
			out_text(out, _(kind->help));
		}
		if (any)
			continue;
		out_text(out, kind->name);
		out_text(out, "");
		out_text(out, "");
		out_text(out, _(kind->help));
	}
	return out_close(out, err);
}

static bool get(struct app *app, const struct args *args, struct err *err)
{
	const char *value;

	if (!setting_get(app->db, args_word(args, 0), args_value(args, "on"),
	    &app->pool, &value, err))
		return false;
	printf("%s\n", value);
	return true;
}

/* What history says of it: the meaning without its explanations, in words. */
static const char *told(struct app *app, const char *name, const char *value)
{
	const struct setting_kind *kind = setting_kinds;
	const char *meaning;
	size_t length;

	while (kind->name != NULL && strcmp(kind->name, name) != 0)
		kind++;
	meaning = kind->name == NULL ? name : _(kind->help);
	if (strcmp(value, "on") == 0)
		value = _("switched on");
	else if (strcmp(value, "off") == 0)
		value = _("switched off");
	length = strcspn(meaning, ":(\"");
	while (length > 0 && meaning[length - 1] == ' ')
		length--;
	return pool_printf(&app->pool, _("setting \"%s\": %s"),
	    pool_copy_n(&app->pool, meaning, length), value);
}

static bool set(struct app *app, const struct args *args, struct err *err)
{
	const char *name = args_word(args, 0), *value = args_word(args, 1);
	const char *from = args_value(args, "from");
	struct edit edit = { .action = "config", .subject = name };
	struct date date = { 0 };
	char iso[DATE_TEXT] = "";

	if (from != NULL) {
		if (!date_parse(from, &date, err))
			return err_wrap(err, "--from");
		date_iso(date, iso);
	}
	edit.summary = told(app, name, value);
	if (!edit_begin(app->db, err))
		return false;
	if (!setting_set(app->db, name, iso, value, err)) {
		edit_abort(app->db);
		return false;
	}
	return edit_commit(app->db, &edit, NULL, err);
}

static const struct option_row get_options[] = {
	{ "on", 0, N_("DATE"), N_("as it holds on that day") },
	{ NULL, 0, NULL, NULL }
};

static const struct option_row set_options[] = {
	{ "from", 0, N_("DATE"), N_("holds from that day on") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, "", N_("show all settings"), 0, 0, NEEDS_DB, NULL, list },
	{ "list", "", N_("show all settings"), 0, 0, NEEDS_DB, NULL, list },
	{ "get", N_("NAME"), N_("print one setting"), 1, 1, NEEDS_DB,
	    get_options, get },
	{ "set", N_("NAME VALUE"), N_("change one; an empty value removes it"),
	    2, 2, NEEDS_DB_WRITE, set_options, set },
	{ 0 }
};

const struct command command_config = {
	"config", N_("settings that the forms print"), verbs
};
