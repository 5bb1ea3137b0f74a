/*
 * Names that are told apart: a crit-bit tree (PATRICIA without the skipped
 * bits). No hash, so there is none that a stranger could make collide.
 */
#include "names.h"

#include <stdbool.h>
#include <string.h>

/* A name; or, where name is NULL, a bit in which those below differ. */
struct names_node {
	const char *name;
	void *value;
	size_t byte;
	unsigned char bit; /* a mask of one bit */
	struct names_node *child[2]; /* without the bit, and with it */
};

static bool
has_bit(const char *name, size_t len, const struct names_node *at)
{
	return at->byte < len && ((unsigned char)name[at->byte] & at->bit) != 0;
}

static struct names_node *
new_leaf(struct arena *a, const char *name)
{
	struct names_node *leaf = arena_alloc(a, sizeof(*leaf));

	leaf->name = name;
	return leaf;
}

/* Does this node ask for a bit before that of another? */
static bool
comes_before(const struct names_node *at, const struct names_node *other)
{
	if (at->name != NULL || at->byte > other->byte)
		return false;
	return at->byte < other->byte || at->bit > other->bit;
}

void **
names_slot(struct names *n, struct arena *a, const char *name)
{
	struct names_node *nearest, *leaf, *fork, **where = &n->root;
	size_t len = strlen(name), i = 0;
	unsigned char differ;

	if (n->root == NULL) {
		n->root = new_leaf(a, name);
		return &n->root->value;
	}
	/* It shares with this name all that the tree knows of it. */
	for (nearest = n->root; nearest->name == NULL;)
		nearest = nearest->child[has_bit(name, len, nearest)];
	while (name[i] != '\0' && name[i] == nearest->name[i])
		i++;
	if (name[i] == nearest->name[i])
		return &nearest->value;
	leaf = new_leaf(a, name);
	fork = arena_alloc(a, sizeof(*fork));
	fork->byte = i;
	differ = (unsigned char)(name[i] ^ nearest->name[i]);
	for (fork->bit = 0x80; (differ & fork->bit) == 0;)
		fork->bit >>= 1;
	while (comes_before(*where, fork))
		where = &(*where)->child[has_bit(name, len, *where)];
	fork->child[has_bit(name, len, fork)] = leaf;
	fork->child[!has_bit(name, len, fork)] = *where;
	*where = fork;
	return &leaf->value;
}
