#include "approval_inside.h"

#include "audit.h"
#include "dossier.h"
#include "setting.h"
#include "text.h"
#include "who.h"
#include "workflow.h"

#include <string.h>

/* --- the decision (BR6) ------------------------------------------------- */

/* By uid: the names of the roles are labels. */
static bool other_eyes(struct db *db, const struct selection *s,
    const struct version *v, struct pool *pool, struct err *err)
{
	const char *four_eyes;

	if (v->submitted_by != who_uid())
		return true;
	if (!setting_get(db, "four_eyes", NULL, pool, &four_eyes, err))
		return false;
	return strcmp(four_eyes, "off") == 0 || err_set(err, ERR_RULE,
	    _("BR6: %s submitted the list %s and cannot enter its approval; "
	    "four eyes are needed. To do: another user enters the decision; a "
	    "Centre with one person says \"bansao config set four_eyes off\", "
	    "which the audit keeps"), v->submitted_user, s->code);
}

bool decision_day(const struct version *v, const char *day, struct err *err)
{
	return list_check_day("BR6", _("the decision"), day, v->submitted_on,
	    _("the submission"), err);
}

static bool check_decision(const struct selection *s, const struct version *v,
    const struct decision *d, struct err *err)
{
	const char *missing = text_is_blank(d->authority) ? _("authority") :
	    text_is_blank(d->number) ? _("number") :
	    text_is_blank(d->day) ? _("date") :
	    text_is_blank(d->signer) ? _("signer") : NULL;

	if (missing != NULL)
		return err_set(err, ERR_RULE, _("BR6: the decision on %s needs "
		    "its %s. To do: bansao selection approve %s --authority BODY "
		    "--number N --date D --signer NAME"), s->code, missing,
		    s->code);
	return decision_day(v, d->day, err);
}

/* What was submitted is what is approved: the hash still holds, and nobody
 * has changed a file meanwhile (BR5). */
static bool check_frozen(struct db *db, const struct selection *s,
    const struct version *v, struct pool *pool, struct err *err)
{
	const char *code;
	char hash[65];

	if (!version_hash(db, v->id, hash, err) ||
	    !version_drift(db, v->id, pool, &code, err))
		return false;
	if (strcmp(hash, v->content_hash) != 0)
		return err_set(err, ERR_FINDINGS, _("The list %s is not what was "
		    "submitted: its content hash is %.16s, not %.16s. To do: "
		    "bansao audit verify"), s->code, hash, v->content_hash);
	return code == NULL || err_set(err, ERR_RULE, _("BR5: %s was changed "
	    "after the list was submitted. To do: take the change back, or "
	    "bansao selection return %s --reason TEXT"), code, s->code);
}

bool list_decidable(struct db *db, const char *code, struct pool *pool,
    struct selection *s, struct version *v, struct err *err)
{
	return list_open(db, code, pool, s, v, err) &&
	    list_check_state(s, v, "submitted", err) &&
	    other_eyes(db, s, v, pool, err) &&
	    check_frozen(db, s, v, pool, err);
}

static bool exclude_one(struct db *db, const struct version *v,
    const struct exclusion *e, const char *day, struct pool *pool,
    struct err *err)
{
	struct dossier dossier;
	struct item item;

	if (!dossier_find(db, e->code, pool, &dossier, err) ||
	    !item_get(db, v->id, dossier.id, pool, &item, err))
		return false;
	if (item.change[0] == '\0')
		return err_set(err, ERR_MISSING, _("--exclude: %s is not on this "
		    "list"), e->code);
	if (item.excluded)
		return err_set(err, ERR_USAGE, _("--exclude: %s is named twice"),
		    e->code);
	if (strcmp(item.change, "keep") == 0)
		return err_set(err, ERR_RULE, _("BR20: %s was approved before; "
		    "the amendment must drop it. To do: bansao selection return, "
		    "then remove"), e->code);
	if (text_is_blank(e->reason))
		return err_set(err, ERR_USAGE, _("--exclude: say why %s is left "
		    "out, as CODE=REASON"), e->code);
	item.excluded = true;
	item.reason = e->reason;
	if (!item_put(db, v->id, &item, err))
		return false;
	/* An amendment that may not drop the file leaves it where it is. */
	return strcmp(item.change, "drop") == 0 ||
	    (live_remove(db, dossier.id, err) &&
	    workflow_move(db, "exclude", dossier.id, day, err) &&
	    workflow_plan(db, dossier.id, 0, err));
}

static bool withdraw_dropped(struct db *db, const struct version *v,
    const char *day, struct pool *pool, size_t *withdrawn, struct err *err)
{
	struct item *items;
	size_t count;

	if (!list_move_all(db, v, "drop", "withdraw", day, pool, withdrawn, err) ||
	    !item_list(db, v->id, "drop", pool, &items, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!items[i].excluded &&
		    !live_remove(db, items[i].dossier_id, err))
			return false;
	return true;
}

/* Scans that came before the approval were waiting for it (BR7). */
static bool wake_scans(struct db *db, const struct version *v,
    struct pool *pool, struct err *err)
{
	struct item *items;
	size_t count;

	if (!item_list(db, v->id, "add", pool, &items, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const char *rule;

		if (!items[i].excluded && !workflow_scans_arrived(db,
		    items[i].dossier_id, &rule, err))
			return false;
	}
	return true;
}

static bool decide(struct db *db, const struct selection *s, struct version *v,
    const struct decision *d, struct pool *pool, const char **summary,
    struct err *err)
{
	size_t approved, withdrawn;

	for (size_t i = 0; i < d->exclusion_count; i++)
		if (!exclude_one(db, v, &d->exclusions[i], d->day, pool, err))
			return false;
	v->state = "approved";
	v->authority = d->authority;
	v->decision = d->number;
	v->decided_on = d->day;
	v->signer = d->signer;
	v->entered_by = who_uid();
	if (!version_save(db, v, err) ||
	    !version_supersede(db, s->id, v->id, err) ||
	    !list_move_all(db, v, "add", "approve", d->day, pool, &approved, err) ||
	    !withdraw_dropped(db, v, d->day, pool, &withdrawn, err))
		return false;
	if (approved + withdrawn == 0)
		return err_set(err, ERR_RULE, _("BR6: the decision would leave "
		    "out every file. To do: bansao selection return %s --reason "
		    "TEXT"), s->code);
	if (!wake_scans(db, v, pool, err))
		return false;
	*summary = pool_printf(pool, _("approve list %s (version %lld) by %s: "
	    "%lld approved, %lld excluded, %lld withdrawn"), s->code,
	    (long long)v->version, d->number, (long long)approved,
	    (long long)d->exclusion_count, (long long)withdrawn);
	return true;
}

bool list_approve(struct db *db, const char *code,
    const struct decision *decision, struct pool *pool, struct err *err)
{
	struct edit edit = { .action = "approve", .final = true };
	struct selection s;
	struct version v;

	if (!edit_begin(db, err))
		return false;
	if (!list_open(db, code, pool, &s, &v, err) ||
	    !list_check_state(&s, &v, "submitted", err) ||
	    !check_decision(&s, &v, decision, err) ||
	    !list_decidable(db, code, pool, &s, &v, err) ||
	    !decide(db, &s, &v, decision, pool, &edit.summary, err)) {
		edit_abort(db);
		return false;
	}
	edit.subject = s.code;
	edit.note = pool_printf(pool, "%s; %s; %s", decision->authority,
	    decision->day, decision->signer);
	return edit_commit(db, &edit, NULL, err);
}
