/* Which commit a branch is at, where its host says. */
#ifndef FETCH_PIN_H
#define FETCH_PIN_H

#include "fetch/fetch.h"
#include "http.h"

/*
 * Asks, once for each branch that p does not know yet, which commit it is at:
 * for those of the n items that are plain files. Through the mirror, if there
 * is one. Returns 0 (also where a host does not answer), or -1 after reporting
 * that libcurl cannot be loaded.
 */
int pin_ask(struct fetch_pins *p, const struct fetch_item *items, size_t n,
    const char *mirror, const struct http_options *http);

/* The commit of what is at url, borrowed from p; NULL where it is not known. */
const char *pin_of(const struct fetch_pins *p, const char *url);

#endif
