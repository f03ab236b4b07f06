/* One file: its description, criteria with evidence, where it stands. */
#include "dossier_ui.h"

#include "dossier.h"

static const char *subject(struct view *view)
{
	struct dossier_row row;
	struct err err = { 0 };

	return dossier_row(view->ui->app->db, view->arg, &view->ui->frame,
	    &row, &err) ? row.code : "";
}

/* clang-format off */
static const struct action actions[] = {
	DOSSIER_ACTIONS,
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_dossier = {
	.name = "dossier",
	.title = N_("File (hồ sơ)"),
	.help = N_("One file: description, criteria with their evidence, "
	    "pages and scans, where it stands. 1 to 5 tag, F2 tags with "
	    "evidence, F3 shows the scans, F4 edits."),
	.actions = actions,
	.hidden = true,
	.page = dossier_page,
	.subject = subject,
};
