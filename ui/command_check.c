#include "command_check.h"

#include "batch.h"
#include "dossier.h"
#include "estimate.h"
#include "fonds.h"
#include "registry.h"
#include "selection.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef bool check(struct ui *ui, const char *value, struct err *err);

static bool dossier_is(struct ui *ui, const char *value, struct err *err)
{
	struct dossier dossier;

	return dossier_find(ui->app->db, value, &ui->frame, &dossier, err);
}

static bool fonds_is(struct ui *ui, const char *value, struct err *err)
{
	struct fonds fonds;

	return fonds_find(ui->app->db, value, &ui->frame, &fonds, err);
}

static bool list_is(struct ui *ui, const char *value, struct err *err)
{
	struct selection selection;

	return selection_find(ui->app->db, value, &ui->frame, &selection, err);
}

static bool batch_is(struct ui *ui, const char *value, struct err *err)
{
	struct batch batch;

	return batch_find(ui->app->db, value, &ui->frame, &batch, err);
}

static bool estimate_is(struct ui *ui, const char *value, struct err *err)
{
	struct estimate estimate;

	return estimate_get(ui->app->db, value, &ui->frame, &estimate, err);
}

static bool criteria_are(struct ui *ui, const char *value, struct err *err)
{
	(void)ui;
	return value[strspn(value, "12345, ")] == '\0' || err_set(err,
	    ERR_USAGE, _("Criteria are numbers from 1 to 5, as in 2,5"));
}

static bool file_is(struct ui *ui, const char *value, struct err *err)
{
	struct stat st;

	(void)ui;
	if (stat(value, &st) != 0)
		return err_errno(err, "%s", value);
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_USAGE, _("%s is a folder; a file is "
		    "needed"), value);
	return access(value, R_OK) == 0 || err_errno(err, "%s", value);
}

static bool folder_is(struct ui *ui, const char *value, struct err *err)
{
	struct stat st;

	(void)ui;
	if (stat(value, &st) != 0)
		return err_errno(err, "%s", value);
	return S_ISDIR(st.st_mode) || err_set(err, ERR_USAGE, _("%s is no "
	    "folder"), value);
}

static bool place_is(struct ui *ui, const char *value, struct err *err)
{
	struct stat st;

	(void)ui;
	return stat(value, &st) == 0 || err_errno(err, "%s", value);
}

/* verb "" is any verb but those that make a new one. A name that begins with
 * "--" is an option, any other the placeholder of a word. */
static const struct {
	const char *command, *verb, *name;
	check *is;
	bool anywhere;		/* without a catalogue, too */
} rows[] = {
	{ "dossier", "", "CODE", dossier_is, false },
	{ "arrange", "list", "CODE", dossier_is, false },
	{ "selection", "restore", "CODE", dossier_is, false },
	{ "fonds", "", "CODE", fonds_is, false },
	{ "tree", "", "[FONDS]", fonds_is, false },
	{ "export", "", "FONDS", fonds_is, false },
	{ "selection", "", "LIST", list_is, false },
	{ "plan", "", "LIST", list_is, false },
	{ "submission", "", "LIST", list_is, false },
	{ "batch", "", "BATCH", batch_is, false },
	{ "estimate", "", "CODE", estimate_is, false },
	{ "import", "", "FILE", file_is, true },
	{ "load", "", "FILE", file_is, true },
	{ "restore", "", "FILE", file_is, true },
	{ "scan", "ingest", "DIR", folder_is, true },
	{ "exchange", "import", "FOLDER", folder_is, true },
	{ "verify", "", "PATH", place_is, true },
	{ "", "", "--dossier", dossier_is, false },
	{ "", "", "--list", list_is, false },
	{ "", "", "--criteria", criteria_are, true },
	{ "", "", "--programme", file_is, true },
};

/* The placeholder of a word of the form: "#1" is the second. */
static const char *placeholder(const struct known_verb *verb,
    const char *name, struct pool *pool)
{
	const char *words = verb->words;

	if (name[0] != '#')
		return name;
	for (long skip = strtol(name + 1, NULL, 10); skip > 0; skip--) {
		words += strcspn(words, " ");
		words += *words == ' ';
	}
	return pool_copy_n(pool, words, strcspn(words, " "));
}

static bool makes_new(const char *verb)
{
	return strcmp(verb, "add") == 0 || strcmp(verb, "new") == 0;
}

bool command_check(struct form *form, const char *name, const char *value,
    struct err *err)
{
	const struct known_verb *verb = form_to(form);
	struct ui *ui = form_ui(form);
	const char *word = placeholder(verb, name, &ui->frame);

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(rows[i].name, word) != 0 ||
		    (rows[i].command[0] != '\0' &&
		    strcmp(rows[i].command, verb->command) != 0))
			continue;
		if (rows[i].verb[0] != '\0' ? strcmp(rows[i].verb,
		    verb->verb) != 0 : word[0] != '-' &&
		    makes_new(verb->verb))
			continue;
		if (ui->app->db == NULL && !rows[i].anywhere)
			continue;
		return rows[i].is(ui, value, err);
	}
	return true;
}
