#include "approval_inside.h"

#include "audit.h"
#include "clock.h"
#include "dossier.h"
#include "text.h"
#include "who.h"
#include "workflow.h"

#include <string.h>

/* --- what the steps have in common -------------------------------------- */

/* Move every file of one kind of change; the first refusal ends it. */
bool list_move_all(struct db *db, const struct version *v,
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

bool list_check_state(const struct selection *s, const struct version *v,
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

static const char *vi_day(struct date date, char text[DATE_TEXT])
{
	date_vi(date, text);
	return text;
}

bool list_check_day(const char *rule, const char *what, const char *day,
    const char *before, const char *before_what, struct err *err)
{
	struct date given, earlier;
	char shown[DATE_TEXT], first[DATE_TEXT];

	if (!date_from_iso(day, &given) || !date_is_whole(given))
		return err_set(err, ERR_USAGE, _("\"%s\" is not a whole day; "
		    "write dd/mm/yyyy"), day);
	if (date_from_iso(before, &earlier) &&
	    date_compare(given, earlier) < 0)
		return err_set(err, ERR_RULE, _("%s: %s of %s would be older "
		    "than %s of %s. To do: correct --date"), rule, what,
		    vi_day(given, shown), before_what, vi_day(earlier, first));
	return date_compare(given, clock_today()) <= 0 ||
	    err_set(err, ERR_RULE, _("%s: %s of %s lies in the future. To do: "
	    "correct --date"), rule, what, vi_day(given, shown));
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

/* An amendment is submitted after the decision that it amends. */
static bool check_submission_day(struct db *db, const struct selection *s,
    const struct version *v, const char *day, struct pool *pool,
    struct err *err)
{
	struct version amended = { .decided_on = "" };

	return (v->version == 1 || version_get(db, s->id, v->version - 1, pool,
	    &amended, err)) && list_check_day("BR5", _("the submission"), day,
	    amended.decided_on, _("the decision that it amends"), err);
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
	    !list_check_state(&s, &v, "draft", err) ||
	    !check_submission_day(db, &s, &v, day, pool, err) ||
	    !check_content(db, &s, &v, err) ||
	    !check_files(db, &s, &v, pool, err) ||
	    !freeze(db, &v, number, day, hash, pool, err) ||
	    !list_move_all(db, &v, "add", "submit", day, pool, &moved, err)) {
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

	if (text_is_blank(reason))
		return err_set(err, ERR_USAGE, _("Say why the list is returned: "
		    "--reason TEXT"));
	if (!edit_begin(db, err))
		return false;
	if (!list_open(db, code, pool, &s, &v, err) ||
	    !list_check_state(&s, &v, "submitted", err))
		goto bad;
	if (!list_check_day("BR5", _("the return"), day, v.submitted_on,
	    _("the submission"), err))
		goto bad;
	v.state = "draft";
	v.returned_on = day;
	v.returned_why = reason;
	if (!version_thaw(db, v.id, err) || !version_save(db, &v, err) ||
	    !list_move_all(db, &v, "add", "return", day, pool, &moved, err))
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

	if (text_is_blank(reason))
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

	if (text_is_blank(reason))
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
