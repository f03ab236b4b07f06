#include "command.h"

#include "command_help.h"
#include "conf.h"
#include "fs.h"
#include "lang.h"
#include "number.h"
#include "out.h"
#include "registry.h"
#include "rights.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

const struct option_row global_options[] = {
	{ "db", 0, N_("FILE"), N_("the catalogue") },
	{ "config", 0, N_("FILE"), N_("settings of this workplace") },
	{ "lang", 0, "vi|en", N_("language of the messages") },
	{ "json", 0, NULL, N_("print JSON") },
	{ "csv", 0, NULL, N_("print CSV") },
	{ "output", 'o', N_("FILE"), N_("write there; \"-\" is standard output") },
	{ "dry-run", 'n', NULL, N_("check and show, change nothing") },
	{ "force", 0, NULL, N_("replace a file that is there; answer yes") },
	{ "quiet", 'q', NULL, N_("say nothing but errors") },
	{ "verbose", 'v', NULL, N_("say more") },
	{ "no-input", 0, NULL, N_("never ask") },
	{ "no-color", 0, NULL, N_("no colour") },
	{ "help", 'h', NULL, N_("this help") },
	{ "version", 0, NULL, N_("version and libraries") },
	{ NULL, 0, NULL, NULL }
};

struct given {
	const struct option_row *row;
	const char *value;
};

struct args {
	const struct command *command;
	const struct verb *verb;
	const char **words;
	int word_count;
	struct given *given;
	int given_count;
};

/* --- asking ------------------------------------------------------------- */

int args_count(const struct args *args)
{
	return args->word_count;
}

const char *args_word(const struct args *args, int index)
{
	return index < 0 || index >= args->word_count ? NULL :
	    args->words[index];
}

const char *args_each(const struct args *args, const char *option, int index)
{
	for (int i = 0; i < args->given_count; i++)
		if (strcmp(args->given[i].row->name, option) == 0 &&
		    index-- == 0)
			return args->given[i].value;
	return NULL;
}

const char *args_value(const struct args *args, const char *option)
{
	for (int i = args->given_count; i-- > 0;)
		if (strcmp(args->given[i].row->name, option) == 0)
			return args->given[i].value;
	return NULL;
}

bool args_given(const struct args *args, const char *option)
{
	for (int i = 0; i < args->given_count; i++)
		if (strcmp(args->given[i].row->name, option) == 0)
			return true;
	return false;
}

bool args_int(const struct args *args, const char *option, int64_t least,
    int64_t most, int64_t *value, struct err *err)
{
	const char *text = args_value(args, option);
	int64_t number;

	if (text == NULL)
		return true;
	if (!number_parse(text, &number, err))
		return err_wrap(err, "--%s", option);
	if (number < least || number > most)
		return err_set(err, ERR_USAGE,
		    _("--%s: %s is not between %lld and %lld"), option, text,
		    (long long)least, (long long)most);
	*value = number;
	return true;
}

/* --- parsing ------------------------------------------------------------ */

static const struct option_row *find_option(const struct option_row *rows,
    const char *name, size_t length, char letter)
{
	for (; rows != NULL && rows->name != NULL; rows++)
		if (name == NULL ? rows->letter == letter :
		    strlen(rows->name) == length &&
		    strncmp(rows->name, name, length) == 0)
			return rows;
	return NULL;
}

static const struct option_row *known_option(const struct args *args,
    const char *name, size_t length, char letter)
{
	const struct option_row *row = NULL;

	if (args->verb != NULL)
		row = find_option(args->verb->options, name, length, letter);
	return row != NULL ? row :
	    find_option(global_options, name, length, letter);
}

static void add_given(struct args *args, const struct option_row *row,
    const char *value)
{
	args->given[args->given_count].row = row;
	args->given[args->given_count++].value = value;
}

static bool need_value(const char *option, struct err *err)
{
	return err_set(err, ERR_USAGE, _("%s needs a value after it"), option);
}

/* argv[*at] begins with "--": take it and, where there is one, its value. */
static bool take_long(struct args *args, char **argv, int argc, int *at,
    struct err *err)
{
	const char *name = argv[*at] + 2;
	const char *equals = strchr(name, '=');
	size_t length = equals == NULL ? strlen(name) :
	    (size_t)(equals - name);
	const struct option_row *row = known_option(args, name, length, 0);
	const char *value = NULL;

	if (row == NULL)
		return err_set(err, ERR_USAGE, _("There is no option --%.*s "
		    "here; see --help"), (int)length, name);
	if (row->value == NULL && equals != NULL)
		return err_set(err, ERR_USAGE, _("--%s takes no value"),
		    row->name);
	if (row->value != NULL) {
		value = equals != NULL ? equals + 1 : argv[*at + 1];
		if (value == NULL || (equals == NULL && *at + 1 >= argc))
			return need_value(argv[*at], err);
		if (equals == NULL)
			++*at;
	}
	add_given(args, row, value);
	return true;
}

/* argv[*at] is "-xyz": switches, the last of which may take a value. */
static bool take_letters(struct args *args, char **argv, int argc, int *at,
    struct err *err)
{
	const char *letters = argv[*at] + 1;

	for (; *letters != '\0'; letters++) {
		const struct option_row *row = known_option(args, NULL, 0,
		    *letters);

		if (row == NULL)
			return err_set(err, ERR_USAGE, _("There is no option -%c "
			    "here; see --help"), *letters);
		if (row->value == NULL) {
			add_given(args, row, NULL);
			continue;
		}
		if (letters[1] != '\0') {
			add_given(args, row, letters + 1);
			return true;
		}
		if (*at + 1 >= argc)
			return need_value(argv[*at], err);
		add_given(args, row, argv[++*at]);
		return true;
	}
	return true;
}

/* "-5" is a number that a command judges in words of its own. */
static bool is_option(const char *text)
{
	return text[0] == '-' && text[1] != '\0' &&
	    (text[1] < '0' || text[1] > '9');
}

/* The index of the first word that is no option, from `at`. Before the
 * command is known only global options can stand. */
static int first_word(int argc, char **argv, int at)
{
	for (; at < argc; at++) {
		const struct option_row *row;

		if (argv[at][0] != '-' || argv[at][1] == '\0')
			return at;
		if (argv[at][1] != '-') {
			row = find_option(global_options, NULL, 0, argv[at][1]);
			at += row != NULL && row->value != NULL &&
			    argv[at][2] == '\0';
			continue;
		}
		row = find_option(global_options, argv[at] + 2,
		    strlen(argv[at] + 2), 0);
		at += row != NULL && row->value != NULL;
	}
	return argc;
}

static const struct verb *find_verb(const struct command *command,
    const char *name)
{
	for (const struct verb *verb = command->verbs; verb->run != NULL; verb++)
		if (verb->name == NULL ? name == NULL :
		    name != NULL && strcmp(verb->name, name) == 0)
			return verb;
	return NULL;
}

const struct command *command_find(const char *name)
{
	for (size_t i = 0; commands[i] != NULL; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static bool wrong_verb(const struct command *command, const char *word,
    struct err *err)
{
	char list[300] = "";

	for (const struct verb *verb = command->verbs; verb->run != NULL; verb++)
		if (verb->name != NULL && strlen(list) + strlen(verb->name) + 3 <
		    sizeof(list)) {
			strcat(list, list[0] == '\0' ? "" : ", ");
			strcat(list, verb->name);
		}
	if (word == NULL)
		return err_set(err, ERR_USAGE,
		    _("\"bansao %s\" needs one of: %s"), command->name, list);
	return err_set(err, ERR_USAGE,
	    _("\"bansao %s\" does not know \"%s\"; it knows: %s"),
	    command->name, word, list);
}

static bool parse_rest(struct args *args, int argc, char **argv, int command_at,
    int verb_at, struct err *err)
{
	bool words_only = false;

	for (int i = 1; i < argc; i++) {
		if (i == command_at || i == verb_at)
			continue;
		if (!words_only && strcmp(argv[i], "--") == 0)
			words_only = true;
		else if (words_only || !is_option(argv[i]))
			args->words[args->word_count++] = argv[i];
		else if (argv[i][1] == '-' ?
		    !take_long(args, argv, argc, &i, err) :
		    !take_letters(args, argv, argc, &i, err))
			return false;
	}
	return true;
}

static bool count_words(const struct args *args, struct err *err)
{
	const struct verb *verb = args->verb;

	if (args->word_count < verb->least)
		return err_set(err, ERR_USAGE, _("\"bansao %s%s%s\" needs %s; see "
		    "--help"), args->command->name,
		    verb->name == NULL ? "" : " ",
		    verb->name == NULL ? "" : verb->name, _(verb->words));
	if (verb->most >= 0 && args->word_count > verb->most)
		return err_set(err, ERR_USAGE, _("\"%s\" is one word too many; "
		    "see --help"), args->words[verb->most]);
	return true;
}

/* --- running ------------------------------------------------------------ */

static bool known_to_workshop(const char *name)
{
	for (const struct known_command *row = known_commands;
	    row->name != NULL; row++)
		if (row->work && strcmp(row->name, name) == 0)
			return true;
	return false;
}

static void early_options(struct app *app, const struct args *args)
{
	const char *out = args_value(args, "output");

	app->json = args_given(args, "json");
	app->csv = args_given(args, "csv");
	app->dry_run = args_given(args, "dry-run");
	app->force = args_given(args, "force");
	app->quiet = args_given(args, "quiet");
	app->verbose = args_given(args, "verbose");
	app->no_input = args_given(args, "no-input");
	app->output = out == NULL || strcmp(out, "-") == 0 ? NULL : out;
	if (args_given(args, "no-color"))
		app->color = false;
}

static bool open_for(struct app *app, const struct args *args,
    struct err *err)
{
	switch (args->verb->needs) {
	case NEEDS_DB:
		return app_open(app, DB_READ, err);
	case NEEDS_DB_WRITE:
		return app_open(app, DB_WRITE, err);
	case NEEDS_DB_MAYBE:
		return !db_there(app->db_path) ||
		    app_open(app, DB_READ, err);
	case NEEDS_NOTHING:
		break;
	}
	return true;
}

/* -o FILE.odt of a quick command: only the workshop writes such paper. */
static bool paper_of_workshop(const struct app *app)
{
	static const char *const endings[] = { ".html", ".odt", ".xlsx" };
	size_t length = app->output == NULL ? 0 : strlen(app->output);

	for (size_t i = 0; i < COUNT(endings); i++)
		if (length > strlen(endings[i]) && strcasecmp(app->output +
		    length - strlen(endings[i]), endings[i]) == 0)
			return out_kind_of(app->output) == NULL;
	return false;
}

/* Without a command a terminal gets the screens, whatever --db or --lang
 * say, but not when help or the version is asked for. */
static bool asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0 ||
		    strcmp(argv[i], "--version") == 0)
			return true;
	return false;
}

static bool run(struct app *app, struct args *args, int argc, char **argv,
    struct err *err)
{
	int command_at = first_word(argc, argv, 1), verb_at = argc;
	const char *name = command_at < argc ? argv[command_at] : NULL;

	if (name == NULL && !asks_for_help(argc, argv) && isatty(0) &&
	    isatty(1))
		name = "ui";
	if (name != NULL) {
		args->command = command_find(name);
		if (args->command == NULL && known_to_workshop(name))
			return app_to_workshop(app, err);
		if (args->command == NULL) {
			const char *near = command_near(name);

			return near == NULL ?
			    err_set(err, ERR_USAGE, _("There is no command "
			    "\"%s\"; see \"bansao --help\""), name) :
			    err_set(err, ERR_USAGE, _("There is no command "
			    "\"%s\"; did you mean \"%s\"?"), name, near);
		}
		verb_at = first_word(argc, argv, command_at + 1);
		args->verb = verb_at < argc ?
		    find_verb(args->command, argv[verb_at]) : NULL;
		if (args->verb == NULL) {
			args->verb = find_verb(args->command, NULL);
			if (args->verb == NULL && verb_at < argc) {
				if (strcmp(argv[verb_at], "help") != 0)
					return wrong_verb(args->command,
					    argv[verb_at], err);
				add_given(args, find_option(global_options,
				    "help", 4, 0), NULL);
			} else {
				verb_at = argc;
			}
		}
	}
	if (!parse_rest(args, argc, argv, command_at, verb_at, err))
		return false;
	early_options(app, args);
	if (!app_configure(app, args_value(args, "db"),
	    args_value(args, "config"), args_value(args, "lang"), err))
		return false;
	if (args_given(args, "version"))
		return command_version(app);
	if (args_given(args, "help") || (name == NULL && argc == 1)) {
		command_help(app, args->command, args->verb);
		return argc > 1 || err_set(err, ERR_USAGE, "%s", "");
	}
	if (name == NULL)
		return err_set(err, ERR_USAGE, _("Say what to do; see "
		    "\"bansao --help\""));
	if (args->verb == NULL)
		return wrong_verb(args->command, NULL, err);
	if (!count_words(args, err))
		return false;
	if (paper_of_workshop(app))
		return app_to_workshop(app, err);
	if (!open_for(app, args, err))
		return false;
	return args->verb->run(app, args, err);
}

/* Started without one of the three streams: no file that is opened later may
 * stand where somebody writes to that stream. What is written there fails. */
static void keep_places(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			return;
}

static void prepare_process(void)
{
	const struct rlimit none = { 0, 0 };

	keep_places();

	/* Of the locale only the letters: words, dates and numbers are ours. */
	setlocale(LC_CTYPE, "");
	if (strcmp(setlocale(LC_CTYPE, NULL), "C") == 0 ||
	    strcmp(setlocale(LC_CTYPE, NULL), "POSIX") == 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	umask(0007);
	rights_start();
	setrlimit(RLIMIT_CORE, &none);
	job_catch_signals();
}

/* The reader of a pipe has seen enough and left. */
static bool nobody_reads(void)
{
	struct pollfd out = { .fd = 1, .events = POLLOUT };

	return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

/* A piece that failed to go out earlier is forgotten by the stream; its mark
 * stays. */
static bool lost_output(void)
{
	errno = 0;
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return false;
	if (errno == 0)
		errno = EIO;
	return errno != EPIPE && !nobody_reads();
}

static int finish(struct app *app, struct err *err)
{
	/* Data that did not reach stdout is a failure (a full disk), also where
	 * the command itself ended with what it had to say. */
	if (lost_output()) {
		if (err->kind == ERR_BEHIND || err->kind == ERR_FINDINGS)
			err_clear(err);
		fs_stream_failed(STDOUT_FILENO, _("Standard output"), err);
	}
	if (err->kind != ERR_NONE && err->text[0] != '\0') {
		if (app->lines)
			job_failed(app->job, err);
		else
			app_complain(app, err->text);
	}
	return (int)err->kind;
}

int command_main(int argc, char **argv)
{
	struct app app = { 0 };
	struct args args = { 0 };
	struct err err = { 0 };
	int status;

	prepare_process();
	args.words = must_alloc(sizeof(*args.words) * ((size_t)argc + 1));
	/* "-nqv" is three options in one word, so count letters. */
	size_t most = 2;
	for (int i = 1; i < argc; i++)
		most += strlen(argv[i]) + 1;
	args.given = must_alloc(sizeof(*args.given) * most);
	app_start(&app);
	if (argc > 1 && strcmp(argv[1], "--lines") == 0) {
		app_lines(&app);
		argv[1] = argv[0];
		argv++;
		argc--;
	}
	app_words(&app, argc - 1, (const char *const *)argv + 1);
	if (argc < 2 || strncmp(argv[1], "--dump-", 7) != 0 ||
	    !command_tell(argc - 1, argv + 1))
		run(&app, &args, argc, argv, &err);
	status = finish(&app, &err);
	app_end(&app, &err);
	free(args.words);
	free(args.given);
	return status;
}
