/* Percentages, and numbers of controls in words. */
#include "count/percent.h"

#include "words/words.h"

long long
percent_of(long long part, long long of)
{
	return of == 0 ? 0 : (part * 200 + of) / (2 * of);
}

void
percent_put(struct buf *out, long long part, long long of, int places)
{
	static const long long units[] = { 1, 10, 100 };
	long long unit = units[places], all = 100 * unit, n;

	if (of == 0)
		return;
	n = (part * all * 2 + of) / (2 * of);
	if (n == 0 && part > 0) {
		buf_puts(out, "<");
		n = 1;
	} else if (n == all && part < of) {
		buf_puts(out, ">");
		n = all - 1;
	}
	buf_printf(out, "%lld", n / unit);
	for (n %= unit; n > 0; n %= unit) {
		buf_puts(out, unit == units[places] ? "." : "");
		unit /= 10;
		buf_printf(out, "%lld", n / unit);
	}
}

void
percent_put_some(struct buf *out, long long n, const char *one, const char *many)
{
	if (n > 0)
		buf_printf(out, "%s%lld %s", out->len > 0 ? ", " : "", n,
		    n == 1 ? one : many);
}

void
percent_put_namers(struct buf *out, long long n, enum kind kind)
{
	const char *const *noun = control_nouns[kind];

	if (n == 0)
		buf_printf(out, "no %s names", noun[0]);
	else
		buf_printf(out, "%lld %s %s", n, noun[n != 1],
		    n == 1 ? "names" : "name");
}
