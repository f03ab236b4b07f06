#include "handover_work.h"

#include "audit.h"
#include "clock.h"
#include "date.h"
#include "dossier.h"
#include "progress.h"
#include "verify.h"
#include "workflow.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool handover_work_add(struct db *db, const struct handover *h,
    const int64_t *dossiers, size_t count, struct err *err)
{
	struct pool pool = { 0 };
	struct edit edit = { .action = "handover add", .subject = h->number,
	    .note = "" };
	bool ok;

	edit.summary = pool_printf(&pool, ngettext("%zu file added to batch "
	    "%s", "%zu files added to batch %s", (long long)count), count,
	    h->number);
	edit.dossier = count == 1 ? dossiers[0] : 0;
	ok = edit_begin(db, err);
	for (size_t i = 0; ok && i < count; i++)
		ok = handover_item_add(db, h, dossiers[i], err) &&
		    edit_touch(db, dossiers[i], err);
	if (ok)
		ok = edit_commit(db, &edit, NULL, err);
	else
		edit_abort(db);
	pool_free(&pool);
	return ok;
}

/* ---- delivery ---------------------------------------------------------------- */

static bool move_all(struct db *db, int64_t handover, const char *move,
    const char *day, struct pool *pool, struct err *err)
{
	struct handover_item *items;
	size_t count;

	if (!handover_items(db, handover, pool, &items, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (items[i].result[0] == '\0' && !workflow_move(db, move,
		    items[i].dossier_id, day, err))
			return false;
	return true;
}

static bool rule_15(struct db *db, const struct handover *h, const char *day,
    struct pool *pool, struct err *err)
{
	struct agreement a;

	if (strcmp(h->state, "packaged") != 0)
		return err_set(err, ERR_RULE, _("Batch %s is %s; only a "
		    "packaged batch is handed over (bansao handover build "
		    "%s)"), h->number, handover_state_name(h->state),
		    h->number);
	if (!agreement_get(db, h->agreement_id, pool, &a, err))
		return false;
	if (h->agreement_id == 0)
		return err_set(err, ERR_RULE, _("BR15: batch %s has no "
		    "agreement with the central body (bansao handover agree)"),
		    h->number);
	return strcmp(a.agreed_on, day) <= 0 || err_set(err, ERR_RULE,
	    _("BR15: agreement %s is of %s, after the handover on %s. The "
	    "agreement comes first"), a.number, progress_day(pool,
	    a.agreed_on), progress_day(pool, day));
}

bool handover_work_deliver(struct db *db, const struct handover *h,
    const char *day, struct pool *pool, struct job *job, struct err *err)
{
	struct edit edit = { .action = "handover deliver", .final = true,
	    .subject = h->number, .note = "" };

	if (!rule_15(db, h, day, pool, err) ||
	    !handover_work_verify(db, h, h->path, NULL, pool, job, err))
		return false;
	edit.summary = pool_printf(pool, _("batch %s handed over on %s, "
	    "minutes %s"), h->number, progress_day(pool, day),
	    h->minutes[0] == '\0' ? "-" : h->minutes);
	if (!edit_begin(db, err))
		return false;
	if (handover_delivered(db, h, err) &&
	    move_all(db, h->id, "deliver", day, pool, err))
		return edit_commit(db, &edit, NULL, err);
	edit_abort(db);
	return false;
}

/* ---- receipt ------------------------------------------------------------------ */

static bool find_item(const struct handover_item *items, size_t count,
    int64_t dossier, const struct handover_item **item)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].dossier_id == dossier) {
			*item = &items[i];
			return true;
		}
	return false;
}

static bool one_answer(struct db *db, const struct receipt *receipt,
    const struct handover_item *item, const struct answer *answer,
    struct err *err)
{
	static const char *const moves[] = { "accept", "returned", "redo" };
	const char *reason = answer->reason == NULL ? "" : answer->reason;

	if (item->result[0] != '\0')
		return err_set(err, ERR_RULE, _("%s: is answered already "
		    "(%s)"), item->code, item->result);
	if (answer->kind != ANSWER_ACCEPTED && reason[0] == '\0')
		return err_set(err, ERR_USAGE, _("%s: a return needs its "
		    "reason: --returned CODE=REASON"), item->code);
	return handover_item_answer(db, receipt->handover_id,
	    answer->dossier, answer->kind == ANSWER_ACCEPTED ? "accepted" :
	    "returned", reason, err) && workflow_move(db,
	    moves[answer->kind], answer->dossier, receipt->received_on,
	    err) && edit_touch(db, answer->dossier, err);
}

bool handover_work_receipt(struct db *db, struct receipt *receipt,
    const struct answer *answers, size_t count, struct pool *pool,
    struct err *err)
{
	struct edit edit = { .action = "handover receipt", .final = true,
	    .note = "" };
	struct handover_item *items;
	const struct handover_item *item;
	struct handover h;
	size_t item_count;

	if (!handover_get(db, receipt->handover_id, pool, &h, err) ||
	    !handover_items(db, h.id, pool, &items, &item_count, err))
		return false;
	if (strcmp(h.state, "delivered") != 0)
		return err_set(err, ERR_RULE, _("BR17: batch %s is %s; an "
		    "answer comes after it was handed over"), h.number,
		    handover_state_name(h.state));
	if (strcmp(receipt->received_on, h.delivered_on) < 0)
		return err_set(err, ERR_RULE, _("BR17: the answer of %s is "
		    "before the handover on %s"), receipt->received_on,
		    h.delivered_on);
	if (!edit_begin(db, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!find_item(items, item_count, answers[i].dossier, &item))
			err_set(err, ERR_MISSING, _("A file of the answer is "
			    "not in batch %s"), h.number);
		else if (one_answer(db, receipt, item, &answers[i], err))
			continue;
		edit_abort(db);
		return false;
	}
	for (size_t i = 0; i < count; i++)
		if (answers[i].kind == ANSWER_ACCEPTED)
			receipt->accepted++;
		else
			receipt->returned++;
	edit.subject = h.number;
	edit.summary = pool_printf(pool, _("answer %s to batch %s: %lld "
	    "accepted, %lld returned"), receipt->number, h.number,
	    (long long)receipt->accepted, (long long)receipt->returned);
	if (receipt_add(db, receipt, err))
		return edit_commit(db, &edit, NULL, err);
	edit_abort(db);
	return false;
}

/* ---- again ---------------------------------------------------------------------- */

bool handover_work_reopen(struct db *db, int64_t dossier, const char *code,
    const char *reason, struct err *err)
{
	struct pool pool = { 0 };
	struct edit edit = { .action = "handover reopen", .subject = code,
	    .dossier = dossier, .note = reason };
	int64_t handover = 0;
	bool ok = handover_of(db, dossier, &handover, err);

	edit.summary = pool_printf(&pool, _("package of %s opened again"),
	    code);
	ok = ok && edit_begin(db, err);
	if (ok && handover_item_answer(db, handover, dossier, "replaced",
	    reason, err) && workflow_move(db, "reopen", dossier, NULL, err)) {
		ok = edit_commit(db, &edit, NULL, err);
	} else if (ok) {
		edit_abort(db);
		ok = false;
	}
	pool_free(&pool);
	return ok;
}

/* ---- years later ------------------------------------------------------------------ */

static bool holds(const char *path, const struct verify_report *report,
    struct job *job, struct err *err)
{
	for (size_t i = 0; i < report->errors.count; i++)
		job_finding(job, report->errors.rows[i].code,
		    report->errors.rows[i].path, report->errors.rows[i].text);
	return report->valid || err_set(err, ERR_FINDINGS, ngettext("%s does "
	    "not hold: %zu error", "%s does not hold: %zu errors",
	    (long long)report->errors.total), path, report->errors.total);
}

/* What the catalogue knows of the bags of a batch, and those that are other. */
struct comparing {
	const struct handover *h;
	struct handover_volume *built;
	size_t count, others;
	struct job *job;
};

static void compare(struct comparing *c, long number, const char *name,
    const char *manifest)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->built[i].number == number &&
		    strcmp(c->built[i].manifest_sha256, manifest) == 0)
			return;
	job_finding(c->job, "V006", name, _("is a valid package, but not the "
	    "one that was built: its manifest is another"));
	c->others++;
}

/* A whole batch, or one volume of it: the disc that is at hand. */
static bool is_what_was_built(struct db *db, const struct handover *h,
    const char *path, const struct verify_report *report, struct pool *pool,
    struct job *job, struct err *err)
{
	struct comparing c = { .h = h, .job = job };
	long number = 1, total = 1;

	if (!handover_volumes(db, h->id, pool, &c.built, &c.count, err))
		return false;
	for (size_t i = 0; i < report->volume_count; i++)
		compare(&c, report->volumes[i].number,
		    report->volumes[i].name,
		    report->volumes[i].manifest_sha256);
	if (report->volume_count == 0) {
		if (verify_place(report->group_count, &number, &total))
			job_warn(job, _("Only volume %ld of %ld was checked; "
			    "check the others too"), number, total);
		compare(&c, number, path, report->manifest_sha256);
	}
	return c.others == 0 || err_set(err, ERR_FINDINGS, _("%s is a valid "
	    "package, but not the one that was built for batch %s: its "
	    "manifest is another"), path, h->number);
}

bool handover_work_verify(struct db *db, const struct handover *h,
    const char *path, const char *trusted, struct pool *pool,
    struct job *job, struct err *err)
{
	struct verify_options options = { .trusted = trusted };
	struct verify_report report;

	if (path == NULL || path[0] == '\0')
		return err_set(err, ERR_RULE, _("Batch %s was not built yet "
		    "(bansao handover build %s)"), h->number, h->number);
	if (access(path, F_OK) != 0)
		return err_set(err, ERR_MISSING, _("%s is not there. Give the "
		    "place of the batch: bansao handover verify %s PATH"),
		    path, h->number);
	return verify_package(path, &options, pool, &report, job, err) &&
	    holds(path, &report, job, err) && is_what_was_built(db, h, path,
	    &report, pool, job, err);
}
