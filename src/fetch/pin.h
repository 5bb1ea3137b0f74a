/* Which commit a branch is at, where its host tells. */
#ifndef FETCH_PIN_H
#define FETCH_PIN_H

#include "fetch/fetch.h"
#include "http.h"

/*
 * Asks, once for each branch that p does not know yet, which commit it is at:
 * of the n items that are plain files. Through the mirror, if there is one.
 * Returns 0, or -1 after reporting the error where libcurl cannot be had; what
 * a host does not tell is not known.
 */
int pin_ask(struct fetch_pins *p, const struct fetch_item *items, size_t n,
    const char *mirror, const struct http_options *http);

/* The commit of what stands at url; borrowed from p. NULL: not known. */
const char *pin_of(const struct fetch_pins *p, const char *url);

#endif
