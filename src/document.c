#include "document.h"

#include "format.h"

bool document_list(struct db *db, int64_t dossier, struct pool *pool,
    struct package_document **list, size_t *count, struct err *err)
{
	static const char sql[] =
	    "SELECT ordinal, coalesce(pages, -1), coalesce(process, -1), kind,"
	    " code, maintenance, type_name, code_number, code_notation,"
	    " issued_date, organ_name, subject, language, infor_sign, keyword,"
	    " mode, confidence, autograph, format, description,"
	    " count(*) OVER () FROM document WHERE dossier_id = ?1"
	    " ORDER BY ordinal";
	struct query *q = db_query(db, err, sql);

	*list = NULL;
	*count = 0;
	db_put_int(q, 1, dossier);
	while (db_row(q)) {
		struct package_document *d;
		int i = 3;

		if (*list == NULL)
			*list = pool_array(pool, (size_t)db_int(q, 20),
			    sizeof(**list));
		d = &(*list)[(*count)++];
		d->ordinal = db_int(q, 0);
		d->pages = db_int(q, 1);
		d->process = db_int(q, 2);
		d->kind = db_copy(q, i++, pool);
		d->code = db_copy(q, i++, pool);
		d->maintenance = db_copy(q, i++, pool);
		d->type_name = db_copy(q, i++, pool);
		d->code_number = db_copy(q, i++, pool);
		d->code_notation = db_copy(q, i++, pool);
		d->issued_date = db_copy(q, i++, pool);
		d->organ_name = db_copy(q, i++, pool);
		d->subject = db_copy(q, i++, pool);
		d->language = db_copy(q, i++, pool);
		d->infor_sign = db_copy(q, i++, pool);
		d->keyword = db_copy(q, i++, pool);
		d->mode = db_copy(q, i++, pool);
		d->confidence = db_copy(q, i++, pool);
		d->autograph = db_copy(q, i++, pool);
		d->format = db_copy(q, i++, pool);
		d->description = db_copy(q, i++, pool);
		d->catalogued = true;
	}
	return db_end(q);
}
