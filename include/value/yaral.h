/* YARA-L rules (Google SecOps, detection rules): their meta sections, and what
 * stands behind these. */
#ifndef VALUE_YARAL_H
#define VALUE_YARAL_H

#include <stddef.h>

#include "value/value.h"

/*
 * Reads len bytes at text, which a NUL follows: rules, each "rule NAME { meta:
 * key = "value" ... events: ... }", into an array of objects {name, meta {key:
 * [values]}, body}, in the thread's arena. Only the meta section is read, in which
 * comments are skipped; body is the text behind it, absent where there is none. A
 * rule ends with a brace that stands first on its line, or where
 * a section would begin. See cloud.google.com, "YARA-L 2.0 language syntax". 0,
 * or -1 with *why filled: an unterminated rule, a meta line that is none, more
 * than 1,000 of them, more than 1 MiB.
 */
int yaral_parse(const char *text, size_t len, cJSON **docs,
    struct value_error *why);

/* Likewise the text of a string, which an arena holds: the node becomes the
 * array, all of it in the node's line. 0, or -1 with *why filled: then the node
 * is as it was. */
int yaral_unfold(cJSON *node, struct value_error *why);

#endif
