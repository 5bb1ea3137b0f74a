/* Digests of trees of cJSON. */
#include "keyring.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { ROOM_FIRST = 256 };

/* The children of a tree, which references to it have, too. */
struct shared {
	const cJSON *children;
	char hex[DIGEST_HEX + 1];
};

static size_t
place_of(const struct keyring *k, const cJSON *children)
{
	size_t i = (size_t)((uintptr_t)children * 0x9e3779b97f4a7c15u >> 20);

	for (i &= k->room - 1; k->v[i].children != NULL &&
	    k->v[i].children != children; i = (i + 1) & (k->room - 1))
		;
	return i;
}

static const char *
find_shared(const struct keyring *k, const cJSON *children)
{
	return k->room == 0 ? NULL
	    : k->v[place_of(k, children)].children == NULL ? NULL
	    : k->v[place_of(k, children)].hex;
}

/* Each part says where it ends, so that no two trees are one text. */
static void
put_part(struct buf *out, const char *text)
{
	buf_putc(out, text != NULL ? '=' : '-');
	if (text != NULL)
		buf_put(out, text, strlen(text) + 1);
}

static void
put_tree(struct buf *out, const struct keyring *k, const cJSON *node)
{
	const char *known;
	const cJSON *child;

	buf_putc(out, (char)(node->type & 0xff));
	put_part(out, node->string);
	put_part(out, node->valuestring);
	if (cJSON_IsNumber(node))
		buf_put(out, &node->valuedouble, sizeof(node->valuedouble));
	known = node->child == NULL ? NULL : find_shared(k, node->child);
	if (known != NULL) {
		put_part(out, known);
		return;
	}
	buf_putc(out, '{');
	cJSON_ArrayForEach(child, node)
		put_tree(out, k, child);
	buf_putc(out, '}');
}

void
keyring_begin(struct keyring *k, const char *program, const struct templates *t,
    const struct prose_links *links)
{
	char hex[DIGEST_HEX + 1];
	struct digest d;

	templates_digest(t, hex);
	digest_begin(&d);
	digest_add_str(&d, program);
	digest_add_str(&d, hex);
	prose_links_digest(links, &d);
	digest_end(&d, k->base);
}

static void
make_room(struct keyring *k)
{
	struct shared *old = k->v;
	size_t i, room = k->room;

	k->room = room > 0 ? room * 2 : ROOM_FIRST;
	k->v = mem_array(k->room, sizeof(*k->v));
	for (i = 0; i < room; i++)
		if (old[i].children != NULL)
			k->v[place_of(k, old[i].children)] = old[i];
	free(old);
}

void
keyring_share(struct keyring *k, const cJSON *tree, const char *more)
{
	struct buf text = BUF_INIT;
	const cJSON *child;
	struct shared *to;

	if (tree == NULL || tree->child == NULL ||
	    find_shared(k, tree->child) != NULL)
		return;
	cJSON_ArrayForEach(child, tree)
		put_tree(&text, k, child);
	put_part(&text, more);
	if (k->n * 2 >= k->room)
		make_room(k);
	to = &k->v[place_of(k, tree->child)];
	to->children = tree->child;
	digest_bytes(buf_str(&text), text.len, to->hex);
	k->n++;
	buf_free(&text);
}

void
keyring_free(struct keyring *k)
{
	free(k->v);
	memset(k, 0, sizeof(*k));
}

void
key_begin(struct key *key, const struct keyring *k, const char *how)
{
	*key = (struct key){ .of = k };
	put_part(&key->text, k->base);
	put_part(&key->text, how);
}

void
key_add(struct key *key, const cJSON *tree)
{
	if (tree != NULL)
		put_tree(&key->text, key->of, tree);
	else
		put_part(&key->text, NULL);
}

void
key_add_text(struct key *key, const char *text)
{
	put_part(&key->text, text);
}

void
key_end(struct key *key, char hex[DIGEST_HEX + 1])
{
	digest_bytes(buf_str(&key->text), key->text.len, hex);
	buf_free(&key->text);
}
