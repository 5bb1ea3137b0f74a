/* Domains by the names that people and formats have for them. */
#ifndef EXPORT_DOMAINS_H
#define EXPORT_DOMAINS_H

#include <cjson/cJSON.h>

#define DOMAINS_SUFFIX "-attack" /* of a domain, as MITRE's files name it */

/* The row of Q_DOMAINS of that name, with or without the suffix; the first if
 * name is NULL. Returns NULL after reporting the error. */
const cJSON *domains_find(const cJSON *domains, const char *name);

#endif
