/* What `sextant show` prints: a technique, a control, or what else there is. */
#ifndef TEXT_SHOW_H
#define TEXT_SHOW_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "output/writer.h"

/* Of each source, unless all: so many controls that count, and others; one more where that
 * is all that is left. */
enum { SHOW_CONTROLS = 10, SHOW_OTHERS = 3 };

/* Prints a technique's model with its view (model/technique_select.h), as wide as the
 * terminal. Long lists are cut, and say so, unless all. */
void show_print(const cJSON *technique, bool all);

/* Prints a control's model (model/control.h), and its coverage
 * (subject_of_control), likewise. */
void show_print_control(const cJSON *control, const cJSON *coverage, bool all);

/* Prints what subject_make made likewise; or all of it as Markdown. */
void show_print_subject(const cJSON *subject, bool markdown, bool all);

/*
 * Appends the techniques of a model with its coverage (subject.h), the first few
 * of them unless all, and in Markdown all; returns how many are left out. The
 * other appends what the figures are made of.
 */
int show_put_techniques(struct writer *w, const cJSON *m, bool all);
void show_put_basis(struct writer *w, const cJSON *m);

/* Appends ATT&CK's description, or its first paragraph, as indented text. */
void show_put_description(struct terminal *t, int columns,
    const char *description, bool whole);

/* Prints "  name       text", the text broken in a column of its own; nothing if it
 * is NULL. */
void show_put_row(struct terminal *t, int columns, const char *name,
    const char *text);

#endif
