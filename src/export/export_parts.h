/*
 * What exports share.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef EXPORT_EXPORT_PARTS_H
#define EXPORT_EXPORT_PARTS_H

#include <stdbool.h>

#include "base/buf.h"
#include "catalog/catalog.h"

/* Adds a query's rows as a member, with only the members kept (member_pick).
 * Returns 0, or -1. */
int export_add_rows(cJSON *model, struct catalog *c, enum catalog_query q,
    const char *name, const char *const *kept);

/* Adds tactics, techniques and revoked as export_model has them. Returns 0, or
 * -1. */
int export_add_attack(cJSON *model, struct catalog *c,
    const struct catalog_selection *selection);

/* The controls of export_model; NULL on error. */
cJSON *export_controls(struct catalog *c,
    const struct catalog_selection *selection);

/* The last day on which anything was fetched, of a model_overview; NULL: nothing was. */
const char *export_day(const cJSON *site);

/* Is the source a part of ATT&CK itself, of a model_overview? */
bool export_is_attack(const cJSON *site, const cJSON *source);

/* Appends the beginning of the day, as RFC 3339 has it; of NULL that of export_day,
 * else of the day on which ATT&CK was released, else of 1970. */
void export_put_moment(struct buf *out, const cJSON *site, const char *day);

/* The head of what export/api.h makes, from model_overview or a model that has its
 * members. */
cJSON *export_api_head(const char *what, const cJSON *from);

/* Adds where something with an id stands: "techniques/T1003.html" of folder and
 * ending. */
void export_api_address(cJSON *to, const char *name, const char *folder,
    const char *ending);

/* Copies a member under another name; what is false is not there. */
void export_api_as(cJSON *to, const char *as, const cJSON *from,
    const char *name);

/* Adds page, where the control has one of its own, of a row's page ("sigma/a-rule"). */
void export_api_control_page(cJSON *to, const cJSON *row);

/* A rule as pages name it {rule, href, page, from, evidence, runs_word}, for programs:
 * {title, url, page, source, evidence, runs}. */
cJSON *export_api_rule(const cJSON *rule);

/* Adds neighbours, what is before and behind it: [{among, among_id, previous {id,
 * name}, next {id, name}}], of the turns that pages have. Nothing where it has none. */
void export_api_turns(cJSON *model, const cJSON *turns);

#endif
