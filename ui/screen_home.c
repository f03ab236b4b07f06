/* Home: the tree phông > nhóm > hồ sơ, and what is under the cursor beside
 * it. Groups of a hundred thousand files open at once: the files are a span
 * of the tree whose rows are read when they are seen. */
#include "tree.h"

#include "number.h"
#include "workflow.h"

#include <string.h>

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
	tree->hit = tree_node_of(tree, id);
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
			return tree_node(tree, list->window_first + i)->depth;
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

/* What the files come to, each estimated until it is scanned: the first scan
 * of a fonds does not stand for all of it. */
static int64_t expected(const struct tally *t)
{
	int64_t a4 = 0;

	for (size_t i = 0; i < COUNT(t->state_a4); i++)
		a4 += t->state_a4[i];
	return a4;
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
		return number_text(pool, tree->hit != NULL ? expected(t) :
		    pages_of(d->a4, d->a4_estimate));
	}
}

/* --- the pane ------------------------------------------------------------------------ */

static bool tally_page(struct view *view, struct page *page, int64_t id,
    struct err *err)
{
	struct tree *tree = view->data;
	struct node *node = tree_node_of(tree, id);
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
static const char *words_of_all(struct view *view, struct err *err)
{
	struct tree *tree = view->data;
	struct total t;

	if (tree->total != NULL)
		return tree->total;
	if (!catalogue_total(view->ui->app->db, &t, err))
		return "";
	return tree->total = words_of_total(&view->pool, &t);
}

static const char *status(struct view *view)
{
	struct tree *tree = view->data;
	struct err err = { 0 };
	const char *words = "";

	if (tree != NULL && view->list.marks.count > 0)
		words = marked_words(view, &err);
	else if (tree != NULL && tree->count > 0)
		words = words_of_all(view, &err);
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
	node = tree_node(tree, view->list.cursor);
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
	struct node *node = tree_node(view->data, view->list.cursor);
	int64_t id = list_id(view);

	if ((id & 3) == TREE_DOSSIER)
		return dossiers_at(view->ui, node->place.fonds_id,
		    node->place.grp_id, err);
	return dossiers_at(view->ui, (id & 3) == TREE_FONDS ? id >> 2 : 0,
	    (id & 3) == TREE_GROUP ? id >> 2 : 0, err);
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
	.load = tree_load,
	.row = row,
	.cell = cell,
	.ids = tree_ids,
	.idle = tree_idle,
	.find = tree_find,
	.search = tree_search,
	.page = pane,
	.status = status,
	.marked = marked_sum,
	.empty = N_("The catalogue is empty. :import takes in an inventory (on "
	    "the command line \"bansao import FILE\"), :fonds add enters a "
	    "fonds of your own."),
	.close = tree_close,
};
