/* What gaps are ranked by, and how much each of these weighs. */
#include "words/priority.h"

#include <string.h>

#include "base/str.h"

const char *const factor_names[] = { "groups", "campaigns", "software", "kev",
	"actionability", "choke-point", "prevalence", "sector", "adoptable",
	NULL };

/* Bytes of a factor's name, and weights that a text may have. */
enum { NAME_MAX = 64, WEIGHTS_MAX = 1000 };

/* How many digits a weight may have behind its point: those of WEIGHT_UNIT. */
enum { PLACES = 3 };

int
weight_read(const char *text)
{
	long long n = 0;
	int places = -1; /* behind the point; -1: before it */

	if (text == NULL || *text < '0' || *text > '9')
		return -1;
	for (; *text != '\0'; text++) {
		if (*text == '.' && places == -1 && text[1] != '\0') {
			places = 0;
			continue;
		}
		if (*text < '0' || *text > '9' || places == PLACES ||
		    n > WEIGHT_MAX)
			return -1;
		n = n * 10 + *text - '0';
		places += places >= 0;
	}
	for (places += places < 0; places < PLACES; places++)
		n *= 10;
	return n > WEIGHT_MAX ? -1 : (int)n;
}

void
weight_put(struct buf *b, int weight)
{
	int part = weight % WEIGHT_UNIT, unit = WEIGHT_UNIT / 10;

	buf_printf(b, "%d", weight / WEIGHT_UNIT);
	if (part > 0)
		buf_putc(b, '.');
	for (; part > 0; part %= unit, unit /= 10)
		buf_printf(b, "%d", part / unit);
}

int
weight_of(const struct weights *w, const char *factor)
{
	size_t i = w->n;

	while (i-- > 0)
		if (strcmp(w->v[i].factor, factor) == 0)
			return w->v[i].weight;
	for (i = 0; i < FACTORS; i++)
		if (strcmp(factor, factor_names[i]) == 0)
			return i == FACTOR_GROUPS ? 3 * WEIGHT_UNIT
			    : i == FACTOR_KEV ? 2 * WEIGHT_UNIT : WEIGHT_UNIT;
	return 0;
}

void
weights_put(struct buf *b, const struct weights *w)
{
	size_t i;

	for (i = 0; i < w->n; i++) {
		buf_printf(b, "%s%s ", i == 0 ? "" : ", ", w->v[i].factor);
		weight_put(b, w->v[i].weight);
	}
}

bool
weights_read(const char *text, struct arena *mem, struct weights *w)
{
	struct weight *one;
	size_t len;

	*w = (struct weights){ 0 };
	if (text == NULL)
		return true;
	for (;;) {
		len = strcspn(text, " ");
		if (len == 0 || len > NAME_MAX || text[len] != ' ' ||
		    w->n == WEIGHTS_MAX)
			return false;
		one = ARENA_ADD(mem, w->v, w->n);
		one->factor = arena_strndup(mem, text, len);
		text += len + 1;
		len = strcspn(text, ",");
		one->weight = weight_read(arena_strndup(mem, text, len));
		text += len;
		if (one->weight == -1)
			return false;
		if (*text == '\0')
			return true;
		if (!str_has_prefix(text, ", "))
			return false;
		text += 2;
	}
}
