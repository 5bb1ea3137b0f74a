/* Reads what a control has to be worth. */
#include "worth_read.h"

#include "base/buf.h"
#include "base/word.h"
#include "words/worth.h"

/* Says which words there are; returns -1. */
static int
unknown_worth(const struct keys_at *at, const cJSON *node,
    const char *const *names)
{
	struct buf list = BUF_INIT;

	word_put_list(&list, names);
	keys_error(at, node, "%s: expected %s", node->string, buf_str(&list));
	buf_free(&list);
	return -1;
}

int
worth_read_level(const struct keys_at *at, const cJSON *node, void *into)
{
	enum level level = level_of(value_text(node));

	if (level == LEVEL_UNKNOWN)
		return unknown_worth(at, node, level_names);
	*(enum level *)into = level;
	return 0;
}

int
worth_read_status(const struct keys_at *at, const cJSON *node, void *into)
{
	enum status status = status_of(value_text(node));

	if (status == STATUS_UNKNOWN)
		return unknown_worth(at, node, status_names);
	*(enum status *)into = status;
	return 0;
}

static const struct key worth_keys[] = {
	{ "level", KEY_OTHER, offsetof(struct worth, level), NULL,
	    worth_read_level },
	{ "status", KEY_OTHER, offsetof(struct worth, status), NULL,
	    worth_read_status },
	{ NULL, KEY_END, 0, NULL, NULL },
};

int
worth_read(const struct keys_at *at, const cJSON *node, void *into)
{
	return keys_read(at, node, worth_keys, into);
}
