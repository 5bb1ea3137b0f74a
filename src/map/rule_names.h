/* By which names others call controls: ids, and addresses of their files. */
#ifndef MAP_RULE_NAMES_H
#define MAP_RULE_NAMES_H

#include "base/lookup.h"
#include "inputs.h"

/* A control, and where it is from. */
struct named_rule {
	struct control *k;
	const struct input *of;
};

/* All that others may call controls, in lower case, as places of rules. Starts
 * as { 0 }; rule_names_free. */
struct rule_names {
	struct named_rule *rules;
	size_t n;
	struct lookup ids, paths, files;
	struct lookup tests; /* active ones, by their titles */
	struct arena mem;
};

/* Adds the controls of all inputs, which stay where they are. */
void rule_names_add(struct rule_names *b, struct inputs *in);
void rule_names_free(struct rule_names *b);

/* The controls of an id (ASCII case ignored), in their order; *n of them. */
const struct lookup_entry *rule_names_find_id(struct rule_names *b,
    const char *id, size_t *n);

/* The active tests of a title (ASCII case ignored); likewise. */
const struct lookup_entry *rule_names_find_test(struct rule_names *b,
    const char *title, size_t *n);

/*
 * The control of a file's address, https://github.com/OWNER/REPO/blob/REF/PATH:
 * by its path, or, where the file has moved, by its name if only one has it;
 * NULL where there is none. *file: is it the address of a file?
 */
const struct lookup_entry *rule_names_find_link(struct rule_names *b,
    const char *link, bool *file);

#endif
