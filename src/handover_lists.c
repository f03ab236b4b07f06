#include "handover_build.h"

#include "fs.h"
#include "out.h"

#include <string.h>

static const struct out_column stat_columns[] = {
	{ .key = "ordinal", .head = N_("No."), .type = OUT_NUMBER },
	{ .key = "fonds", .head = N_("Fonds code") },
	{ .key = "name", .head = N_("Fonds, works or collection") },
	{ .key = "kind", .head = N_("Kind") },
	{ .key = "archives_time", .head = N_("Time of the records") },
	{ .key = "dossiers", .head = N_("Files"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "documents", .head = N_("Documents"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "a4", .head = N_("A4 pages"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "scans", .head = N_("Scan files"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "bytes", .head = N_("Size"), .type = OUT_BYTES,
	    .total = true },
	{ .key = "packages", .head = N_("Packages"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "note", .head = N_("Note") },
	{ 0 }
};

static const struct out_column file_columns[] = {
	{ .key = "ordinal", .head = N_("No."), .type = OUT_NUMBER },
	{ .key = "code", .head = N_("File code") },
	{ .key = "notation", .head = N_("File No.") },
	{ .key = "title", .head = N_("Title") },
	{ .key = "start_date", .head = N_("From"), .type = OUT_DATE },
	{ .key = "end_date", .head = N_("To"), .type = OUT_DATE },
	{ .key = "maintenance", .head = N_("Retention") },
	{ .key = "papers", .head = N_("Sheets"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "pages", .head = N_("Pages"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "a4", .head = N_("A4 pages"), .type = OUT_PAGES,
	    .total = true },
	{ .key = "scans", .head = N_("Scan files"), .type = OUT_INTEGER,
	    .total = true },
	{ .key = "bytes", .head = N_("Size"), .type = OUT_BYTES,
	    .total = true },
	{ .key = "objid", .head = N_("Package") },
	{ .key = "path", .head = N_("Place in the batch") },
	{ .key = "volume", .head = N_("Volume"), .type = OUT_NUMBER },
	{ .key = "note", .head = N_("Note") },
	{ 0 }
};

static bool kind_there(const char *kind)
{
	const char *name;

	for (int i = 0; (name = out_kind_name(i)) != NULL; i++)
		if (strcmp(name, kind) == 0)
			return true;
	return false;
}

static void fill_statistics(struct query *q, struct out *out)
{
	int64_t ordinal = 0;

	while (db_row(q)) {
		out_int(out, ++ordinal);
		out_text(out, db_text(q, 0));
		out_text(out, db_text(q, 1));
		out_text(out, fonds_kind_name(db_text(q, 2)));
		out_text(out, db_text(q, 3));
		for (int i = 4; i < 11; i++)
			out_int(out, db_int(q, i));
		out_text(out, db_text(q, 11));
	}
}

static bool statistics(struct db *db, const struct build_plan *plan,
    struct out *out, struct err *err)
{
	static const char sql[] =
	    "SELECT f.code, f.name, f.kind, f.archives_time, count(*),"
	    " coalesce(sum(d.total_doc), 0), coalesce(sum(d.pages), 0),"
	    " sum(d.a4), sum(d.scan_count), sum(d.scan_bytes), count(*),"
	    " f.note FROM handover_item i JOIN dossier d"
	    " ON d.id = i.dossier_id JOIN fonds f ON f.id = d.fonds_id"
	    " WHERE i.handover_id = ?1 GROUP BY f.id ORDER BY f.sort_key, f.id";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, plan->handover.id);
	out_title(out, _("STATISTICAL LIST OF FONDS AND DIGITISED RECORDS HANDED OVER"));
	out_meta(out, _("Batch"), plan->handover.number);
	out_landscape(out, true);
	out_columns(out, stat_columns);
	fill_statistics(q, out);
	out_totals(out);
	return db_end(q);
}

static void int_or_none(struct out *out, int64_t value)
{
	if (value < 0)
		out_none(out);
	else
		out_int(out, value);
}

static void file_row(struct out *out, int64_t ordinal,
    const struct dossier *d, const struct handover_item *item)
{
	out_int(out, ordinal);
	out_text(out, d->code);
	out_text(out, d->notation);
	out_text(out, d->title);
	out_text(out, d->start_date);
	out_text(out, d->end_date);
	out_text(out, d->maintenance);
	int_or_none(out, d->papers);
	int_or_none(out, d->pages);
	out_int(out, d->a4);
	out_int(out, d->scan_count);
	out_int(out, d->scan_bytes);
	out_text(out, item->objid);
	out_text(out, item->path);
	out_int(out, item->volume);
	out_text(out, item->previous[0] == '\0' ? d->description :
	    _("REPLACEMENT"));
}

static bool inventory_row(struct db *db, struct out *out, size_t index,
    const struct handover_item *item, struct err *err)
{
	struct pool pool = { 0 };
	struct dossier d;
	bool ok = dossier_get(db, item->dossier_id, &pool, &d, err);

	if (ok)
		file_row(out, (int64_t)index + 1, &d, item);
	pool_free(&pool);
	return ok;
}

static bool inventory(struct db *db, const struct build_plan *plan,
    struct out *out, struct err *err)
{
	struct pool pool = { 0 };
	struct fonds fonds = { 0 };
	bool ok = true;

	out_title(out, _("INVENTORY OF THE FILES HANDED OVER"));
	out_meta(out, _("Batch"), plan->handover.number);
	out_landscape(out, true);
	out_columns(out, file_columns);
	for (size_t i = 0; ok && i < plan->count; i++) {
		const struct handover_item *item = &plan->items[i];

		if (item->fonds_id != fonds.id) {
			pool_reset(&pool);
			ok = fonds_get(db, item->fonds_id, &pool, &fonds, err);
			if (ok)
				out_group(out, pool_printf(&pool, "%s %s",
				    fonds.code, fonds.name));
		}
		ok = ok && inventory_row(db, out, i, item, err);
	}
	out_totals(out);
	pool_free(&pool);
	return ok;
}

static bool write_list(struct db *db, const struct build_plan *plan,
    const char *folder, const char *name, const char *kind,
    bool (*fill)(struct db *db, const struct build_plan *plan,
    struct out *out, struct err *err), struct err *err)
{
	struct pool pool = { 0 };
	struct out_options options = { .kind = kind, .path = pool_printf(
	    &pool, "%s/%s.%s", folder, name, kind), .force = true };
	struct out *out;
	bool ok = true;

	if (kind_there(kind)) {
		out = out_open(&options, err);
		if (out == NULL)
			ok = false;
		else if (!fill(db, plan, out, err))
			ok = out_abort(out);
		else
			ok = out_close(out, err);
	}
	pool_free(&pool);
	return ok;
}

bool build_lists(struct db *db, const struct build_plan *plan,
    const char *folder, struct job *job, struct err *err)
{
	static const char *const kinds[] = { "csv", "html", "xlsx" };

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!write_list(db, plan, folder, "danh-muc-thong-ke",
		    kinds[i], statistics, err) ||
		    !write_list(db, plan, folder, "muc-luc-ho-so", kinds[i],
		    inventory, err))
			return false;
	return job_step(job, 0, 0, "csdl", err) &&
	    build_extract(db, plan, folder, err) &&
	    build_minutes(db, plan, folder, err) &&
	    build_agreement(plan, folder, err);
}
