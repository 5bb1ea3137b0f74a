/* Rows, digested as they are written. */
#include "tell.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "catalog/ground.h"

/* Bytes that are digested at once. */
enum { TOLD_AT_ONCE = 64 * 1024 };

struct telling {
	struct digest sum;
	struct buf text; /* not digested yet */
};

struct catalog *
catalog_sketch(void)
{
	struct catalog *c = mem_alloc(sizeof(*c));

	catalog_digest_begin(c);
	return c;
}

void
catalog_digest_begin(struct catalog *c)
{
	c->telling = mem_alloc(sizeof(*c->telling));
	digest_begin(&c->telling->sum);
	digest_add_str(&c->telling->sum, db_schema);
}

void
catalog_digest_end(struct catalog *c, char hex[DIGEST_HEX + 1])
{
	struct telling *t = c->telling;

	digest_add(&t->sum, buf_str(&t->text), t->text.len);
	digest_end(&t->sum, hex);
	buf_free(&t->text);
	free(t);
	c->telling = NULL;
}

static void
tell_text(struct buf *b, const char *s)
{
	size_t n = s == NULL ? 0 : strlen(s);

	buf_putc(b, s == NULL ? 'n' : 's');
	buf_put(b, (const char *)&n, sizeof(n));
	buf_put(b, s == NULL ? "" : s, n);
}

void
tell_row(struct catalog *c, int statement, const char *types, va_list values)
{
	struct telling *t = c->telling;
	long long number;
	double real;

	if (t == NULL)
		return;
	buf_put(&t->text, (const char *)&statement, sizeof(statement));
	for (; *types != '\0'; types++) {
		if (*types == 's') {
			tell_text(&t->text, va_arg(values, const char *));
		} else if (*types == 'd') {
			real = va_arg(values, double);
			buf_put(&t->text, (const char *)&real, sizeof(real));
		} else {
			number = va_arg(values, long long);
			buf_put(&t->text, (const char *)&number, sizeof(number));
		}
	}
	if (t->text.len < TOLD_AT_ONCE)
		return;
	digest_add(&t->sum, buf_str(&t->text), t->text.len);
	buf_reset(&t->text);
}

void
tell(struct catalog *c, int statement, const char *types, ...)
{
	va_list values;

	va_start(values, types);
	tell_row(c, statement, types, values);
	va_end(values);
}
