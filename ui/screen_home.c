/* Home: the tree phông > nhóm > hồ sơ, and what is under the cursor beside
 * it. Groups of a hundred thousand files open at once: the files are a span
 * of the tree whose rows are read when they are seen. */
#include "dossier_ui.h"

#include "dossier_window.h"
#include "fonds.h"
#include "number.h"
#include "workflow.h"

#include <stdlib.h>
#include <string.h>

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

static bool load(struct view *view, struct err *err)
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

static struct node *node_at(struct tree *tree, int64_t index)
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

static bool ids(struct view *view, int64_t first, int count, int64_t *to,
    struct err *err)
{
	struct tree *tree = view->data;

	while (count > 0) {
		struct node *node = node_at(tree, first);
		int64_t inside = first - node->at, near_index = 0, near;
		int n = 1;

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

static bool idle(struct view *view, bool *more, struct err *err)
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

static bool find(struct view *view, int64_t id, int64_t *index,
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

static struct node *node_of(struct tree *tree, int64_t id)
{
	for (int i = 0; i < tree->count; i++)
		if (tree->nodes[i].kind != TREE_DOSSIER &&
		    row_id(&tree->nodes[i]) == id)
			return &tree->nodes[i];
	return NULL;
}

static bool row(struct view *view, int64_t id, struct err *err)
{
	struct tree *tree = view->data;
	struct db *db = view->ui->app->db;

	view->row = tree;
	if ((id & 3) == TREE_DOSSIER) {
		tree->hit = NULL;
		return dossier_row(db, id >> 2, &view->ui->frame, &tree->row,
		    err);
	}
	tree->hit = node_of(tree, id);
	if (tree->hit == NULL)
		return err_set(err, ERR_MISSING, _("This row is gone"));
	if (tree->hit->tally == NULL) {
		tree->hit->tally = pool_alloc(&view->pool,
		    sizeof(struct tally));
		return (id & 3) == TREE_FONDS ?
		    fonds_tally(db, id >> 2, tree->hit->tally, err) :
		    group_tally(db, id >> 2, tree->hit->tally, err);
	}
	return true;
}

static int span_depth(struct tree *tree, struct view *view, int64_t id)
{
	struct list *list = &view->list;

	for (int i = 0; i < list->window_count; i++)
		if (list->window[i] == id)
			return node_at(tree, list->window_first + i)->depth;
	return 1;
}

static const char *name_cell(struct view *view, enum style *style)
{
	struct tree *tree = view->data;
	struct pool *pool = &view->ui->frame;
	struct node *node = tree->hit;
	int depth;

	if (node == NULL) {
		depth = span_depth(tree, view, tree->row.id << 2 |
		    TREE_DOSSIER);
		return pool_printf(pool, "%*s%s  %s", depth * 2, "",
		    tree->row.code, tree->row.title);
	}
	*style = node->kind == TREE_FONDS ? STYLE_STRONG : STYLE_INFO;
	return pool_printf(pool, "%*s%s %s%s%s", node->depth * 2, "",
	    node->open ? "-" : "+", node->code,
	    node->code[0] != '\0' ? "  " : "", node->title);
}

static const char *cell(struct view *view, int column, enum style *style)
{
	struct tree *tree = view->data;
	struct pool *pool = &view->ui->frame;
	const struct dossier_row *d = &tree->row;
	const struct tally *t = tree->hit == NULL ? NULL : tree->hit->tally;

	switch (column) {
	case 0:
		return name_cell(view, style);
	case 1:
		return tree->hit != NULL ? "" : criteria_cell(pool,
		    d->criteria);
	case 2:
		if (tree->hit != NULL) {
			*style = STYLE_DIM;
			return pool_printf(pool, ngettext("%s file",
			    "%s files", (long long)t->dossiers),
			    number_text(pool, t->dossiers));
		}
		*style = state_style(d->state, d->hold);
		return d->hold ? _("On hold") : state_short(d->state);
	default:
		return number_text(pool, tree->hit != NULL ?
		    pages_of(t->a4, t->a4_estimate) :
		    pages_of(d->a4, d->a4_estimate));
	}
}

/* --- searching --------------------------------------------------------------------- */

static bool search_span(struct view *view, struct node *node,
    const char *needle, int64_t from, int by, int64_t *index,
    struct err *err)
{
	int64_t start = by > 0 ? from - node->at : from - node->at;
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

static bool search(struct view *view, const char *needle, int64_t from,
    int by, int64_t *index, struct err *err)
{
	struct tree *tree = view->data;
	struct pool *pool = &view->ui->frame;

	*index = -1;
	if (from < 0 || from >= tree->rows)
		return true;
	for (int i = (int)(node_at(tree, from) - tree->nodes); i >= 0 &&
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

/* --- the pane ------------------------------------------------------------------------ */

static bool tally_page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	struct tree *tree = view->data;
	struct node *node = node_of(tree, id);
	struct pool *pool = page->pool;
	struct tally t;
	bool fonds = (id & 3) == TREE_FONDS;

	if (node == NULL)
		return true;
	if (fonds ? !fonds_tally(view->ui->app->db, id >> 2, &t, err) :
	    !group_tally(view->ui->app->db, id >> 2, &t, err))
		return false;
	page_say(page, STYLE_STRONG, " %s", node->code);
	page_wrap(page, 1, STYLE_TEXT, node->title);
	page_line(page);
	page_pair(page, _("Files"), STYLE_TEXT, number_text(pool, t.dossiers));
	page_pair(page, _("Sheets"), STYLE_TEXT, number_text(pool, t.papers));
	page_pair(page, _("Pages"), STYLE_TEXT, number_text(pool, t.pages));
	page_pair(page, _("A4, estimated"), STYLE_TEXT,
	    number_text(pool, t.a4_estimate));
	page_pair(page, _("A4, scanned"), STYLE_TEXT,
	    number_text(pool, t.a4));
	page_pair(page, _("Scans"), STYLE_TEXT, pool_printf(pool,
	    _("%s files, %s"), number_text(pool, t.scans),
	    number_bytes(pool, t.bytes)));
	page_head(page, _("Files by state"));
	for (int s = 0; s < STATES; s++)
		if (t.state[s] > 0) {
			page_line(page);
			page_at(page, 1, state_style(s, false), "%s",
			    state_name(s));
			page_at(page, 26, STYLE_TEXT, "%s",
			    number_text(pool, t.state[s]));
		}
	return true;
}

static bool pane(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	return (id & 3) == TREE_DOSSIER ?
	    dossier_page(view, page, id >> 2, err) :
	    tally_page(view, page, id, err);
}

/* The whole catalogue, added up once for each load. */
static const char *total_words(struct view *view, struct err *err)
{
	struct tree *tree = view->data;
	struct tally t;

	if (tree->total != NULL)
		return tree->total;
	if (!fonds_tally(view->ui->app->db, 0, &t, err))
		return "";
	return tree->total = tally_words(&view->pool, &t);
}

static const char *status(struct view *view)
{
	struct tree *tree = view->data;
	struct err err = { 0 };
	const char *words = "";

	if (tree != NULL && view->list.marks.count > 0)
		words = marked_words(view, &err);
	else if (tree != NULL && tree->count > 0)
		words = total_words(view, &err);
	ui_fail(view->ui, &err);
	return words;
}

/* --- actions ------------------------------------------------------------------------- */

static void set_open(struct view *view, int64_t id, bool open)
{
	struct tree *tree = view->data;

	marks_set(&tree->open, id, open);
	view_load(view);
}

static bool open_row(struct view *view, struct err *err)
{
	struct tree *tree = view->data;
	int64_t id = list_id(view);

	if ((id & 3) == TREE_DOSSIER)
		return dossier_open(view, err);
	set_open(view, id, !marks_has(&tree->open, id));
	return true;
}

static bool expand(struct view *view, struct err *err)
{
	(void)err;
	if ((list_id(view) & 3) != TREE_DOSSIER)
		set_open(view, list_id(view), true);
	return true;
}

/* Close the node, or go to what it is in. */
static bool collapse(struct view *view, struct err *err)
{
	struct tree *tree = view->data;
	struct node *node;
	int64_t id = list_id(view);

	(void)err;
	if (id == 0)
		return true;
	if (marks_has(&tree->open, id) && (id & 3) != TREE_DOSSIER) {
		set_open(view, id, false);
		return true;
	}
	node = node_at(tree, view->list.cursor);
	for (int i = (int)(node - tree->nodes) - 1; i >= 0; i--)
		if (tree->nodes[i].depth < node->depth &&
		    tree->nodes[i].kind != TREE_DOSSIER) {
			list_go(view, tree->nodes[i].at);
			break;
		}
	return true;
}

static bool list_here(struct view *view, struct err *err)
{
	struct node *node = node_at(view->data, view->list.cursor);
	int64_t id = list_id(view);

	if ((id & 3) == TREE_DOSSIER)
		return dossiers_at(view->ui, node->place.fonds_id,
		    node->place.grp_id, err);
	return dossiers_at(view->ui, (id & 3) == TREE_FONDS ? id >> 2 : 0,
	    (id & 3) == TREE_GROUP ? id >> 2 : 0, err);
}

static void close_home(struct view *view)
{
	struct tree *tree = view->data;

	if (tree != NULL) {
		marks_clear(&tree->open);
		free(tree->steps.ids);
	}
}

/* clang-format off */
static const struct column columns[] = {
	{ N_("Fonds > group > file"), 0, TEXT_LEFT, 0 },
	{ N_("Crit."), 5, TEXT_LEFT, 44 },
	{ N_("State"), 15, TEXT_LEFT, 62 },
	{ N_("A4 pages"), 9, TEXT_RIGHT, 0 },
	{ NULL, 0, TEXT_LEFT, 0 }
};

static const struct action actions[] = {
	{ "open", "Enter Right l", N_("Open: a group here, a file on its own screen"), NEEDS_ROW, open_row },
	{ "collapse", "- Left h Backspace", N_("Close the group, or go to the one around it"), 0, collapse },
	{ "expand", "+", N_("Open the group"), NEEDS_ROW, expand },
	DOSSIER_ACTIONS,
	{ "list", "L F6", N_("The files of this place as a list, to filter and sort"), NEEDS_ROW, list_here, N_("Files") },
	{ NULL, NULL, NULL, 0, NULL }
};
/* clang-format on */

const struct screen screen_home = {
	.name = "home",
	.title = N_("Home"),
	.help = N_("The tree of fonds, groups and files. Enter opens a group "
	    "or a file; Space marks; the keys 1 to 5 tag what is marked, a "
	    "marked group stands for all files in it."),
	.columns = columns,
	.actions = actions,
	.load = load,
	.row = row,
	.cell = cell,
	.ids = ids,
	.idle = idle,
	.find = find,
	.search = search,
	.page = pane,
	.status = status,
	.marked = marked_sum,
	.empty = N_("The catalogue is empty. : import takes in an inventory (on "
	    "the command line \"bansao import FILE\"), : fonds add enters a "
	    "fonds of your own."),
	.close = close_home,
};
