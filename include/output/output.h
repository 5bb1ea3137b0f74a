/* Output for other programs: to a file or standard output. */
#ifndef OUTPUT_OUTPUT_H
#define OUTPUT_OUTPUT_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "output/options.h"

#define OPT_OUTPUT(path) \
	{ OPT_TEXT, 'o', "output", "FILE", &(path), \
		"output file (-: standard output)" }

/* Is the path (NULL: not given) standard output? */
bool output_is_standard(const char *path);

/*
 * Writes the bytes to the path, a file that appears whole or not at all,
 * through what is no file there, or to standard output. Returns 0, or -1 after
 * reporting the error.
 */
int output_write(const char *path, const struct buf *bytes);

/* Appends the model as JSON and a line feed; a byte that is no UTF-8, of a
 * file's name perhaps, is U+FFFD. */
void output_put_json(struct buf *b, const cJSON *model);

/*
 * A model whose list, an empty array in it, has more elements than shall be in
 * memory: appends the JSON of output_put_json up to the first of them, and to
 * behind what comes after the last. Between these each element is put, at the
 * list's depth in the model (1: the model itself).
 */
void output_begin_list(struct buf *b, const cJSON *model, cJSON *list,
    struct buf *behind);
void output_put_element(struct buf *b, const cJSON *element, int depth,
    bool first);

/* The same of a model as JSON and a line feed; -1 also where it is NULL. */
int output_write_json(const char *path, const cJSON *model);

#endif
