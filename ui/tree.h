/* The tree phông > nhóm > hồ sơ as rows of a list: fonds and groups are
 * held, the files of a place are a span whose rows are read when they are seen. */
#ifndef TREE_H
#define TREE_H

#include "dossier_ui.h"

#include "dossier_window.h"
#include "fonds.h"

struct node {
	enum tree_kind kind;	/* TREE_DOSSIER: a span of them */
	int64_t id;		/* of the fonds or group */
	struct dossier_place place;	/* of a span */
	int depth;
	bool open;
	int64_t at, count;	/* first row, rows */
	const char *code, *title;
	struct tally *tally;	/* asked once for each load */
};

struct tree {
	struct node *nodes;
	int count, room;
	int64_t rows;
	struct marks open;	/* rows (id and kind) that are expanded */
	int largest;		/* index of the longest span; -1: none */
	struct dossier_steps steps;	/* in it */
	struct node *hit;	/* of the row in hand */
	struct dossier_row row;
	const char *total;	/* of the catalogue, in words; NULL: not yet */
};

/* For a screen over the tree; view->data is the struct tree. */
bool tree_load(struct view *view, struct err *err);
bool tree_ids(struct view *view, int64_t first, int count, int64_t *to,
    struct err *err);
bool tree_find(struct view *view, int64_t id, int64_t *index,
    struct err *err);
bool tree_idle(struct view *view, bool *more, struct err *err);
bool tree_search(struct view *view, const char *needle, int64_t from, int by,
    int64_t *index, struct err *err);
void tree_close(struct view *view);

/* The node that has a row; NULL: the tree is empty. */
struct node *tree_node(struct tree *tree, int64_t index);
/* The fonds or group with the id of a row; NULL: it is gone. */
struct node *tree_node_of(struct tree *tree, int64_t id);

#endif
