/* What an import can find, by stable codes, and how it is told. */
#include "import_inside.h"

#include <stdarg.h>
#include <string.h>

/* Stable codes; the man page lists them. F: the file, M: the mapping,
 * E: encodings, R: rows, V: values, D: doubles, U: updates. */
/* clang-format off */
const struct finding_kind import_findings[] = {
	{ "F001", SEVERITY_ERROR, N_("The file is damaged or ends too early"), N_("Save it again from the program it comes from") },
	{ "F002", SEVERITY_WARNING, N_("A cell of the file cannot be read"), N_("Look at the cell in the file") },
	{ "F003", SEVERITY_INFO, N_("A part of the file is left out"), N_("Nothing to do") },
	{ "M001", SEVERITY_WARNING, N_("A sheet has no table of dossiers"), N_("Name the columns with --map FIELD=COLUMN, and their row with --head") },
	{ "M002", SEVERITY_ERROR, N_("The file has no table of dossiers"), N_("Name the columns with --map FIELD=COLUMN, for example --map title=3") },
	{ "M003", SEVERITY_ERROR, N_("The fonds is not known"), N_("Say --fonds CODE and --fonds-name NAME, or add a column \"Mã phông\"") },
	{ "M004", SEVERITY_WARNING, N_("A new fonds has no name"), N_("Say --fonds-name NAME") },
	{ "M005", SEVERITY_ERROR, N_("--map, --encoding or --upper names a column that is not there"), N_("Name a column by its head, its number or its letter") },
	{ "M006", SEVERITY_WARNING, N_("Two columns have the same meaning"), N_("Choose the column with --map FIELD=COLUMN") },
	{ "M007", SEVERITY_INFO, N_("A column is not recognised"), N_("Say what it means with --map FIELD=COLUMN, if it is wanted") },
	{ "M008", SEVERITY_WARNING, N_("There are too many columns"), N_("Split the table") },
	{ "M009", SEVERITY_INFO, N_("The columns are read as the last time"), N_("Say --map to choose otherwise, --afresh to forget it") },
	{ "E001", SEVERITY_INFO, N_("A column is in an old encoding, which was recognised"), N_("If it is wrong, say --encoding") },
	{ "E002", SEVERITY_ERROR, N_("The encoding of a column is not certain"), N_("Look at \"bansao import preview\", then say --encoding COLUMN=NAME with utf8, tcvn3, vni, viscii or cp1258") },
	{ "E003", SEVERITY_INFO, N_("A column is in a capital font"), N_("Say --upper COLUMN") },
	{ "R001", SEVERITY_ERROR, N_("A row has no title"), N_("Write the title, or remove the row") },
	{ "R002", SEVERITY_ERROR, N_("A row has neither a code nor a file number"), N_("Write the code, or the file number from which it is made") },
	{ "R003", SEVERITY_INFO, N_("A row is taken for the end of the table"), N_("Nothing to do") },
	{ "R004", SEVERITY_WARNING, N_("The table says another number of dossiers"), N_("Count the rows again") },
	{ "R005", SEVERITY_INFO, N_("A row is taken for the name of a group"), N_("If it is a dossier, write its code") },
	{ "V001", SEVERITY_ERROR, N_("A date cannot be"), N_("Correct the date, or leave it out with --lenient") },
	{ "V002", SEVERITY_ERROR, N_("A number cannot be"), N_("Correct the number, or leave it out with --lenient") },
	{ "V003", SEVERITY_ERROR, N_("A value is none of the terms"), N_("Use one of the terms, or leave it out with --lenient") },
	{ "V004", SEVERITY_WARNING, N_("The letter U+00D0 stands where Đ should"), N_("Nothing to do, if the word is Vietnamese") },
	{ "V005", SEVERITY_INFO, N_("A number is read as a day"), N_("If it is no date, map the column otherwise") },
	{ "V006", SEVERITY_WARNING, N_("A year is hardly that of a record"), N_("Check the year") },
	{ "V007", SEVERITY_WARNING, N_("There are bytes that are no letter"), N_("Say another --encoding, or correct the cell") },
	{ "V008", SEVERITY_ERROR, N_("A text is too long"), N_("Shorten it, or leave it out with --lenient") },
	{ "D001", SEVERITY_ERROR, N_("A code comes twice in the file"), N_("Give each dossier its own code") },
	{ "D002", SEVERITY_ERROR, N_("A code is in the catalogue already"), N_("Say --update to change the dossiers that are there, or remove the row") },
	{ "D003", SEVERITY_WARNING, N_("The title and the dates are those of another dossier"), N_("See whether it is the same dossier") },
	{ "U001", SEVERITY_INFO, N_("A dossier will be changed"), N_("Nothing to do") },
	{ NULL, SEVERITY_INFO, NULL, NULL }
};
/* clang-format on */

/* --- findings ------------------------------------------------------------ */

static PRINTF(6, 0) void tell(struct import *in, const char *code,
    int64_t row, int column, bool soft, const char *format, va_list args)
{
	const struct finding_kind *kind = import_findings;
	struct import_result *result = in->result;
	enum severity severity;
	struct finding *finding;

	while (kind->code != NULL && strcmp(kind->code, code) != 0)
		kind++;
	severity = kind->severity;
	if (soft && in->options->lenient && severity == SEVERITY_ERROR)
		severity = SEVERITY_WARNING;
	if (severity == SEVERITY_ERROR)
		result->errors++;
	else if (severity == SEVERITY_WARNING)
		result->warnings++;
	else
		result->infos++;
	if (result->finding_count == FINDINGS_KEPT)
		return;
	if (result->findings == NULL)
		result->findings = pool_array(in->pool, FINDINGS_KEPT,
		    sizeof(*finding));
	finding = &result->findings[result->finding_count++];
	*finding = (struct finding){ .kind = kind, .severity = severity,
	    .sheet = in->sheet, .row = row, .column = column, .head = "" };
	if (column > 0 && column <= (int)in->column_count)
		finding->head = in->columns[column - 1].head;
	finding->text = pool_vprintf(in->pool, format, args);
}

void import_tell(struct import *in, const char *code, int64_t row, int column,
    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tell(in, code, row, column, false, format, args);
	va_end(args);
}

void import_tell_soft(struct import *in, const char *code, int64_t row,
    int column, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	tell(in, code, row, column, true, format, args);
	va_end(args);
}
