/* What the readers of one METS document share: verify_mets_read.c (the walk,
 * links, files), verify_mets_head.c (root, header, agents), verify_mets_map.c
 * (structural map). */
#ifndef VERIFY_METS_INSIDE_H
#define VERIFY_METS_INSIDE_H

#include "verify_mets.h"
#include "xml.h"

enum { METS_DEEPEST = 64, METS_NEXT = 16 };

struct mets_agent_read {
	bool inside;
	long line;
	const char *role, *type, *other_type, *name, *note, *note_type;
};

/* A division below the top one of the CSIP map. */
struct mets_div_read {
	long line;
	const char *id, *label, *dmd, *amd;
	size_t files, pointers;
};

struct reading {
	struct judge *judge;
	struct mets_facts *facts;
	struct xml_reader *xml;
	const char *path;	/* of this METS */
	const char *folder;	/* it is in: "" or "…/" */
	int depth;		/* 0: the root METS */
	bool tt05;
	const char *open[METS_DEEPEST];
	struct judge_names ids, refs;
	/* what was met */
	size_t headers, agents, creators, others, software, submitters;
	struct mets_agent_read agent;
	bool section_refers;	/* the dmdSec, digiprovMD … in hand */
	size_t descriptions, provenances, admins, file_sections;
	size_t files_in_group, locations;
	const char *size, *checksum, *checksum_type;	/* of the <file> */
	bool documentation, schemas, representations;	/* groups of files */
	size_t maps, csip_maps, tops;
	int map_depth;		/* of the CSIP map in hand, -1 outside */
	struct mets_div_read div;
	bool metadata_div, documentation_div, schemas_div;
	const char *next[METS_NEXT];	/* METS of representations */
	size_t next_count;
};

/* verify_mets_values.c. Tell a fault of the line in hand. */
void mets_fault(struct reading *r, const char *code, const char *text);
/* A value that may not stand there. */
void mets_wrong(struct reading *r, const char *name, const char *value,
    const char *code);
/* An attribute in the judge's pool, NULL when it is absent. */
const char *mets_get(struct reading *r, const char *name);
/* One that must be there and not be empty. */
const char *mets_need(struct reading *r, const char *name, const char *code);
void mets_need_value(struct reading *r, const char *name,
    const char *wanted, const char *code);
/* One of a list that must be there; `list` ends with NULL. */
const char *mets_need_word(struct reading *r, const char *name,
    const char *const *list, const char *code);
/* A time as XML writes it. */
void mets_need_time(struct reading *r, const char *name, const char *code);
bool mets_is(const char *text, const char *wanted);
/* verify_mets_read.c. The file a link points to, or NULL: that was told. */
struct source_file *mets_resolve(struct reading *r, const char *href);

/* verify_mets_head.c */
void mets_on_root(struct reading *r);
void mets_on_header(struct reading *r);
void mets_on_agent(struct reading *r);
void mets_on_note(struct reading *r);
void mets_on_record(struct reading *r);
void mets_agent_over(struct reading *r);
void mets_head_over(struct reading *r);	/* at the end of the document */

/* verify_mets_map.c */
void mets_on_map(struct reading *r);
void mets_on_div(struct reading *r);
void mets_on_fptr(struct reading *r);
void mets_on_mptr(struct reading *r);
void mets_div_over(struct reading *r);
void mets_map_over(struct reading *r);
void mets_maps_over(struct reading *r);	/* at the end of the document */

/* verify_mets_read.c: one document and the METS of its representations. */
void mets_read(struct judge *judge, struct mets_facts *facts,
    const char *path, int depth, bool tt05);

#endif
