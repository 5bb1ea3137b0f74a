/* Texts of pictures. */
#include "svg_text.h"

#include <string.h>

#include "base/str.h"

/* Of an average character, in hundredths of the font's size. */
enum { COLUMN = 62, NARROW = 38, WIDE = 92 };

static int
cluster_width(const char *s, size_t n)
{
	return n > 1 ? str_width(s, n) * COLUMN
	    : strchr(" .,;:!|'()[]fijlrtI", *s) != NULL ? NARROW
	    : strchr("mwMW%@", *s) != NULL ? WIDE : COLUMN;
}

int
svg_text_width(const char *s, int size)
{
	int hundredths = 0;
	size_t n;

	for (; *s != '\0'; s += n) {
		n = str_cluster(s);
		hundredths += cluster_width(s, n);
	}
	return (hundredths * size + 99) / 100;
}

/* Whole characters that fit. */
static size_t
fit_characters(const char *s, int width, int size)
{
	size_t used = 0, n;

	for (; s[used] != '\0'; used += n) {
		n = str_cluster(s + used);
		if (used > 0 && cluster_width(s + used, n) * size >
		    width * 100)
			break;
		width -= (cluster_width(s + used, n) * size + 99) / 100;
	}
	return used;
}

size_t
svg_text_fit(const char *s, int width, int size)
{
	size_t all = fit_characters(s, width, size), word = all;

	if (s[all] == '\0' || s[all] == ' ')
		return all;
	while (word > 0 && s[word - 1] != ' ')
		word--;
	return word > 0 ? word : all;
}

void
svg_text_add(cJSON *to, const char *name, const char *s)
{
	struct buf b = BUF_INIT;
	unsigned cp;
	size_t n;

	for (; *s != '\0'; s += n) {
		n = str_next(s, &cp);
		if (cp < ' ' || cp == 0xfffd)
			buf_puts(&b, "\xef\xbf\xbd");
		else
			buf_put(&b, s, n);
	}
	cJSON_AddStringToObject(to, name, buf_str(&b));
	buf_free(&b);
}

void
svg_text_cut(struct buf *out, const char *s, int width, int size)
{
	size_t n = fit_characters(s, width, size);

	if (s[n] != '\0')
		n = fit_characters(s, width - size, size);
	buf_put(out, s, n);
	if (s[n] != '\0')
		buf_puts(out, "…");
}
