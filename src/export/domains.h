/* Domains of the catalog by the names that people and formats have for them. */
#ifndef EXPORT_DOMAINS_H
#define EXPORT_DOMAINS_H

#include <cjson/cJSON.h>

#define DOMAINS_SUFFIX "-attack" /* of a domain, as MITRE's files name it */

/* Of rows of Q_DOMAINS: the one of that name, with or without the suffix; NULL
 * is the first. Returns NULL after reporting the error. */
const cJSON *domains_find(const cJSON *domains, const char *name);

#endif
