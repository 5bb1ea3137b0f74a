/*
 * What exports share.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef EXPORT_EXPORT_PARTS_H
#define EXPORT_EXPORT_PARTS_H

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

/* The head of what export/api.h makes, from model_overview or a model that has its
 * members. */
cJSON *export_api_head(const char *what, const cJSON *from);

/* Adds where something with an id stands: "techniques/T1003.html" of folder and
 * ending. */
void export_api_address(cJSON *to, const char *name, const char *folder,
    const char *ending);

#endif
