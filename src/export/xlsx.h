/*
 * A workbook of Office Open XML (ECMA-376), as spreadsheets open it: tables, each a
 * sheet whose head stays and whose columns can be filtered. Texts are texts, whatever
 * they look like: none is a formula. Of the same tables the bytes are the same.
 */
#ifndef EXPORT_XLSX_H
#define EXPORT_XLSX_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum {
	XLSX_ROWS = 1048575, /* that a sheet has below its head */
	XLSX_LINKS = 65530,  /* that a sheet has; what is behind them is plain text */
	XLSX_TEXT_MAX = 32767, /* of a cell, in units of UTF-16; the rest is "…" */
	XLSX_NAME = 32       /* of a sheet, with the NUL */
};

/* How a member of a row is written. What a row does not have is an empty cell. */
enum xlsx_cell {
	XLSX_TEXT,
	XLSX_LINK,   /* text that leads to the row's url, where that is on the web */
	XLSX_NUMBER,
	XLSX_SHARE,  /* a number from 0 to 1, in percent */
	XLSX_DAY,    /* a date where it is one (base/date.h), else text */
	XLSX_LIST,   /* strings, joined by ", " */
	XLSX_LEVEL   /* of evidence: "E2" */
};

struct xlsx_column {
	const char *name;
	enum xlsx_cell cell;
	const char *in; /* the member whose member it is; or NULL */
	const char *member;
};

struct xlsx_sheet {
	char name[XLSX_NAME]; /* xlsx_name */
	const struct xlsx_column *columns;
	size_t ncolumns;
	const cJSON *rows; /* an array of objects */
	bool prose; /* its last column has whole sentences; nothing to filter */
};

struct xlsx_book {
	const char *title, *author;
	const char *day; /* that it says it was made on; NULL: 1970 */
	const struct xlsx_sheet *sheets;
	size_t n;
};

/* A name for the sheet that is to follow n others: what is said, without what
 * spreadsheets do not allow, and told apart where one is called so already. */
void xlsx_name(const struct xlsx_sheet *sheets, size_t n, const char *said,
    char name[XLSX_NAME]);

/* Appends the book. Returns 0, or -1 after reporting the error. */
int xlsx_put(const struct xlsx_book *book, struct buf *out);

#endif
