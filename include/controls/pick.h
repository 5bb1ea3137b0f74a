/* Fields and rules of a definition, asked of one node. */
#ifndef CONTROLS_PICK_H
#define CONTROLS_PICK_H

#include <stdbool.h>
#include <stddef.h>

#include "config/source.h"
#include "controls/documents.h"
#include "value/findings.h"

struct logs;

/* What is known while one control is read. */
struct taking {
	const struct source *s;
	const struct document *d;
	const cJSON *doc, *node;
	struct arena *mem;
	struct findings *f;
	bool part; /* a document before it in its file may be its head */
	bool look; /* keep what a control names as it stands in the tree */
	const struct logs *logs; /* or NULL: nobody asks what it needs */
};

/* The text of the first alternative that is there and not empty, trimmed and in
 * the arena; or NULL. */
const char *pick_text(const struct taking *t, const struct fields *f);

/* The text trimmed, and cut to max bytes in whole characters. */
char *pick_cut(const struct taking *t, const char *text, size_t max);

/* As pick_text, on one line, without control characters, cut after 500 bytes. */
const char *pick_line(const struct taking *t, const struct fields *f);

/* As pick_line, where 2022/08/09 becomes 2022-08-09, and a day with a time only
 * the day. */
const char *pick_day(const struct taking *t, const struct fields *f);

/* Every node of all the alternatives. Frees: v. */
struct nodes pick_nodes(const struct taking *t, const struct fields *f);

/* Likewise; the node itself where there are no alternatives. */
struct nodes pick_nodes_or_self(const struct taking *t,
    const struct fields *f);

/* The next match of regex in text from byte *from on, which moves behind it: where
 * its first group is in text. False: there is none with that group, or an empty
 * one. ^ is the text's beginning alone. */
bool pick_match(const regex_t *regex, const char *text, size_t *from,
    regmatch_t *group);

/* How many of the alternatives are there, and not empty. */
size_t pick_count(const struct taking *t, const struct fields *f);

/* Do all conditions of the rule hold? One without conditions holds. */
bool pick_rule_holds(const struct taking *t, const struct rule *r);

/* Does one of the rules hold? */
bool pick_any_rule(const struct taking *t, const struct rules *rules);

/* Is the node what the definition reads: by its keys has, has_any, has_none,
 * when and only? */
bool pick_is_read(const struct taking *t);

/* The word of the first rule that holds, or otherwise. */
const char *pick_first_rule(const struct taking *t, const struct rules *rules,
    const char *otherwise);

#endif
