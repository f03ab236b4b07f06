#include "export.h"

#include "clock.h"
#include "date.h"
#include "dossier.h"
#include "dossier_list.h"
#include "setting.h"
#include "xml.h"

#include <stdio.h>
#include <string.h>

/* --- the tree, each place before what is in it ---------------------------- */

struct walk {
	struct db *db;
	const struct fonds *fonds;
	struct pool pool;	/* of one dossier */
	bool (*group)(struct walk *walk, const struct group *group,
	    bool begins, struct err *err);
	bool (*dossier)(struct walk *walk, const struct dossier *dossier,
	    struct err *err);
	struct xml_writer *xml;
	struct out *out;
	const char *repository;
};

static bool one_dossier(void *to, int64_t id, struct err *err)
{
	struct walk *walk = to;
	struct dossier dossier;

	pool_reset(&walk->pool);
	return dossier_get(walk->db, id, &walk->pool, &dossier, err) &&
	    walk->dossier(walk, &dossier, err);
}

static bool walk_place(struct walk *walk, int64_t group, struct err *err)
{
	struct pool pool = { 0 };
	struct group *list;
	size_t count;
	bool good = group_children(walk->db, walk->fonds->id, group, &pool,
	    &list, &count, err);

	for (size_t i = 0; good && i < count; i++)
		good = walk->group(walk, &list[i], true, err) &&
		    walk_place(walk, list[i].id, err) &&
		    walk->group(walk, &list[i], false, err);
	pool_free(&pool);
	return good && dossier_place_each(walk->db, walk->fonds->id, group,
	    one_dossier, walk, err);
}

static const char *language_code(const char *code)
{
	static const char *const codes[] = { "vie", "eng", "fre", "rus", "chi" };
	int number = code[0] == '0' ? code[1] - '1' : -1;

	return number >= 0 && number < 5 ? codes[number] : NULL;
}

/* --- EAD3 ----------------------------------------------------------------- */

static void put_dates(struct xml_writer *xml, const char *start,
    const char *end)
{
	struct date from;
	struct date to;
	char text[DATE_TEXT];

	if (start[0] == '\0' && end[0] == '\0')
		return;
	if (!date_from_iso(start[0] == '\0' ? end : start, &from) ||
	    !date_from_iso(end[0] == '\0' ? start : end, &to))
		return;
	xml_open(xml, "unitdatestructured");
	if (strcmp(start, end) != 0)
		xml_open(xml, "daterange");
	xml_open(xml, strcmp(start, end) != 0 ? "fromdate" : "datesingle");
	date_iso(from, text);
	xml_put(xml, "standarddate", text);
	date_vi(from, text);
	xml_words(xml, text);
	xml_shut(xml);
	if (strcmp(start, end) != 0) {
		xml_open(xml, "todate");
		date_iso(to, text);
		xml_put(xml, "standarddate", text);
		date_vi(to, text);
		xml_words(xml, text);
		xml_shut(xml);
		xml_shut(xml);
	}
	xml_shut(xml);
}

static void put_quantity(struct xml_writer *xml, int64_t number,
    const char *unit)
{
	char text[32];

	if (number < 0)
		return;
	snprintf(text, sizeof(text), "%lld", (long long)number);
	xml_open(xml, "physdescstructured");
	xml_put(xml, "coverage", "whole");
	xml_put(xml, "physdescstructuredtype", "materialtype");
	xml_element(xml, "quantity", text);
	xml_element(xml, "unittype", unit);
	xml_shut(xml);
}

static void put_language(struct xml_writer *xml, const char *code)
{
	const char *language = language_code(code);

	if (language == NULL)
		return;
	xml_open(xml, "langmaterial");
	xml_open(xml, "language");
	xml_put(xml, "langcode", language);
	xml_words(xml, language);
	xml_shut(xml);
	xml_shut(xml);
}

static void put_names(struct xml_writer *xml, const struct dossier *d)
{
	const struct {
		const char *tag;
		const char *text;
	} names[] = { { "persname", d->persons }, { "geogname", d->places },
	    { "subject", d->keyword } };

	if (d->persons[0] == '\0' && d->places[0] == '\0' &&
	    d->keyword[0] == '\0')
		return;
	xml_open(xml, "controlaccess");
	for (size_t i = 0; i < COUNT(names); i++) {
		if (names[i].text[0] == '\0')
			continue;
		xml_open(xml, names[i].tag);
		xml_element(xml, "part", names[i].text);
		xml_shut(xml);
	}
	xml_shut(xml);
}

static bool ead_dossier(struct walk *walk, const struct dossier *d,
    struct err *err)
{
	struct xml_writer *xml = walk->xml;

	(void)err;
	xml_open(xml, "c");
	xml_put(xml, "level", "file");
	xml_open(xml, "did");
	xml_element(xml, "unitid", d->code);
	xml_element(xml, "unittitle", d->title);
	put_dates(xml, d->start_date, d->end_date);
	put_quantity(xml, d->papers, "tờ");
	put_quantity(xml, d->pages, "trang");
	if (d->box[0] != '\0') {
		xml_open(xml, "container");
		xml_put(xml, "localtype", "box");
		xml_words(xml, d->box);
		xml_shut(xml);
	}
	put_language(xml, d->language);
	xml_shut(xml);
	xml_paragraph(xml, "scopecontent", d->description);
	put_names(xml, d);
	xml_shut(xml);
	return true;
}

static bool ead_group(struct walk *walk, const struct group *group,
    bool begins, struct err *err)
{
	struct xml_writer *xml = walk->xml;

	(void)err;
	if (!begins) {
		xml_shut(xml);
		return true;
	}
	xml_open(xml, "c");
	xml_put(xml, "level", group->parent_id == 0 ? "series" : "subseries");
	xml_open(xml, "did");
	xml_element(xml, "unitid", group->code[0] == '\0' ? NULL :
	    group->code);
	xml_element(xml, "unittitle", group->title);
	xml_shut(xml);
	return true;
}

static void put_control(struct xml_writer *xml, const struct fonds *fonds,
    const char *agency)
{
	char now[CLOCK_TEXT];

	clock_vietnam(now);
	xml_open(xml, "control");
	xml_element(xml, "recordid", fonds->code);
	xml_open(xml, "filedesc");
	xml_open(xml, "titlestmt");
	xml_element(xml, "titleproper", fonds->name);
	xml_shut(xml);
	xml_shut(xml);
	xml_open(xml, "maintenancestatus");
	xml_put(xml, "value", "new");
	xml_shut(xml);
	xml_open(xml, "maintenanceagency");
	xml_element(xml, "agencyname", agency[0] == '\0' ? fonds->code :
	    agency);
	xml_shut(xml);
	xml_open(xml, "maintenancehistory");
	xml_open(xml, "maintenanceevent");
	xml_open(xml, "eventtype");
	xml_put(xml, "value", "created");
	xml_shut(xml);
	xml_open(xml, "eventdatetime");
	xml_put(xml, "standarddatetime", now);
	xml_shut(xml);
	xml_open(xml, "agenttype");
	xml_put(xml, "value", "machine");
	xml_shut(xml);
	xml_element(xml, "agent", "bansao");
	xml_shut(xml);
	xml_shut(xml);
	xml_shut(xml);
}

bool export_ead(struct db *db, const struct fonds *fonds, const char *agency,
    bool (*write)(void *to, const void *data, size_t size), void *to,
    struct err *err)
{
	struct xml_writer *xml = xml_write_to(write, to, true);
	struct walk walk = { .db = db, .fonds = fonds, .group = ead_group,
	    .dossier = ead_dossier, .xml = xml };
	bool good;

	xml_open(xml, "ead");
	xml_put(xml, "xmlns", "http://ead3.archivists.org/schema/");
	put_control(xml, fonds, agency);
	xml_open(xml, "archdesc");
	xml_put(xml, "level", strcmp(fonds->kind, "collection") == 0 ?
	    "collection" : "fonds");
	xml_open(xml, "did");
	xml_element(xml, "unitid", fonds->code);
	xml_element(xml, "unittitle", fonds->name);
	xml_element(xml, "unitdate", fonds->archives_time[0] == '\0' ? NULL :
	    fonds->archives_time);
	xml_shut(xml);
	xml_paragraph(xml, "bioghist", fonds->history);
	xml_paragraph(xml, "scopecontent", fonds->key_groups);
	xml_open(xml, "dsc");
	good = walk_place(&walk, 0, err);
	xml_shut(xml);
	xml_shut(xml);
	xml_shut(xml);
	pool_free(&walk.pool);
	return xml_finish(xml, err) && good;
}

/* --- AtoM ----------------------------------------------------------------- */

const struct out_column export_atom_columns[] = {
	{ .key = "legacyId", .head = "legacyId" },
	{ .key = "parentId", .head = "parentId" },
	{ .key = "identifier", .head = "identifier" },
	{ .key = "title", .head = "title" },
	{ .key = "levelOfDescription", .head = "levelOfDescription" },
	{ .key = "extentAndMedium", .head = "extentAndMedium" },
	{ .key = "repository", .head = "repository" },
	{ .key = "scopeAndContent", .head = "scopeAndContent" },
	{ .key = "language", .head = "language" },
	{ .key = "culture", .head = "culture" },
	{ .key = "eventTypes", .head = "eventTypes" },
	{ .key = "eventDates", .head = "eventDates" },
	{ .key = "eventStartDates", .head = "eventStartDates" },
	{ .key = "eventEndDates", .head = "eventEndDates" },
	{ .key = "physicalObjectName", .head = "physicalObjectName" },
	{ .key = "nameAccessPoints", .head = "nameAccessPoints" },
	{ .key = "placeAccessPoints", .head = "placeAccessPoints" },
	{ .key = "subjectAccessPoints", .head = "subjectAccessPoints" },
	{ 0 }
};

static void atom_head(struct walk *walk, const char *id, const char *parent,
    const char *code, const char *title, const char *level)
{
	out_text(walk->out, id);
	out_text(walk->out, parent);
	out_text(walk->out, code);
	out_text(walk->out, title);
	out_text(walk->out, level);
}

/* A place has no more than its name. */
static void atom_rest(struct walk *walk, const char *dates)
{
	out_text(walk->out, "");
	out_text(walk->out, walk->repository);
	out_text(walk->out, "");
	out_text(walk->out, "vi");
	out_text(walk->out, "vi");
	out_text(walk->out, "");
	out_text(walk->out, dates);
	for (int i = 0; i < 6; i++)
		out_text(walk->out, "");
}

static bool atom_group(struct walk *walk, const struct group *group,
    bool begins, struct err *err)
{
	struct pool *pool = &walk->pool;

	(void)err;
	if (!begins)
		return true;
	pool_reset(pool);
	atom_head(walk, pool_printf(pool, "g%lld", (long long)group->id),
	    group->parent_id == 0 ? pool_printf(pool, "f%lld",
	    (long long)group->fonds_id) : pool_printf(pool, "g%lld",
	    (long long)group->parent_id), group->code, group->title,
	    group->parent_id == 0 ? "Series" : "Subseries");
	atom_rest(walk, "");
	return true;
}

static bool atom_dossier(struct walk *walk, const struct dossier *d,
    struct err *err)
{
	struct pool *pool = &walk->pool;
	const char *language = language_code(d->language);
	const char *extent = "";

	(void)err;
	atom_head(walk, pool_printf(pool, "d%lld", (long long)d->id),
	    d->grp_id == 0 ? pool_printf(pool, "f%lld",
	    (long long)d->fonds_id) : pool_printf(pool, "g%lld",
	    (long long)d->grp_id), d->code, d->title, "File");
	if (d->papers >= 0)
		extent = pool_printf(pool, "%lld tờ", (long long)d->papers);
	if (d->pages >= 0)
		extent = pool_printf(pool, "%s%s%lld trang", extent,
		    extent[0] == '\0' ? "" : "; ", (long long)d->pages);
	out_text(walk->out, extent);
	out_text(walk->out, walk->repository);
	out_text(walk->out, d->description);
	out_text(walk->out, language == NULL ? "vi" :
	    strcmp(language, "vie") == 0 ? "vi" : language);
	out_text(walk->out, "vi");
	out_text(walk->out, d->start_date[0] == '\0' ? "" : "Creation");
	out_text(walk->out, strcmp(d->start_date, d->end_date) == 0 ?
	    d->start_date : pool_printf(pool, "%s - %s", d->start_date,
	    d->end_date));
	out_text(walk->out, d->start_date);
	out_text(walk->out, d->end_date);
	out_text(walk->out, d->box);
	out_text(walk->out, d->persons);
	out_text(walk->out, d->places);
	out_text(walk->out, d->keyword);
	return true;
}

bool export_atom(struct db *db, const struct fonds *fonds,
    const char *repository, struct out *out, struct err *err)
{
	struct walk walk = { .db = db, .fonds = fonds, .group = atom_group,
	    .dossier = atom_dossier, .out = out, .repository = repository };
	bool good;

	atom_head(&walk, pool_printf(&walk.pool, "f%lld",
	    (long long)fonds->id), "", fonds->code, fonds->name, "Fonds");
	atom_rest(&walk, fonds->archives_time);
	good = walk_place(&walk, 0, err);
	pool_free(&walk.pool);
	return good;
}
