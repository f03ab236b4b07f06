#include "ingest_inside.h"

#include "audit.h"
#include "dossier.h"
#include "text.h"
#include "workflow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- where a file belongs ------------------------------------------------ */

bool ingest_target(struct ingest_work *w, struct target *target,
    const char *code, struct err *err)
{
	struct dossier dossier = { .size_class = "" };
	struct pool pool = { 0 };
	bool good;

	if (strcmp(target->code, code) == 0)
		return true;
	*target = (struct target){ .code = "" };
	if (strlen(code) >= sizeof(target->code))
		return true;
	good = dossier_id(w->db, code, &target->id, err);
	if (good && target->id != 0)
		good = dossier_get(w->db, target->id, &pool, &dossier, err);
	if (good) {
		strcpy(target->code, code);
		if (target->id != 0)
			strncat(target->size_class, dossier.size_class,
			    sizeof(target->size_class) - 1);
	}
	pool_free(&pool);
	return good;
}

/* The last number in a name, for files given to a dossier by hand. */
static int64_t last_number(const char *name)
{
	const char *dot = strrchr(name, '.');
	const char *end = dot == NULL ? name + strlen(name) : dot;
	const char *at = end;

	while (at > name && at[-1] >= '0' && at[-1] <= '9' && end - at < 9)
		at--;
	return at == end ? 0 : strtoll(at, NULL, 10);
}

/* A companion of a whole dossier is called fileCode.pdf. */
static int parse_name(const char *name, struct scan_name options[3])
{
	int count = scan_name_parse(name, options);
	const char *dot = strrchr(name, '.');
	size_t length = dot == NULL ? 0 : (size_t)(dot - name);

	if (scan_is_companion(name) && length > 0 &&
	    length < sizeof(options[0].code)) {
		options[count] = (struct scan_name){ .document = 0 };
		memcpy(options[count++].code, name, length);
	}
	return count;
}

bool ingest_place(struct ingest_work *w, const char *raw, struct scan *scan,
    const struct target **target, struct err *err)
{
	const char *name = text_nfc(&w->pool, raw);
	struct scan_name options[3];
	int count = parse_name(name, options);

	*target = NULL;
	for (int i = 0; i < count; i++) {
		if (w->given.id != 0 &&
		    strcmp(options[i].code, w->given.code) != 0)
			continue;
		if (!ingest_target(w, &w->last, options[i].code, err))
			return false;
		if (w->last.id == 0)
			continue;
		scan->document = options[i].document;
		scan->page = options[i].page;
		*target = &w->last;
		break;
	}
	if (*target == NULL && w->given.id != 0) {
		scan->document = last_number(name);
		*target = &w->given;
	}
	scan->dossier_id = *target == NULL ? 0 : (*target)->id;
	return true;
}

/* --- storing a batch ------------------------------------------------------ */

/* The absolute folder of a path below the root, and the name in it. */
static void folder_of(const struct ingest_work *w, const char *path,
    struct buf *full, const char **name)
{
	const char *slash = strrchr(path, '/');

	*name = slash == NULL ? path : slash + 1;
	buf_text(full, strcmp(w->root, "/") == 0 ? "" : w->root);
	if (slash != NULL) {
		buf_char(full, '/');
		buf_add(full, path, (size_t)(slash - path));
	}
	if (full->length == 0)
		buf_char(full, '/');
}

/* Look a folder up unless it is the one that was looked up last. */
static bool look_up(struct ingest_work *w, const char *path, bool add_it,
    struct buf *last, int64_t *id, const char **name, struct err *err)
{
	struct buf full = { 0 };
	bool good = true;

	folder_of(w, path, &full, name);
	if (last->length == 0 ||
	    strcmp(buf_string(last), buf_string(&full)) != 0) {
		good = scan_folder(w->db, buf_string(&full), add_it, id, err);
		buf_clear(last);
		if (good)
			buf_text(last, buf_string(&full));
	}
	buf_free(&full);
	return good;
}

bool ingest_folder_known(struct ingest_work *w, const char *path,
    const char **name, int64_t *id, struct err *err)
{
	if (!look_up(w, path, false, &w->seen, &w->seen_id, name, err))
		return false;
	*id = w->seen_id;
	return true;
}

static void tell_findings(struct ingest_work *w, const char *path,
    const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *f = &findings->list[i];
		char code[8];

		if (i == 0 || findings->list[i - 1].code != f->code)
			w->ingest->found[f->code]++;
		if (f->severity == CHECK_ERROR)
			job_finding(w->job, check_name(f->code, code), path,
			    finding_text(f, &w->pool));
	}
}

/* The same content under another name. */
static bool judge_twin(struct ingest_work *w, const struct scan *scan,
    struct findings *findings, struct err *err)
{
	const char *path;
	int64_t twin;
	bool same;
	size_t before = findings->count;
	int code;

	if (scan->bytes == 0)
		return true;
	if (!scan_twin(w->db, scan->sha256, scan->id, scan->dossier_id, &twin,
	    &same, &w->pool, &path, err))
		return false;
	if (twin == 0)
		return true;
	code = same ? T_TWICE : T_ELSEWHERE;
	findings_add(findings, &w->pool, w->ingest->rules, code, -1, path);
	return findings->count == before ||
	    scan_add_finding(w->db, scan->id, &findings->list[before], err);
}

static const char *with_form(struct pool *pool, const char *name)
{
	return pool_printf(pool, "%s (%s)", text_safe(pool, name),
	    strcmp(text_nfc(pool, name), name) == 0 ? "NFC" : "NFD");
}

/* Two names that look the same: both are told, each with the other. */
static bool judge_name(struct ingest_work *w, const struct scan *scan,
    struct findings *findings, struct err *err)
{
	struct findings theirs = { 0 };
	const size_t before = findings->count;
	const char *other;
	int64_t twin;

	if (!scan_name_twin(w->db, scan->folder_id, scan->name, &w->pool,
	    &twin, &other, err))
		return false;
	if (twin == 0)
		return true;
	findings_add(findings, &w->pool, w->ingest->rules, T_NAME_TWIN, -1,
	    with_form(&w->pool, other));
	findings_add(&theirs, &w->pool, w->ingest->rules, T_NAME_TWIN, -1,
	    with_form(&w->pool, scan->name));
	return findings->count == before || (scan_add_finding(w->db, scan->id,
	    &findings->list[before], err) &&
	    scan_add_finding(w->db, twin, theirs.list, err));
}

static void judge_place(struct ingest_work *w, const struct scan *scan,
    const struct target *target, struct findings *findings)
{
	const struct check_rules *rules = w->ingest->rules;

	if (target == NULL)
		findings_add(findings, &w->pool, rules, T_UNLINKED, -1, "");
	else if (target->size_class[0] != '\0' &&
	    scan->first.size_class[0] != '\0' &&
	    strcmp(target->size_class, scan->first.size_class) != 0) {
		char detail[48];

		snprintf(detail, sizeof(detail), "%s / %s",
		    scan->first.size_class, target->size_class);
		findings_add(findings, &w->pool, rules, T_CATALOGUE_SIZE, -1,
		    detail);
	}
}

/* Numbers of the dossiers that this batch touched. */
struct touched {
	int64_t id[BATCH];
	bool changed[BATCH];	/* another master than before */
	int count;
};

static void touch(struct touched *touched, int64_t dossier, bool changed)
{
	int i;

	if (dossier == 0)
		return;
	for (i = touched->count; i-- > 0;)
		if (touched->id[i] == dossier)
			break;
	if (i < 0) {
		i = touched->count++;
		touched->id[i] = dossier;
		touched->changed[i] = false;
	}
	touched->changed[i] = touched->changed[i] || changed;
}

static bool store_one(struct ingest_work *w, struct pending *p,
    struct touched *touched, struct err *err)
{
	struct findings *findings = &p->result.findings;
	const struct target *target;
	struct scan_known known;
	struct scan scan;
	const char *name;

	scan_from_result(&scan, &p->result);
	if (!look_up(w, p->path, true, &w->folder, &w->folder_id, &name,
	    err) || !scan_at(w->db, w->folder_id, name, &known, err))
		return false;
	if (known.id != 0 && known.stamp != scan.stamp &&
	    known.dossier_id != 0 && !w->ingest->rehash &&
	    memcmp(known.sha256, scan.sha256, sizeof(scan.sha256)) == 0) {
		w->ingest->unchanged++;
		return scan_touch(w->db, known.id, scan.stamp, err);
	}
	scan.id = known.id;
	scan.folder_id = w->folder_id;
	scan.name = name;
	scan.rule_id = w->rule;
	scan.run_id = w->run.id;
	if (!ingest_place(w, name, &scan, &target, err))
		return false;
	if (known.id == 0)
		touch(touched, scan.dossier_id, scan.kind == SCAN_MASTER);
	else {
		bool changed = memcmp(known.sha256, scan.sha256,
		    sizeof(scan.sha256)) != 0;

		if (known.dossier_id != 0)
			scan.dossier_id = known.dossier_id;
		touch(touched, scan.dossier_id, scan.kind == SCAN_MASTER &&
		    (changed || known.dossier_id == 0));
		if (changed)
			findings_add(findings, &w->pool, w->ingest->rules,
			    T_REPLACED, -1, "");
	}
	if (known.id == 0 || known.dossier_id == 0)
		judge_place(w, &scan, target, findings);
	if (!scan_put(w->db, &scan, p->result.images, findings, err) ||
	    (known.id != 0 && scan.dossier_id != known.dossier_id &&
	    !scan_link(w->db, scan.id, scan.dossier_id, scan.document,
	    scan.page, err)) ||
	    !judge_twin(w, &scan, findings, err) ||
	    !judge_name(w, &scan, findings, err))
		return false;
	if (known.id == 0)
		w->ingest->taken++;
	else
		w->ingest->changed++;
	w->ingest->unlinked += scan.dossier_id == 0;
	w->ingest->with_errors += findings_errors(findings) > 0;
	w->ingest->pages += scan.pages;
	w->ingest->a4 += scan.a4;
	tell_findings(w, p->path, findings);
	return true;
}

void ingest_note(struct ingest_work *w)
{
	const struct ingest *i = w->ingest;

	w->run.taken = i->taken;
	w->run.changed = i->changed;
	w->run.unchanged = i->unchanged;
	w->run.deferred = i->deferred;
	w->run.refused = i->refused;
	w->run.bytes = i->bytes;
}

/* The sums of a dossier and its place in the workflow. What had passed is
 * inspected again; what is packaged is told. */
static bool settle(struct ingest_work *w, int64_t dossier, bool changed,
    struct err *err)
{
	const struct check_rules *rules = w->ingest->rules;
	const char *rule = NULL;
	struct dossier d;
	int64_t before = 0;

	if (changed && !workflow_scans_changed(w->db, dossier, &before, err))
		return false;
	if (before >= S8_PACKAGED && before <= S10_ACCEPTED &&
	    !scan_note(w->db, rules, dossier, T_LATE, state_code(before), err))
		return false;
	if (before >= S7_PASSED && before <= S10_ACCEPTED) {
		if (!dossier_get(w->db, dossier, &w->pool, &d, err))
			return false;
		job_warn(w->job, before == S7_PASSED ? _("%s had passed;"
		    " because of the new scans it waits for inspection again")
		    : _("%s is packaged already; the new scans are not in the"
		    " package"), text_safe(&w->pool, d.code));
	}
	return scan_sum(w->db, rules, dossier, err) &&
	    workflow_scans_arrived(w->db, dossier, &rule, err) &&
	    scan_note(w->db, rules, dossier, T_NOT_APPROVED, rule, err);
}

static int by_path(const void *a, const void *b)
{
	const struct pending *const *x = a;
	const struct pending *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

/* One transaction: the files of the batch in the order of their folders, the
 * sums of their dossiers, the place in the audit chain. */
static bool store_batch(struct ingest_work *w, struct err *err)
{
	struct touched touched = { .count = 0 };
	struct pending *sorted[BATCH];
	struct edit edit = { .action = "scan", .subject = w->given.code,
	    .dossier = w->given.id, .note = "", .final = true };
	int64_t before = w->ingest->taken + w->ingest->changed;

	if (w->count == 0)
		return true;
	if (!edit_begin(w->db, err))
		return false;
	buf_clear(&w->folder);
	for (int i = 0; i < w->count; i++)
		sorted[i] = &w->batch[i];
	qsort(sorted, (size_t)w->count, sizeof(sorted) / BATCH, by_path);
	for (int i = 0; i < w->count; i++)
		if (!store_one(w, sorted[i], &touched, err))
			goto bad;
	for (int i = 0; i < touched.count; i++)
		if (!settle(w, touched.id[i], touched.changed[i], err))
			goto bad;
	ingest_note(w);
	if (!scan_run_update(w->db, &w->run, false, err))
		goto bad;
	before = w->ingest->taken + w->ingest->changed - before;
	edit.summary = pool_printf(&w->pool, ngettext(
	    "%lld scan taken in from %s", "%lld scans taken in from %s",
	    before), (long long)before, w->root);
	if (!edit_commit(w->db, &edit, NULL, err))
		goto bad;
	w->count = 0;
	pool_reset(&w->pool);
	return true;
bad:
	edit_abort(w->db);
	return false;
}

/* A dry run judges without a catalogue. */
static void judge_batch(struct ingest_work *w)
{
	for (int i = 0; i < w->count; i++) {
		struct pending *p = &w->batch[i];

		w->ingest->taken++;
		w->ingest->with_errors +=
		    findings_errors(&p->result.findings) > 0;
		w->ingest->pages += p->result.pages;
		w->ingest->a4 += p->result.a4;
		tell_findings(w, p->path, &p->result.findings);
	}
	w->count = 0;
	pool_reset(&w->pool);
}

bool ingest_flush(struct ingest_work *w, struct err *err)
{
	if (!w->ingest->dry_run)
		return store_batch(w, err);
	judge_batch(w);
	return true;
}
