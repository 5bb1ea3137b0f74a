/* The definitions that a file may be of which nobody has named. */
#include "lint_definitions.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

bool
lint_may_read(const struct config *c, const struct source *s)
{
	return s->kind < CONTROL_KINDS && s->format != FORMAT_STIX &&
	    config_attack_of(c, s) < c->nattacks;
}

/* Can a file be one of its rules, by its ending and what it holds? It says which it
 * reads, in a layout of its own, that not any text may have. */
static bool
has_own_layout(const struct source *s)
{
	return s->files.n > 0 && s->like == NULL && s->format != FORMAT_TEXT;
}

/* Drops the last of the definitions. */
static void
drop_definition(struct lint_files *f)
{
	if (!f->borrowed[--f->nsources])
		source_free(&f->sources[f->nsources]);
}

/* Reads the definition of that id to the end of those that a document may be of.
 * One that the configuration has as it is is borrowed. */
static int
read_definition(const struct config *c, const struct lint_options *o, const char *id,
    struct lint_files *f)
{
	struct source *s = &f->sources[f->nsources];
	char *path = path_join(o->definitions,
	    arena_printf(&f->mem, "%s.yaml", id));
	const struct source *had = config_definition(c, id, path);
	int rc = 0;

	f->borrowed[f->nsources++] = had != NULL;
	if (had != NULL)
		*s = *had;
	else
		rc = source_read(path, id, &f->mem, s);
	free(path);
	return rc == 0 ? config_join(c, s) : -1;
}

int
lint_definitions_read(const struct config *c, const struct lint_options *o,
    struct lint_files *f)
{
	struct strs ids = { 0 };
	const struct source *s;
	size_t i;
	int rc = source_ids(o->definitions, &ids);

	f->sources = mem_array(ids.n, sizeof(*f->sources));
	f->borrowed = arena_alloc(&f->mem, ids.n * sizeof(*f->borrowed));
	for (i = 0; rc == 0 && i < ids.n; i++) {
		if (o->like != NULL && strcmp(ids.v[i], o->like) != 0)
			continue;
		rc = read_definition(c, o, ids.v[i], f);
		s = &f->sources[f->nsources - 1];
		if (rc == 0 && (!lint_may_read(c, s) ||
		    (o->like == NULL && !has_own_layout(s))))
			drop_definition(f);
	}
	strs_free(&ids);
	return rc;
}

void
lint_definitions_free(struct lint_files *f)
{
	while (f->nsources > 0)
		drop_definition(f);
	free(f->sources);
}
