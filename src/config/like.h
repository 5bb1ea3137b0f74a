/* Definitions and sources that are like another: its layout, not its home. */
#ifndef CONFIG_LIKE_H
#define CONFIG_LIKE_H

#include "config/source.h"
#include "keys.h"

/* Forgets what is not of the layout: title, home, licence and links, and how
 * much is expected of it. */
void like_forget_home(struct source *s);

/*
 * Reads into s, which is new, the layout of the definition that doc, one too, is
 * `like`: it stands in the same folder and is like no other. Where doc does not
 * say so, s stays as it is. Returns 0, or -1.
 */
int like_read(const struct keys_at *at, const cJSON *doc, struct source *s);

#endif
