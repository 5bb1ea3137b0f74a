/* Opens catalogs, which may be anybody's. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "verify.h"

/* Bytes of a row or a text: more than any that map writes. */
enum { LENGTH_MAX = 64 << 20 };

/* Bytes of a catalog that is mapped: what is looked at of it needs no pages of the heap,
 * and a tenth less time. Of a larger one that would be more than all else together. */
enum { MAPPED_MAX = 67108864 };

/* Questions end after so many turns of so many of SQLite's operations, some ten
 * seconds; over all that map reads they take a hundredth of it. */
enum { TURN = 1 << 20, TURNS_MAX = 1024 };

int
db_open_guarded(const char *name, sqlite3 **db)
{
	/* Nobody asks how much memory it has: that count is a lock each time. And
	 * pages are mapped: each temporary table else makes room for twenty. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
	if (sqlite3_open_v2(name, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI |
	    SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return -1;
	sqlite3_db_config(*db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_limit(*db, SQLITE_LIMIT_LENGTH, LENGTH_MAX);
	return 0;
}

/* Counts turns; ends the question at the last. */
static int
take_turn(void *arg)
{
	struct catalog *c = arg;

	return ++c->turns > TURNS_MAX;
}

/* By a URI of SQLite's. Immutable: a log or journal that lies beside the file is
 * not ours, and is neither read nor played back. */
static int
open_file(const char *path, sqlite3 **db)
{
	struct buf uri = BUF_INIT;
	int rc;

	buf_puts(&uri, *path == '/' ? "file://" : "file:");
	for (; *path != '\0'; path++)
		if (*path == '?' || *path == '#' || *path == '%')
			buf_printf(&uri, "%%%02x", (unsigned)*path);
		else
			buf_putc(&uri, *path);
	buf_puts(&uri, "?immutable=1");
	rc = db_open_guarded(buf_str(&uri), db);
	buf_free(&uri);
	return rc;
}

/* A pipe without a writer would let the program wait for ever. */
static bool
is_file_open(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* A number of the database's header; -1 where it is no database. */
static int
header_number(sqlite3 *db, const char *pragma)
{
	sqlite3_stmt *s = NULL;
	int n = -1;

	if (sqlite3_prepare_v2(db, pragma, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int(s, 0);
	sqlite3_finalize(s);
	return n;
}

static int
check_header(struct catalog *c)
{
	int version;

	if (header_number(c->db, "PRAGMA application_id") != APPLICATION_ID)
		return db_tell(c, "not a catalog of Sextant");
	version = header_number(c->db, "PRAGMA user_version");
	if (version == CATALOG_SCHEMA)
		return 0;
	return db_tell(c, "a catalog of schema %d, not %d: run `sextant map` "
	    "again", version, CATALOG_SCHEMA);
}

/* What the promises of a catalog are: those of this program and this schema. */
static void
put_promises(struct buf *what)
{
	buf_printf(what, "%s%s", SEXTANT_VERSION, db_schema);
}

/* Of the file at path, by what tells its states apart. */
static bool
stamp_of(const char *path, struct stamp *s)
{
	struct buf what = BUF_INIT;
	bool have;

	put_promises(&what);
	have = verified_stamp(path, buf_str(&what), s);
	buf_free(&what);
	return have;
}

/* By its bytes, of which the digest may be known. */
static bool
bytes_of(const char *path, const char *hex, struct stamp *s)
{
	struct buf what = BUF_INIT;
	bool have = true;

	put_promises(&what);
	if (hex != NULL)
		verified_digest(hex, buf_str(&what), s);
	else
		have = verified_bytes(path, buf_str(&what), s);
	buf_free(&what);
	return have;
}

void
db_note_sound(const char *path)
{
	struct stamp bytes;

	if (bytes_of(path, NULL, &bytes))
		verified_note(&bytes);
}

int
catalog_digest(const char *path, struct catalog_bytes *bytes)
{
	struct stamp stamp;

	*bytes->stamp = '\0';
	if (stamp_of(path, &stamp))
		memcpy(bytes->stamp, stamp.name, sizeof(bytes->stamp));
	return file_digest(path, bytes->hex);
}

/* What is known of a file before it is opened; either may be NULL. */
struct known {
	const char *stamp; /* all of it was looked at when it was so */
	const struct catalog_bytes *bytes;
};

/* Looks at all of it, unless its bytes were looked at, by us, by who wrote them or
 * by who opened it with the stamp known. */
static int
check_content(struct catalog *c, const struct known *known)
{
	struct stamp before, after, bytes;
	const char *hex = NULL;
	bool have = stamp_of(c->path, &before), noted;

	if (have && ((known->stamp != NULL &&
	    str_equal(before.name, known->stamp)) || verified_is(&before))) {
		memcpy(c->stamp, before.name, sizeof(c->stamp));
		return 0;
	}
	if (have && known->bytes != NULL &&
	    str_equal(before.name, known->bytes->stamp))
		hex = known->bytes->hex;
	have = have && bytes_of(c->path, hex, &bytes);
	noted = have && verified_is(&bytes);
	if (!noted && verify_catalog(c) == -1)
		return -1;
	if (have && stamp_of(c->path, &after) &&
	    str_equal(before.name, after.name)) {
		memcpy(c->stamp, after.name, sizeof(c->stamp));
		verified_note(&bytes);
		verified_note(&after);
		return 0;
	}
	/* Somebody writes to it. */
	return noted ? verify_catalog(c) : 0;
}

/* Says of a quiet one, too, that the disk gave it not; returns whether. SQLite
 * calls a file damaged where the system says EIO: why is what that said. */
static bool
is_unread(struct catalog *c, int why)
{
	int code = sqlite3_errcode(c->db) & 0xff;

	if (!c->unread && (why == EIO || code == SQLITE_IOERR ||
	    code == SQLITE_CANTOPEN)) {
		c->unread = true;
		if (c->quiet) {
			c->quiet = false;
			db_tell(c, "cannot read: %s", why == EIO ?
			    strerror(why) : sqlite3_errmsg(c->db));
		}
	}
	return c->unread;
}

/* unread NULL: it is told what is wrong with the catalog, too. */
static struct catalog *
open_known(const char *path, struct known known, bool *unread)
{
	struct catalog *c;
	struct stat st;

	if (!file_exists(path)) {
		log_error("%s: no such catalog: run `sextant build` first",
		    path);
		return NULL;
	}
	c = mem_alloc(sizeof(*c));
	c->path = mem_strdup(path);
	c->quiet = unread != NULL;
	errno = 0;
	if (!is_file_open(path)) {
		db_tell(c, "not a catalog of Sextant");
		goto fail;
	}
	if (open_file(path, &c->db) == -1) {
		db_error(c, "cannot read");
		goto fail;
	}
	if (stat(path, &st) == 0 && st.st_size <= MAPPED_MAX) /* before it is read */
		sqlite3_exec(c->db, "PRAGMA mmap_size=67108864", NULL, NULL,
		    NULL);
	if (check_header(c) == -1 || check_content(c, &known) == -1)
		goto fail;
	sqlite3_progress_handler(c->db, TURN, take_turn, c);
	/* All questions in one transaction: else each locks the file anew. */
	sqlite3_exec(c->db, "BEGIN", NULL, NULL, NULL);
	return c;
fail:
	if (unread != NULL)
		*unread = is_unread(c, errno);
	db_release(c);
	return NULL;
}

struct catalog *
catalog_open_digested(const char *path, const struct catalog_bytes *bytes)
{
	return open_known(path, (struct known){ NULL, bytes }, NULL);
}

struct catalog *
catalog_open(const char *path)
{
	return catalog_open_digested(path, NULL);
}

struct catalog *
catalog_again(const struct catalog *c)
{
	return open_known(c->path, (struct known){ c->stamp, NULL }, NULL);
}

void
catalog_close(struct catalog *c)
{
	if (c != NULL)
		db_release(c);
}

struct catalog *
catalog_try(const char *path, struct catalog_seen *seen)
{
	struct catalog *c;

	if (!file_exists(path))
		return NULL;
	c = open_known(path, (struct known){ seen->stamp, NULL },
	    &seen->unread);
	if (c != NULL)
		memcpy(seen->stamp, c->stamp, sizeof(seen->stamp));
	return c;
}

void
catalog_replaces(struct catalog *c, const struct catalog_seen *seen)
{
	memcpy(c->stamp, seen->stamp, sizeof(c->stamp));
}

int
catalog_inputs_seen(const char *path, char *key, size_t size,
    struct catalog_seen *seen)
{
	struct catalog *c = catalog_try(path, seen);
	sqlite3_stmt *s = NULL;
	int found = 0;

	if (c != NULL &&
	    sqlite3_prepare_v2(c->db, "SELECT value FROM meta WHERE key='inputs'"
	    " ORDER BY key", -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW) {
		str_copy(key, size,
		    (const char *)sqlite3_column_text(s, 0));
		found = 1;
	}
	sqlite3_finalize(s);
	catalog_close(c);
	return found;
}

int
catalog_inputs(const char *path, char *key, size_t size)
{
	struct catalog_seen none = { "" };

	return catalog_inputs_seen(path, key, size, &none);
}
