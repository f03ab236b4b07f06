/* From the spool into the catalogue, all of it in one transaction. */
#include "import_inside.h"

#include "audit.h"
#include "db_bulk.h"
#include "dossier_import.h"
#include "import_batch.h"
#include "search_index.h"
#include "tally.h"
#include "text.h"

#include <string.h>
#include <sys/stat.h>

static bool write_places(struct import *in, int64_t batch)
{
	for (size_t i = 0; i < in->fonds_count; i++) {
		struct place_fonds *from = &in->fonds_list[i];
		struct fonds fonds = { .code = from->code,
		    .name = from->name, .kind = from->kind,
		    .risk_recovery = 1 };

		if (from->id != 0)
			continue;
		if (!fonds_add(in->db, &fonds, batch, in->err))
			return false;
		from->id = fonds.id;
		in->result->fonds++;
	}
	/* Parents come before their children in the list. */
	for (size_t i = 0; i < in->group_count; i++) {
		struct place_group *from = &in->groups[i];
		struct group group = { .fonds_id =
		    in->fonds_list[from->fonds].id, .parent_id =
		    from->parent < 0 ? 0 : in->groups[from->parent].id,
		    .code = from->code, .title = from->title };

		if (from->id != 0)
			continue;
		if (!group_add(in->db, &group, batch, in->err))
			return false;
		from->id = group.id;
		in->result->groups++;
	}
	return true;
}

static bool change_one(struct import *in, struct pool *pool,
    const struct spooled *row)
{
	struct dossier now;
	size_t i = 0;

	if (!dossier_get(in->db, row->known, pool, &now, in->err))
		return false;
	/* An estimate made from the old sheets or pages is made again. */
	if (now.a4_estimate == now.pages || now.a4_estimate == now.papers * 2)
		now.a4_estimate = 0;
	for (const struct dossier_field *f = dossier_fields; f->name != NULL;
	    f++, i++) {
		char *to = (char *)&now + f->offset;
		const char *from = (const char *)&row->dossier + f->offset;
		bool number = f->kind == FIELD_NUMBER || f->kind == FIELD_FLAG;

		if (row->given >> i & 1)
			memcpy(to, from, number ? sizeof(int64_t) :
			    sizeof(const char *));
	}
	return dossier_save(in->db, &now, in->err);
}

static bool write_rows(struct import *in, int64_t batch)
{
	struct pool pool = { 0 };
	struct spooled row;
	int64_t total = in->result->dossiers + in->result->updated;
	int64_t done = 0;
	bool good = spool_rewind(in);

	job_phase(in->job, _("Writing"));
	while (good && spool_get(in, &pool, &row)) {
		struct dossier *d = &row.dossier;

		d->fonds_id = in->fonds_list[row.fonds].id;
		d->grp_id = row.group < 0 ? 0 : in->groups[row.group].id;
		good = row.known != 0 ? change_one(in, &pool, &row) :
		    dossier_add(in->db, d, batch, in->err);
		good = good && import_row_add(in->db, batch, row.sheet,
		    row.row, row.known != 0 ? row.known : d->id, row.raw,
		    row.raw_length, in->err);
		if (!good)
			err_wrap(in->err, _("row %lld"), (long long)row.row);
		if (++done % 1024 == 0)
			good = good && job_step(in->job, done, total, "",
			    in->err);
		pool_reset(&pool);
	}
	pool_free(&pool);
	return good && in->err->kind == ERR_NONE;
}

static bool write_columns(struct import *in, int64_t batch)
{
	for (size_t s = 0; s < in->log_count; s++) {
		const struct sheet_log *log = &in->logs[s];
		const char *chosen;

		for (size_t c = 0; c < log->count; c++) {
			const struct import_column *column = &log->columns[c];

			if (!import_column_add(in->db, batch, log->number,
			    (int)c + 1, log->name, column->head,
			    column->kind == NULL ? "" : column->kind->name,
			    encoding_name(column->encoding), in->err))
				return false;
		}
		chosen = import_choice_text(in, log->columns, log->count);
		if (chosen[0] != '\0' && !import_mapping_put(in->db,
		    log->heads, chosen, in->err))
			return false;
	}
	return true;
}

static int64_t new_places(const struct import *in, int64_t *groups)
{
	int64_t fonds = 0;

	*groups = 0;
	for (size_t i = 0; i < in->fonds_count; i++)
		fonds += in->fonds_list[i].id == 0;
	for (size_t i = 0; i < in->group_count; i++)
		*groups += in->groups[i].id == 0;
	return fonds;
}

/* New rows alone: the triggers of the sums and the indexes wait until they
 * are all there. */
static bool write_bulk(struct import *in, int64_t batch)
{
	struct db_bulk bulk;
	bool many;

	if (!dossier_import_many(in->db, in->result->dossiers, &many, in->err))
		return false;
	return db_bulk_end(&bulk, db_bulk_begin(&bulk, in->db, "dossier", many,
	    in->err) && write_rows(in, batch), in->err) &&
	    tally_import(in->db, batch, in->err);
}

bool import_write(struct import *in, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct import_result *r = in->result;
	struct import_batch batch = {
		.file = text_safe(in->pool, slash == NULL ? path : slash + 1),
		.reader = r->reader, .rows = r->rows,
		.dossiers = r->dossiers, .updated = r->updated,
		.warnings = r->warnings
	};
	/* The indexes are filled in no order: with little cache each of their
	 * pages goes to the disk many times; and the journal of a statement
	 * that touches many pages is to stay in memory. What sorts new indexes
	 * may go to the disk. */
	static const char wide_sql[] = "PRAGMA cache_size = -16000;"
	    " PRAGMA temp_store = MEMORY";
	static const char bulk_sql[] = "PRAGMA cache_size = -8000";
	static const char usual_sql[] = "PRAGMA cache_size = -2000;"
	    " PRAGMA temp_store = FILE";
	struct edit edit = { .action = "import" };
	struct stat stat_now;
	bool good;

	if (r->dossiers + r->updated == 0 && in->fonds_count == 0)
		return true;
	if (stat(path, &stat_now) == 0)
		batch.bytes = stat_now.st_size;
	batch.fonds = new_places(in, &batch.groups);
	/* New rows are taken back by their import, changed ones by their
	 * changeset: only these are worth the memory it takes. */
	if (!db_script(in->db, in->err, r->updated > 0 ? wide_sql : bulk_sql))
		return false;
	if (r->updated > 0 ? !edit_begin(in->db, in->err) :
	    !db_begin(in->db, in->err))
		return false;
	if (!import_batch_add(in->db, &batch, in->err) ||
	    !write_places(in, batch.id) || !(r->updated > 0 ?
	    write_rows(in, batch.id) : write_bulk(in, batch.id)) ||
	    !write_columns(in, batch.id) ||
	    !search_index_import(in->db, batch.id, in->err)) {
		edit_abort(in->db);
		r->fonds = r->groups = 0;
		return false;
	}
	edit.final = r->updated == 0;
	edit.subject = pool_printf(in->pool, "%lld", (long long)batch.id);
	edit.summary = pool_printf(in->pool, _("import %lld: %s, %lld new "
	    "dossiers, %lld changed"), (long long)batch.id, batch.file,
	    (long long)r->dossiers, (long long)r->updated);
	r->batch = batch.id;
	good = edit_commit(in->db, &edit, NULL, in->err);
	return good && db_script(in->db, in->err, usual_sql);
}
