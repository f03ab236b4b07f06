#include "plain.h"

#include "command_form.h"

#include "lang.h"
#include "registry.h"
#include "text.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { LINE = 1000, WORDS = 40 };

extern char **environ;

struct task_row {
	const char *label;	/* N_() */
	const char *words;	/* command, "?" stands for an asked word */
	const char *questions[5];	/* N_(), for each "?" in order */
	bool writes;
};

/* clang-format off */
static const struct task_row rows[] = {
	{ N_("How far is the plan? (quota)"), "quota", { NULL }, false },
	{ N_("Find files"), "dossier list --search ?", { N_("Words to find") }, false },
	{ N_("Show a file"), "dossier show ?", { N_("Code of the file") }, false },
	{ N_("Show the tree"), "tree", { NULL }, false },
	{ N_("Tag a file"), "tag ? --criteria ? --reason ?", { N_("Code of the file"), N_("Criteria, as in 2,5"), N_("Reason") }, true },
	{ N_("Take a criterion away"), "untag ? --criteria ?", { N_("Code of the file"), N_("Criteria, as in 2,5") }, true },
	{ N_("Import an inventory"), "import ?", { N_("Path of the file") }, true },
	{ N_("Take in scans"), "scan ingest ?", { N_("Path of the folder") }, true },
	{ N_("Lists (danh mục)"), "selection list", { NULL }, false },
	{ N_("Make a list"), "selection new ? --fonds ? --group ?", { N_("Code of the list"), N_("Code of the fonds"), N_("Group of the fonds; empty for none") }, true },
	{ N_("Put a file on a list"), "selection add ? ?", { N_("Code of the list"), N_("Code of the file") }, true },
	{ N_("Submit a list"), "selection submit ? --number ?", { N_("Code of the list"), N_("Number of the letter") }, true },
	{ N_("Enter the decision on a list"), "selection approve ? --number ? --date ? --signer ?", { N_("Code of the list"), N_("Number of the decision"), N_("Day of the decision"), N_("Who signed it") }, true },
	{ N_("A file is arranged"), "arrange ?", { N_("Code of the file") }, true },
	{ N_("A file has come to the Centre"), "receive ?", { N_("Code of the file") }, true },
	{ N_("A batch passes inspection"), "batch pass ?", { N_("Code of the batch") }, true },
	{ N_("Write the packages of a handover"), "handover build ? --to ?", { N_("Number of the batch"), N_("Path of the folder") }, true },
	{ N_("Reports"), "report list", { NULL }, false },
	{ N_("Print a report"), "report ?", { N_("Name of the report") }, false },
	{ N_("Jobs"), "job list", { NULL }, false },
	{ N_("Verify a package"), "verify ?", { N_("Path of the package") }, false },
	{ N_("Undo the last edit"), "undo", { NULL }, true },
	{ N_("Any other command"), "?", { N_("Command, as behind \"bansao\"") }, true },
};
/* clang-format on */

static bool ask(const char *question, char line[LINE])
{
	size_t length;

	printf("%s: ", question);
	fflush(stdout);
	if (fgets(line, LINE, stdin) == NULL)
		return false;
	length = strcspn(line, "\r\n");
	line[length] = '\0';
	return true;
}

static bool run(struct app *app, char **words, int count)
{
	char db[] = "--db", lang[] = "--lang";
	char *argv[WORDS + 8];
	int at = 0, status;
	pid_t pid;

	argv[at++] = (char *)(uintptr_t)app->program;
	argv[at++] = db;
	argv[at++] = (char *)(uintptr_t)app->db_path;
	argv[at++] = lang;
	argv[at++] = (char *)(uintptr_t)lang_current();
	for (int i = 0; i < count; i++)
		argv[at++] = words[i];
	argv[at] = NULL;
	fflush(stdout);
	if (posix_spawn(&pid, argv[0], NULL, NULL, argv, environ) != 0)
		return false;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return true;
}

/* The words of the row with the answers in the places of "?". An option whose
 * answer is empty is left out. */
static bool run_row(struct app *app, const struct task_row *row)
{
	char *words[WORDS], answer[LINE];
	struct pool pool = { 0 };
	char *rest = pool_copy(&pool, row->words), *word;
	int count = 0, asked = 0;

	while ((word = strsep(&rest, " ")) != NULL && count < WORDS) {
		if (strcmp(word, "?") != 0) {
			words[count++] = word;
			continue;
		}
		if (!ask(_(row->questions[asked++]), answer)) {
			pool_free(&pool);
			return false;
		}
		if (answer[0] == '\0' && count > 0 &&
		    strncmp(words[count - 1], "--", 2) == 0) {
			count--;
		} else if (strcmp(row->words, "?") == 0) {
			count = command_split(answer, words, WORDS, &pool);
		} else {
			words[count++] = pool_copy(&pool, answer);
		}
	}
	if (count > 0 && !run(app, words, count))
		printf("%s\n", _("That could not be started."));
	pool_free(&pool);
	return true;
}

static void menu(bool read_only)
{
	printf("\n");
	for (size_t i = 0; i < COUNT(rows); i++)
		if (!read_only || !rows[i].writes)
			printf("%2zu  %s\n", i + 1, _(rows[i].label));
	printf(" 0  %s\n", _("Leave"));
}

bool plain_run(struct app *app, bool read_only, struct err *err)
{
	char line[LINE];

	(void)err;
	db_close(app->db);
	app->db = NULL;
	printf("%s\n", _("bansao, line by line. Type a number and Enter."));
	menu(read_only);
	while (ask(_("Number"), line)) {
		long number = strtol(line, NULL, 10);

		if (line[0] == '\0') {
			menu(read_only);
			continue;
		}
		if (strcmp(line, "0") == 0)
			break;
		if (number < 1 || number > (long)COUNT(rows) ||
		    (read_only && rows[number - 1].writes)) {
			printf("%s\n", _("There is no such number; Enter "
			    "shows them again."));
			continue;
		}
		if (!run_row(app, &rows[number - 1]))
			break;
	}
	printf("\n");
	return true;
}
