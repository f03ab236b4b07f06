/* What the screens of dossiers have in common: which are meant, their cells,
 * their page, and the actions on them. */
#ifndef DOSSIER_UI_H
#define DOSSIER_UI_H

#include "ui.h"

#include "dossier.h"

/* The ids of the dossiers that an action is for: the marked ones, else the
 * one under the cursor, else the one the screen is about. Groups and fonds
 * stand for all the dossiers below them. In ui->frame. */
bool ui_dossiers(struct view *view, int64_t **ids, size_t *count,
    struct err *err) MUST_CHECK;
/* The one under the cursor; 0 with an error when there is none. */
int64_t ui_dossier(struct view *view, struct err *err);

/* Rows of the home tree carry their kind in the two low bits. */
enum tree_kind { TREE_FONDS = 1, TREE_GROUP = 2, TREE_DOSSIER = 3 };

/* For .row of a list of dossiers: view->row is a struct dossier_row. */
bool dossier_list_row(struct view *view, int64_t id, struct err *err);

const char *state_short(int64_t state);	/* translated, at most 12 cells */
enum style state_style(int64_t state, bool hold);
const char *criteria_cell(struct pool *pool, int64_t bits);	/* "1·3··" */
const char *years_cell(struct pool *pool, int64_t from, int64_t to);
/* A4 pages of the scans, before them the estimate. */
int64_t pages_of(int64_t a4, int64_t estimate);

/* "34 dossiers, 4.120 sheets ... (0,8% of the 1.000.000 of 2026)" for what
 * is marked; kept until the marks change. */
const char *marked_words(struct view *view, struct err *err);
/* For .marked of a screen: keeps the sum of what is marked. */
bool marked_sum(struct view *view, int64_t id, int by, struct err *err);
struct total;
/* A place, or what a filter left: files, pages, A4 in words. */
const char *words_of_total(struct pool *pool, const struct total *total);
const char *held_words(struct db *db, struct pool *pool, const int64_t *ids,
    int64_t count, struct err *err);
/* The list of the dossiers of a place; both 0: all. */
bool dossiers_at(struct ui *ui, int64_t fonds, int64_t group,
    struct err *err) MUST_CHECK;

/* The filter of the list of files as a search text, "" for none; and in full,
 * with its place and its order. */
struct dossier_filter;
const char *dossiers_words(struct view *view);
const struct dossier_filter *dossiers_filter(struct view *view);
/* Show what this search text finds. */
void dossiers_search(struct view *view, const char *text);

/* dossier_filter.c: actions of the list of files. */
bool dossier_keep_filter(struct view *view, struct err *err);
bool dossier_saved_filters(struct view *view, struct err *err);
bool dossier_export(struct view *view, struct err *err);

bool dossier_page(struct view *view, struct page *page, int64_t id,
    struct err *err) MUST_CHECK;

/* Actions; the tables of the screens name them. */
bool dossier_open(struct view *view, struct err *err);
bool dossier_toggle_1(struct view *view, struct err *err);
bool dossier_toggle_2(struct view *view, struct err *err);
bool dossier_toggle_3(struct view *view, struct err *err);
bool dossier_toggle_4(struct view *view, struct err *err);
bool dossier_toggle_5(struct view *view, struct err *err);
bool dossier_tag(struct view *view, struct err *err);
bool dossier_edit(struct view *view, struct err *err);
bool dossier_scans(struct view *view, struct err *err);
bool dossier_history(struct view *view, struct err *err);
bool dossier_arrange(struct view *view, struct err *err);
bool dossier_receive(struct view *view, struct err *err);
bool dossier_hold(struct view *view, struct err *err);
bool dossier_release(struct view *view, struct err *err);
bool dossier_list_on(struct view *view, struct err *err);
bool dossier_batch(struct view *view, struct err *err);
/* The codes of the chosen ones as words of a command, in quotes. */
bool dossier_codes(struct view *view, const char **words, struct err *err);
bool dossier_ingest(struct view *view, struct err *err);

/* clang-format off */
#define DOSSIER_ACTIONS \
	{ "tag", "F2 t", N_("Tag with criteria and their evidence"), NEEDS_ROW | NEEDS_WRITE, dossier_tag, N_("Tag") }, \
	{ "view", "F3 p", N_("The scans of the file, with their findings"), NEEDS_ROW, dossier_scans, N_("Scans") }, \
	{ "edit", "F4 e", N_("Edit the description of the file"), NEEDS_ROW | NEEDS_WRITE, dossier_edit, N_("Edit") }, \
	{ "criterion-1", "1", N_("Criterion 1 on and off: permanent value"), NEEDS_ROW | NEEDS_WRITE, dossier_toggle_1 }, \
	{ "criterion-2", "2", N_("Criterion 2 on and off: before 1975"), NEEDS_ROW | NEEDS_WRITE, dossier_toggle_2 }, \
	{ "criterion-3", "3", N_("Criterion 3 on and off: notable persons, families, clans"), NEEDS_ROW | NEEDS_WRITE, dossier_toggle_3 }, \
	{ "criterion-4", "4", N_("Criterion 4 on and off: unique carrier or form"), NEEDS_ROW | NEEDS_WRITE, dossier_toggle_4 }, \
	{ "criterion-5", "5", N_("Criterion 5 on and off: damaged or at risk"), NEEDS_ROW | NEEDS_WRITE, dossier_toggle_5 }, \
	{ "to-list", "s", N_("Put on a list (danh mục)"), NEEDS_ROW | NEEDS_WRITE, dossier_list_on, N_("List") }, \
	{ "arrange", "a", N_("Arranged completely (chỉnh lý hoàn chỉnh)"), NEEDS_ROW | NEEDS_WRITE, dossier_arrange }, \
	{ "receive", "r", N_("Received at the Centre"), NEEDS_ROW | NEEDS_WRITE, dossier_receive }, \
	{ "to-batch", "d", N_("Put into a digitising batch (đợt số hóa)"), NEEDS_ROW | NEEDS_WRITE, dossier_batch }, \
	{ "hold", "z", N_("Put on hold, with the reason"), NEEDS_ROW | NEEDS_WRITE, dossier_hold }, \
	{ "release", "Z", N_("Release from hold"), NEEDS_ROW | NEEDS_WRITE, dossier_release }, \
	{ "ingest", "i", N_("Take in scans for this file from a folder"), NEEDS_ROW | NEEDS_WRITE, dossier_ingest }, \
	{ "history", "y", N_("History: who did what to this file"), NEEDS_ROW, dossier_history }
/* clang-format on */

#endif
