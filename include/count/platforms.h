/*
 * Which platforms figures are bounded by: those chosen, or the scope's.
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

/* Rows of Q_TECHNIQUES; where the selection (NULL: all) has platforms, those
 * with none of them are out of scope, and say so. Returns 0, or -1. */
int platforms_techniques(struct catalog *c, const struct catalog_selection *s,
    cJSON **rows);

/* Is the technique out of scope only because it is for none of those chosen? */
bool platforms_left_out(const cJSON *technique);

/* Appends their names: "Linux, Containers or macOS". */
void platforms_put(struct buf *out, const cJSON *platforms);

/* Is one of the technique's member platforms chosen, or none asked for? */
bool platforms_has(const cJSON *technique, const struct catalog_selection *s);

/*
 * The platforms that bound a domain's figures, as ATT&CK spells them, into
 * *list: those chosen that it has, else the scope's. NULL: nothing does; an
 * empty list: no technique of it is for one of those chosen. row is one of
 * Q_DOMAINS. Returns 0, or -1.
 */
int platforms_of(struct catalog *c, const cJSON *row,
    const struct catalog_selection *s, cJSON **list);

/* Appends before and "191 by detection rules that name Linux, 62 only by
 * detection rules that name no platform", of a figure, {covered, named}, of a
 * kind, that the platforms bound. Nothing where there are none, or nothing is
 * covered. */
void platforms_put_apart(struct buf *out, const char *before,
    const cJSON *figure, enum kind kind, const cJSON *platforms);

/* Of a figure, {covered, named}, that platforms (NULL: none) bound: how many are
 * by controls that name one, as member apart of to; false where nothing does. */
void platforms_add_apart(cJSON *to, const cJSON *figure, enum kind kind,
    const cJSON *platforms);

/* Are they platforms of techniques in scope? 1, and each is as ATT&CK writes it;
 * 0 with what is wrong appended to why; -1 after reporting the error. */
int platforms_resolve(struct catalog *c, struct strs *platforms,
    struct buf *why);

/* Is no technique of the domain, {id, version, platforms}, for one of those
 * chosen? Then says so in out. */
bool platforms_none(const cJSON *domain, struct buf *out);

#endif
