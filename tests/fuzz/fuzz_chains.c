/* What is prepared of a bundle: of any that has nothing wrong, it says the same as the
 * bundle itself; of any other it is none, or a bundle. */
#include "fuzz.h"
#include "attack/chains.h"
#include "attack/stix.h"

static void
put_text(struct buf *b, const char *text)
{
	buf_printf(b, "%s;", text == NULL ? "-" : text);
}

static void
put_words(struct buf *b, const struct strs *words)
{
	size_t i;

	for (i = 0; i < words->n; i++)
		put_text(b, words->v[i]);
	buf_putc(b, '\n');
}

/* All that is read of chains. */
static void
put_bundle(struct buf *b, const struct stix *s)
{
	const struct stix_technique *t;
	size_t i;

	put_text(b, s->name);
	put_text(b, s->version);
	put_text(b, s->modified);
	put_words(b, &s->others);
	for (i = 0; i < s->ntechniques; i++) {
		t = &s->techniques[i];
		put_text(b, t->id);
		put_text(b, t->stix);
		put_text(b, t->name);
		put_text(b, t->url);
		put_text(b, t->heirs);
		put_words(b, &t->tactics);
		put_words(b, &t->platforms);
		put_words(b, &t->data_sources);
		buf_printf(b, "%d%d%d %d %zu %zu %zu %zu\n", t->revoked,
		    t->deprecated, t->sub, t->domain, t->parent, t->next,
		    t->end, t->fork);
	}
	for (i = 0; i < s->ntactics; i++) {
		put_text(b, s->tactics[i].id);
		put_text(b, s->tactics[i].name);
		put_text(b, s->tactics[i].shortname);
		put_text(b, s->tactics[i].url);
		buf_printf(b, "%d\n", s->tactics[i].ord);
	}
}

static void
compare(const struct stix *whole, const struct buf *part)
{
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct stix s;

	if (stix_read(buf_str(part), part->len, "part", NULL, true, 1, &s) == -1 ||
	    s.findings.n > 0)
		abort();
	put_bundle(&a, whole);
	put_bundle(&b, &s);
	if (a.len != b.len || memcmp(a.s, b.s, a.len) != 0)
		abort();
	stix_free(&s);
	buf_free(&a);
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct buf part = BUF_INIT;
	struct stix s;
	int put = chains_put(text, size, &part);

	if (stix_read(text, size, "bundle", NULL, true, 1, &s) == 0 &&
	    s.findings.n == 0 && s.dropped == 0) {
		if (put == -1)
			abort();
		compare(&s, &part);
	}
	stix_free(&s);
	buf_free(&part);
	return 0;
}
