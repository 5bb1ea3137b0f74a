/* Controls from a text, by a definition of the repository. */
#ifndef TAKING_H
#define TAKING_H

#include <stdlib.h>
#include <string.h>

#include "controls/control.h"

static struct arena mem, scratch;
static struct controls got;
static struct findings found;
static struct logs *logs; /* what its logs are asked of, or NULL */

static int
tear_down(void **state)
{
	(void)state;
	free(got.v);
	free(found.v);
	got = (struct controls){ 0 };
	found = (struct findings){ 0 };
	return 0;
}

/* Takes what the text holds; the first control, or NULL. */
static inline const struct control *
take(const struct source *s, const char *path, const char *text)
{
	struct document d = { path, NULL, strlen(text) };

	tear_down(NULL);
	found.mem = &mem;
	d.bytes = mem_strdup(text);
	control_take(s, &d, logs, &scratch, &mem, &got, &found);
	/* All that is kept has left the document. */
	memset(d.bytes, 'x', d.len);
	free(d.bytes);
	return got.n > 0 ? &got.v[0] : NULL;
}

#endif
