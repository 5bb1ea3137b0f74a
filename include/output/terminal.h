/* Text for people: colour and links on a terminal, plain elsewhere. */
#ifndef OUTPUT_TERMINAL_H
#define OUTPUT_TERMINAL_H

#include <stdbool.h>

#include "base/buf.h"

enum terminal_style { STYLE_PLAIN, STYLE_STRONG, STYLE_QUIET, STYLE_WARN };

/* Text gathered for standard output. Starts with terminal_begin. */
struct terminal {
	struct buf text;
	bool styled; /* colour and links */
};

/* How this run prints: styled "always" or "never", or as the environment says
 * ("auto", NULL); with no_pager never through a pager. */
void terminal_choose(const char *when, bool no_pager);

/* Unless terminal_choose says otherwise, styled where standard output is a
 * terminal, TERM is not dumb and NO_COLOR (no-color.org) is not set; or where
 * CLICOLOR_FORCE is set. */
void terminal_begin(struct terminal *t);

/* Appends what escape_terminal makes of s: nobody's text moves the cursor. */
void terminal_put(struct terminal *t, enum terminal_style style,
    const char *s);

/* Appends plain text by a format; what stands in %s must be our own. */
void terminal_printf(struct terminal *t, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Appends s, as a link (OSC 8) to url where styled; url may be NULL. */
void terminal_link(struct terminal *t, const char *s, const char *url);

/*
 * Columns of a line on standard output: $COLUMNS, else the terminal's; 0 where
 * it is none: then nothing need be cut.
 */
int terminal_columns(void);

/* Columns that s takes: wide characters two, combining ones none. */
int terminal_width(const char *s);

/* Appends s and spaces up to width columns; at least one space. */
void terminal_pad(struct terminal *t, const char *s, int width);

/*
 * Appends text broken at its spaces into lines of at most columns (0: as it
 * is), after a line's first `at` columns, which are there; the next lines start
 * with indent spaces. Ends the line.
 */
void terminal_wrap(struct terminal *t, int at, int indent, const char *text,
    int columns);

/* The start of s that takes at most width columns, with a "…" where that is not
 * all; caller frees. */
char *terminal_cut(const char *s, int width);

/* Prints what t has so far, if that is much and no pager may have to show it. */
void terminal_flush(struct terminal *t);

/* Prints all and empties t; through a pager where standard output is a terminal
 * with fewer lines. */
void terminal_end(struct terminal *t);

#endif
