/* bansao handover build. */
#include "cmd_handover.h"

#include "conf.h"
#include "handover_build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct option_row handover_build_options[] = {
	{ "to", 0, N_("DIR"), N_("folder in which the batch is written") },
	{ "as", 0, "folder|tar|zip", N_("what the bag is written as") },
	{ "volume", 0, N_("SIZE"), N_("most bytes of a volume: 4480M, 25G") },
	{ "profile", 0, "tt05-aip|tt05-sip|eark-sip|eark-sip-ead2002|bagit",
	    N_("other packages than agreed") },
	{ "schemas", 0, N_("DIR"), N_("XML schemas to put into the packages") },
	{ "cert", 0, N_("FILE.pem"), N_("sign the manifest: certificate") },
	{ "key", 0, N_("FILE.pem"), N_("sign the manifest: key") },
	{ NULL, 0, NULL, NULL }
};

static bool size_of(const char *text, int64_t *bytes, struct err *err)
{
	static const char units[] = "kMGT";
	const char *unit;
	char *end;
	double value;

	if (text == NULL)
		return true;
	value = strtod(text, &end);
	unit = *end == '\0' ? NULL : strchr(units, *end == 'K' ? 'k' : *end);
	if (end == text || !(value > 0) || value > 1e15 ||
	    (*end != '\0' && (unit == NULL || end[1] != '\0')))
		return err_set(err, ERR_USAGE, _("--volume %s: write bytes, or "
		    "4480M, 25G"), text);
	for (ptrdiff_t i = unit == NULL ? -1 : unit - units; i >= 0; i--)
		value *= 1000;
	*bytes = (int64_t)value;
	return *bytes >= 4000000 || err_set(err, ERR_USAGE,
	    _("--volume %s: a volume has at least 4 MB"), text);
}

static bool kind_of(const char *text, enum parcel_kind *kind, struct err *err)
{
	static const char *const names[] = { "folder", "tar", "zip" };

	*kind = PARCEL_FOLDER;
	for (size_t i = 0; text != NULL && i < COUNT(names); i++)
		if (strcmp(text, names[i]) == 0) {
			*kind = (enum parcel_kind)i;
			return true;
		}
	return text == NULL || err_set(err, ERR_USAGE, _("--as %s: write "
	    "folder, tar or zip"), text);
}

bool handover_build_it(struct app *app, const struct args *args, struct err *err)
{
	struct build_wish wish = { .dry_run = app->dry_run,
	    .profile = args_value(args, "profile"),
	    .schemas = handover_or_conf(app, args, "schemas", "handover:schemas"),
	    .cert = handover_or_conf(app, args, "cert", "handover:cert"),
	    .key = handover_or_conf(app, args, "key", "handover:key") };
	const char *path = NULL, *estimate;
	struct build_plan plan;
	struct handover h;

	wish.folder = handover_or_conf(app, args, "to", "handover:folder");
	if (wish.folder == NULL)
		wish.folder = app->output != NULL ? app->output : ".";
	if (!kind_of(args_value(args, "as"), &wish.kind, err) ||
	    !size_of(args_value(args, "volume"), &wish.volume, err) ||
	    !handover_find(app->db, args_word(args, 0), &app->pool, &h, err) ||
	    !build_prepare(app->db, &h, &wish, &app->pool, &plan, app->job,
	    err))
		return false;
	estimate = build_estimate(&plan, &app->pool);
	if (app->dry_run) {
		job_done(app->job, _("%s: nothing stands in the way"),
		    estimate);
		return true;
	}
	if (app->lines)
		job_phase(app->job, estimate);
	else
		app_say(app, "%s", estimate);
	if (!build_run(app->db, &plan, &wish, &app->pool, &path, app->job,
	    err))
		return false;
	if (!app->lines)
		printf("%s\n", path);
	return true;
}
