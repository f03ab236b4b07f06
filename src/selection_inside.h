/* What the files of the table "selection" share. */
#ifndef SELECTION_INSIDE_H
#define SELECTION_INSIDE_H

#include "selection.h"

/* The facts of a dossier d that a list shows and freezes (domain 4.3), as a
 * JSON object. Not a view: the schema is not trusted with functions. */
#define SELECTION_FACTS \
	"json_object('code', d.code, 'box', d.box, 'notation', d.notation," \
	" 'title', d.title, 'start', d.start_date, 'end', d.end_date," \
	" 'maintenance', d.maintenance, 'papers', d.papers, 'pages', d.pages," \
	" 'a4', d.a4_estimate, 'criteria', d.criteria, 'format', d.format," \
	" 'damage', (SELECT group_concat(sign, ',') FROM (SELECT sign" \
	" FROM damage WHERE dossier_id = d.id ORDER BY sign))," \
	" 'persons', (SELECT group_concat(person, '; ') FROM (SELECT person" \
	" FROM dossier_criterion WHERE dossier_id = d.id AND person <> ''" \
	" ORDER BY number)), 'group', d.grp_id)"

/* What is tagged in the place of a list: ?1 its fonds, ?2 its group (0: directly
 * under the fonds); and whether it may be put on it: ?3 a list of secret
 * files. */
#define SELECTION_TAGGED \
	" FROM dossier d WHERE d.state = 1 AND d.fonds_id = ?1" \
	" AND (?2 = 0 AND d.grp_id IS NULL OR d.grp_id IN" \
	" (WITH RECURSIVE below (id) AS (VALUES (?2) UNION ALL" \
	" SELECT g.id FROM grp g JOIN below ON g.parent_id = below.id)" \
	" SELECT id FROM below))"
#define SELECTION_FIT \
	"(d.a4_estimate > 0 AND d.hold = ''" \
	" AND (d.secrecy <> '' OR d.mode = '03') = ?3)"

#endif
