/* bansao batch pass and fail: inspection by other eyes. */
#include "app_pick.h"
#include "cmd_batch.h"

#include "batch.h"
#include "dossier.h"
#include "scan.h"
#include "setting.h"
#include "who.h"
#include "workflow.h"

#include <string.h>

const struct option_row batch_judge_options[] = {
	{ "scan", 0, N_("FILE"), N_("only this page; may be repeated") },
	{ "reason", 0, N_("TEXT"), N_("why; needed when it fails") },
	{ NULL, 0, NULL, NULL }
};

struct judging {
	struct app *app;
	struct batch batch;
	bool passed;
	const char *reason;
	int64_t pages, dossiers;
};

/* BR11 by name as well: an operator without an account here has no uid. */
static bool other_eyes(struct judging *j, struct err *err)
{
	const char *four = "on";
	struct who who;

	who_am_i(&who);
	if (!setting_get(j->app->db, "four_eyes", NULL, &j->app->pool, &four,
	    err))
		return false;
	if (strcmp(four, "off") == 0 || (j->batch.operator_uid != who.uid &&
	    strcmp(j->batch.operator_name, who.user) != 0))
		return true;
	return err_set(err, ERR_RULE, _("BR11: %s scanned batch %s and cannot"
	    " inspect it. Another person inspects; a Centre with one person"
	    " says \"bansao config set four_eyes off\""),
	    j->batch.operator_name, j->batch.code);
}

static bool judge_scan(struct judging *j, const char *word, struct err *err)
{
	struct inspection i = { .batch_id = j->batch.id,
	    .passed = j->passed, .reason = j->reason };
	struct scan scan;
	int64_t batch;

	if (!scan_find(j->app->db, word, &j->app->pool, &scan, err) ||
	    !batch_of(j->app->db, scan.dossier_id, &batch, err))
		return false;
	if (batch != j->batch.id)
		return err_set(err, ERR_USAGE, _("%s is not in batch %s"),
		    word, j->batch.code);
	i.dossier_id = scan.dossier_id;
	i.scan_id = scan.id;
	j->pages++;
	return inspection_add(j->app->db, &i, err);
}

static bool judge_dossier(struct judging *j, int64_t id, struct err *err)
{
	struct inspection i = { .batch_id = j->batch.id, .dossier_id = id,
	    .passed = j->passed, .reason = j->reason };
	struct dossier dossier;
	int64_t failed;

	if (!dossier_get(j->app->db, id, &j->app->pool, &dossier, err) ||
	    !inspection_failed(j->app->db, id, &failed, err))
		return false;
	if (j->passed && failed > 0)
		return err_set(err, ERR_RULE, ngettext(
		    "BR10: %s has %lld page that failed; scan it again, or pass"
		    " it with --scan", "BR10: %s has %lld pages that failed;"
		    " scan them again, or pass them with --scan", failed),
		    dossier.code, (long long)failed);
	if (!inspection_add(j->app->db, &i, err))
		return false;
	j->dossiers++;
	if (j->passed && dossier.state == S5_SCANNING &&
	    !workflow_move(j->app->db, "finish", id, NULL, err))
		return false;
	if (!j->passed && dossier.state != S6_INSPECTION &&
	    dossier.state != S7_PASSED)
		return true;	/* it is with the scanner already */
	return workflow_move(j->app->db, j->passed ? "pass" : "fail", id,
	    NULL, err);
}

/* Dossiers by their codes, or all of the batch that wait for inspection. */
static bool judge_dossiers(struct judging *j, const struct args *args,
    struct err *err)
{
	struct db *db = j->app->db;
	int64_t *ids;
	size_t count;

	if (args_count(args) == 1) {
		if (!batch_dossiers(db, j->batch.id, S6_INSPECTION,
		    &j->app->pool, &ids, &count, err))
			return false;
		if (count == 0)
			return err_set(err, ERR_RULE, _("No dossier of batch"
			    " %s waits for inspection; \"bansao batch show"
			    " %s\" says where they stand"), j->batch.code,
			    j->batch.code);
	} else if (!app_pick(j->app, args, 1, &ids, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!judge_dossier(j, ids[i], err))
			return false;
	return true;
}

/* A page that failed sends its dossier back. */
static bool judge_scans(struct judging *j, const struct args *args,
    struct err *err)
{
	for (int i = 0; args_each(args, "scan", i) != NULL; i++) {
		struct dossier dossier;
		struct scan scan;

		if (!judge_scan(j, args_each(args, "scan", i), err))
			return false;
		if (j->passed)
			continue;
		if (!scan_find(j->app->db, args_each(args, "scan", i),
		    &j->app->pool, &scan, err) ||
		    !dossier_get(j->app->db, scan.dossier_id, &j->app->pool,
		    &dossier, err))
			return false;
		if ((dossier.state == S6_INSPECTION ||
		    dossier.state == S7_PASSED) &&
		    !workflow_move(j->app->db, "fail", dossier.id, NULL, err))
			return false;
	}
	return true;
}

/* The batch has passed when all of its dossiers have. */
static bool note_batch(struct judging *j, struct err *err)
{
	struct batch now;

	if (!batch_find(j->app->db, j->batch.code, &j->app->pool, &now, err))
		return false;
	return batch_set_state(j->app->db, now.id, !j->passed ? "failed" :
	    now.passed == now.dossiers ? "passed" : "open", err);
}

static bool judge(struct app *app, const struct args *args, bool passed,
    struct err *err)
{
	struct judging j = { .app = app, .passed = passed,
	    .reason = batch_text_option(args, "reason") };
	struct edit edit = { .action = passed ? "batch pass" : "batch fail",
	    .subject = args_word(args, 0), .note = j.reason };
	bool good;

	if (!passed && j.reason[0] == '\0')
		return err_set(err, ERR_USAGE, _("Say why it failed"
		    " (--reason TEXT), so that the operator knows what to"
		    " do"));
	if (!batch_find(app->db, args_word(args, 0), &app->pool, &j.batch,
	    err) || !other_eyes(&j, err) || !edit_begin(app->db, err))
		return false;
	good = (args_given(args, "scan") ? judge_scans(&j, args, err) :
	    judge_dossiers(&j, args, err)) && note_batch(&j, err);
	edit.summary = pool_printf(&app->pool, passed ?
	    _("Batch %s: %lld dossiers and %lld pages passed") :
	    _("Batch %s: %lld dossiers and %lld pages failed"),
	    j.batch.code, (long long)j.dossiers, (long long)j.pages);
	return batch_finish(app, good, &edit, err);
}

bool batch_pass(struct app *app, const struct args *args, struct err *err)
{
	return judge(app, args, true, err);
}

bool batch_fail(struct app *app, const struct args *args, struct err *err)
{
	return judge(app, args, false, err);
}
