#include "command.h"

#include "clock.h"
#include "dossier_list.h"
#include "embed.h"
#include "fs.h"
#include "lang.h"
#include "sample.h"

#include <errno.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { MOST_WORDS = 24 };

/* The whole life of a file, as a person would type it. "@" in front of a word
 * stands for the folder of the demo, "%today" for the day. The demo runs these commands, and no
 * other way: what it shows is what the program does. */
struct step {
	const char *heading;	/* N_(); NULL: goes on with the one before */
	const char *words[MOST_WORDS];
	int status;		/* the exit status that is right here */
};

/* clang-format off */
static const struct step before_scans[] = {
	{ N_("A new catalogue with the targets of the plan"),
	  { "init", "--force" }, 0 },
	{ NULL, { "config", "set", "four_eyes", "off" }, 0 },
	{ N_("The inventory (mục lục hồ sơ) is checked, then taken in"),
	  { "import", "@muc-luc-ho-so.csv", "-n" }, 0 },
	{ NULL, { "import", "@muc-luc-ho-so.csv" }, 0 },
	{ NULL, { "fonds", "edit", "ST", "--kind", "collection" }, 0 },
	{ NULL, { "fonds", "edit", "TM", "--kind", "works" }, 0 },
	{ NULL, { "tree" }, 0 },
	{ N_("The five criteria, with their evidence"),
	  { "tag", "suggest", "PL.1956.01" }, 0 },
	{ NULL, { "tag", "--criteria", "2", "--fonds", "PL" }, 0 },
	{ NULL, { "tag", "--criteria", "2", "--fonds", "BL" }, 0 },
	{ NULL, { "tag", "--criteria", "1", "--fonds", "SB" }, 0 },
	{ NULL, { "tag", "BP.1996.01..BP.2002.03", "--criteria", "1" }, 0 },
	{ NULL, { "tag", "TM.*", "--criteria", "1" }, 0 },
	{ NULL, { "tag", "ST.1836.03", "ST.1852.01", "ST.1924.02", "--criteria", "4,5",
	    "--carrier", "do", "--damage", "mun,rach", "--legibility", "mostly" }, 0 },
	{ NULL, { "tag", "ST.1900.05", "--criteria", "4", "--carrier", "la",
	    "--feature", "chữ viết trên lá buông" }, 0 },
	{ NULL, { "tag", "ST.1930.07", "--criteria", "3", "--person", "Phạm Văn Thuận" }, 0 },
	{ NULL, { "tag", "PL.1965.16", "--criteria", "3", "--person", "Điểu Ong" }, 0 },
	{ NULL, { "tag", "PL.1962.05", "BL.1972.06", "--criteria", "5",
	    "--damage", "gion,o", "--legibility", "read" }, 0 },
	{ N_("A mistake is undone"),
	  { "tag", "BP.2009.05", "--criteria", "3", "--person", "Nguyễn Văn X" }, 0 },
	{ NULL, { "undo" }, 0 },
	{ N_("Lists per fonds and group, submitted and approved"),
	  { "selection", "new", "PL-HC", "--fonds", "PL", "--group", "Hành chính", "--year", "2026" }, 0 },
	{ NULL, { "selection", "add", "PL-HC", "--all" }, 0 },
	{ NULL, { "selection", "new", "BL-HC", "--fonds", "BL", "--group", "Hành chính", "--year", "2026" }, 0 },
	{ NULL, { "selection", "add", "BL-HC", "--all" }, 0 },
	{ NULL, { "selection", "new", "ST-SP", "--fonds", "ST", "--group", "Sắc phong, địa bạ", "--year", "2026" }, 0 },
	{ NULL, { "selection", "add", "ST-SP", "--all" }, 0 },
	{ NULL, { "selection", "submit", "PL-HC", "--number", "45/TTr-SNV" }, 0 },
	{ NULL, { "selection", "submit", "BL-HC", "--number", "46/TTr-SNV" }, 0 },
	{ NULL, { "selection", "submit", "ST-SP", "--number", "47/TTr-SNV" }, 0 },
	{ NULL, { "selection", "approve", "PL-HC", "--number", "123/QĐ-UBND", "--date", "%today", "--signer", "Phó Chủ tịch UBND tỉnh",
	    "--exclude", "PL.1963.06=chưa đủ căn cứ" }, 0 },
	{ NULL, { "selection", "approve", "BL-HC", "--number", "124/QĐ-UBND", "--date", "%today", "--signer", "Phó Chủ tịch UBND tỉnh" }, 0 },
	{ NULL, { "selection", "approve", "ST-SP", "--number", "125/QĐ-UBND", "--date", "%today", "--signer", "Phó Chủ tịch UBND tỉnh" }, 0 },
	{ NULL, { "selection", "print", "PL-HC", "-o", "@danh-muc-PL-HC.odt" }, 0 },
	{ N_("What belongs to an approved list is arranged and received"),
	  { "arrange", "--all", "--state", "S4" }, 0 },
	{ NULL, { "receive", "--state", "S4", "--minutes", "07/BB-TTLTLS" }, 0 },
	{ NULL, { "batch", "new", "DOT-01", "--operator", "Nguyễn Văn Quét", "--scanner", "A3", "--folder", "@scans" }, 0 },
	{ NULL, { "batch", "add", "DOT-01", "--state", "S4" }, 0 },
	{ NULL, { NULL }, 0 }
};

static const struct step after_scans[] = {
	{ N_("The scans are taken in; three of them have faults"),
	  { "scan", "ingest", "@scans" }, 4 },
	{ NULL, { "scan", "ingest", "@scans" }, 4 },
	{ NULL, { "scan", "show", "@scans/PL/PL.1958.02.1.1.tif" }, 4 },
	{ NULL, { "batch", "add", "DOT-01", "--state", "S5" }, 0 },
	{ N_("Inspection: what has faults goes back, the rest passes"),
	  { "batch", "fail", "DOT-01", "ST.1852.01", "--reason", "độ phân giải thấp, quét lại 200 dpi" }, 0 },
	{ NULL, { "batch", "pass", "DOT-01" }, 0 },
	{ NULL, { "batch", "list" }, 0 },
	{ N_("Handover: agreement, batch, packages, minutes"),
	  { "handover", "agree", "88/VTLTNN-QLI", "--profile", "bagit", "--content", "TIFF", "--dpi", "200", "--medium", "ổ cứng" }, 0 },
	{ NULL, { "handover", "new", "BG-01" }, 0 },
	{ NULL, { "handover", "add", "BG-01", "--all" }, 0 },
	{ NULL, { "handover", "build", "BG-01", "--to", "@handover" }, 0 },
	{ NULL, { "verify", "@handover/BG-01" }, 0 },
	{ NULL, { "handover", "deliver", "BG-01", "--minutes", "01/BB-BG", "--serial", "SN-0001" }, 0 },
	{ N_("The head of the centre looks at the year"),
	  { "quota" }, 6 },
	{ NULL, { "report", "progress-fonds" }, 0 },
	{ NULL, { "audit", "verify" }, 0 },
	{ NULL, { NULL }, 0 }
};
/* clang-format on */

struct demo {
	struct app *app;
	const char *folder;
	const char *db;
	int steps;
};

/* --- running one command ------------------------------------------------ */

static const char *shown(struct pool *pool, const char *word)
{
	return strpbrk(word, " *;") == NULL ? word :
	    pool_printf(pool, "\"%s\"", word);
}

static const char *today(struct pool *pool)
{
	char text[DATE_TEXT];

	date_vi(clock_today(), text);
	return pool_copy(pool, text);
}

static bool run_words(struct demo *demo, char **argv, int status,
    struct err *err)
{
	pid_t child;
	int result;

	fflush(stdout);
	fflush(stderr);
	result = posix_spawn(&child, demo->app->program, NULL, NULL, argv,
	    environ);
	if (result != 0) {
		errno = result;
		return err_errno(err, "%s", demo->app->program);
	}
	while (waitpid(child, &result, 0) < 0)
		if (errno != EINTR)
			return err_errno(err, "%s", demo->app->program);
	if (job_stopped())
		return err_set(err, ERR_STOPPED, _("Stopped"));
	if (WIFEXITED(result) && (WEXITSTATUS(result) == status ||
	    WEXITSTATUS(result) == 0))
		return true;
	return err_set(err, ERR_FAILED, _("The demo stopped: \"bansao %s\" "
	    "ended with %d"), argv[1], WIFEXITED(result) ?
	    WEXITSTATUS(result) : 128 + WTERMSIG(result));
}

static bool run_step(struct demo *demo, const struct step *step,
    struct err *err)
{
	struct pool *pool = &demo->app->pool;
	char *argv[MOST_WORDS + 2];
	int count = 0;

	if (step->heading != NULL)
		printf("\n== %d. %s\n", ++demo->steps, _(step->heading));
	argv[count++] = pool_copy(pool, demo->app->program);
	printf("$ bansao");
	for (int i = 0; i < MOST_WORDS && step->words[i] != NULL; i++) {
		const char *word = step->words[i];

		if (word[0] == '@')
			word = pool_printf(pool, "%s/%s", demo->folder, word + 1);
		else if (strcmp(word, "%today") == 0)
			word = today(pool);
		printf(" %s", shown(pool, word));
		argv[count++] = pool_copy(pool, word);
	}
	printf("\n");
	argv[count] = NULL;
	return run_words(demo, argv, step->status, err);
}

static bool run_steps(struct demo *demo, const struct step *steps,
    struct err *err)
{
	for (; steps->words[0] != NULL; steps++)
		if (!run_step(demo, steps, err))
			return false;
	return true;
}

/* --- the folder --------------------------------------------------------- */

static bool choose_folder(struct demo *demo, const char *word,
    struct err *err)
{
	struct app *app = demo->app;
	const char *base = getenv("TMPDIR");
	char *made;

	if (word == NULL) {
		made = pool_printf(&app->pool, "%s/bansao-demo-XXXXXX",
		    base == NULL || base[0] != '/' ? "/tmp" : base);
		if (mkdtemp(made) == NULL)
			return err_errno(err, "%s", made);
		demo->folder = made;
	} else {
		char whole[PATH_MAX];

		if (!fs_mkdirs(word, err))
			return false;
		if (realpath(word, whole) == NULL)
			return err_errno(err, "%s", word);
		demo->folder = pool_copy(&app->pool, whole);
	}
	demo->db = pool_printf(&app->pool, "%s/bansao.db", demo->folder);
	if (access(demo->db, F_OK) == 0)
		return err_set(err, ERR_USAGE, _("%s holds a catalogue already; "
		    "name another folder"), demo->folder);
	return true;
}

static bool write_inventory(struct demo *demo, struct err *err)
{
	const struct embed *file = embed_find("sample/muc-luc-ho-so.csv");
	const char *path = pool_printf(&demo->app->pool, "%s/muc-luc-ho-so.csv",
	    demo->folder);

	if (file == NULL)
		return err_set(err, ERR_FAILED, _("This program was built without "
		    "its sample"));
	return fs_write_file(path, file->data, file->size, FS_REPLACE, err);
}

static bool draw(struct demo *demo, struct err *err)
{
	const char *scans = pool_printf(&demo->app->pool, "%s/scans",
	    demo->folder);
	struct sample sample;
	struct db *db;
	bool good;

	printf("\n== %d. %s\n", ++demo->steps, _("The scanners deliver (drawn "
	    "and encoded here by libtiff)"));
	db = db_open(demo->db, DB_READ, err);
	if (db == NULL)
		return false;
	good = sample_scans(db, scans, demo->app->job, &sample, err);
	db_close(db);
	if (good)
		printf(_("%lld files with %lld pages in %s; %lld of them have a "
		    "fault on purpose\n"), (long long)sample.files,
		    (long long)sample.pages, scans, (long long)sample.faulty);
	return good;
}

/* The screens belong to bansao, which stands beside the workshop. */
static bool open_screens(struct demo *demo, struct err *err)
{
	const char *slash = strrchr(demo->app->program, '/');
	const char *path = pool_printf(&demo->app->pool, "%.*s/bansao",
	    slash == NULL ? 1 : (int)(slash - demo->app->program),
	    slash == NULL ? "." : demo->app->program);

	if (access(path, X_OK) != 0)
		path = "bansao";
	execlp(path, "bansao", "ui", (char *)NULL);
	return err_errno(err, "%s", path);
}

static bool run(struct app *app, const struct args *args, struct err *err)
{
	struct demo demo = { .app = app, .folder = "", .db = "" };

	if (!choose_folder(&demo, args_word(args, 0), err))
		return false;
	setenv("BANSAO_DB", demo.db, 1);
	setenv("BANSAO_LANG", lang_current(), 1);
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf(_("A sample archive in %s\n"), demo.folder);
	if (!write_inventory(&demo, err) ||
	    !run_steps(&demo, before_scans, err) || !draw(&demo, err) ||
	    !run_steps(&demo, after_scans, err))
		return false;
	printf(_("\nDone. Look around with: BANSAO_DB=%s bansao\n"), demo.db);
	if (!app->no_input && !args_given(args, "no-screens") && isatty(0) &&
	    isatty(1))
		return open_screens(&demo, err);
	return true;
}

static const struct option_row options[] = {
	{ "no-screens", 0, NULL, N_("do not open the screens at the end") },
	{ NULL, 0, NULL, NULL }
};

static const struct verb verbs[] = {
	{ NULL, N_("[DIR]"), N_("make a sample archive and walk it from the "
	    "inventory to a verified handover package"), 0, 1, NEEDS_NOTHING,
	    options, run },
	{ 0 }
};

const struct command command_demo = {
	"demo", N_("a sample archive, from inventory to handover"), verbs
};
