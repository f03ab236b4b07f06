#include "app_ledger.h"

#include "audit.h"
#include "json.h"
#include "out_app.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

bool app_ledger_list(struct app *app, const struct ledger *ledger,
    struct err *err)
{
	struct out *out = app_listing(app, _(ledger->noun), ledger->columns,
	    err);

	if (out == NULL)
		return false;
	if (!ledger_print(app->db, ledger, out, err))
		return out_abort(out);
	out_totals(out);
	return out_close(out, err);
}

/* The options that were given, into the row. */
static bool take_options(struct app *app, const struct args *args,
    const struct ledger *ledger, struct ledger_row *row, struct err *err)
{
	for (int i = 0; ledger->fields[i].name != NULL; i++) {
		const char *text = args_value(args, ledger->fields[i].name);

		if (text != NULL && !ledger_type(app->db, ledger, i, text,
		    &app->pool, row, err))
			return false;
	}
	return true;
}

bool app_ledger_store(struct app *app, const struct ledger *ledger,
    struct ledger_row *row, const char *summary, const char **said,
    struct err *err)
{
	struct edit edit = {
		.action = ledger->name, .subject = row->code,
		.summary = summary, .note = ""
	};

	if (!edit_begin(app->db, err))
		return false;
	if (!ledger_put(app->db, ledger, row, err)) {
		edit_abort(app->db);
		return false;
	}
	if (!ledger->coded) {
		edit.subject = pool_printf(&app->pool, "%lld",
		    (long long)row->id);
		edit.summary = pool_printf(&app->pool, "%s %s", summary,
		    edit.subject);
	}
	*said = edit.summary;
	return edit_commit(app->db, &edit, NULL, err);
}

static bool store(struct app *app, const struct ledger *ledger,
    struct ledger_row *row, const char *summary, struct err *err)
{
	const char *said;

	if (!app_ledger_store(app, ledger, row, summary, &said, err))
		return false;
	app_say(app, "%s", said);
	return true;
}

static const char *words(struct app *app, const char *verb,
    const struct ledger *ledger, const char *key)
{
	return pool_printf(&app->pool, "%s: %s%s%s", verb, _(ledger->noun),
	    *key == '\0' ? "" : " ", key);
}

const char *app_ledger_words(struct app *app, bool added,
    const struct ledger *ledger, const char *key)
{
	return words(app, added ? _("added") : _("changed"), ledger, key);
}

bool app_ledger_add(struct app *app, const struct args *args,
    const struct ledger *ledger, struct err *err)
{
	struct ledger_row row;

	ledger_start(ledger, &row);
	if (ledger->coded)
		row.code = text_nfc(&app->pool, args_word(args, 0));
	return take_options(app, args, ledger, &row, err) &&
	    store(app, ledger, &row, words(app, _("added"), ledger, row.code),
	    err);
}

bool app_ledger_add_for(struct app *app, const struct args *args,
    const struct ledger *ledger, const char *field, struct err *err)
{
	struct ledger_row row;

	ledger_start(ledger, &row);
	return ledger_type(app->db, ledger, ledger_field(ledger, field),
	    args_word(args, 0), &app->pool, &row, err) &&
	    take_options(app, args, ledger, &row, err) &&
	    store(app, ledger, &row, words(app, pool_printf(&app->pool,
	    "%s: %s", args_word(args, 0), _("added")), ledger, ""), err);
}

bool app_ledger_edit(struct app *app, const struct args *args,
    const struct ledger *ledger, struct err *err)
{
	const char *key = args_word(args, 0);
	struct ledger_row row;

	return ledger_find(app->db, ledger, key, &app->pool, &row, err) &&
	    take_options(app, args, ledger, &row, err) &&
	    store(app, ledger, &row, words(app, _("changed"), ledger,
	    ledger->coded ? key : ""), err);
}

bool app_ledger_remove(struct app *app, const struct args *args,
    const struct ledger *ledger, struct err *err)
{
	const char *key = args_word(args, 0);
	struct edit edit = { .action = ledger->name, .subject = key, .note = "" };
	struct ledger_row row;

	edit.summary = words(app, _("removed"), ledger, key);
	if (!ledger_find(app->db, ledger, key, &app->pool, &row, err) ||
	    !edit_begin(app->db, err))
		return false;
	if (!ledger_remove(app->db, ledger, &row, err)) {
		edit_abort(app->db);
		return false;
	}
	if (!edit_commit(app->db, &edit, NULL, err))
		return false;
	app_say(app, "%s", edit.summary);
	return true;
}

static bool numeric(enum ledger_type type)
{
	return type == LEDGER_COUNT || type == LEDGER_YEAR ||
	    type == LEDGER_MONEY || type == LEDGER_MILLI;
}

static void show_json(const struct ledger *ledger, const struct ledger_row *row)
{
	struct buf buf = { 0 };
	struct json json = { .buf = &buf };

	json_open(&json, NULL, '{');
	json_int(&json, "id", row->id);
	if (ledger->coded)
		json_text(&json, "code", row->code);
	for (int i = 0; ledger->fields[i].name != NULL; i++) {
		const struct ledger_field *f = &ledger->fields[i];

		if (f->type == LEDGER_MILLI)
			json_real(&json, f->name,
			    (double)row->values[i].number / 1000);
		else if (numeric(f->type))
			json_int(&json, f->name, row->values[i].number);
		else
			json_text(&json, f->name, row->values[i].text);
	}
	json_shut(&json, '}');
	puts(buf_string(&buf));
	buf_free(&buf);
}

bool app_ledger_show(struct app *app, const struct args *args,
    const struct ledger *ledger, struct err *err)
{
	struct pool *pool = &app->pool;
	struct ledger_row row;

	if (!ledger_find(app->db, ledger, args_word(args, 0), pool, &row, err))
		return false;
	if (app->json) {
		show_json(ledger, &row);
		return true;
	}
	printf("%s %s\n", _(ledger->noun), text_safe(pool, args_word(args, 0)));
	for (int i = 0; ledger->fields[i].name != NULL; i++) {
		const struct ledger_field *f = &ledger->fields[i];

		printf("  %s %s\n", text_fit(pool, ledger_label(f), 22,
		    TEXT_LEFT, false), ledger_show(f, &row.values[i], pool));
	}
	return true;
}
