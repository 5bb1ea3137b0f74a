/* Makes catalogs: aside, from nothing or on a ground, and renamed into place. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "base/mem.h"
#include "called.h"
#include "catalog/ground.h"
#include "db.h"
#include "figures.h"
#include "full_text.h"

/* A pipe without a writer would let the program wait for ever. */
static bool
is_file_db(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/*
 * Does something stand at path that is no catalog? It is told by the header of
 * SQLite's file format: the magic string, and the application's id at byte 68.
 */
static bool
is_strangers(const char *path)
{
	static const char magic[16] = "SQLite format 3";
	static const unsigned char id[4] = { APPLICATION_ID >> 24 & 0xff,
		APPLICATION_ID >> 16 & 0xff, APPLICATION_ID >> 8 & 0xff,
		APPLICATION_ID & 0xff };
	unsigned char head[72];
	FILE *file;
	size_t n;

	if (!file_exists(path))
		return false;
	file = is_file_db(path) ? fopen(path, "re") : NULL;
	if (file == NULL)
		return true;
	n = fread(head, 1, sizeof(head), file);
	fclose(file);
	if (n == 0)
		return false;
	return n < sizeof(magic) || memcmp(head, magic, sizeof(magic)) != 0 ||
	    (n == sizeof(head) && memcmp(head + 68, id, sizeof(id)) != 0);
}

/* Begins the file that is to stand at path, empty. */
static struct catalog *
begin_aside(const char *path)
{
	struct catalog *c;

	if (file_make_parents(path) == -1)
		return NULL;
	if (is_strangers(path)) {
		log_error("%s: not a catalog of Sextant, and not overwritten; "
		    "name another file", path);
		return NULL;
	}
	c = mem_alloc(sizeof(*c));
	c->path = mem_strdup(path);
	if (temp_begin(&c->aside, path) == 0)
		return c;
	log_error("%s: cannot write: %s", path, strerror(errno));
	catalog_abort(c);
	return NULL;
}

/* Opens it, and begins a transaction. */
static int
open_aside(struct catalog *c)
{
	/* Nobody asks how much memory SQLite has: it need not count under a lock. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_open_v2(c->aside.path, &c->db,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return db_error(c, "cannot write");
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	/* Built aside: nobody else reads it, and a crash leaves no catalog. */
	if (db_execute(c, "PRAGMA page_size=8192") == -1 ||
	    db_execute(c, "PRAGMA journal_mode=OFF") == -1 ||
	    db_execute(c, "PRAGMA synchronous=OFF") == -1 ||
	    db_execute(c, "PRAGMA cache_size=-16384") == -1)
		return -1;
	return db_execute(c, "BEGIN");
}

static int
put_schema(struct catalog *c)
{
	char pragmas[96];

	snprintf(pragmas, sizeof(pragmas),
	    "PRAGMA application_id=%d; PRAGMA user_version=%d", APPLICATION_ID,
	    CATALOG_SCHEMA);
	if (db_execute(c, pragmas) == -1 || db_execute(c, db_schema) == -1)
		return -1;
	return full_text_begin(c);
}

struct catalog *
catalog_create(const char *path)
{
	struct catalog *c = begin_aside(path);

	if (c == NULL || (open_aside(c) == 0 && put_schema(c) == 0))
		return c;
	catalog_abort(c);
	return NULL;
}

struct catalog *
catalog_create_on(const char *path, const char *bytes, size_t len)
{
	struct catalog *c = begin_aside(path);

	if (c == NULL)
		return NULL;
	c->laid = true;
	if (file_write_all(c->aside.fd, bytes, len) == -1)
		log_error("%s: cannot write: %s", path, strerror(errno));
	else if (open_aside(c) == 0)
		return c;
	catalog_abort(c);
	return NULL;
}

/* What follows from the rows that are new, the end of the transaction. */
static int
end_rows(struct catalog *c)
{
	size_t i;
	int rc = called_fill(c);

	if (rc == 0)
		rc = full_text_index(c);
	if (rc == 0)
		rc = figures_keep(c);
	if (rc == 0)
		rc = interrupted() ? -1 : db_execute(c, "COMMIT");
	for (i = 0; i < STATEMENTS_MAX; i++) {
		sqlite3_finalize(c->statements[i]);
		c->statements[i] = NULL;
	}
	if (rc == -1)
		return -1;
	if (sqlite3_close(c->db) != SQLITE_OK)
		return db_error(c, "close");
	c->db = NULL;
	return 0;
}

int
catalog_lay(struct catalog *c)
{
	if (end_rows(c) == -1)
		return -1;
	c->laid = true;
	return open_aside(c);
}

int
catalog_laid(const struct catalog *c)
{
	return c->aside.fd;
}

int
catalog_commit(struct catalog *c)
{
	struct catalog_seen seen = { "" };
	int rc = end_rows(c);

	memcpy(seen.stamp, c->stamp, sizeof(seen.stamp));
	/* Between the two renames the previous one is the one that stands. */
	if (rc == 0)
		rc = previous_keep(c->path, &seen);
	if (rc == 0 && temp_commit(&c->aside, c->path) == -1) {
		log_error("%s: %s", c->path, strerror(errno));
		rc = -1;
	}
	if (rc == 0)
		db_note_sound(c->path);
	db_release(c);
	return rc;
}

void
catalog_abort(struct catalog *c)
{
	if (c == NULL)
		return;
	db_release(c);
}
