/*
 * Templates: JSON data, the template main and two others (a and b), each behind
 * a line "%%". Whatever is filled must be filled alike twice, also with all
 * four templates put together in another order.
 */
#include "fuzz.h"
#include "base/escape.h"
#include "template/mustache.h"

enum { PARTS = 4 };

static const char line[] = "\n%%\n";

struct part {
	const char *s;
	size_t len;
};

static void
split(const char *s, size_t len, struct part v[PARTS])
{
	const char *end = s + len, *p;
	int i;

	for (i = 0; i < PARTS; i++) {
		p = memmem(s, (size_t)(end - s), line, sizeof(line) - 1);
		if (p == NULL)
			p = end;
		v[i] = (struct part){ s, (size_t)(p - s) };
		s = p == end ? end : p + sizeof(line) - 1;
	}
}

/* The templates, the last one first or last; caller frees. */
static struct templates *
load(const struct part v[PARTS], int forward)
{
	static const char *const names[] = { "", "main", "a", "b" };
	struct templates *t = NULL;
	int i, k;

	for (i = 1; i < PARTS; i++) {
		k = forward ? i : PARTS - i;
		templates_add(&t, names[k], v[k].s, v[k].len);
	}
	return t;
}

static int
fill(
    const struct part v[PARTS], const cJSON *data, int forward, struct buf *out)
{
	struct templates *t = load(v, forward);
	int rc = mustache_render(t, "main", data, escape_html, out);

	templates_free(t);
	return rc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct part v[PARTS];
	cJSON *json;

	split((const char *)data, size, v);
	json = cJSON_ParseWithLength(v[0].s, v[0].len);
	if (fill(v, json, 1, &one) != fill(v, json, 0, &two) ||
	    strcmp(buf_str(&one), buf_str(&two)) != 0)
		abort();
	cJSON_Delete(json);
	buf_free(&one);
	buf_free(&two);
	return 0;
}
