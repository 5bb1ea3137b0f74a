/* The ground of catalogs, kept in the cache: one for each place of a catalog. */
#include "ground.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "catalog/ground.h"
#include "store/part.h"
#include "write.h"

/* Rises whenever the same rows are written otherwise. */
#define FORMAT "1"

/* Bytes; a larger one is written each time. */
enum { GROUND_MAX = 200 * 1000 * 1000 };

enum { WORDS = 3, LIBRARY = 32 };

/* It begins with what the words do not say, so that the next one takes its place: how
 * many controls each source has, by which the rows are numbered, and the digest of the
 * rows. */
struct slot {
	char library[LIBRARY], *path;
	const char *words[WORDS];
	struct buf first; /* at first without the digest */
};

static void
slot_begin(struct slot *s, const struct inputs *in)
{
	size_t i;

	memset(s, 0, sizeof(*s));
	catalog_library(s->library, sizeof(s->library));
	s->path = path_whole(in->options->catalog);
	s->words[0] = "ground " FORMAT " " SEXTANT_VERSION;
	s->words[1] = s->library;
	s->words[2] = s->path;
	for (i = 0; i < in->n; i++)
		buf_printf(&s->first, "%zu ", in->v[i].ncontrols);
}

static void
slot_end(struct slot *s)
{
	free(s->path);
	buf_free(&s->first);
}

static bool
begins(const struct part *p, const struct buf *first)
{
	return p->len > first->len && memcmp(p->bytes, buf_str(first), first->len) == 0;
}

/* Are the pages in p of the rows that would be written now? */
static bool
is_of_rows(const struct inputs *in, const struct stix *domains, const struct part *p,
    struct slot *s)
{
	struct catalog *sketch;
	char sum[DIGEST_HEX + 1];
	size_t before = s->first.len;
	bool same;

	if (!begins(p, &s->first))
		return false;
	sketch = catalog_sketch();
	same = write_ground(sketch, in, domains) == 0;
	catalog_digest_end(sketch, sum);
	catalog_abort(sketch);
	buf_puts(&s->first, sum);
	if (same && begins(p, &s->first))
		return true;
	buf_cut(&s->first, before);
	return false;
}

/* Writes it, and keeps it in s (NULL: it is not to be kept). */
static struct catalog *
make_ground(const struct inputs *in, const struct stix *domains, struct slot *s)
{
	struct catalog *c = catalog_create(in->options->catalog);
	char sum[DIGEST_HEX + 1];
	struct stat st;

	if (c == NULL)
		return NULL;
	catalog_digest_begin(c);
	if (write_ground(c, in, domains) == -1)
		goto fail;
	catalog_digest_end(c, sum);
	if (catalog_lay(c) == -1)
		goto fail;
	if (s == NULL)
		return c;
	buf_puts(&s->first, sum);
	if (fstat(catalog_laid(c), &st) == 0 && st.st_size <= GROUND_MAX)
		part_keep_file(in->options->cache, s->words, WORDS,
		    buf_str(&s->first), catalog_laid(c));
	return c;
fail:
	catalog_abort(c);
	return NULL;
}

struct catalog *
ground_lay(const struct inputs *in, const struct stix *domains)
{
	struct catalog *c;
	struct slot s;
	struct part p;
	bool found;

	/* A rehearsal's catalog soon is no more. */
	if (in->options->loose)
		return make_ground(in, domains, NULL);
	slot_begin(&s, in);
	found = part_open(in->options->cache, s.words, WORDS, &p);
	if (found && is_of_rows(in, domains, &p, &s))
		c = catalog_create_on(in->options->catalog, p.bytes + s.first.len,
		    p.len - s.first.len);
	else
		c = make_ground(in, domains, &s);
	if (found)
		part_close(&p);
	slot_end(&s);
	return c;
}
