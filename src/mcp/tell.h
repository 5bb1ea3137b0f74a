/* What several tools tell alike. */
#ifndef MCP_TELL_H
#define MCP_TELL_H

#include "tool.h"

#define END { FIELD_END, NULL, NULL }

/* Appends the sentences of an answer's domains: their member text, and why. */
void tell_domains(struct buf *out, const cJSON *domains);

/* Adds a row's fields as an item, with item (or NULL) saying what it is. */
cJSON *tell_item(struct telling *to, const char *item, const cJSON *row,
    const struct field *fields);

/* Leaves out the domain of items where there is only one. */
void tell_one_domain(struct telling *to, const cJSON *domains);

/* Adds as name what each control of a list is called: "sigma: A rule (E1)", at most
 * so many. */
void tell_controls(cJSON *to, const char *name, const cJSON *controls, int most);

/* What a control of the kind counts for, in the definition exact. */
#define COUNTS_FOR \
	"An active control counts for the very technique that it names (definition exact), " \
	"not for its parent or sub-techniques."

#define EVIDENCE_MEANS \
	"Evidence: E0 it names the technique, E1 mature by its authors' word, E2 comes with " \
	"data that it is tested on, E3 names a test that it is meant for, E4 fired on a " \
	"public test, E5 fired in a test of yours."

#endif
