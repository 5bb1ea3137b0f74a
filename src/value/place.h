/* Where in a text a character stands: its byte, and its line. */
#ifndef VALUE_PLACE_H
#define VALUE_PLACE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A place in UTF-8, moved by characters, as libyaml counts them. Lines end as
 * in an editor, with LF, CRLF or CR; libyaml's own also end with U+0085,
 * U+2028 and U+2029, as in YAML 1.1.
 */
struct place {
	const char *text;
	size_t len;
	bool simple; /* ASCII, and its lines end with LF */
	size_t index, byte;
	int line;
};

/* At the start of the text, which is borrowed. */
void place_start(struct place *p, const char *text, size_t len);

/* To the character of that index; cheap where it is near. */
void place_move(struct place *p, size_t index);

/* The line of a byte, counted from the start of the text. */
int place_line(const struct place *p, size_t byte);

/*
 * The first byte from at to end that is no anchor, tag, comment or white
 * space: where a scalar itself starts. Adds the lines passed to *line.
 */
size_t place_skip_properties(const struct place *p, size_t at, size_t end,
    int *line);

#endif
