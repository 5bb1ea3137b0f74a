/* Is as much covered as sextant.yaml asks for? */
#include "check/check.h"

#include "count/measure.h"
#include "count/percent.h"
#include "count/platforms.h"
#include "value/member.h"
#include "words/words.h"

enum { WHOLE = 100 * 100 }; /* hundredths of a percent */

/* How many techniques it takes; a part of one takes a whole. */
static long long
needed(const struct check_threshold *t, long long of)
{
	return t->share ? (t->least * of + WHOLE - 1) / WHOLE : t->least;
}

/* "12 of 60 (20 %)", with the places of the share that is asked for; below it, and
 * the same once rounded, "(<60 %)": none looks met that is not. */
static void
put_value(struct buf *b, const struct check_threshold *t,
    long long covered, long long of)
{
	int places = t->share && t->least % 10 != 0 ? 2 : 1;
	long long unit = places == 1 ? 10 : 1; /* hundredths, and of one place */

	buf_printf(b, "%lld of %lld", covered, of);
	if (of == 0)
		return;
	buf_puts(b, " (");
	if (t->share && covered < needed(t, of) &&
	    covered * WHOLE * 2 + of * unit >= 2 * of * t->least) {
		buf_puts(b, "<");
		percent_put(b, t->least, WHOLE, 2);
	} else {
		percent_put(b, covered, of, places);
	}
	buf_puts(b, " %)");
}

/* "at least 60 %", however it was written. */
static void
put_wanted(struct buf *b, const struct check_threshold *t)
{
	buf_puts(b, "at least ");
	if (t->share)
		percent_put(b, t->least, WHOLE, 2);
	else
		buf_printf(b, "%lld", t->least);
	buf_puts(b, t->share ? " %" : "");
}

/* "Windows: detection, any, tactic TA0002, enterprise" */
static void
put_name(struct buf *b, const struct checking *k,
    const struct check_threshold *t, const char *domain)
{
	size_t i;

	if (t->of.name != NULL)
		buf_printf(b, "%s: ", t->of.name);
	check_put_choice(b, k, &t->of);
	for (i = 0; i < t->tactics.n; i++)
		buf_printf(b, "%s%s", i > 0 ? " or " : ", tactic ",
		    t->tactics.v[i]);
	if (k->config->nattacks > 1)
		buf_printf(b, ", %s", domain);
}

/* What stands behind the value: of which controls, or how visible the rest is. */
static void
put_apart(struct buf *b, const struct check_threshold *t, const cJSON *figure)
{
	if (t->of.visible == VISIBLE_NOT_TOLD) {
		platforms_put_apart(b, ": ", figure, t->of.kind,
		    member_get(figure, "platforms"));
		return;
	}
	buf_puts(b, ": ");
	if (t->of.visible != VISIBLE_FULL)
		buf_printf(b, "%lld fully visible, ",
		    member_number(figure, "full"));
	buf_printf(b, "%lld partly, %lld blind, %lld not told",
	    member_number(figure, "partly"), member_number(figure, "blind"),
	    member_number(figure, "not_told"));
}

/* A figure, or less than is wanted of it. */
static void
compare_figure(struct checking *k, const struct check_threshold *t,
    const cJSON *figure, struct buf *name, const char *wanted)
{
	long long covered = member_number(figure, "covered");
	long long of = member_number(figure, "of"), least = needed(t, of);
	struct buf value = BUF_INIT, told = BUF_INIT;
	bool ok = covered >= least && of > 0;
	cJSON *one;

	put_value(&value, t, covered, of);
	buf_puts(&told, buf_str(&value));
	put_apart(&told, t, figure);
	check_add_figure(k, &t->of, NULL, buf_str(name), buf_str(&told), wanted,
	    ok);
	if (!ok) {
		buf_printf(name, ": %s techniques, not %s", buf_str(&value),
		    wanted);
		if (least > covered && least <= of)
			buf_printf(name, "; %lld more would do",
			    least - covered);
		if (of == 0)
			buf_puts(name, "; no technique in scope is asked for");
		one = check_add(k, "threshold", k->config->path, t->of.line,
		    buf_str(name));
		cJSON_AddItemToObject(one, "figure",
		    cJSON_Duplicate(figure, 1));
	}
	buf_free(&value);
	buf_free(&told);
}

static int
take_threshold(struct checking *k, const struct check_threshold *t)
{
	struct buf why = BUF_INIT, name = BUF_INIT, wanted = BUF_INIT;
	struct measure m;
	cJSON *figure;
	int rc = 0;

	check_measure(k, &t->of, &m);
	m.domain = t->domain != NULL ? t->domain
				     : k->config->attacks[0].domain;
	m.tactics = t->tactics; /* borrowed */
	m.why = k->rehearsed ? &why : NULL;
	figure = t->of.visible == VISIBLE_NOT_TOLD
	    ? measure_read(k->catalog, &m)
	    : measure_visible(k->catalog, &m, (enum visible)t->of.visible);
	put_name(&name, k, t, m.domain);
	put_wanted(&wanted, t);
	if (figure != NULL)
		compare_figure(k, t, figure, &name, buf_str(&wanted));
	else if (why.len > 0)
		check_add_unasked(k, &t->of, NULL, "threshold", buf_str(&name),
		    buf_str(&wanted), buf_str(&why));
	else
		rc = -1;
	check_unmeasure(&m);
	buf_free(&why);
	buf_free(&name);
	buf_free(&wanted);
	return rc;
}

int
check_thresholds(struct checking *k)
{
	const struct checks *c = &k->config->checks;
	const struct check_threshold *t;
	int rc = 0;

	for (t = c->thresholds; rc == 0 && t != LIST_END(c->thresholds, c->nthresholds);
	    t++)
		rc = take_threshold(k, t);
	check_add_count(k, "thresholds", (long long)c->nthresholds);
	return rc;
}
