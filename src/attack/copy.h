/* Members of an object of ATT&CK, copied into an arena. */
#ifndef ATTACK_COPY_H
#define ATTACK_COPY_H

#include "attack/stix.h"
#include "value/value.h"
#include "words/words.h"

/* A text on one line; prose; a text on one line that is not empty. NULL: there
 * is none. */
const char *copy_line(const cJSON *node, const char *member,
    struct arena *mem);
const char *copy_prose(const cJSON *node, const char *member,
    struct arena *mem);
const char *copy_name(const cJSON *node, const char *member,
    struct arena *mem);

/* Is the member true? */
bool copy_flag(const cJSON *node, const char *member);

/* The object's id of ATT&CK or, where it is not NULL, of the framework, where it can
 * name a page, and its address, from its external references; or NULL. */
void copy_id(const cJSON *node, const struct framework *of, struct arena *mem,
    const char **id, const char **url);

/* The first element of a member that is an array; or NULL. */
const cJSON *copy_elements(const cJSON *node, const char *member);

/* The strings of such a member. */
struct strs copy_words(const cJSON *node, const char *member,
    struct arena *mem);

/* What the description cites: all references but its own. */
void copy_references(const cJSON *node, const struct framework *of,
    struct arena *mem, struct stix_technique *t);

/* The tactics of a technique, by the phases of its own kill chains, and the
 * domain of the first. */
void copy_phases(const cJSON *node, const struct framework *of, struct arena *mem,
    struct stix_technique *t);

#endif
