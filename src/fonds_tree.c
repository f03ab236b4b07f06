#include "fonds_tree.h"

#include <stdlib.h>

/* What stands directly in one group; those of a fonds in order of the group,
 * 0 is the fonds itself. */
struct part {
	int64_t grp_id;
	struct tally tally;
};

struct tree {
	struct group *groups;	/* in order of the parent, then as shown */
	size_t group_count;
	struct part *parts;
	size_t part_count;
	struct tree_node *nodes;
	size_t count;
};

static bool read_groups(struct db *db, int64_t fonds_id, struct pool *pool,
    struct tree *tree, struct err *err)
{
	static const char sql[] =
	    "SELECT id, coalesce(parent_id, 0), code, title, rev FROM grp"
	    " WHERE fonds_id = ?1 ORDER BY parent_id, sort_key, id";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, fonds_id);
	while (db_row(q)) {
		struct group *g;

		tree->groups = pool_grow(pool, tree->groups, tree->group_count,
		    sizeof(*g));
		g = &tree->groups[tree->group_count++];
		g->id = db_int(q, 0);
		g->fonds_id = fonds_id;
		g->parent_id = db_int(q, 1);
		g->code = db_copy(q, 2, pool);
		g->title = db_copy(q, 3, pool);
		g->rev = db_int(q, 4);
	}
	return db_end(q);
}

static bool read_parts(struct db *db, int64_t fonds_id, struct pool *pool,
    struct tree *tree, struct err *err)
{
	static const char sql[] =
	    "SELECT " TALLY_FIELDS ", grp_id FROM tally_grp WHERE fonds_id = ?1"
	    " ORDER BY grp_id";
	struct query *q = db_query(db, err, sql);

	db_put_int(q, 1, fonds_id);
	while (db_row(q)) {
		int64_t id = db_int(q, TALLY_COUNT);
		struct part *part = tree->part_count == 0 ? NULL :
		    &tree->parts[tree->part_count - 1];

		if (part == NULL || part->grp_id != id) {
			tree->parts = pool_grow(pool, tree->parts,
			    tree->part_count, sizeof(*part));
			part = &tree->parts[tree->part_count++];
			part->grp_id = id;
		}
		tally_add_row(&part->tally, q);
	}
	return db_end(q);
}

static void add(struct tally *sum, const struct tally *tally)
{
	sum->dossiers += tally->dossiers;
	sum->papers += tally->papers;
	sum->pages += tally->pages;
	sum->a4_estimate += tally->a4_estimate;
	sum->a4 += tally->a4;
	sum->images += tally->images;
	sum->scans += tally->scans;
	sum->bytes += tally->bytes;
	for (size_t i = 0; i < COUNT(sum->state); i++) {
		sum->state[i] += tally->state[i];
		sum->state_a4[i] += tally->state_a4[i];
	}
}

static int by_group(const void *key, const void *part)
{
	int64_t id = *(const int64_t *)key;
	int64_t other = ((const struct part *)part)->grp_id;

	return (id > other) - (id < other);
}

static void add_part(const struct tree *tree, int64_t grp_id,
    struct tally *sum)
{
	const struct part *part = tree->part_count == 0 ? NULL :
	    bsearch(&grp_id, tree->parts, tree->part_count, sizeof(*part),
	    by_group);

	if (part != NULL)
		add(sum, &part->tally);
}

static size_t first_child(const struct tree *tree, int64_t parent)
{
	size_t low = 0, high = tree->group_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (tree->groups[middle].parent_id < parent)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A group is below one parent, so that there are never more nodes than
 * groups: the tree cannot turn back on itself. */
static void lay_out(struct tree *tree, int64_t parent, int depth,
    struct tally *sum)
{
	for (size_t i = first_child(tree, parent); i < tree->group_count &&
	    tree->groups[i].parent_id == parent; i++) {
		struct tree_node *node = &tree->nodes[tree->count++];

		node->group = tree->groups[i];
		node->depth = depth;
		add_part(tree, node->group.id, &node->tally);
		lay_out(tree, node->group.id, depth + 1, &node->tally);
		add(sum, &node->tally);
	}
}

bool fonds_tree(struct db *db, int64_t fonds_id, struct pool *pool,
    struct tree_node **nodes, size_t *count, struct tally *tally,
    struct err *err)
{
	struct tree tree = { 0 };

	if (!read_groups(db, fonds_id, pool, &tree, err) ||
	    !read_parts(db, fonds_id, pool, &tree, err))
		return false;
	tree.nodes = pool_array(pool, tree.group_count, sizeof(*tree.nodes));
	*tally = (struct tally){ 0 };
	add_part(&tree, 0, tally);
	lay_out(&tree, 0, 1, tally);
	*nodes = tree.nodes;
	*count = tree.count;
	return true;
}
