/* Fields and rules of a definition, asked of one node. */
#ifndef CONTROLS_PICK_H
#define CONTROLS_PICK_H

#include <stdbool.h>
#include <stddef.h>

#include "config/source.h"
#include "controls/documents.h"
#include "value/findings.h"

/* What is at hand while one control is taken. */
struct taking {
	const struct source *s;
	const struct document *d;
	const cJSON *doc, *node;
	struct arena *mem;
	struct findings *f;
	bool part; /* a document before it in its file may be its head */
	bool look; /* keep what a control names as it stands in the tree */
};

/* The first of the alternatives that is there and not empty, trimmed and in
 * the arena; NULL: none. */
const char *pick_text(const struct taking *t, const struct fields *f);

/* text trimmed, and no longer than max bytes in whole characters. */
char *pick_cut(const struct taking *t, const char *text, size_t max);

/* The same as one line, without control characters and cut after 500 bytes. */
const char *pick_line(const struct taking *t, const struct fields *f);

/* The same, where 2022/08/09 becomes 2022-08-09. */
const char *pick_day(const struct taking *t, const struct fields *f);

/* Every node of all the alternatives. Frees: v. */
struct nodes pick_nodes(const struct taking *t, const struct fields *f);

/* Likewise; the node itself where there are no alternatives. */
struct nodes pick_nodes_or_self(const struct taking *t,
    const struct fields *f);

/* How many of the alternatives are there, and not empty. */
size_t pick_count(const struct taking *t, const struct fields *f);

/* Does all that the rule asks for hold? One that asks for nothing holds. */
bool pick_rule_holds(const struct taking *t, const struct rule *r);

/* The word of the first rule that holds. */
const char *pick_first_rule(const struct taking *t, const struct rules *rules,
    const char *otherwise);

#endif
