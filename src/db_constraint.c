/* What a constraint of the schema says, as a sentence: "CHECK constraint
 * failed: length(name) BETWEEN 1 AND 200" is no answer to a person. */
#include "db_inside.h"

#include <stdio.h>
#include <string.h>

/* The words of SQLite behind their colon: what was broken. */
static const char *broken(struct db *db)
{
	const char *words = sqlite3_errmsg(db->handle);
	const char *colon = strstr(words, "constraint failed: ");

	return colon == NULL ? "" : colon + strlen("constraint failed: ");
}

/* The checks of data/schema, as they are written there. */
static bool say_check(const char *check, struct err *err)
{
	char name[64];
	long long least, most;

	if (sscanf(check, "length(%63[a-z0-9_]) BETWEEN %lld AND %lld", name,
	    &least, &most) == 3)
		return err_set(err, ERR_USAGE, _("\"%s\" takes %lld to %lld "
		    "letters"), name, least, most);
	if (sscanf(check, "length(%63[a-z0-9_]) > %lld", name, &least) == 2 ||
	    sscanf(check, "length(%63[a-z0-9_]) >= %lld", name, &least) == 2)
		return err_set(err, ERR_USAGE, _("\"%s\" must not be empty"),
		    name);
	if (sscanf(check, "length(%63[a-z0-9_]) = %lld", name, &least) == 2)
		return err_set(err, ERR_USAGE, _("\"%s\" takes %lld letters"),
		    name, least);
	if (sscanf(check, "%63[a-z0-9_] BETWEEN %lld AND %lld", name, &least,
	    &most) == 3)
		return err_set(err, ERR_USAGE, _("\"%s\" goes from %lld to "
		    "%lld"), name, least, most);
	if (sscanf(check, "%63[a-z0-9_] >= %lld", name, &least) == 2)
		return err_set(err, ERR_USAGE, _("\"%s\" must be %lld or more"),
		    name, least);
	if (sscanf(check, "%63[a-z0-9_] > %lld", name, &least) == 2)
		return err_set(err, ERR_USAGE, _("\"%s\" must be more than "
		    "%lld"), name, least);
	if (sscanf(check, "%63[a-z0-9_] IN", name) == 1)
		return err_set(err, ERR_USAGE, _("\"%s\" does not take this "
		    "value"), name);
	return err_set(err, ERR_USAGE, _("The catalogue does not take this "
	    "value (\"%s\")"), check);
}

bool db_constraint(struct db *db, struct err *err)
{
	const char *what = broken(db);

	switch (sqlite3_extended_errcode(db->handle)) {
	case SQLITE_CONSTRAINT_CHECK:
		return say_check(what, err);
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return err_set(err, ERR_USAGE, _("This is in the catalogue "
		    "already (\"%s\")"), what);
	case SQLITE_CONSTRAINT_NOTNULL:
		return err_set(err, ERR_USAGE, _("\"%s\" must not be empty"),
		    what);
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		return err_set(err, ERR_USAGE, _("This refers to something that "
		    "is not there, or something still refers to it"));
	case SQLITE_CONSTRAINT_DATATYPE:
		return err_set(err, ERR_USAGE, _("This is not a value of the "
		    "kind that the catalogue takes here"));
	default:
		/* A trigger of ours speaks for itself. */
		return err_set(err, ERR_USAGE, _("Catalogue: %s"),
		    sqlite3_errmsg(db->handle));
	}
}

bool db_was_taken(struct db *db)
{
	int code = sqlite3_extended_errcode(db->handle);

	return code == SQLITE_CONSTRAINT_UNIQUE ||
	    code == SQLITE_CONSTRAINT_PRIMARYKEY ||
	    code == SQLITE_CONSTRAINT_ROWID;
}

bool db_was_referred(struct db *db)
{
	return sqlite3_extended_errcode(db->handle) ==
	    SQLITE_CONSTRAINT_FOREIGNKEY;
}
