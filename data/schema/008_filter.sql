-- Filters of files that people keep under a name. src/filter.c owns the table.
CREATE TABLE saved_filter (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
	name_fold TEXT NOT NULL UNIQUE,
	-- as typed: words and fields (src/search.h)
	search TEXT NOT NULL CHECK (length(search) BETWEEN 1 AND 500),
	user TEXT NOT NULL,
	at TEXT NOT NULL
) STRICT;

INSERT INTO recorded VALUES ('saved_filter');
