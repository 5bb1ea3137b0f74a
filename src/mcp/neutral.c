/* Strangers' words: what shows nothing, or other than it says, goes. */
#include "neutral.h"

#include <stdbool.h>

#include "base/escape.h"
#include "base/str.h"
#include "value/value.h"

static bool
is_unseen(unsigned cp)
{
	return escape_unseen(cp) > UNSEEN_SPACE;
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
