/* Filling a package from the catalogue: the reading half of format.h. */
#include "format.h"

#include "bag.h"
#include "document.h"
#include "fs.h"
#include "scan.h"
#include "setting.h"
#include "text.h"
#include "who.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct gathering {
	struct package *package;
	struct pool *pool;
	size_t room;
};

/* A name that every system and every validator takes: NFC, no %, no control
 * characters, nothing that Windows refuses, no blank at its end. */
static bool good_name(struct pool *pool, const char *name)
{
	return name[0] != '\0' && name[0] != '.' && text_valid(name) &&
	    strchr(name, '%') == NULL && strchr(name, '/') == NULL &&
	    strchr(name, 0x7f) == NULL && bag_name_trouble(name) == NULL &&
	    strcmp(text_nfc(pool, name), name) == 0;
}

static const char *ending(const char *name)
{
	const char *dot = strrchr(name, '.');

	if (dot == NULL || strlen(dot) > 6)
		return "";
	for (const char *at = dot + 1; *at != '\0'; at++)
		if ((*at < 'a' || *at > 'z') && (*at < 'A' || *at > 'Z') &&
		    (*at < '0' || *at > '9'))
			return "";
	return dot;
}

const char *package_safe_name(struct pool *pool, const char *text)
{
	char *name = pool_copy(pool, text_valid(text) ?
	    text_nfc(pool, text) : text_safe(pool, text));
	size_t length = strlen(name);

	for (char *at = name; *at != '\0'; at++)
		if (strchr("/\\<>:\"|?*%", *at) != NULL ||
		    (unsigned char)*at <= ' ' || *at == 0x7f)
			*at = '_';
	while (length > 0 && name[length - 1] == '.')
		name[--length] = '_';
	if (name[0] == '.' || name[0] == '~')
		name[0] = '_';
	return bag_name_trouble(name) == NULL ? name :
	    pool_printf(pool, "_%s", name);
}

/* The TT05 name: file code, number of the document, number of the page. */
static const char *given_name(struct gathering *g, const struct scan *scan)
{
	struct package *p = g->package;
	const char *code = package_safe_name(g->pool, p->dossier.code);
	const char *name;

	if (good_name(g->pool, scan->name) &&
	    package_take_name(p, g->pool, scan->name))
		return pool_copy(g->pool, scan->name);
	name = scan->page > 0 ? pool_printf(g->pool, "%s.%lld.%lld%s", code,
	    (long long)scan->document, (long long)scan->page,
	    ending(scan->name)) : pool_printf(g->pool, "%s.%lld%s", code,
	    (long long)scan->document, ending(scan->name));
	if (package_take_name(p, g->pool, name))
		return name;
	name = pool_printf(g->pool, "%s.%lld-%lld%s", code,
	    (long long)scan->document, (long long)scan->id,
	    ending(scan->name));
	return package_take_name(p, g->pool, name) ? name : pool_printf(
	    g->pool, "%s-%lld-%s", code, (long long)scan->id, "x.tif");
}

static bool take_scan(void *to, const struct scan *scan, struct err *err)
{
	struct gathering *g = to;
	struct package *p = g->package;
	struct package_scan *s;
	struct stat st;

	(void)err;
	if (p->scan_count == g->room) {
		struct package_scan *old = p->scans;

		g->room = g->room == 0 ? 32 : g->room * 2;
		p->scans = pool_array(g->pool, g->room, sizeof(*old));
		if (p->scan_count > 0)
			memcpy(p->scans, old, p->scan_count * sizeof(*old));
	}
	s = &p->scans[p->scan_count];
	s->from = pool_printf(g->pool, "%s/%s", scan->folder, scan->name);
	s->original = pool_copy(g->pool, scan->name);
	s->name = given_name(g, scan);
	s->bytes = scan->bytes;
	s->stamp = scan->stamp;
	s->mtime = lstat(s->from, &st) == 0 ? st.st_mtime : 0;
	for (size_t i = 0; i < 32; i++)
		snprintf(s->sha256 + 2 * i, 3, "%02x", scan->sha256[i]);
	s->document = scan->document;
	s->page = scan->page;
	s->format = scan->format;
	s->pages = scan->pages;
	s->a4 = scan->a4;
	s->width = scan->first.width;
	s->height = scan->first.height;
	s->x_dpi = (int64_t)(scan_image_dpi(&scan->first, true) + 0.5);
	s->y_dpi = (int64_t)(scan_image_dpi(&scan->first, false) + 0.5);
	s->taken = scan->origin.taken;
	s->software = "";
	p->scan_count++;
	return true;
}

static bool group_title(struct db *db, int64_t id, struct pool *pool,
    const char **title, struct err *err)
{
	struct group group;

	*title = "";
	if (id == 0)
		return true;
	if (!group_get(db, id, pool, &group, err))
		return false;
	*title = group.title;
	return true;
}

bool package_bodies(struct db *db, struct pool *pool,
    struct package_bodies *b, struct err *err)
{
	const struct {
		const char *name;
		const char **to;
	} rows[] = {
		{ "centre", &b->centre }, { "centre_code", &b->centre_code },
		{ "committee", &b->committee },
		{ "central_body", &b->central_body },
		{ "ministry", &b->ministry },
		{ "contact_name", &b->contact_name },
		{ "contact_email", &b->contact_email },
		{ "contact_phone", &b->contact_phone },
		{ "address", &b->address },
	};
	struct who who;

	for (size_t i = 0; i < COUNT(rows); i++)
		if (!setting_get(db, rows[i].name, NULL, pool, rows[i].to,
		    err))
			return false;
	who_am_i(&who);
	b->user = pool_copy(pool, who.user);
	b->version = VERSION;
	return true;
}

/* Where the catalogue has no documents, each number of the scans is one. */
static void make_documents(struct gathering *g)
{
	struct package *p = g->package;
	size_t count = 0;

	if (p->document_count > 0 || p->scan_count == 0)
		return;
	p->documents = pool_array(g->pool, p->scan_count,
	    sizeof(*p->documents));
	for (size_t i = 0; i < p->scan_count; i++) {
		struct package_document *d = &p->documents[count];

		if (count > 0 && d[-1].ordinal == p->scans[i].document) {
			d[-1].pages += p->scans[i].pages;
			continue;
		}
		*d = (struct package_document){ .kind = "doc", .code = "",
		    .maintenance = "", .type_name = "", .code_number = "",
		    .code_notation = "", .issued_date = "", .organ_name = "",
		    .subject = "", .language = "", .infor_sign = "",
		    .keyword = "", .mode = "", .confidence = "",
		    .autograph = "", .format = "", .description = "",
		    .process = NOT_KNOWN };
		d->ordinal = p->scans[i].document;
		d->pages = p->scans[i].pages;
		count++;
	}
	p->document_count = count;
}

bool package_gather(struct db *db, const struct handover_item *item,
    const struct handover *handover, struct pool *pool,
    struct package *p, struct err *err)
{
	struct gathering g = { .package = p, .pool = pool };
	struct scan_filter filter = { .dossier_id = item->dossier_id };

	*p = (struct package){ .uuid = item->objid, .stamp = handover->stamp,
	    .previous = item->previous, .handover = *handover };
	if (!dossier_get(db, item->dossier_id, pool, &p->dossier, err) ||
	    !fonds_get(db, p->dossier.fonds_id, pool, &p->fonds, err) ||
	    !group_title(db, p->dossier.grp_id, pool, &p->group, err) ||
	    !scan_each(db, &filter, take_scan, &g, err) ||
	    !document_list(db, item->dossier_id, pool, &p->documents,
	    &p->document_count, err) ||
	    !package_bodies(db, pool, &p->bodies, err) ||
	    !agreement_get(db, handover->agreement_id, pool, &p->agreement,
	    err))
		return err_wrap(err, "%s", item->code);
	make_documents(&g);
	return true;
}
