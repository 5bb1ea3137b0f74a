/*
 * The database behind the catalog, for this folder only.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef CATALOG_DB_H
#define CATALOG_DB_H

#include <sqlite3.h>
#include <stdarg.h>

#include "base/buf.h"
#include "base/temp.h"
#include "catalog/catalog.h"
#include "catalog/each.h"
#include "catalog/seek.h"
#include "catalog/seen.h"

/* Statements that seek.c asks one after the other. */
enum { SEEK_PLACE_PARTS = 5, SEEK_NAME_PARTS = 4 };

/* Numbers of statements: put.c's from 0, each query's, and others'. */
enum {
	STATEMENT_QUERY = 96,
	STATEMENT_COUNTS = STATEMENT_QUERY + Q_END,
	STATEMENT_COUNTS_OF,
	STATEMENT_KEPT,
	STATEMENT_KEPT_OF,
	STATEMENT_BELOW,
	STATEMENT_OUTCOMES,
	STATEMENT_CONTROLS,
	STATEMENT_CLOSERS,
	STATEMENT_ANSWERS,
	STATEMENT_ADOPTABLE,
	STATEMENT_RUNS,
	STATEMENT_LACKING,
	STATEMENT_PAIRS,
	STATEMENT_PAIR_NUMBERS,
	STATEMENT_CALLED,
	STATEMENT_SYNONYM,
	STATEMENT_CHOOSES,
	STATEMENT_CHOOSES_COUNTED,
	STATEMENT_KEEP,
	STATEMENT_NEW,
	STATEMENT_SEEK_PLACES,
	STATEMENT_SEEK_NAMES = STATEMENT_SEEK_PLACES + SEEK_PLACE_PARTS,
	STATEMENT_SEEK_THINGS = STATEMENT_SEEK_NAMES + SEEK_NAME_PARTS,
	STATEMENT_SEEK_BLOCKS = STATEMENT_SEEK_THINGS + SEEK_BLOCKS,
	STATEMENT_SEEK_WORDS,
	STATEMENT_SEEK_COUNT,
	STATEMENT_SEEK_TITLES,
	STATEMENT_SEEK_VOTES,
	STATEMENT_SEEK_USED,
	STATEMENT_SEEK_DETAILS, /* one a block, seek.h */
	STATEMENT_INDEX = STATEMENT_SEEK_DETAILS + 10,
	STATEMENT_COLUMNS,
	STATEMENT_WORDS,
	STATEMENT_PLACES,
	STATEMENT_INDEXED,
	STATEMENT_INDEXED_CONTROLS,
	STATEMENT_HEADS, /* heads.c's */
	STATEMENTS_MAX = STATEMENT_HEADS + 6,
};

/* Does a mapping m add one to its technique's count? */
#define COUNTS "m.counted AND NOT m.aside"

/* A source of that number of which no figures are kept yet: of what is laid they are. */
#define IS_NEW(source) source " NOT IN (SELECT source FROM total)"

/* The order of mappings m of controls k: the strongest first. */
#define BEST_FIRST \
	"m.evidence DESC, k.type <> 'rule', k.severity DESC, k.pk"

/* Of techniques by a column: those in a list of pks, ?1, or (NULL) all. With it an
 * index leads to them. */
#define OF_THESE(column) \
	column " IN (SELECT value FROM json_each(ifnull(?1," \
	" (SELECT json_group_array(pk) FROM technique))))"

/* Is a control k among those that figures of that word (words.h: of) count? */
#define IS_ASKED(of) "(" of " = 'all' OR k.whose = " of ")"

/* A column: how many controls of a kind count for the technique t, of what is kept. */
#define COUNT_OF(t, kind) \
	"(SELECT ifnull(sum(n.count), 0) FROM technique_count n JOIN source s" \
	" ON s.ord = n.source WHERE n.technique = " t ".pk AND s.kind = '" kind "'" \
	" AND (s.perspective = 'all' OR n.whose = s.perspective)) AS " kind

/* The techniques where a control k has its best evidence, from E3 on: below, it
 * is the same for all. */
#define PROVED(between) \
	"(SELECT group_concat(id, " between ") FROM (SELECT DISTINCT t.id" \
	" FROM mapping m JOIN technique t ON t.pk = m.technique" \
	" WHERE m.control = k.pk AND t.state = 'active' AND k.evidence >= 3" \
	" AND m.evidence = k.evidence ORDER BY t.pk))"

enum { RARE_MAX = 3 };

/* "sxtn": says in the file's header whose file it is. */
enum { APPLICATION_ID = 0x7378746e };

/* The text of schema.sql. */
extern const char db_schema[];

struct catalog {
	sqlite3 *db; /* NULL while it is built: a sketch */
	char *path;  /* where it stands, or is to stand */
	struct temp aside; /* where it is built; not begun: read-only */
	struct buf bytes; /* of the file, where these are read; else empty */
	bool quiet;  /* what is wrong with it is not told */
	bool unread; /* its bytes could not be had, and that was told */
	int turns; /* that its questions took */
	struct telling *telling; /* NULL: its rows are not digested */
	bool laid;   /* it has its ground: ground.h */
	char stamp[STAMP_SIZE]; /* of the file that was looked at: this one, or
	                           the one that it is to replace; or "" */
	sqlite3_stmt *statements[STATEMENTS_MAX]; /* by number, made once */
	enum { UNASKED, SOME, NONE } none[RARE_MAX]; /* query.c's rare questions */
};

/*
 * Opens for reading, so that nothing in a file of others is run: no view, no
 * trigger, no function that its schema names (sqlite.org/security.html). 0, or
 * -1, unsaid; *db is to be closed either way.
 */
int db_open_guarded(const char *name, sqlite3 **db);

/* Notes that what was just written to path keeps the promises of a catalog: nobody
 * need look whether these bytes do (base/verified.h). */
void db_note_sound(const char *path);

/* Closes and frees. */
void db_release(struct catalog *c);

/* Says path: text, unless it is quiet; returns -1. */
int db_tell(struct catalog *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Says path: what: SQLite's own words, likewise. */
int db_error(struct catalog *c, const char *what);

/* The prepared statement of a number; NULL on error. Reset and unbound. */
sqlite3_stmt *db_statement(struct catalog *c, int number, const char *sql);

/* Runs statements that give no rows; returns 0, or -1. */
int db_execute(struct catalog *c, const char *sql);

/* Runs a statement of a number that gives no rows, its parameters bound by types, a
 * letter each: s text (NULL is NULL), i long long, k a key (0 is NULL), d double.
 * Returns 0, or -1. */
int db_insert(struct catalog *c, int number, const char *sql, const char *types,
    va_list values);

/* Binds a list as JSON, for json_each; an empty one is NULL. */
void db_bind_list(sqlite3_stmt *s, int place, const struct strs *list);

/* Every row of a statement that has its parameters, as catalog_rows. */
int db_rows(struct catalog *c, sqlite3_stmt *s, cJSON **rows);

/* Likewise, as catalog_each. */
int db_each(struct catalog *c, sqlite3_stmt *s, each_rows some, void *ctx);

/* Makes what stands at path the previous catalog; where that is none that can
 * be read there is no previous one any more. Returns 0, or -1. */
int previous_keep(const char *path, struct catalog_seen *seen);

#endif
