/* Documents in the form that their own definition reads: the first line is the id of
 * a definition of ours and, behind a space, a path; the rest is the document. */
#include "fuzz.h"
#include "base/file.h"
#include "base/mem.h"
#include "controls/control.h"

enum { DEFINITIONS_MAX = 200, ID_MAX = 64 };

static struct arena definitions;
static struct source sources[DEFINITIONS_MAX];
static size_t n;

int
fuzz_begin(void)
{
	struct strs files = { 0 };
	struct source *s;
	char *id;
	size_t i;
	int rc = file_walk("data/sources", &files, NULL);

	for (i = 0; i < files.n && rc == 0 && n < DEFINITIONS_MAX; i++) {
		if (!str_has_suffix(files.v[i], ".yaml"))
			continue;
		s = &sources[n++];
		id = arena_strndup(&definitions, files.v[i],
		    strlen(files.v[i]) - strlen(".yaml"));
		rc = source_read(arena_printf(&definitions, "data/sources/%s",
		    files.v[i]), id, &definitions, s);
		s->own = true;
	}
	strs_free(&files);
	return rc;
}

static const struct source *
find(const char *line, size_t len)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strlen(sources[i].id) == len &&
		    memcmp(sources[i].id, line, len) == 0)
			return &sources[i];
	return NULL;
}

static void
check_text(const char *text)
{
	if (text != NULL && !str_is_utf8(text, strlen(text)))
		abort();
}

static void
check(const struct controls *all, const struct findings *f)
{
	const struct control *k;
	size_t i, t;

	for (i = 0; i < all->n; i++) {
		k = &all->v[i];
		if (k->title == NULL || k->path == NULL)
			abort();
		check_text(k->id);
		check_text(k->url);
		check_text(k->title);
		check_text(k->description);
		for (t = 0; t < k->ntags; t++)
			check_text(k->tags[t].id);
	}
	for (i = 0; i < f->n; i++) {
		if (f->v[i].path == NULL || f->v[i].why == NULL)
			abort();
		check_text(f->v[i].why);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *end = memchr(text, '\n', size);
	size_t head = end == NULL ? size : (size_t)(end - text);
	const char *space = memchr(text, ' ', head);
	size_t id = space == NULL ? head : (size_t)(space - text);
	struct arena scratch = { 0 }, mem = { 0 };
	struct findings f = { .mem = &mem };
	struct document d = { "rules/x.yml", NULL, 0 };
	struct controls all = { 0 };
	const struct source *s = end == NULL ? NULL : find(text, id);

	if (s == NULL || s->kind == KIND_ATTACK || s->format == FORMAT_STIX)
		return 0;
	if (space != NULL)
		d.path = arena_strndup(&mem, space + 1, head - id - 1);
	d.len = size - head - 1;
	d.bytes = mem_strndup(end + 1, d.len);
	control_take(s, &d, NULL, &scratch, &mem, &all, &f);
	check(&all, &f);
	free(d.bytes);
	controls_free(&all);
	free(f.v);
	arena_free(&scratch);
	arena_free(&mem);
	return 0;
}
