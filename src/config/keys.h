/*
 * The keys of a mapping, checked and read by a table.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef CONFIG_KEYS_H
#define CONFIG_KEYS_H

#include <regex.h>
#include <stddef.h>

#include "base/mem.h"
#include "value/value.h"

enum key_type {
	KEY_TEXT,   /* const char *: a scalar, not empty */
	KEY_LINE,   /* const char *: likewise, as strangers' words are told
	               (value/clean.h) */
	KEY_DAY,    /* const char *: YYYY-MM-DD */
	KEY_URL,    /* const char *: https://… or http://… */
	KEY_FLAG,   /* bool */
	KEY_COUNT,  /* int, from 0 */
	KEY_SHARE,  /* double, 0 to 1 */
	KEY_LIST,   /* struct strs: scalars, or one */
	KEY_FIELDS, /* struct fields: field paths, or one */
	KEY_CHOICE, /* int: place in more, a list of words ended by NULL */
	KEY_GROUP,  /* a mapping whose keys more, a table, has; same struct */
	KEY_OTHER,  /* read by more, a key_reader */
	KEY_SKIP,   /* somebody else reads it */
	KEY_END
};

/* Where a mapping stands, for messages; memory for what is read. */
struct keys_at {
	const char *path;
	struct arena *mem;
};

typedef int (*key_reader)(const struct keys_at *at, const cJSON *node,
    void *into);

struct key {
	const char *name;
	enum key_type type;
	size_t offset;    /* in the struct */
	const void *more; /* by type */
	key_reader read;  /* KEY_OTHER */
};

/*
 * Reads the members of node into the struct at into. An unknown key, or one of
 * a wrong type, is an error: path:line: key: what. Returns 0, or -1. A key
 * that is absent leaves its place as it is. Lists replace what was there.
 */
int keys_read(const struct keys_at *at, const cJSON *node,
    const struct key *table, void *into);

/* Reads one node as a key of that type, whatever its name. */
int keys_read_one(const struct keys_at *at, const cJSON *node,
    const struct key *key, void *into);

/* Says path:line: what; returns -1. */
int keys_error(const struct keys_at *at, const cJSON *node, const char *fmt,
    ...) __attribute__((format(printf, 3, 4)));

/* A path that the file has, from the file's folder; NULL stays NULL. Lives as
 * long as what is read. */
const char *keys_path(const struct keys_at *at, const char *path);

/* Frees the lists and field paths that keys_read has put by that table into the
 * struct at into, and leaves them empty; what a reader has put is its own. */
void keys_free(const struct key *table, void *into);

/* Reads the YAML file at path: its only document, a mapping. Lives in mem.
 * Returns 0, or -1. text (may be NULL) gets the file's bytes. */
struct buf;
int keys_load(const char *path, struct arena *mem, cJSON **doc,
    struct buf *text);

/* Compiles an extended regular expression with a group, case ignored, in place of that
 * which is there; pattern NULL: none. Returns 0, or -1 after reporting the error at
 * node, of that key. The other frees it, and leaves none. */
int keys_regex(const struct keys_at *at, const cJSON *node, const char *key,
    const char *pattern, regex_t **regex);
void keys_regex_free(regex_t **regex);

#endif
