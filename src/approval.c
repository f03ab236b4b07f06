#include "approval.h"

#include "audit.h"
#include "dossier.h"
#include "fonds.h"
#include "workflow.h"

#include <string.h>

bool list_open(struct db *db, const char *code, struct pool *pool,
    struct selection *s, struct version *v, struct err *err)
{
	return selection_find(db, code, pool, s, err) &&
	    version_get(db, s->id, 0, pool, v, err);
}

/* --- a new list --------------------------------------------------------- */

static bool check_group(struct db *db, const struct selection *s,
    struct pool *pool, struct err *err)
{
	struct group *groups, group;
	const char *names = "";
	size_t count;

	if (s->grp_id > 0) {
		if (!group_get(db, s->grp_id, pool, &group, err))
			return false;
		return group.fonds_id == s->fonds_id || err_set(err, ERR_RULE,
		    _("BR4: the group \"%s\" belongs to another fonds"),
		    group.title);
	}
	if (s->grp_id == 0)
		return true;
	if (!group_children(db, s->fonds_id, 0, pool, &groups, &count, err))
		return false;
	if (count == 0)
		return true;
	for (size_t i = 0; i < count && i < 6; i++)
		names = pool_printf(pool, "%s%s\"%s\"", names,
		    i == 0 ? "" : ", ", groups[i].title);
	return err_set(err, ERR_RULE, _("BR4: lists are made by fonds and group; "
	    "this fonds has %lld groups (%s%s). To do: --group PATH, or --group "
	    ". for what stands directly under the fonds"), (long long)count,
	    names, count > 6 ? ", ..." : "");
}

bool list_new(struct db *db, struct selection *s, struct pool *pool,
    struct err *err)
{
	struct edit edit = { .action = "selection new" };
	struct version v = { .version = 1 };

	if (!edit_begin(db, err))
		return false;
	if (!check_group(db, s, pool, err))
		goto bad;
	if (s->grp_id < 0)
		s->grp_id = 0;
	if (!selection_add(db, s, pool, err))
		goto bad;
	v.selection_id = s->id;
	if (!version_add(db, &v, err))
		goto bad;
	edit.subject = s->code;
	edit.summary = pool_printf(pool, _("new list %s"), s->code);
	return edit_commit(db, &edit, NULL, err);
bad:
	edit_abort(db);
	return false;
}

/* --- drawing up --------------------------------------------------------- */

static bool need_draft(const struct selection *s, const struct version *v,
    struct err *err)
{
	if (strcmp(v->state, "draft") == 0)
		return true;
	if (strcmp(v->state, "submitted") == 0)
		return err_set(err, ERR_RULE, _("BR5: the list %s is submitted "
		    "and frozen; only approval or return changes it. To do: "
		    "bansao selection return %s --reason TEXT"), s->code,
		    s->code);
	return err_set(err, ERR_RULE, _("BR20: the list %s is approved; it "
	    "changes only by an amendment. To do: bansao selection amend %s "
	    "--reason TEXT"), s->code, s->code);
}

struct drawing {
	struct db *db;
	const struct selection *s;
	const struct version *v;
	const char *reason;
	struct pool *pool;	/* of the caller */
	struct pool row;
	struct tag_result *result;
};

static void refuse(struct drawing *d, int64_t id, const char *code,
    const char *rule, const char *text, const char *mend)
{
	struct tag_result *result = d->result;

	result->refused++;
	if (result->shown_count < TAG_SHOWN)
		result->shown[result->shown_count++] = (struct tag_refusal){
			.dossier = id, .code = pool_copy(d->pool, code),
			.rule = rule, .text = pool_copy(d->pool, text),
			.mend = pool_copy(d->pool, mend)
		};
}

/* Is the group of the dossier the list's, or below it? */
static bool inside(struct drawing *d, int64_t grp, bool *yes, struct err *err)
{
	*yes = d->s->grp_id == grp;
	while (!*yes && grp != 0 && d->s->grp_id != 0) {
		struct group group;

		if (!group_get(d->db, grp, &d->row, &group, err))
			return false;
		grp = group.parent_id;
		*yes = grp == d->s->grp_id;
	}
	return true;
}

/* BR4: the place of the list; a file on at most one live list. *good false
 * when it was refused. */
static bool check_place(struct drawing *d, const struct dossier *dossier,
    bool *good, struct err *err)
{
	struct selection other;
	int64_t live;
	bool yes;

	*good = false;
	if (dossier->fonds_id != d->s->fonds_id) {
		refuse(d, dossier->id, dossier->code, "BR4",
		    _("the file belongs to another fonds than the list"),
		    _("bansao selection new --fonds CODE"));
		return true;
	}
	if (!inside(d, dossier->grp_id, &yes, err))
		return false;
	if (!yes) {
		refuse(d, dossier->id, dossier->code, "BR4",
		    _("the file belongs to another group than the list"),
		    _("bansao selection new --fonds CODE --group PATH"));
		return true;
	}
	if (!live_get(d->db, dossier->id, &live, err))
		return false;
	if (live != 0 && live != d->s->id) {
		if (!selection_get(d->db, live, &d->row, &other, err))
			return false;
		refuse(d, dossier->id, dossier->code, "BR4", pool_printf(&d->row,
		    _("the file is on the list %s already; a file is on one list "
		    "at a time"), other.code), pool_printf(&d->row,
		    _("bansao selection remove %s %s"), other.code,
		    dossier->code));
		return true;
	}
	*good = true;
	return true;
}

static bool put_on(struct drawing *d, const struct dossier *dossier,
    struct err *err)
{
	struct item item = { .dossier_id = dossier->id, .change = "add" };
	struct stop stops[1];
	size_t count;

	if (!item_put(d->db, d->v->id, &item, err) ||
	    !live_put(d->db, dossier->id, d->s->id, err) ||
	    !workflow_check(d->db, "list", dossier->id, &d->row, stops, 1,
	    &count, err))
		return false;
	if (count > 0) {
		refuse(d, dossier->id, dossier->code, stops[0].rule,
		    stops[0].text, stops[0].mend);
		return item_remove(d->db, d->v->id, dossier->id, err) &&
		    live_remove(d->db, dossier->id, err);
	}
	d->result->tagged++;
	return workflow_move(d->db, "list", dossier->id, NULL, err) &&
	    workflow_plan(d->db, dossier->id, d->s->year, err);
}

static bool add_one(struct drawing *d, int64_t id, struct err *err)
{
	struct dossier dossier;
	struct item item;
	bool good;

	pool_reset(&d->row);
	if (!dossier_get(d->db, id, &d->row, &dossier, err) ||
	    !item_get(d->db, d->v->id, id, &d->row, &item, err))
		return false;
	if (strcmp(item.change, "drop") == 0) {
		item.change = "keep";
		item.reason = "";
		d->result->tagged++;
		return item_put(d->db, d->v->id, &item, err);
	}
	if (item.change[0] != '\0') {
		d->result->unchanged++;
		return true;
	}
	if (!check_place(d, &dossier, &good, err))
		return false;
	return !good || put_on(d, &dossier, err);
}

static bool take_off(struct drawing *d, int64_t id, struct err *err)
{
	struct dossier dossier;
	struct item item;

	pool_reset(&d->row);
	if (!dossier_get(d->db, id, &d->row, &dossier, err) ||
	    !item_get(d->db, d->v->id, id, &d->row, &item, err))
		return false;
	if (item.change[0] == '\0') {
		refuse(d, id, dossier.code, "BR4", pool_printf(&d->row,
		    _("the file is not on the list %s"), d->s->code),
		    _("bansao selection show LIST"));
		return true;
	}
	if (strcmp(item.change, "drop") == 0) {
		d->result->unchanged++;
		return true;
	}
	if (strcmp(item.change, "keep") == 0) {
		if (d->reason == NULL || d->reason[0] == '\0') {
			refuse(d, id, dossier.code, "BR20", _("an approved file "
			    "is dropped only with a reason"), _("--reason TEXT"));
			return true;
		}
		item.change = "drop";
		item.reason = d->reason;
		d->result->tagged++;
		return item_put(d->db, d->v->id, &item, err);
	}
	d->result->tagged++;
	return item_remove(d->db, d->v->id, id, err) &&
	    live_remove(d->db, id, err) &&
	    workflow_move(d->db, "unlist", id, NULL, err) &&
	    workflow_plan(d->db, id, 0, err);
}

static bool conclude(struct drawing *d, const struct edit *edit, bool skip,
    struct err *err)
{
	const struct tag_result *r = d->result;

	pool_free(&d->row);
	if (err->kind == ERR_NONE && r->refused == 1 &&
	    (!skip || r->tagged + r->unchanged == 0))
		err_set(err, ERR_RULE, _("%s: %s: %s. To do: %s"),
		    r->shown[0].code, r->shown[0].rule, r->shown[0].text,
		    r->shown[0].mend);
	else if (err->kind == ERR_NONE && r->refused > 1 &&
	    (!skip || r->tagged + r->unchanged == 0))
		err_set(err, ERR_RULE, _("%s: %s: %s. To do: %s. %lld dossiers "
		    "are refused in all and nothing is changed; --skip leaves "
		    "them out"), r->shown[0].code, r->shown[0].rule,
		    r->shown[0].text, r->shown[0].mend, (long long)r->refused);
	if (err->kind != ERR_NONE) {
		edit_abort(d->db);
		return false;
	}
	return edit_commit(d->db, edit, &d->result->seq, err);
}

bool list_add(struct db *db, const char *code, const int64_t *ids,
    size_t count, bool skip, struct pool *pool, struct tag_result *result,
    struct err *err)
{
	struct edit edit = { .action = "selection add" };
	struct selection s = { .code = code };
	struct version v;
	struct drawing d = {
		.db = db, .s = &s, .v = &v, .pool = pool, .result = result
	};

	memset(result, 0, sizeof(*result));
	if (!edit_begin(db, err))
		return false;
	if (list_open(db, code, pool, &s, &v, err) && need_draft(&s, &v, err))
		for (size_t i = 0; i < count && add_one(&d, ids[i], err); i++)
			continue;
	edit.subject = s.code;
	edit.dossier = count == 1 ? ids[0] : 0;
	edit.summary = pool_printf(pool, ngettext("put %lld dossier on list %s",
	    "put %lld dossiers on list %s", (long long)result->tagged),
	    (long long)result->tagged, s.code);
	return conclude(&d, &edit, skip, err);
}

bool list_remove(struct db *db, const char *code, const int64_t *ids,
    size_t count, const char *reason, struct pool *pool,
    struct tag_result *result, struct err *err)
{
	struct edit edit = { .action = "selection remove", .note = reason };
	struct selection s = { .code = code };
	struct version v;
	struct drawing d = {
		.db = db, .s = &s, .v = &v, .reason = reason, .pool = pool,
		.result = result
	};

	memset(result, 0, sizeof(*result));
	if (!edit_begin(db, err))
		return false;
	if (list_open(db, code, pool, &s, &v, err) && need_draft(&s, &v, err))
		for (size_t i = 0; i < count && take_off(&d, ids[i], err); i++)
			continue;
	edit.subject = s.code;
	edit.dossier = count == 1 ? ids[0] : 0;
	edit.summary = pool_printf(pool,
	    ngettext("take %lld dossier off list %s",
	    "take %lld dossiers off list %s", (long long)result->tagged),
	    (long long)result->tagged, s.code);
	return conclude(&d, &edit, false, err);
}

bool list_discard(struct db *db, const char *code, const char *reason,
    struct pool *pool, struct err *err)
{
	struct edit edit = { .action = "selection discard", .note = reason };
	struct tag_result result = { 0 };
	struct selection s = { .code = code };
	struct version v;
	struct drawing d = {
		.db = db, .s = &s, .v = &v, .pool = pool, .result = &result
	};
	struct item *items;
	size_t count = 0;

	if (!edit_begin(db, err))
		return false;
	if (list_open(db, code, pool, &s, &v, err) &&
	    need_draft(&s, &v, err) &&
	    item_list(db, v.id, "add", pool, &items, &count, err)) {
		for (size_t i = 0; i < count; i++)
			if (!take_off(&d, items[i].dossier_id, err))
				break;
		if (err->kind == ERR_NONE && version_remove(db, v.id, err) &&
		    v.version == 1 && !selection_remove(db, s.id, err))
			count = 0;
	}
	edit.subject = s.code;
	edit.summary = pool_printf(pool, _("discard the draft of list %s"),
	    s.code);
	return conclude(&d, &edit, false, err);
}
