/* Where the dossiers of a file go: fonds and groups, from the command line,
 * from columns, from the title block, from section rows and from levels of
 * description. Nothing is written here: new ones have no id yet. */
#include "import_inside.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

/* --- fonds --------------------------------------------------------------- */

static int add_fonds(struct import *in, const char *code, const char *name,
    const char *kind, int64_t id)
{
	if ((in->fonds_count & (in->fonds_count - 1)) == 0)
		in->fonds_list = must_realloc(in->fonds_list,
		    (in->fonds_count == 0 ? 16 : in->fonds_count * 2) *
		    sizeof(*in->fonds_list));
	in->fonds_list[in->fonds_count] = (struct place_fonds){
		.code = pool_copy(in->pool, code),
		.name = pool_copy(in->pool, name),
		.kind = kind, .id = id
	};
	return (int)in->fonds_count++;
}

/* A fonds of the catalogue by its name; 0 when there is none, -1 when there
 * are several. */
static int64_t fonds_by_name(struct import *in, const char *name,
    struct fonds *found)
{
	const char *fold = text_fold(&in->sheet_pool, name);
	struct fonds *list;
	int64_t id = 0;
	size_t count;

	if (!fonds_list(in->db, &in->sheet_pool, &list, &count, in->err))
		return 0;
	for (size_t i = 0; i < count; i++)
		if (strcmp(text_fold(&in->sheet_pool, list[i].name), fold) ==
		    0) {
			id = id == 0 ? list[i].id : -1;
			*found = list[i];
		}
	return id;
}

static int known_fonds(struct import *in, const char *code)
{
	const char *fold;

	for (size_t i = in->fonds_count; i-- > 0;)
		if (strcmp(in->fonds_list[i].code, code) == 0)
			return (int)i;
	fold = text_fold(&in->row_pool, code);
	for (size_t i = in->fonds_count; i-- > 0;)
		if (strcmp(text_fold(&in->row_pool, in->fonds_list[i].code),
		    fold) == 0)
			return (int)i;
	return -1;
}

static size_t letters(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

static int fonds_by_code(struct import *in, int64_t row, const char *code,
    const char *name, const char *kind)
{
	struct err none = { 0 };
	struct fonds fonds;
	int at = known_fonds(in, code);

	if (at >= 0)
		return at;
	if (fonds_find(in->db, code, in->pool, &fonds, &none))
		return add_fonds(in, fonds.code, fonds.name, fonds.kind,
		    fonds.id);
	if (none.kind != ERR_MISSING) {
		err_set(in->err, none.kind, "%s", none.text);
		return -1;
	}
	if (letters(code) > 30) {
		import_tell(in, "M003", row, 0,
		    _("\"%s\" is too long for the code of a fonds"), code);
		return -1;
	}
	if (letters(name) > 200) {
		import_tell(in, "M003", row, 0,
		    _("the name of the fonds %s is longer than 200 letters"),
		    code);
		return -1;
	}
	if (name[0] == '\0')
		import_tell(in, "M004", row, 0, _("fonds %s is new and has no "
		    "name: its code is taken"), code);
	return add_fonds(in, code, name[0] == '\0' ? code : name,
	    kind == NULL ? "fonds" : kind, 0);
}

int import_fonds(struct import *in, int64_t row, const char *code,
    const char *name)
{
	const struct import_options *o = in->options;
	const char *block = in->block_name == NULL ? "" : in->block_name;
	struct fonds found;
	int64_t id;

	if (code[0] != '\0')
		return fonds_by_code(in, row, code, name[0] == '\0' &&
		    o->fonds != NULL && o->fonds_name != NULL &&
		    strcmp(o->fonds, code) == 0 ? o->fonds_name : name, NULL);
	if (in->fonds >= 0 && name[0] == '\0')
		return in->fonds;
	if (o->fonds != NULL)
		return in->fonds = fonds_by_code(in, row, o->fonds,
		    o->fonds_name != NULL ? o->fonds_name : name[0] != '\0' ?
		    name : block, in->block_kind);
	if (in->block_code != NULL && in->block_code[0] != '\0')
		return in->fonds = fonds_by_code(in, row, in->block_code,
		    name[0] != '\0' ? name : block, in->block_kind);
	if (name[0] == '\0')
		name = block;
	if (name[0] == '\0') {
		import_tell(in, "M003", row, 0,
		    _("nothing says which fonds this belongs to"));
		return -1;
	}
	id = fonds_by_name(in, name, &found);
	if (id > 0)
		return in->fonds = fonds_by_code(in, row, found.code, name,
		    NULL);
	import_tell(in, "M003", row, 0, id < 0 ?
	    _("several fonds are called %s") :
	    _("fonds %s is not in the catalogue and the file gives no code "
	    "for it"), name);
	return -1;
}

/* --- groups -------------------------------------------------------------- */

int import_group(struct import *in, int fonds, int parent, const char *code,
    const char *title)
{
	const char *fold = text_fold(&in->row_pool, title);
	struct place_group *g;
	int64_t above = parent < 0 ? 0 : in->groups[parent].id;

	if (fonds < 0)
		return -1;
	for (size_t i = in->group_count; i-- > 0;)
		if (in->groups[i].fonds == fonds &&
		    in->groups[i].parent == parent &&
		    strcmp(in->groups[i].fold, fold) == 0)
			return (int)i;
	if ((in->group_count & (in->group_count - 1)) == 0) {
		size_t room = in->group_count == 0 ? 16 : in->group_count * 2;

		in->groups = must_realloc(in->groups,
		    room * sizeof(*in->groups));
	}
	g = &in->groups[in->group_count];
	*g = (struct place_group){ .fonds = fonds, .parent = parent,
	    .code = pool_copy(in->pool, code),
	    .title = pool_copy(in->pool, title),
	    .fold = pool_copy(in->pool, fold) };
	if (in->fonds_list[fonds].id != 0 && (parent < 0 || above != 0) &&
	    !group_find(in->db, in->fonds_list[fonds].id, above, title,
	    &g->id, in->err))
		return -1;
	return (int)in->group_count++;
}

int import_group_path(struct import *in, int fonds, const char *path)
{
	char *rest = pool_copy(&in->row_pool, path);
	int group = -1;

	for (char *part = strsep(&rest, "/"); part != NULL && fonds >= 0;
	    part = strsep(&rest, "/")) {
		size_t length;

		while (*part == ' ')
			part++;
		length = strlen(part);
		while (length > 0 && part[length - 1] == ' ')
			part[--length] = '\0';
		if (length > 0)
			group = import_group(in, fonds, group, "", part);
	}
	return group;
}

/* --- section rows -------------------------------------------------------- */

enum style { STYLE_NONE, STYLE_LETTER, STYLE_ROMAN, STYLE_NUMBER,
    STYLE_DOTTED, STYLE_SMALL };

/* What kind of counting "A", "II.", "1", "1.2" or "a)" is. */
static enum style style_of(const char *text, size_t length)
{
	size_t digits = 0;
	size_t roman = 0;
	size_t dots = 0;

	if (length == 0 || length > 10)
		return STYLE_NONE;
	for (size_t i = 0; i < length; i++) {
		digits += text[i] >= '0' && text[i] <= '9';
		roman += text[i] == 'I' || text[i] == 'V' || text[i] == 'X';
		dots += text[i] == '.';
	}
	if (roman == length)
		return STYLE_ROMAN;
	if (length == 1 && text[0] >= 'A' && text[0] <= 'Z')
		return STYLE_LETTER;
	if (length == 1 && text[0] >= 'a' && text[0] <= 'z')
		return STYLE_SMALL;
	if (digits == length)
		return STYLE_NUMBER;
	return digits > 0 && digits + dots == length ? STYLE_DOTTED :
	    STYLE_NONE;
}

/* "II. Tài liệu ..." has its number in front: cut it off. */
static const char *split_serial(const char *title, struct pool *pool,
    const char **serial)
{
	size_t length = 0;

	while (length < 10 && ((title[length] >= '0' && title[length] <= '9')
	    || (title[length] >= 'A' && title[length] <= 'Z') ||
	    (title[length] == '.' && title[length + 1] >= '0' &&
	    title[length + 1] <= '9') || (length == 0 && title[0] >= 'a' &&
	    title[0] <= 'z')))
		length++;
	if (length == 0 || style_of(title, length) == STYLE_NONE ||
	    (title[length] != '.' && title[length] != ')' &&
	    title[length] != '/' && title[length] != '-'))
		return title;
	*serial = pool_copy_n(pool, title, length);
	title += length + 1;
	while (*title == ' ')
		title++;
	return title;
}

void import_section(struct import *in, int64_t row, const char *serial,
    const char *title)
{
	size_t length = strlen(serial);
	const char *rest = title;
	enum style style;
	int fonds = import_fonds(in, row, "", "");
	size_t at;

	if (fonds < 0)
		return;
	while (length > 0 && (serial[length - 1] == '.' ||
	    serial[length - 1] == ')'))
		length--;
	serial = pool_copy_n(&in->row_pool, serial, length);
	if (length == 0)
		rest = split_serial(title, &in->row_pool, &serial);
	if (rest[0] == '\0')
		rest = title;
	style = style_of(serial, strlen(serial));
	if (style == STYLE_DOTTED) {
		int dots = 0;

		for (const char *c = serial; *c != '\0'; c++)
			dots += *c == '.';
		style = (enum style)(STYLE_SMALL + dots);
	}
	/* The same kind of counting is the same level; a new one is below. */
	for (at = 0; at < in->section_count &&
	    in->sections[at].style != (int)style; at++)
		;
	if (at == SECTIONS)
		at--;
	in->section_count = at;
	in->sections[at].style = (int)style;
	in->sections[at].group = import_group(in, fonds, at == 0 ? -1 :
	    in->sections[at - 1].group, serial, rest);
	if (in->sections[at].group >= 0)
		in->section_count++;
}

/* --- levels of description ------------------------------------------------ */

const struct node *import_parent(struct import *in, const char *id)
{
	for (size_t i = in->node_count; i-- > 0 && id[0] != '\0';)
		if (strcmp(in->nodes[i].id, id) == 0)
			return &in->nodes[i];
	return NULL;
}

static void keep_node(struct import *in, const char *id, int fonds, int group)
{
	if (id[0] == '\0')
		return;
	if ((in->node_count & (in->node_count - 1)) == 0)
		in->nodes = must_realloc(in->nodes, (in->node_count == 0 ? 16 :
		    in->node_count * 2) * sizeof(*in->nodes));
	in->nodes[in->node_count++] = (struct node){ pool_copy(in->pool, id),
	    fonds, group };
}

bool import_node(struct import *in, const char *level, const char *id,
    const char *parent, const char *code, const char *title, int64_t row)
{
	static const char *const tops[] = { "fonds", "collection", "phong",
	    "suu tap", "cong trinh", "recordgrp", NULL };
	static const char *const groups[] = { "series", "subseries",
	    "sub-series", "subfonds", "sub-fonds", "subgrp", "class", "nhom",
	    "khoi", "otherlevel", NULL };
	const char *fold = text_fold(&in->row_pool, level);
	const struct node *above = import_parent(in, parent);
	int fonds;

	for (int i = 0; tops[i] != NULL; i++)
		if (strcmp(fold, tops[i]) == 0) {
			fonds = in->options->fonds != NULL ?
			    import_fonds(in, row, "", title) :
			    import_fonds(in, row, code, title);
			in->fonds = fonds;
			keep_node(in, id, fonds, -1);
			return true;
		}
	for (int i = 0; groups[i] != NULL; i++)
		if (strcmp(fold, groups[i]) == 0) {
			fonds = above != NULL ? above->fonds :
			    import_fonds(in, row, "", "");
			keep_node(in, id, fonds, import_group(in, fonds,
			    above == NULL ? -1 : above->group, code,
			    title[0] == '\0' ? code : title));
			return true;
		}
	return false;
}
