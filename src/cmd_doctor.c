#include "command.h"

#include "doctor.h"
#include "job.h"
#include "out_app.h"
#include "rights.h"

#include <errno.h>
#include <unistd.h>

static const struct out_column columns[] = {
	{ .key = "matter", .head = N_("Matter"), .where = OUT_FOR_PROGRAMS },
	{ .key = "health", .head = N_("Health"), .where = OUT_FOR_PROGRAMS },
	{ .key = "state", .head = N_("Health"), .where = OUT_FOR_PEOPLE },
	{ .key = "label", .head = N_("Matter"), .where = OUT_FOR_PEOPLE },
	{ .key = "text", .head = N_("What was found") },
	{ .key = "cure", .head = N_("What to do") },
	{ 0 }
};

static const char *const words[] = { "ok", "warning", "bad" };
static const char *const names[] = { N_("ok"), N_("warning"), N_("bad") };

/* False only when the work is to stop. */
static bool diagnose(struct patient *p, const struct matter *matter,
    struct diagnosis *d, struct err *stopped)
{
	struct err err = { 0 };

	*d = (struct diagnosis){ HEALTH_OK, "", "" };
	if (matter->needs_db && p->db == NULL)
		doctor_says(d, HEALTH_BAD, _("cannot be looked at: the catalogue "
		    "does not open"), "");
	else if (!matter->look(p, d, &err) && err.kind != ERR_STOPPED)
		doctor_says(d, HEALTH_BAD, pool_copy(p->pool, err.text), "");
	return err.kind != ERR_STOPPED ||
	    err_set(stopped, ERR_STOPPED, "%s", err.text);
}

/* On paper for people the lines stand below each other: texts are sentences. */
static void print(struct app *app, const struct matter *matter,
    const struct diagnosis *d)
{
	printf("%-10s %s: %s\n", _(names[d->health]), _(matter->label), d->text);
	if (d->cure[0] != '\0' && (d->health != HEALTH_OK || app->verbose))
		printf("%-10s  -> %s\n", "", d->cure);
}

static bool examine(struct app *app, struct patient *p,
    const struct matter *matters, struct out *out, int count[3],
    struct err *err)
{
	for (; matters->name != NULL; matters++) {
		struct diagnosis d;

		if (p->db != NULL) {
			job_phase(app->job, _(matters->label));
			db_watch(p->db, app->job);
		}
		if (!diagnose(p, matters, &d, err))
			return false;
		count[d.health]++;
		if (out == NULL) {
			print(app, matters, &d);
			continue;
		}
		out_text(out, matters->name);
		out_text(out, words[d.health]);
		out_text(out, _(names[d.health]));
		out_text(out, _(matters->label));
		out_text(out, d.text);
		out_text(out, d.cure);
	}
	return true;
}

/* Writing when that is possible (an old schema is brought up to date), else
 * reading; what cannot be opened at all is itself a finding. */
static void open_patient(struct app *app, struct patient *p)
{
	struct err err = { 0 };
	bool may_write = rights_access(p->path, W_OK) == 0 &&
	    rights_access(db_folder(p->path, p->pool), W_OK) == 0;

	if (!app_open(app, may_write ? DB_WRITE : DB_READ, &err))
		p->why = pool_copy(p->pool, err.text);
	p->db = app->db;
}

static bool run(struct app *app, const struct args *args, struct err *err)
{
	struct patient p = {
		.path = app->db_path, .work = app_work_path(app),
		.repair = args_given(args, "repair") && !app->dry_run,
		.quick = args_given(args, "quick"),
		.pool = &app->pool
	};
	bool listing = app->json || app->csv || app->output != NULL;
	struct out *out = NULL;
	int count[3] = { 0 };
	bool good, up;

	p.path = db_real_path(app->db_path, &app->pool);
	up = rights_up(p.path);
	if (rights_access(p.path, F_OK) != 0 && errno != ENOENT &&
	    errno != ENOTDIR)
		err_errno(err, "%s", app->db_path);
	else if (rights_access(p.path, F_OK) != 0)
		err_set(err, ERR_MISSING, _("There is no catalogue %s. "
		    "Make one with \"bansao init\", or name another with --db "
		    "FILE"), app->db_path);
	if (err->kind == ERR_NONE)
		open_patient(app, &p);
	rights_down(up);
	if (err->kind != ERR_NONE)
		return false;
	if (listing) {
		out = app_listing(app, NULL, columns, err);
		if (out == NULL)
			return false;
	}
	up = rights_up(p.path);
	good = examine(app, &p, doctor_place, out, count, err);
	rights_down(up);
	good = good && examine(app, &p, doctor_store, out, count, err);
	if (p.db != NULL)
		db_watch(p.db, NULL);
	if (out != NULL && !good)
		return out_abort(out);
	if (!good || (out != NULL && !out_close(out, err)))
		return false;
	if (count[HEALTH_BAD] + count[HEALTH_WARNING] == 0)
		return true;
	return err_set(err, ERR_FINDINGS, _("Bad: %d, to be watched: %d. What to "
	    "do stands behind each"), count[HEALTH_BAD],
	    count[HEALTH_WARNING]);
}

static const struct option_row options[] = {
	{ "quick", 0, NULL, N_("without reading the pages of the scans: a second "
	    "where the whole takes minutes") },
	{ "repair", 0, NULL, N_("make wrong sums and a wrong word index anew, "
	    "put the guards of the audit chain back") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, "", N_("look at the catalogue, the disk, the backups and the "
	    "place, and say what to do"), 0, 0, NEEDS_NOTHING, options, run },
	{ 0 }
};

const struct command command_doctor = {
	"doctor", N_("look whether all is well"), verbs
};
