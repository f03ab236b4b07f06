/* The registers that the build makes from the lists of Makefile.am. Every
 * array ends with NULL. bansao and bansao-work each have their own commands. */
#ifndef REGISTRY_H
#define REGISTRY_H

#include "base.h"

struct command;
struct embed;
struct format;
struct importer;
struct screen;

/* A command of either program, as the other one needs to know it. */
struct known_command {
	const char *name;
	const char *help;	/* English, to be looked up */
	bool work;		/* only bansao-work has it */
};

extern const struct command *const commands[];
extern const struct embed *const embeds[];

/* bansao: what bansao-work --dump-commands said. bansao-work: empty. The
 * last row has no name. */
extern const struct known_command known_commands[];

/* The verbs of all commands and their options, so that the screens can offer
 * a form for each. Empty in bansao-work; the last row has no command. */
struct known_option {
	const char *name;
	const char *value;	/* "" for a switch */
	const char *help;	/* English, to be looked up */
};
struct known_verb {
	const char *command;
	const char *verb;	/* "" for the command itself */
	const char *words;	/* English, to be looked up; "" for none */
	const char *help;	/* English, to be looked up */
	bool writes;
	bool work;		/* only bansao-work has it */
	int first, count;	/* in known_options */
};
extern const struct known_option known_options[];
extern const struct known_verb known_verbs[];

/* Only in bansao-work. */
extern const struct importer *const importers[];
extern const struct format *const formats[];

/* Only in libui.a. */
extern const struct screen *const screens[];

#endif
