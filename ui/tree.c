#include "tree.h"

#include <stdlib.h>
#include <string.h>

static struct node *add_node(struct view *view, struct node node)
{
	struct tree *tree = view->data;

	if (tree->count == tree->room) {
		int room = tree->room == 0 ? 64 : tree->room * 2;
		struct node *more = pool_array(&view->pool, (size_t)room,
		    sizeof(*more));

		if (tree->count > 0)
			memcpy(more, tree->nodes,
			    (size_t)tree->count * sizeof(*more));
		tree->nodes = more;
		tree->room = room;
	}
	node.at = tree->rows;
	tree->rows += node.count;
	tree->nodes[tree->count] = node;
	return &tree->nodes[tree->count++];
}

static int64_t row_id(const struct node *node)
{
	return node->id << 2 | node->kind;
}

static bool add_groups(struct view *view, int64_t fonds, int64_t parent,
    int depth, struct err *err)
{
	struct tree *tree = view->data;
	struct db *db = view->ui->app->db;
	struct group *groups;
	struct node span = { .kind = TREE_DOSSIER, .depth = depth,
		.place = { fonds, parent } };
	size_t count;

	if (!group_children(db, fonds, parent, &view->pool, &groups, &count,
	    err))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct node node = { .kind = TREE_GROUP, .id = groups[i].id,
			.depth = depth, .count = 1, .code = groups[i].code,
			.title = groups[i].title };

		node.open = marks_has(&tree->open, row_id(&node));
		add_node(view, node);
		if (node.open && depth < 30 && !add_groups(view, fonds,
		    groups[i].id, depth + 1, err))
			return false;
	}
	if (!dossier_window_count(db, &span.place, &span.count, err))
		return false;
	if (span.count == 0)
		return true;
	add_node(view, span);
	if (tree->largest < 0 || span.count > tree->nodes[tree->largest].count)
		tree->largest = tree->count - 1;
	return true;
}

bool tree_load(struct view *view, struct err *err)
{
	struct tree *tree = view->data;
	struct fonds_name *list;
	bool first = tree == NULL;
	size_t count;

	if (first)
		tree = view->data = pool_alloc(&view->own, sizeof(*tree));
	tree->nodes = NULL;
	tree->count = tree->room = 0;
	tree->rows = 0;
	tree->largest = -1;
	tree->steps.count = 0;
	tree->total = NULL;
	if (!fonds_names(view->ui->app->db, &view->pool, &list, &count, err))
		return false;
	/* A single fonds is opened at once: there is nothing to choose. */
	if (count == 1 && first)
		marks_set(&tree->open, list[0].id << 2 | TREE_FONDS, true);
	for (size_t i = 0; i < count; i++) {
		struct node node = { .kind = TREE_FONDS, .id = list[i].id,
			.count = 1, .code = list[i].code,
			.title = list[i].name };

		node.open = marks_has(&tree->open, row_id(&node));
		add_node(view, node);
		if (node.open && !add_groups(view, node.id, 0, 1, err))
			return false;
	}
	list_source(view, tree->rows);
	return true;
}

struct node *tree_node(struct tree *tree, int64_t index)
{
	int low = 0, high = tree->count;

	while (high - low > 1) {
		int middle = (low + high) / 2;

		if (tree->nodes[middle].at <= index)
			low = middle;
		else
			high = middle;
	}
	return tree->count == 0 ? NULL : &tree->nodes[low];
}

/* The id of a row of a span that is in the window, as a neighbour. */
static int64_t neighbour(struct view *view, const struct node *node,
    int64_t *index)
{
	struct list *list = &view->list;
	int64_t best = 0;

	for (int i = 0; i < list->window_count; i++) {
		int64_t at = list->window_first + i;
		int64_t id = list->window[i];

		if (at >= node->at && at < node->at + node->count &&
		    (id & 3) == TREE_DOSSIER) {
			best = id >> 2;
			*index = at - node->at;
		}
	}
	return best;
}

bool tree_ids(struct view *view, int64_t first, int count, int64_t *to,
    struct err *err)
{
	struct tree *tree = view->data;

	while (count > 0) {
		struct node *node = tree_node(tree, first);
		int64_t inside, near_index = 0, near;
		int n = 1;

		if (node == NULL)
			return true;
		inside = first - node->at;
		if (node->kind != TREE_DOSSIER) {
			*to = row_id(node);
		} else {
			n = node->count - inside < count ?
			    (int)(node->count - inside) : count;
			near = neighbour(view, node, &near_index);
			if (node == &tree->nodes[tree->largest])
				dossier_steps_near(&tree->steps, inside, &near,
				    &near_index);
			if (!dossier_window_ids(view->ui->app->db,
			    &node->place, node->count, inside, n, near,
			    near_index, to, err))
				return false;
			for (int i = 0; i < n; i++)
				to[i] = to[i] << 2 | TREE_DOSSIER;
		}
		to += n;
		first += n;
		count -= n;
	}
	return true;
}

bool tree_idle(struct view *view, bool *more, struct err *err)
{
	struct tree *tree = view->data;
	struct node *node;

	*more = false;
	if (tree == NULL || tree->largest < 0)
		return true;
	node = &tree->nodes[tree->largest];
	return dossier_steps_find(view->ui->app->db, &node->place, node->count,
	    &tree->steps, more, err);
}

bool tree_find(struct view *view, int64_t id, int64_t *index,
    struct err *err)
{
	struct tree *tree = view->data;

	*index = -1;
	for (int i = 0; i < tree->count && *index < 0; i++) {
		struct node *node = &tree->nodes[i];

		if (node->kind != TREE_DOSSIER) {
			if (row_id(node) == id)
				*index = node->at;
		} else if ((id & 3) == TREE_DOSSIER) {
			if (!dossier_window_find(view->ui->app->db,
			    &node->place, id >> 2, index, err))
				return false;
			if (*index >= 0)
				*index += node->at;
		}
	}
	return true;
}

struct node *tree_node_of(struct tree *tree, int64_t id)
{
	for (int i = 0; i < tree->count; i++)
		if (tree->nodes[i].kind != TREE_DOSSIER &&
		    row_id(&tree->nodes[i]) == id)
			return &tree->nodes[i];
	return NULL;
}

/* --- searching --------------------------------------------------------------------- */

static bool search_span(struct view *view, struct node *node,
    const char *needle, int64_t from, int by, int64_t *index,
    struct err *err)
{
	int64_t start = from - node->at;
	int64_t id;

	if (start < 0)
		start = 0;
	if (start >= node->count)
		start = node->count - 1;
	id = list_at(view, node->at + start) >> 2;
	if (!dossier_window_search(view->ui->app->db, &node->place, needle, id,
	    by, &id, err))
		return false;
	if (id == 0)
		return true;
	if (!dossier_window_find(view->ui->app->db, &node->place, id, index,
	    err))
		return false;
	if (*index >= 0)
		*index += node->at;
	return true;
}

bool tree_search(struct view *view, const char *needle, int64_t from,
    int by, int64_t *index, struct err *err)
{
	struct tree *tree = view->data;
	struct pool *pool = &view->ui->frame;

	*index = -1;
	if (from < 0 || from >= tree->rows)
		return true;
	for (int i = (int)(tree_node(tree, from) - tree->nodes); i >= 0 &&
	    i < tree->count && *index < 0; i += by) {
		struct node *node = &tree->nodes[i];

		if (node->kind == TREE_DOSSIER) {
			if (!search_span(view, node, needle, from, by, index,
			    err))
				return false;
		} else if (strstr(text_fold(pool, node->title), needle) ||
		    strstr(text_fold(pool, node->code), needle)) {
			*index = node->at;
		}
	}
	return true;
}

void tree_close(struct view *view)
{
	struct tree *tree = view->data;

	if (tree != NULL) {
		marks_clear(&tree->open);
		free(tree->steps.ids);
	}
}
