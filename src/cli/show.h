/* A technique, or a control, as text. */
#ifndef CLI_SHOW_H
#define CLI_SHOW_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "output/terminal.h"

/* Prints a technique's model with its view (model/technique_select.h), as wide as the
 * terminal. Long lists are cut, and say so, unless all. */
void show_print(const cJSON *technique, bool all);

/* Prints a control's model (model/control.h) likewise. */
void show_print_control(const cJSON *control, bool all);

/* Prints "  name       text", the text broken in a column of its own; nothing if it
 * is NULL. */
void show_put_row(struct terminal *t, int columns, const char *name,
    const char *text);

#endif
