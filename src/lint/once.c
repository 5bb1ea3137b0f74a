/* Texts that many problems share, each kept once. */
#include "once.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM_FIRST = 64 };

/* FNV-1a (draft-eastlake-fnv), of 32 bits. */
static size_t
hash_text(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

/* Where the text is, or may be put: there is room. */
static const char **
find_text_once(const struct once *o, const char *text)
{
	size_t i = hash_text(text) & (o->room - 1);

	while (o->v[i] != NULL && strcmp(o->v[i], text) != 0)
		i = (i + 1) & (o->room - 1);
	return &o->v[i];
}

static void
grow(struct once *o)
{
	const char **old = o->v;
	size_t i, room = o->room;

	o->room = room > 0 ? room * 2 : ROOM_FIRST;
	o->v = mem_array(o->room, sizeof(*o->v));
	for (i = 0; i < room; i++)
		if (old[i] != NULL)
			*find_text_once(o, old[i]) = old[i];
	free(old);
}

const char *
once_text(struct once *o, const char *text)
{
	const char **place;

	if (text == NULL)
		return NULL;
	if (o->n >= o->room / 2)
		grow(o);
	place = find_text_once(o, text);
	if (*place == NULL) {
		*place = arena_strdup(o->mem, text);
		o->n++;
	}
	return *place;
}
