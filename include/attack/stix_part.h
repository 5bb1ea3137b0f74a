/* What was read of a bundle, as bytes. */
#ifndef ATTACK_STIX_PART_H
#define ATTACK_STIX_PART_H

#include "attack/stix.h"
#include "base/buf.h"

/* Rises whenever the shapes change, or what stix_read makes of the same bytes. */
#define STIX_PART_FORMAT "2"

/* Appends what stix_read made of a bundle of ATT&CK. With chains only descriptions
 * and references are left out. */
void stix_part_put(const struct stix *s, bool chains, struct buf *out);

/* Fills s with it; texts stay in bytes, which must live as long. With chains only
 * descriptions are empty, and there are no references. Returns 0, or -1, unsaid: these
 * are no such bytes. stix_free in either case. */
int stix_part_get(const char *bytes, size_t len, bool chains, struct stix *s);

#endif
