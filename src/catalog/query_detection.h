/* The statements of the questions about MITRE's own detection. */
#ifndef CATALOG_QUERY_DETECTION_H
#define CATALOG_QUERY_DETECTION_H

#include "catalog/catalog.h"

/* Of each question its SQL; NULL: it stands elsewhere (query.c). */
extern const char *const query_detection[Q_END];

#endif
