/* All definitions of ours, by id: for targets whose input says which is to read it. */
#ifndef TESTS_DEFINITIONS_H
#define TESTS_DEFINITIONS_H

#include "fuzz.h"
#include "base/file.h"
#include "base/mem.h"
#include "controls/control.h"

enum { DEFINITIONS_MAX = 200 };

static struct arena definitions;
static struct source sources[DEFINITIONS_MAX];
static size_t nsources;

static inline int
definitions_begin(void)
{
	struct strs files = { 0 };
	struct source *s;
	char *id;
	size_t i;
	int rc = file_walk("data/sources", &files, NULL);

	for (i = 0; i < files.n && rc == 0 && nsources < DEFINITIONS_MAX; i++) {
		if (!str_has_suffix(files.v[i], ".yaml"))
			continue;
		s = &sources[nsources++];
		id = arena_strndup(&definitions, files.v[i],
		    strlen(files.v[i]) - strlen(".yaml"));
		rc = source_read(arena_printf(&definitions, "data/sources/%s",
		    files.v[i]), id, &definitions, s);
		s->own = true;
	}
	strs_free(&files);
	return rc;
}

static inline const struct source *
definition_of(const char *id, size_t len)
{
	size_t i;

	for (i = 0; i < nsources; i++)
		if (strlen(sources[i].id) == len &&
		    memcmp(sources[i].id, id, len) == 0)
			return &sources[i];
	return NULL;
}

/*
 * Of an input whose first line is an id and, behind a space, a path: its definition
 * and the document behind that line, whose bytes the caller frees, and whose path is
 * in mem. NULL: it is of no definition of documents.
 */
static inline const struct source *
definition_split(const uint8_t *data, size_t size, struct arena *mem,
    struct document *d)
{
	const char *text = (const char *)data, *end = memchr(text, '\n', size);
	size_t head = end == NULL ? size : (size_t)(end - text);
	const char *space = memchr(text, ' ', head);
	size_t id = space == NULL ? head : (size_t)(space - text);
	const struct source *s = end == NULL ? NULL : definition_of(text, id);

	if (s == NULL || s->kind == KIND_ATTACK || s->format == FORMAT_STIX)
		return NULL;
	d->path = space == NULL ? "rules/x.yml"
	    : arena_strndup(mem, space + 1, head - id - 1);
	d->len = size - head - 1;
	d->bytes = mem_strndup(end + 1, d->len);
	return s;
}

#endif
