/* The texts of your own rules. */
#include "lint/texts.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "controls/documents.h"
#include "value/member.h"

enum { TEXT_MAX = 64 * 1024 }; /* bytes of a rule */

/* A document of YAML alone, that JSON can have. */
static bool
is_one_text(const struct document *d)
{
	const char *start = d->bytes;

	if (d->len == 0 || d->len > TEXT_MAX ||
	    memchr(d->bytes, '\0', d->len) != NULL ||
	    !str_is_utf8(d->bytes, d->len))
		return false;
	if (d->len >= 4 && memcmp(start, "---\n", 4) == 0)
		start += 3;
	return memmem(start, d->len - (size_t)(start - d->bytes), "\n---", 4) ==
	    NULL;
}

static void
add_texts(const struct documents *d, cJSON *texts)
{
	struct buf text = BUF_INIT;
	size_t i;

	for (i = 0; i < d->n; i++) {
		if (!is_one_text(&d->v[i]))
			continue;
		buf_reset(&text);
		buf_put(&text, d->v[i].bytes, d->v[i].len);
		member_add_text(texts, d->v[i].path, buf_str(&text));
	}
	buf_free(&text);
}

static int
read_texts(const struct source *s, const char *digest, cJSON *texts)
{
	struct documents documents = { 0 };
	struct arena mem = { 0 };
	struct findings findings = { .mem = &mem };
	int rc = documents_read(s, NULL, &documents, &findings);

	if (rc == 0 && str_equal(documents.digest, digest))
		add_texts(&documents, cJSON_AddObjectToObject(texts, s->id));
	else if (rc == 0)
		log_warn("%s: not as the catalog has it: run `sextant map` "
		    "again", s->id);
	documents_free(&documents);
	free(findings.v);
	arena_free(&mem);
	return rc;
}

static const cJSON *
find_source(const cJSON *sources, const char *id)
{
	const cJSON *s;

	cJSON_ArrayForEach(s, sources)
		if (str_equal(member_string(s, "id"), id))
			return s;
	return NULL;
}

int
lint_texts(const struct config *config, const cJSON *sources, cJSON *texts)
{
	const struct source *s;
	const cJSON *row;

	for (s = config->sources; s != LIST_END(config->sources, config->n); s++) {
		row = find_source(sources, s->id);
		if (row == NULL || !s->own || s->path == NULL ||
		    s->catch_all.n == 0)
			continue;
		if (read_texts(s, member_string(row, "sha256"), texts) == -1)
			return -1;
	}
	return 0;
}
