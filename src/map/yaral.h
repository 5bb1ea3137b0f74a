/* YARA-L rules (Google SecOps, detection rules): their meta sections. */
#ifndef MAP_YARAL_H
#define MAP_YARAL_H

#include <stddef.h>

#include "value/value.h"

/*
 * Reads rules ("rule NAME { meta: key = "value" ... events: ... }") into an
 * array of objects {name, meta {key: [values]}}, in the thread's arena. Only
 * the meta section is read; comments are skipped. See cloud.google.com,
 * "YARA-L 2.0 language syntax". 0, or -1 with *why filled: a rule without an
 * end, a meta line that is none.
 */
int yaral_parse(const char *text, size_t len, cJSON **docs,
    struct value_error *why);

#endif
