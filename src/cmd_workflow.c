#include "out_app.h"
#include "command.h"

#include "json.h"
#include "workflow.h"

#include <stdio.h>
#include <string.h>

/* --- for programs ------------------------------------------------------- */

static void json_guards(struct json *json, const struct move *move)
{
	json_open(json, "guards", '[');
	for (size_t i = 0; move->guards != NULL && move->guards[i] != NULL;
	    i++) {
		json_open(json, NULL, '{');
		json_text(json, "rule", move->guards[i]->rule);
		json_text(json, "text", _(move->guards[i]->text));
		json_text(json, "mend", _(move->guards[i]->mend));
		json_shut(json, '}');
	}
	json_shut(json, ']');
}

static void json_move(struct json *json, const struct move *move)
{
	json_open(json, NULL, '{');
	json_text(json, "name", move->name);
	json_open(json, "from", '[');
	for (int64_t s = 0; s < STATES; s++)
		if ((move->from & (1U << s)) != 0)
			json_text(json, NULL, state_code(s));
	json_shut(json, ']');
	json_text(json, "to", state_code(move->to));
	json_text(json, "label", _(move->label));
	json_text(json, "actor", _(move->actor));
	json_text(json, "rule", move->rule);
	json_text(json, "question",
	    move->question == NULL ? NULL : _(move->question));
	json_bool(json, "held", move->held);
	json_text(json, "command", _(move->mend));
	json_guards(json, move);
	json_shut(json, '}');
}

static bool print_json(struct err *err)
{
	struct buf buf = { 0 };
	struct json json = { .buf = &buf };

	json_open(&json, NULL, '{');
	json_open(&json, "states", '[');
	for (int64_t s = 0; s < STATES; s++) {
		json_open(&json, NULL, '{');
		json_text(&json, "code", state_code(s));
		json_text(&json, "name", state_name(s));
		json_shut(&json, '}');
	}
	json_shut(&json, ']');
	json_open(&json, "gates", '[');
	for (const struct gate *g = workflow_gates; g->letter != NULL; g++) {
		json_open(&json, NULL, '{');
		json_text(&json, "letter", g->letter);
		json_text(&json, "name", g->name);
		json_text(&json, "label", _(g->label));
		json_text(&json, "rule", g->rule);
		json_text(&json, "text", _(g->text));
		json_text(&json, "command", _(g->mend));
		json_shut(&json, '}');
	}
	json_shut(&json, ']');
	json_open(&json, "moves", '[');
	for (const struct move *m = workflow_moves; m->name != NULL; m++)
		json_move(&json, m);
	json_shut(&json, ']');
	json_shut(&json, '}');
	puts(buf_string(&buf));
	buf_free(&buf);
	return err->kind == ERR_NONE;
}

/* --- for people --------------------------------------------------------- */

static const char *from_text(struct app *app, const struct move *move)
{
	const char *text = "";

	for (int64_t s = 0; s < STATES; s++)
		if ((move->from & (1U << s)) != 0)
			text = pool_printf(&app->pool, "%s%s%s", text,
			    text[0] == '\0' ? "" : ",", state_code(s));
	return text;
}

static bool has_word(const char *text, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = text; (at = strstr(at, word)) != NULL; at++)
		if ((at == text || at[-1] == ' ') &&
		    (at[length] == ' ' || at[length] == '\0'))
			return true;
	return false;
}

/* Why the move begins where it begins, and what else it asks. */
static const char *rules_text(struct app *app, const struct move *move)
{
	const char *text = pool_printf(&app->pool, "%s%s", move->rule,
	    move->held ? " H" : "");

	for (size_t i = 0; move->guards != NULL && move->guards[i] != NULL;
	    i++)
		if (!has_word(text, move->guards[i]->rule))
			text = pool_printf(&app->pool, "%s%s%s", text,
			    text[0] == '\0' ? "" : " ", move->guards[i]->rule);
	return text;
}

static bool print_moves(struct app *app, struct err *err)
{
	static const struct out_column columns[] = {
		{ .key = "name", .head = N_("Move") },
		{ .key = "from", .head = N_("From") },
		{ .key = "to", .head = N_("To") },
		{ .key = "label", .head = N_("What it is"), .width = 20 },
		{ .key = "actor", .head = N_("Who (a label, no right)"),
		    .width = 12 },
		{ .key = "rules", .head = N_("Rules") },
		{ .key = "command", .head = N_("Command"), .width = 20 },
		{ 0 }
	};
	struct out *out = app_listing(app, _("The life of a file"), columns, err);

	if (out == NULL)
		return false;
	for (const struct move *m = workflow_moves; m->name != NULL; m++) {
		out_text(out, m->name);
		out_text(out, from_text(app, m));
		out_text(out, state_code(m->to));
		out_text(out, _(m->label));
		out_text(out, _(m->actor));
		out_text(out, rules_text(app, m));
		out_text(out, _(m->mend));
	}
	for (const struct gate *g = workflow_gates; g->letter != NULL; g++) {
		out_text(out, g->name);
		out_text(out, "*");
		out_text(out, g->letter);
		out_text(out, _(g->label));
		out_text(out, "");
		out_text(out, g->rule);
		out_text(out, _(g->mend));
	}
	return out_close(out, err);
}

static void print_move(struct app *app, const struct move *move)
{
	printf("%s: %s -> %s\n%s (%s)\n    %s\n", move->name,
	    from_text(app, move), state_code(move->to), _(move->label),
	    _(move->actor), _(move->mend));
	if (move->question != NULL)
		printf("    ? %s\n", _(move->question));
	if (move->held)
		printf("  %-5s %s\n        -> %s\n", "H",
		    _("a hold stops every move forward, from any state"),
		    _("bansao release CODE"));
	for (size_t i = 0; move->guards != NULL && move->guards[i] != NULL;
	    i++)
		printf("  %-5s %s\n        -> %s\n", move->guards[i]->rule,
		    _(move->guards[i]->text), _(move->guards[i]->mend));
}

static bool workflow(struct app *app, const struct args *args,
    struct err *err)
{
	const char *name = args_word(args, 0);

	if (name != NULL && move_find(name) == NULL)
		return err_set(err, ERR_MISSING, _("There is no move \"%s\"; see "
		    "\"bansao workflow\""), name);
	if (name == NULL)
		return app->json ? print_json(err) : print_moves(app, err);
	print_move(app, move_find(name));
	return true;
}

static const struct verb verbs[] = {
	{ NULL, N_("[MOVE]"), N_("the states, moves and rules of a file; with "
	    "MOVE its rules in words"), 0, 1, NEEDS_NOTHING, NULL, workflow },
	{ 0 }
};

const struct command command_workflow = {
	"workflow", N_("the life of a file as a table of rules"), verbs
};
