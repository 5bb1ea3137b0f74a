/* The database behind the catalog, for this folder only. */
#ifndef CATALOG_DB_H
#define CATALOG_DB_H

#include <sqlite3.h>

#include "catalog/catalog.h"

enum { STATEMENTS_MAX = 128 };

struct catalog {
	sqlite3 *db;
	char *path;  /* where it stands, or is to stand */
	char *aside; /* where it is built, or NULL: read-only */
	sqlite3_stmt *statements[STATEMENTS_MAX]; /* by number, made once */
};

/* Says path: what: SQLite's own words; returns -1. */
int db_error(struct catalog *c, const char *what);

/* The prepared statement of a number; NULL once said. Reset and unbound. */
sqlite3_stmt *db_statement(struct catalog *c, int number, const char *sql);

#endif
