#include "workflow.h"

#include "text.h"

#include <string.h>
#include <strings.h>

/* --- guards ------------------------------------------------------------- */

static const struct guard has_criterion = {
	"BR2", N_("the file needs at least one criterion"),
	N_("bansao tag CODE --criteria N"),
	"SELECT 1 FROM dossier_criterion WHERE dossier_id = ?1", NULL
};

static const struct guard no_criterion = {
	"BR2", N_("it still carries a criterion"),
	N_("bansao untag CODE --criteria N"),
	"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM dossier_criterion"
	" WHERE dossier_id = ?1)", NULL
};

static const struct guard readable = {
	"BR3", N_("what cannot be read any more cannot be chosen for its damage"),
	N_("bansao untag CODE --criteria 5"),
	"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM dossier d"
	" JOIN dossier_criterion t ON t.dossier_id = d.id"
	" JOIN criterion c ON c.number = t.number AND c.evidence = 'damage'"
	" WHERE d.id = ?1 AND d.legibility = 'unreadable')", NULL
};

static const struct guard listed = {
	"BR4", N_("the file must be on a list of its fonds and group"),
	N_("bansao selection add LIST CODE"),
	"SELECT 1 FROM selection_live WHERE dossier_id = ?1", NULL
};

static const struct guard not_listed = {
	"BR4", N_("the file is still on a list"),
	N_("bansao selection remove LIST CODE"),
	"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM selection_live"
	" WHERE dossier_id = ?1)",
	"SELECT s.code FROM selection_live l JOIN selection s"
	" ON s.id = l.selection_id WHERE l.dossier_id = ?1"
};

static const struct guard estimated = {
	"BR4", N_("the number of A4 pages must be estimated"),
	N_("bansao dossier edit CODE a4Estimate=N"),
	"SELECT 1 FROM dossier WHERE id = ?1 AND a4_estimate > 0", NULL
};

/* BR18: what is secret goes on lists of its own, and only there. */
static const struct guard not_secret = {
	"BR18", N_("secret and open files do not share a list"),
	N_("bansao selection new --secret"),
	"SELECT 1 FROM dossier d LEFT JOIN selection_live l"
	" ON l.dossier_id = d.id LEFT JOIN selection s ON s.id = l.selection_id"
	" WHERE d.id = ?1"
	" AND (d.secrecy <> '' OR d.mode = '03') = coalesce(s.secret, 0)",
	"SELECT iif(d.secrecy <> '', d.secrecy, 'mode ' || d.mode)"
	" FROM dossier d WHERE d.id = ?1 AND (d.secrecy <> '' OR d.mode = '03')"
};

static const struct guard complete = {
	"BR5", N_("title, dates, retention, sheets or pages must be known "
	    "before the list goes out"),
	N_("bansao dossier edit CODE"),
	"SELECT 1 FROM dossier WHERE id = ?1 AND title <> ''"
	" AND start_date <> '' AND maintenance <> ''"
	" AND (papers > 0 OR pages > 0) AND a4_estimate > 0",
	"SELECT rtrim(iif(start_date = '', 'startDate, ', '')"
	" || iif(maintenance = '', 'maintenance, ', '')"
	" || iif(coalesce(papers, 0) + coalesce(pages, 0) = 0,"
	" 'numberOfPaper, ', ''), ', ') FROM dossier WHERE id = ?1"
};

static const struct guard decided = {
	"BR6", N_("the decision needs an authority, a number, a date and a "
	    "signer"),
	N_("bansao selection approve LIST --number N --date D --signer NAME"),
	"SELECT 1 FROM selection_live l JOIN selection_version v"
	" ON v.selection_id = l.selection_id WHERE l.dossier_id = ?1"
	" AND v.state = 'approved' AND v.authority <> '' AND v.decision <> ''"
	" AND v.decided_on <> '' AND v.signer <> ''", NULL
};

static const struct guard on_approved_list = {
	"BR7", N_("only files of an approved list may be digitised"),
	N_("bansao selection approve LIST"),
	"SELECT 1 FROM selection_live l JOIN selection_version v"
	" ON v.selection_id = l.selection_id WHERE l.dossier_id = ?1"
	" AND v.state = 'approved'", NULL
};

static const struct guard arranged = {
	"BR8", N_("the file must be fully arranged (gate A) before it is "
	    "digitised"),
	N_("bansao arrange CODE"),
	"SELECT 1 FROM dossier WHERE id = ?1 AND arranged_on IS NOT NULL", NULL
};

static const struct guard received = {
	"BR21", N_("the file must have been received by the Centre (gate R) "
	    "before it is digitised"),
	N_("bansao receive CODE"),
	"SELECT 1 FROM dossier WHERE id = ?1 AND received_on IS NOT NULL", NULL
};

static const struct guard all_pages = {
	"BR10", N_("each page needs its image, no more and no less"),
	N_("scan what is missing (bansao scan ingest DIR), or correct the "
	    "count (bansao arrange CODE --pages N --reason TEXT)"),
	"SELECT 1 FROM dossier WHERE id = ?1 AND scan_count > 0"
	" AND image_count = pages",
	"SELECT image_count || ' / ' || coalesce(pages, '?') FROM dossier"
	" WHERE id = ?1"
};

static const struct guard in_batch = {
	"BR11", N_("the file must be in a digitising batch, so that its "
	    "operator is known"),
	N_("bansao batch add BATCH CODE"),
	"SELECT 1 FROM batch_dossier WHERE dossier_id = ?1", NULL
};

static const struct guard other_eyes = {
	"BR11", N_("the inspector cannot be the operator of the scans"),
	N_("another person inspects; a Centre with one person says "
	    "\"bansao config set four_eyes off\""),
	"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM batch_dossier x"
	" JOIN batch b ON b.id = x.batch_id WHERE x.dossier_id = ?1"
	" AND b.operator_uid = ?2) OR 'off' = (SELECT value FROM setting"
	" WHERE name = 'four_eyes' AND valid_from <= date('now', 'localtime')"
	" ORDER BY valid_from DESC LIMIT 1)", NULL
};

static const struct guard no_findings = {
	"BR10", N_("scans with errors cannot pass"),
	N_("bansao scan check CODE, then scan again what is bad"),
	"SELECT 1 FROM dossier WHERE id = ?1 AND scan_count > 0"
	" AND finding_count = 0",
	"SELECT finding_count || ' / ' || scan_count FROM dossier WHERE id = ?1"
};

static const struct guard fixity = {
	"BR10", N_("a stored scan is missing or no longer what it was"),
	N_("bansao scan verify, then bring it back from the backup"),
	"SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM scan s JOIN fixity_finding f"
	" ON f.scan_id = s.id WHERE s.dossier_id = ?1 AND f.solved_at = '')",
	"SELECT s.name FROM scan s JOIN fixity_finding f ON f.scan_id = s.id"
	" WHERE s.dossier_id = ?1 AND f.solved_at = '' LIMIT 1"
};

static const struct guard fields = {
	"BR10", N_("the TT05 fields of the file must be filled in before it "
	    "is packaged"),
	N_("bansao dossier edit CODE"),
	"SELECT 1 FROM dossier WHERE id = ?1 AND title <> ''"
	" AND maintenance <> '' AND mode <> '' AND language <> ''"
	" AND start_date <> '' AND end_date <> '' AND total_doc >= 0"
	" AND papers >= 0 AND pages >= 0"
	" AND (confidence <> '02' OR paper_code <> '')",
	"SELECT rtrim(iif(maintenance = '', 'maintenance, ', '')"
	" || iif(mode = '', 'mode, ', '')"
	" || iif(language = '', 'language, ', '')"
	" || iif(start_date = '', 'startDate, ', '')"
	" || iif(end_date = '', 'endDate, ', '')"
	" || iif(total_doc IS NULL, 'totalDoc, ', '')"
	" || iif(papers IS NULL, 'numberOfPaper, ', '')"
	" || iif(pages IS NULL, 'numberOfPage, ', '')"
	" || iif(confidence = '02' AND paper_code = '', 'paperFileCode, ', ''),"
	" ', ') FROM dossier WHERE id = ?1"
};

static const struct guard verified_package = {
	"BR10", N_("the package is verified after it is written (seen to by "
	    "\"handover build\")"),
	N_("bansao handover build"), NULL, NULL
};

static const struct guard agreed = {
	"BR15", N_("the file is handed over in a batch, after an agreement with "
	    "the central body that is not younger than the handover"),
	N_("bansao handover agree, bansao handover deliver"),
	"SELECT 1 FROM handover_item i JOIN handover h ON h.id = i.handover_id"
	" JOIN agreement a ON a.id = h.agreement_id WHERE i.dossier_id = ?1"
	" AND i.result = '' AND h.state = 'delivered'"
	" AND a.agreed_on <= h.delivered_on", NULL
};

static const struct guard counted = {
	"BR16", N_("the package holds the scans and pages that the catalogue "
	    "counts"),
	N_("bansao handover reopen CODE, and package it in another batch"),
	"SELECT 1 FROM handover_item i JOIN handover h ON h.id = i.handover_id"
	" JOIN dossier d ON d.id = i.dossier_id WHERE i.dossier_id = ?1"
	" AND i.result = '' AND h.manifest_sha256 <> ''"
	" AND i.files = d.scan_count AND i.a4 = d.a4",
	"SELECT i.files || ' / ' || d.scan_count || ', A4 ' || i.a4 || ' / '"
	" || d.a4 FROM handover_item i JOIN dossier d ON d.id = i.dossier_id"
	" WHERE i.dossier_id = ?1 AND i.result = ''"
};

static const struct guard receipt = {
	"BR17", N_("the receiving side has accepted the file in its answer"),
	N_("bansao handover receipt HANDOVER --accepted CODE"),
	"SELECT 1 FROM handover_item WHERE dossier_id = ?1"
	" AND result = 'accepted'", NULL
};

static const struct guard amended = {
	"BR20", N_("an approved file leaves its list only by an amending "
	    "decision"),
	N_("bansao selection amend LIST, selection remove LIST CODE, submit, "
	    "approve"),
	"SELECT 1 FROM selection_item i JOIN selection_version v"
	" ON v.id = i.version_id WHERE i.dossier_id = ?1"
	" AND i.change = 'drop' AND i.excluded = 0 AND v.state = 'approved'",
	NULL
};

/* --- the moves ---------------------------------------------------------- */

#define GUARDS(name, ...) \
	static const struct guard *const name[] = { __VA_ARGS__, NULL }
GUARDS(tag_guards, &has_criterion, &readable);
GUARDS(untag_guards, &no_criterion);
GUARDS(list_guards, &has_criterion, &readable, &listed, &not_secret,
    &estimated);
GUARDS(unlist_guards, &not_listed);
GUARDS(submit_guards, &has_criterion, &readable, &listed, &complete,
    &estimated);
GUARDS(approve_guards, &decided);
GUARDS(exclude_guards, &not_listed);
GUARDS(scan_guards, &on_approved_list, &arranged, &received, &not_secret);
GUARDS(finish_guards, &all_pages);
GUARDS(pass_guards, &in_batch, &other_eyes, &all_pages, &no_findings, &fixity);
GUARDS(package_guards, &fields, &fixity, &verified_package);
GUARDS(deliver_guards, &agreed, &counted);
GUARDS(accept_guards, &receipt);
GUARDS(withdraw_guards, &amended);
GUARDS(restore_guards, &has_criterion, &not_listed);

#define BIT(state) (1U << (state))
#define DATES_FROM(stage) (0x7eU & ~((1U << (stage)) - 1U))

/* clang-format off */
const struct move workflow_moves[] = {
	{ "tag", BIT(S0_REGISTERED), S1_TAGGED, N_("Tag with criteria"),
	    N_("archivist"), NULL, "BR5", tag_guards, false,
	    STAGE_NONE, 0, N_("bansao tag CODE --criteria N") },
	{ "untag", BIT(S1_TAGGED), S0_REGISTERED, N_("Take the criteria away"),
	    N_("archivist"), NULL, "BR5", untag_guards, false,
	    STAGE_NONE, 0, N_("bansao untag CODE") },
	{ "list", BIT(S1_TAGGED), S2_DRAFT, N_("Put on a draft list"),
	    N_("archivist"), NULL, "BR2", list_guards, true,
	    STAGE_SELECTED, 0, N_("bansao selection add LIST CODE") },
	{ "unlist", BIT(S2_DRAFT), S1_TAGGED, N_("Take off the draft list"),
	    N_("archivist"), NULL, "BR5", unlist_guards, false,
	    STAGE_NONE, DATES_FROM(STAGE_SELECTED),
	    N_("bansao selection remove LIST CODE") },
	{ "submit", BIT(S2_DRAFT), S3_SUBMITTED, N_("Submit with its list"),
	    N_("head of the Centre"),
	    N_("Submit the list? It is frozen until it is approved or "
	    "returned."), "BR5", submit_guards, true,
	    STAGE_NONE, 0, N_("bansao selection submit LIST") },
	{ "return", BIT(S3_SUBMITTED), S2_DRAFT, N_("Returned with its list"),
	    N_("clerk"), N_("Enter that the list was returned?"), "BR5", NULL,
	    false, STAGE_NONE, 0,
	    N_("bansao selection return LIST --reason TEXT") },
	{ "approve", BIT(S3_SUBMITTED), S4_APPROVED, N_("Approved with its list"),
	    N_("clerk, for the authority"),
	    N_("Enter the decision of the authority?"), "BR6", approve_guards,
	    true, STAGE_APPROVED, 0,
	    N_("bansao selection approve LIST --number N --date D "
	    "--signer NAME") },
	{ "exclude", BIT(S3_SUBMITTED), S1_TAGGED,
	    N_("Left out by the decision"),
	    N_("clerk, for the authority"), NULL, "BR6", exclude_guards, false,
	    STAGE_NONE, DATES_FROM(STAGE_SELECTED),
	    N_("bansao selection approve LIST --exclude CODE=REASON") },
	{ "scan", BIT(S4_APPROVED), S5_SCANNING, N_("Begin to digitise"),
	    N_("head of scanning"), NULL, "BR7", scan_guards, true,
	    STAGE_NONE, 0, N_("bansao scan ingest DIR") },
	{ "finish", BIT(S5_SCANNING), S6_INSPECTION, N_("Ready for inspection"),
	    N_("scan operator"), NULL, "BR10", finish_guards, true,
	    STAGE_NONE, 0, N_("bansao batch add BATCH CODE") },
	{ "rescan", BIT(S6_INSPECTION), S5_SCANNING,
	    N_("Back to the scanner before inspection"),
	    N_("scan operator"), NULL, "BR10", NULL, false,
	    STAGE_NONE, DATES_FROM(STAGE_PASSED),
	    N_("bansao scan ingest DIR") },
	{ "pass", BIT(S6_INSPECTION), S7_PASSED, N_("Inspection passed"),
	    N_("inspector, not the operator"), NULL, "BR10", pass_guards, true,
	    STAGE_PASSED, 0, N_("bansao batch pass BATCH") },
	{ "fail", BIT(S6_INSPECTION) | BIT(S7_PASSED), S5_SCANNING,
	    N_("Inspection failed"), N_("inspector"),
	    N_("Send back to the scanner?"), "BR10", NULL, false, STAGE_NONE,
	    DATES_FROM(STAGE_PASSED), N_("bansao batch fail BATCH "
	    "--reason TEXT") },
	{ "reinspect", BIT(S7_PASSED), S6_INSPECTION,
	    N_("New scans after the inspection: to be inspected again"),
	    N_("scan operator"), NULL, "BR10", NULL, false, STAGE_NONE,
	    DATES_FROM(STAGE_PASSED), N_("bansao batch pass BATCH CODE") },
	{ "package", BIT(S7_PASSED), S8_PACKAGED, N_("Packaged"),
	    N_("packager"), NULL, "BR10", package_guards, true,
	    STAGE_NONE, 0, N_("bansao handover build HANDOVER") },
	{ "reopen", BIT(S8_PACKAGED), S7_PASSED, N_("Open the package again"),
	    N_("packager"), N_("Open again? The next package replaces this "
	    "one."), "BR19", NULL, false, STAGE_NONE,
	    DATES_FROM(STAGE_HANDED), N_("bansao handover reopen CODE") },
	{ "deliver", BIT(S8_PACKAGED), S9_HANDED_OVER, N_("Handed over"),
	    N_("handover officer"), N_("Hand the batch over?"), "BR15",
	    deliver_guards, true, STAGE_HANDED, 0,
	    N_("bansao handover deliver HANDOVER") },
	{ "accept", BIT(S9_HANDED_OVER), S10_ACCEPTED,
	    N_("Accepted by the receiving side"), N_("clerk"), NULL, "BR17",
	    accept_guards, false, STAGE_ACCEPTED, 0,
	    N_("bansao handover receipt HANDOVER") },
	{ "returned", BIT(S9_HANDED_OVER), S7_PASSED,
	    N_("Returned by the receiving side, to package again"),
	    N_("clerk"), N_("Enter the return? The reason is kept."), "BR17",
	    NULL, false, STAGE_NONE, DATES_FROM(STAGE_HANDED),
	    N_("bansao handover receipt HANDOVER --returned CODE=REASON") },
	{ "redo", BIT(S7_PASSED) | BIT(S8_PACKAGED) | BIT(S9_HANDED_OVER),
	    S5_SCANNING, N_("To be scanned again"), N_("head of scanning"),
	    N_("Scan this file again?"), "BR17", NULL, false, STAGE_NONE,
	    DATES_FROM(STAGE_PASSED), N_("bansao handover receipt HANDOVER "
	    "--rescan CODE=REASON") },
	{ "withdraw", BIT(S4_APPROVED) | BIT(S5_SCANNING) |
	    BIT(S6_INSPECTION) | BIT(S7_PASSED) | BIT(S8_PACKAGED),
	    SX_WITHDRAWN, N_("Withdrawn by an amending decision"),
	    N_("clerk, for the authority"), N_("Withdraw this file from the "
	    "programme?"), "BR20", withdraw_guards, false, STAGE_NONE,
	    DATES_FROM(STAGE_SELECTED), N_("bansao selection amend LIST") },
	{ "restore", BIT(SX_WITHDRAWN), S1_TAGGED,
	    N_("Taken up again"), N_("archivist"),
	    N_("Take this file up again?"), "BR20", restore_guards, false,
	    STAGE_NONE, 0, N_("bansao selection restore CODE") },
	{ NULL }
};

const struct gate workflow_gates[] = {
	{ "A", "arranged", N_("Fully arranged"), "BR8",
	    N_("the checklist of arranging is complete; before or after "
	    "approval (BR9), but before digitising"),
	    N_("bansao arrange CODE") },
	{ "R", "received", N_("Received by the Centre"), "BR21",
	    N_("the file is at the Centre; a file at its agency may be tagged "
	    "and listed, not digitised"), N_("bansao receive CODE") },
	{ "K", "open", N_("Not secret"), "BR18",
	    N_("secret files go on lists of their own"),
	    N_("bansao selection new --secret") },
	{ "H", "hold", N_("On hold"), "H",
	    N_("a hold stops every move forward, from any state"),
	    N_("bansao hold CODE --reason TEXT; bansao release CODE") },
	{ NULL }
};
/* clang-format on */

const struct move *move_find(const char *name)
{
	for (const struct move *m = workflow_moves; m->name != NULL; m++)
		if (strcmp(m->name, name) == 0)
			return m;
	return NULL;
}

size_t workflow_from(int64_t state, const struct move **moves, size_t room)
{
	size_t count = 0;

	for (const struct move *m = workflow_moves; m->name != NULL; m++)
		if ((m->from & BIT(state)) != 0 && count < room)
			moves[count++] = m;
	return count;
}

/* --- the states --------------------------------------------------------- */

static const struct {
	const char *code;
	const char *name;
} states[STATES] = {
	{ "S0", N_("Registered") }, { "S1", N_("Tagged") },
	{ "S2", N_("On a draft list") }, { "S3", N_("Submitted") },
	{ "S4", N_("Approved") }, { "S5", N_("Being digitised") },
	{ "S6", N_("Waiting for inspection") }, { "S7", N_("Passed") },
	{ "S8", N_("Packaged") }, { "S9", N_("Handed over") },
	{ "S10", N_("Accepted") }, { "X", N_("Withdrawn") }
};

const char *state_code(int64_t state)
{
	return state < 0 || state >= STATES ? "?" : states[state].code;
}

const char *state_name(int64_t state)
{
	return state < 0 || state >= STATES ? "?" : _(states[state].name);
}

bool state_parse(const char *text, int64_t *state)
{
	struct pool pool = { 0 };
	const char *wanted = text_fold(&pool, text);
	bool found = false;

	for (int64_t s = 0; s < STATES && !found; s++) {
		const char *code = states[s].code;

		found = strcasecmp(text, code) == 0 ||
		    (code[0] == 'S' && strcmp(text, code + 1) == 0) ||
		    strcmp(wanted, text_fold(&pool, states[s].name)) == 0 ||
		    strcmp(wanted, text_fold(&pool, _(states[s].name))) == 0;
		if (found)
			*state = s;
	}
	pool_free(&pool);
	return found;
}
