/* By which names others call controls: ids, and addresses of their files. */
#ifndef MAP_RULE_NAMES_H
#define MAP_RULE_NAMES_H

#include "inputs.h"

/* A control by one of its names. */
struct name {
	const char *text;   /* id, path or file name; lower case */
	const char *github; /* of a path or file name: the repository */
	struct control *k;
	const struct input *of;
	size_t i; /* equal names stay in the order of the controls */
};

struct names {
	struct name *v;
	size_t n;
};

/* All that others may call controls, each list sorted. Starts as { 0 };
 * rule_names_free. */
struct rule_names {
	struct names ids, paths, files;
	struct arena mem;
};

/* Writes down the controls of all inputs, which stay where they are. */
void rule_names_write(struct rule_names *b, struct inputs *in);
void rule_names_free(struct rule_names *b);

/* The controls of an id (ASCII case ignored), in their order; *n of them. */
const struct name *rule_names_find_id(struct rule_names *b, const char *id, size_t *n);

/*
 * The control of a file's address, https://github.com/OWNER/REPO/blob/REF/PATH:
 * by its path, or, where the file has moved, by its name if only one has it;
 * NULL where there is none. *file: is it the address of a file?
 */
const struct name *rule_names_find_link(struct rule_names *b, const char *link,
    bool *file);

#endif
