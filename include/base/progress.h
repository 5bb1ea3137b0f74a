/*
 * How far a stage has come, on standard error: one line that is drawn again
 * where that is a terminal, a line for each thing elsewhere, nothing when
 * quiet.
 */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/* Starts with progress_begin. For one thread. */
struct progress {
	const char *verb;
	size_t done, all;
	long long bytes;
	long long drawn_at; /* milliseconds of a clock that only runs forward */
	bool bar;           /* a terminal, and not quiet */
	bool lines;         /* no terminal, and not quiet */
	bool shown;         /* the bar stands on the terminal now */
};

/* verb ("fetching") is borrowed until progress_end; all things are to come. */
void progress_begin(struct progress *p, const char *verb, size_t all,
    bool quiet);

/* More bytes came; draws at most ten times a second. */
void progress_add_bytes(struct progress *p, size_t n);

/* One more thing is done: what happened to it, as one line where there is no
 * bar. */
void progress_step(struct progress *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* One line of the whole, where there is no bar. */
void progress_note(struct progress *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* One more thing is done, of which all was said. */
void progress_pass(struct progress *p);

/* Takes the bar away, so that a line can be said; it comes back by itself. */
void progress_hide(struct progress *p);

/* Takes the bar away for good. */
void progress_end(struct progress *p);

struct buf;

/* "512 bytes", "1.2 MB": for people; powers of ten. Appended to b. */
void progress_put_size(struct buf *b, long long bytes);

#endif
