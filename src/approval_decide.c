#include "approval.h"

#include "audit.h"
#include "clock.h"
#include "dossier.h"
#include "setting.h"
#include "who.h"
#include "workflow.h"

#include <string.h>

/* Move every file of one kind of change; the first refusal ends it. */
static bool move_all(struct db *db, const struct version *v,
    const char *change, const char *move, const char *day,
    struct pool *pool, size_t *moved, struct err *err)
{
	struct item *items;
	size_t count;

	*moved = 0;
	if (!item_list(db, v->id, change, pool, &items, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (items[i].excluded)
			continue;
		if (!workflow_move(db, move, items[i].dossier_id, day, err))
			return false;
		++*moved;
	}
	return true;
}

static bool check_state(const struct selection *s, const struct version *v,
    const char *wanted, struct err *err)
{
	if (strcmp(v->state, wanted) == 0)
		return true;
	if (strcmp(v->state, "draft") == 0)
		return err_set(err, ERR_RULE, _("BR5: the list %s is a draft and "
		    "has not been submitted. To do: bansao selection submit %s"),
		    s->code, s->code);
	if (strcmp(v->state, "submitted") == 0)
		return err_set(err, ERR_RULE, _("BR5: the list %s is submitted "
		    "and frozen. To do: bansao selection approve %s, or bansao "
		    "selection return %s --reason TEXT"), s->code, s->code,
		    s->code);
	return err_set(err, ERR_RULE, _("BR20: the list %s is approved; it "
	    "changes only by an amendment. To do: bansao selection amend %s "
	    "--reason TEXT"), s->code, s->code);
}

/* --- submission --------------------------------------------------------- */

static bool check_content(struct db *db, const struct selection *s,
    const struct version *v, struct err *err)
{
	struct version_total total;

	if (!version_sum(db, v->id, &total, err))
		return false;
	if (v->version == 1 && total.added == 0)
		return err_set(err, ERR_RULE, _("BR5: the list %s is empty. To "
		    "do: bansao selection add %s CODE..."), s->code, s->code);
	if (v->version > 1 && total.added == 0 && total.dropped == 0)
		return err_set(err, ERR_RULE, _("BR20: the amendment of %s "
		    "changes nothing. To do: bansao selection add|remove %s "
		    "CODE..., or bansao selection discard %s"), s->code, s->code,
		    s->code);
	return true;
}

/* Say how many files are not complete, not only the first. */
static bool check_files(struct db *db, const struct selection *s,
    const struct version *v, struct pool *pool, struct err *err)
{
	struct item *items;
	size_t count, bad = 0;
	struct stop first = { 0 };
	int64_t where = 0;
	struct dossier dossier;

	if (!item_list(db, v->id, "add", pool, &items, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct stop stop;
		size_t stops;

		if (!workflow_check(db, "submit", items[i].dossier_id, pool,
		    &stop, 1, &stops, err))
			return false;
		if (stops > 0 && bad++ == 0) {
			first = stop;
			where = items[i].dossier_id;
		}
	}
	if (bad == 0)
		return true;
	return dossier_get(db, where, pool, &dossier, err) &&
	    err_set(err, ERR_RULE, ngettext("%s: %s: %s. To do: %s. %lld file "
	    "of the list %s keeps it back", "%s: %s: %s. To do: %s. %lld files "
	    "of the list %s keep it back", (long long)bad), dossier.code,
	    first.rule, first.text, first.mend, (long long)bad, s->code);
}

static bool freeze(struct db *db, struct version *v, const char *number,
    const char *day, char hash[65], struct pool *pool, struct err *err)
{
	struct who who;
	char head[65];

	if (!version_freeze(db, v->id, err) ||
	    !version_hash(db, v->id, hash, err) || !audit_head(db, head, err))
		return false;
	who_am_i(&who);
	v->state = "submitted";
	v->submitted_on = day;
	v->submitted_by = who.uid;
	v->submitted_user = pool_copy(pool, who.user);
	v->submission = number == NULL ? "" : number;
	v->content_hash = hash;
	v->chain_head = head;
	return version_save(db, v, err);
}

bool list_submit(struct db *db, const char *code, const char *number,
    const char *day, const char *reason, struct pool *pool, char hash[65],
    struct err *err)
{
	struct edit edit = {
		.action = "submit", .note = reason, .final = true
	};
	struct selection s;
	struct version v;
	size_t moved;

	if (!edit_begin(db, err))
		return false;
	if (!list_open(db, code, pool, &s, &v, err) ||
	    !check_state(&s, &v, "draft", err) ||
	    !check_content(db, &s, &v, err) ||
	    !check_files(db, &s, &v, pool, err) ||
	    !freeze(db, &v, number, day, hash, pool, err) ||
	    !move_all(db, &v, "add", "submit", day, pool, &moved, err)) {
		edit_abort(db);
		return false;
	}
	edit.subject = s.code;
	edit.summary = pool_printf(pool, ngettext(
	    "submit list %s (version %lld): %lld dossier, content %.16s",
	    "submit list %s (version %lld): %lld dossiers, content %.16s",
	    (long long)moved), s.code, (long long)v.version, (long long)moved,
	    hash);
	return edit_commit(db, &edit, NULL, err);
}

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

static bool blank(const char *text)
{
	return text == NULL || text[strspn(text, " \t")] == '\0';
}

static bool check_decision(const struct selection *s, const struct version *v,
    const struct decision *d, struct err *err)
{
	struct date decided, submitted;
	char shown[DATE_TEXT], before[DATE_TEXT];

	if (blank(d->authority) || blank(d->number) || blank(d->day) ||
	    blank(d->signer))
		return err_set(err, ERR_RULE, _("BR6: the decision on %s needs "
		    "its %s. To do: bansao selection approve %s --authority BODY "
		    "--number N --date D --signer NAME"), s->code,
		    blank(d->authority) ? _("authority") : blank(d->number) ?
		    _("number") : blank(d->day) ? _("date") : _("signer"),
		    s->code);
	if (!date_from_iso(d->day, &decided) || !date_is_whole(decided))
		return err_set(err, ERR_USAGE, _("\"%s\" is not a day"), d->day);
	date_vi(decided, shown);
	if (date_from_iso(v->submitted_on, &submitted) &&
	    date_compare(decided, submitted) < 0) {
		date_vi(submitted, before);
		return err_set(err, ERR_RULE, _("BR6: the decision of %s would be "
		    "older than the submission of %s. To do: correct --date"),
		    shown, before);
	}
	if (date_compare(decided, clock_today()) > 0)
		return err_set(err, ERR_RULE, _("BR6: the decision of %s lies in "
		    "the future. To do: correct --date"), shown);
	return true;
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
	if (strcmp(item.change, "keep") == 0)
		return err_set(err, ERR_RULE, _("BR20: %s was approved before; "
		    "the amendment must drop it. To do: bansao selection return, "
		    "then remove"), e->code);
	if (blank(e->reason))
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

	if (!move_all(db, v, "drop", "withdraw", day, pool, withdrawn, err) ||
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
	    !move_all(db, v, "add", "approve", d->day, pool, &approved, err) ||
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
	    !check_state(&s, &v, "submitted", err) ||
	    !check_decision(&s, &v, decision, err) ||
	    !other_eyes(db, &s, &v, pool, err) ||
	    !check_frozen(db, &s, &v, pool, err) ||
	    !decide(db, &s, &v, decision, pool, &edit.summary, err)) {
		edit_abort(db);
		return false;
	}
	edit.subject = s.code;
	edit.note = pool_printf(pool, "%s; %s; %s", decision->authority,
	    decision->day, decision->signer);
	return edit_commit(db, &edit, NULL, err);
}

/* --- return and amendment ----------------------------------------------- */

bool list_return(struct db *db, const char *code, const char *day,
    const char *reason, struct pool *pool, struct err *err)
{
	struct edit edit = {
		.action = "return", .note = reason, .final = true
	};
	struct selection s;
	struct version v;
	size_t moved;

	if (blank(reason))
		return err_set(err, ERR_USAGE, _("Say why the list is returned: "
		    "--reason TEXT"));
	if (!edit_begin(db, err))
		return false;
	if (!list_open(db, code, pool, &s, &v, err) ||
	    !check_state(&s, &v, "submitted", err))
		goto bad;
	if (strcmp(day, v.submitted_on) < 0) {
		err_set(err, ERR_RULE, _("BR5: the return would be older than the "
		    "submission of %s. To do: correct --date"), v.submitted_on);
		goto bad;
	}
	v.state = "draft";
	v.returned_on = day;
	v.returned_why = reason;
	if (!version_thaw(db, v.id, err) || !version_save(db, &v, err) ||
	    !move_all(db, &v, "add", "return", day, pool, &moved, err))
		goto bad;
	edit.subject = s.code;
	edit.summary = pool_printf(pool, _("list %s (version %lld) returned: "
	    "%lld dossiers"), s.code, (long long)v.version, (long long)moved);
	return edit_commit(db, &edit, NULL, err);
bad:
	edit_abort(db);
	return false;
}

bool list_amend(struct db *db, const char *code, const char *reason,
    struct pool *pool, struct err *err)
{
	struct edit edit = { .action = "amend", .note = reason };
	struct selection s;
	struct version v, next = { 0 };

	if (blank(reason))
		return err_set(err, ERR_USAGE, _("Say why the list is amended: "
		    "--reason TEXT"));
	if (!edit_begin(db, err))
		return false;
	if (!list_open(db, code, pool, &s, &v, err))
		goto bad;
	if (strcmp(v.state, "approved") != 0) {
		err_set(err, ERR_RULE, _("BR20: only an approved list is amended; "
		    "%s is \"%s\". To do: bansao selection add|remove %s, or "
		    "bansao selection return %s"), s.code,
		    version_state_name(v.state), s.code, s.code);
		goto bad;
	}
	next.selection_id = s.id;
	next.version = v.version + 1;
	next.reason = reason;
	if (!version_add(db, &next, err) ||
	    !item_carry(db, v.id, next.id, err))
		goto bad;
	edit.subject = s.code;
	edit.summary = pool_printf(pool, _("amend list %s: version %lld"),
	    s.code, (long long)next.version);
	return edit_commit(db, &edit, NULL, err);
bad:
	edit_abort(db);
	return false;
}

bool list_restore(struct db *db, int64_t dossier, const char *reason,
    struct pool *pool, struct err *err)
{
	struct edit edit = {
		.action = "restore", .note = reason, .dossier = dossier
	};
	struct dossier d;

	if (blank(reason))
		return err_set(err, ERR_USAGE, _("Say why the file is taken up "
		    "again: --reason TEXT"));
	if (!edit_begin(db, err))
		return false;
	if (!dossier_get(db, dossier, pool, &d, err) ||
	    !workflow_move(db, "restore", dossier, NULL, err)) {
		edit_abort(db);
		return false;
	}
	edit.subject = d.code;
	edit.summary = pool_printf(pool, _("take dossier %s up again"), d.code);
	return edit_commit(db, &edit, NULL, err);
}
