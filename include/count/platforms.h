/*
 * The platforms that bound figures: the selection's, or the scope's.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef COUNT_PLATFORMS_H
#define COUNT_PLATFORMS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/buf.h"
#include "catalog/catalog.h"
#include "words/words.h"

/* Rows of Q_TECHNIQUES, with its parameter. If the selection (NULL: all) has
 * platforms, techniques for none of them are out of scope, with that as their
 * reason. Returns 0, or -1. */
int platforms_techniques(struct catalog *c, const struct catalog_selection *s,
    const char *pks, cJSON **rows);

/* Is the technique out of scope only because it is for no selected platform? */
bool platforms_left_out(const cJSON *technique);

/* Appends their names: "Linux, Containers or macOS". */
void platforms_put(struct buf *out, const cJSON *platforms);

/* Is one of the object's platforms selected? True if none are selected. */
bool platforms_has(const cJSON *technique, const struct catalog_selection *s);

/*
 * Sets *list to the platforms that bound a domain's figures, as ATT&CK spells
 * them: those selected that the domain has, else the scope's. NULL if nothing
 * bounds them; an empty list if no technique of the domain is for a selected
 * platform. row is one of Q_DOMAINS. Returns 0, or -1.
 */
int platforms_of(struct catalog *c, const cJSON *row,
    const struct catalog_selection *s, cJSON **list);

/* Appends before and "191 by detection rules that name Linux, 62 only by
 * detection rules that name no platform", of a figure {covered, named} of a
 * kind that the platforms bound. Appends nothing if they are NULL or empty, or
 * nothing is covered. */
void platforms_put_apart(struct buf *out, const char *before,
    const cJSON *figure, enum kind kind, const cJSON *platforms);

/* Adds apart, what platforms_put_apart says of the figure, or false if that is
 * nothing. */
void platforms_add_apart(cJSON *to, const cJSON *figure, enum kind kind,
    const cJSON *platforms);

/* Replaces the names of platforms by ATT&CK's spelling. Returns 1; 0, after
 * appending to why, if one is unknown or out of scope; -1 after reporting the
 * error. */
int platforms_resolve(struct catalog *c, struct strs *platforms,
    struct buf *why);

/* Is no technique of the domain {id, version, platforms} for a selected
 * platform? If so, says so in out. */
bool platforms_none(const cJSON *domain, struct buf *out);

#endif
