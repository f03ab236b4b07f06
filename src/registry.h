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

/* Only in bansao-work. */
extern const struct importer *const importers[];
extern const struct format *const formats[];

/* Only in libui.a. */
extern const struct screen *const screens[];

#endif
