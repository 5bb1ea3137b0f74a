/* Strangers' words: what shows nothing, or other than it says, goes. */
#include "neutral.h"

#include <stdbool.h>

#include "base/str.h"
#include "value/value.h"

/* What shows nothing by itself (Unicode's Cc, Cf, Zl, Zp and its tags), from and
 * to. */
static const struct {
	unsigned from, to;
} unseen[] = {
	{ 0x00, 0x08 }, { 0x0b, 0x1f }, { 0x7f, 0x9f }, { 0xad, 0xad },
	{ 0x034f, 0x034f }, { 0x061c, 0x061c }, { 0x115f, 0x1160 },
	{ 0x17b4, 0x17b5 }, { 0x180b, 0x180f }, { 0x200b, 0x200f },
	{ 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0x3164, 0x3164 },
	{ 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb },
	{ 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
};

static bool
is_unseen(unsigned cp)
{
	size_t i;

	for (i = 0; i < sizeof(unseen) / sizeof(unseen[0]); i++)
		if (cp >= unseen[i].from && cp <= unseen[i].to)
			return true;
	return false;
}

void
neutral_put(struct buf *out, const char *text)
{
	bool before = false, now;
	unsigned cp;
	size_t n;

	for (; *text != '\0'; text += n, before = now) {
		n = str_next(text, &cp);
		now = is_unseen(cp) || (cp == 0xfffd && n == 1);
		if (!now)
			buf_put(out, text, n);
		else if (!before)
			buf_puts(out, "\xef\xbf\xbd");
	}
}

static bool
is_clean(const char *text)
{
	unsigned cp;

	while (*text != '\0') {
		text += str_next(text, &cp);
		if (is_unseen(cp))
			return false;
	}
	return true;
}

static void
neutral_text(char **text)
{
	struct buf b = BUF_INIT;

	if (*text == NULL || is_clean(*text))
		return;
	neutral_put(&b, *text);
	*text = arena_strdup(value_arena(), buf_str(&b));
	buf_free(&b);
}

void
neutral_tree(cJSON *node)
{
	cJSON *child;

	if (cJSON_IsString(node))
		neutral_text(&node->valuestring);
	neutral_text(&node->string);
	cJSON_ArrayForEach(child, node)
		neutral_tree(child);
}
