/* The statements of questions that do not begin with a technique. */
#ifndef CATALOG_QUERY_SUBJECT_H
#define CATALOG_QUERY_SUBJECT_H

#include "catalog/catalog.h"

/* Of each question its SQL; NULL: it stands elsewhere (query.c). */
extern const char *const query_subject[Q_END];

#endif
