/* What the members of an object of ATT&CK say, copied. */
#ifndef ATTACK_COPY_H
#define ATTACK_COPY_H

#include "attack/stix.h"
#include "value/value.h"

/* A text on one line; prose; a text on one line that is not empty. In the
 * arena; NULL: there is none. */
const char *take_line(const cJSON *node, const char *member,
    struct arena *mem);
const char *take_prose(const cJSON *node, const char *member,
    struct arena *mem);
const char *take_name(const cJSON *node, const char *member,
    struct arena *mem);

bool take_flag(const cJSON *node, const char *member);

/* The object's ATT&CK id, where it can name a page, and its address, from its
 * external references; or NULL. */
void take_id(const cJSON *node, struct arena *mem, const char **id,
    const char **url);

/* Strings of a list, or a member of its objects; the list in the arena. */
struct strs take_words(const cJSON *list, const char *member,
    struct arena *mem);

/* What the description cites. */
void take_references(const cJSON *node, struct arena *mem,
    struct stix_technique *t);

/* The phases of an ATT&CK kill chain. */
struct strs take_phases(const cJSON *list, struct arena *mem);

/* The domain (enum source_domain) whose kill chain has a phase there; -1: none. */
int take_domain(const cJSON *list);

#endif
