/* What the files of the list of dossiers share: screen_dossiers.c, which shows
 * it, and dossier_filter.c, which chooses what is shown. */
#ifndef DOSSIERS_INSIDE_H
#define DOSSIERS_INSIDE_H

#include "dossier_ui.h"

#include "dossier_list.h"
#include "dossier_window.h"

struct dossiers {
	struct dossier_filter filter;
	struct dossier_place place;
	char search[200];
	int sort;
	bool filtered;		/* ids are held, not asked in windows */
	int64_t *ids, count, room;
	struct dossier_steps steps;
	int64_t all;		/* without the filter */
	const char *subject;
	const char *total;	/* of the list, in words; NULL: not yet */
};

/* Of a view of the list; made when it is not there. */
struct dossiers *dossiers_of(struct view *view);

bool dossiers_ask_filter(struct view *view, struct err *err);
bool dossiers_unfilter(struct view *view, struct err *err);
bool dossiers_sort(struct view *view, struct err *err);
bool dossiers_mark_mask(struct view *view, struct err *err);

#endif
