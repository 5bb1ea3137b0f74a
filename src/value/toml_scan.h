/*
 * Reading a TOML text piece by piece: what toml.c is made of.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef VALUE_TOML_SCAN_H
#define VALUE_TOML_SCAN_H

#include "grow.h"

/*
 * What is left of a text that toml_check has passed. Lines are counted as they
 * are gone over.
 */
struct toml_scan {
	const char *text; /* byte ranges count from here */
	const char *at, *end;
	int line;
	struct grow tree;
};

/* Fills why with the line that the scan is at; always -1. */
int toml_fail(struct toml_scan *s, const char *what);

/* The byte that comes next, or -1 at the end. */
int toml_peek(const struct toml_scan *s);

/* Goes over spaces and tabs. */
void toml_skip_space(struct toml_scan *s);

/*
 * Goes over spaces, a comment and the line end behind them; at the end of the
 * text, too. False where something else stands on the line.
 */
bool toml_skip_line_end(struct toml_scan *s);

/*
 * Takes a string, and what it means into *text, in cJSON's memory: a basic or
 * literal one, and where that is allowed one of several lines. The scan is at
 * its quote. Returns 0, or -1.
 */
int toml_take_string(struct toml_scan *s, bool may_have_lines, char **text);

/*
 * Takes a value without quotes or brackets (a number, boolean, date, time) and
 * sets node's type, text and number. Returns 0, or -1.
 */
int toml_take_bare(struct toml_scan *s, cJSON *node);

/*
 * Before the first of these: has the text only characters that TOML allows
 * somewhere, and a line feed behind each carriage return? Returns 0, or -1.
 */
int toml_check(struct toml_scan *s);

#endif
