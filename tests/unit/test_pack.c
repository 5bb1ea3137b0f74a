/* Structs as bytes, and back: the same, whatever is in them; and no other bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "store/pack.h"

struct leaf {
	const char *text;
	long long wide;
	const int *link;
};

struct tree {
	const char *name, *none;
	bool flag;
	int narrow;
	unsigned bits;
	size_t count;
	double real;
	struct leaf inside, *leaves, *heap;
	size_t nleaves, nheap;
	struct strs texts, words;
	size_t *places;
	size_t nplaces;
	int left_out;
};

#define ONE(type, m) PACK_ONE(type, struct tree, m)

static const struct pack_member leaf_shape[] = {
	PACK_ONE(PACK_TEXT, struct leaf, text),
	PACK_ONE(PACK_NUMBER, struct leaf, wide),
	PACK_ONE(PACK_LINK, struct leaf, link),
	PACK_STOP,
};

static const struct pack_member tree_shape[] = {
	ONE(PACK_TEXT, name),
	ONE(PACK_TEXT, none),
	ONE(PACK_NUMBER, flag),
	ONE(PACK_NUMBER, narrow),
	ONE(PACK_NUMBER, bits),
	ONE(PACK_NUMBER, count),
	ONE(PACK_NUMBER, real),
	PACK_IN(struct tree, inside, leaf_shape),
	PACK_MANY(PACK_LIST, struct tree, leaves, nleaves, leaf_shape),
	PACK_MANY(PACK_HEAP, struct tree, heap, nheap, leaf_shape),
	PACK_STRS(struct tree, texts),
	PACK_MANY(PACK_WORDS, struct tree, words.v, words.n, NULL),
	PACK_MANY(PACK_LIST, struct tree, places, nplaces, NULL),
	PACK_STOP,
};

static const int first[2], second[3];
static const struct pack_ends ends[PACK_ENDS] = { { first, 2, sizeof(int) },
	{ NULL, 0, 1 }, { second, 3, sizeof(int) } };

static void
pack_tree(struct buf *out)
{
	static struct leaf leaves[] = { { "a", LLONG_MIN, &first[1] },
		{ NULL, LLONG_MAX, NULL }, { "", -1, &second[2] } };
	static char one[] = "one", nothing[] = "", three[] = "three";
	static char *texts[] = { one, nothing, three };
	static size_t places[] = { 0, 127, 128, SIZE_MAX };
	struct tree t = { .name = "n\xc3\xa9", .flag = true, .narrow = INT_MIN,
		.bits = UINT_MAX, .count = 300, .real = -0.5,
		.inside = { "in", 1, second }, .leaves = leaves, .nleaves = 3,
		.heap = leaves, .nheap = 1, .texts = { texts, 3 },
		.words = { texts, 2 }, .places = places, .nplaces = 4,
		.left_out = 7 };

	assert_int_equal(pack_put(&t, tree_shape, ends, out), 0);
}

static void
tree_free(struct tree *t, struct arena *mem)
{
	free(t->heap);
	strs_free(&t->words);
	arena_free(mem);
}

static void
the_same_again(void **state)
{
	struct buf bytes = BUF_INIT, again = BUF_INIT;
	struct arena mem = { 0 };
	struct tree t = { 0 };

	(void)state;
	pack_tree(&bytes);
	assert_int_equal(pack_get(buf_str(&bytes), bytes.len, tree_shape, ends, &mem,
	    &t), 0);
	assert_string_equal(t.name, "n\xc3\xa9");
	assert_null(t.none);
	assert_true(t.flag);
	assert_int_equal(t.narrow, INT_MIN);
	assert_true(t.bits == UINT_MAX && t.count == 300 && t.real == -0.5);
	assert_ptr_equal(t.inside.link, second);
	assert_int_equal(t.nleaves, 3);
	assert_true(t.leaves[0].wide == LLONG_MIN && t.leaves[1].wide == LLONG_MAX);
	assert_ptr_equal(t.leaves[0].link, &first[1]);
	assert_ptr_equal(t.leaves[2].link, &second[2]);
	assert_null(t.leaves[1].text);
	assert_string_equal(t.leaves[2].text, "");
	assert_string_equal(t.words.v[0], "one");
	assert_string_equal(t.texts.v[2], "three");
	assert_true(t.places[3] == SIZE_MAX && t.places[2] == 128);
	assert_int_equal(t.left_out, 0);
	assert_int_equal(pack_put(&t, tree_shape, ends, &again), 0);
	assert_int_equal(again.len, bytes.len);
	assert_memory_equal(buf_str(&again), buf_str(&bytes), bytes.len);
	/* There is room as in a list that grew. */
	assert_null(ARENA_ADD(&mem, t.leaves, t.nleaves)->text);
	assert_int_equal(t.nleaves, 4);
	tree_free(&t, &mem);
	buf_free(&bytes);
	buf_free(&again);
}

static void
a_link_elsewhere(void **state)
{
	static const int other;
	const struct leaf leaf = { NULL, 0, &other };
	struct buf bytes = BUF_INIT;

	(void)state;
	assert_int_equal(pack_put(&leaf, leaf_shape, ends, &bytes), -1);
	buf_free(&bytes);
}

/* Without anything behind them, which a reader of too much would see. */
static char *
exact(const struct buf *bytes, size_t n)
{
	char *copy = mem_alloc(n > 0 ? n : 1);

	memcpy(copy, buf_str(bytes), n);
	return copy;
}

/* Cut off anywhere, or with any byte changed: refused, or read as something else. */
static void
other_bytes(void **state)
{
	struct buf bytes = BUF_INIT;
	struct arena mem = { 0 };
	struct tree t;
	char *copy;
	size_t i;
	int bit;

	(void)state;
	pack_tree(&bytes);
	for (i = 0; i < bytes.len; i++) {
		copy = exact(&bytes, i);
		t = (struct tree){ 0 };
		assert_int_equal(pack_get(copy, i, tree_shape, ends, &mem, &t), -1);
		tree_free(&t, &mem);
		free(copy);
		copy = exact(&bytes, bytes.len);
		for (bit = 0; bit < CHAR_BIT; bit++) {
			copy[i] ^= (char)(1 << bit);
			t = (struct tree){ 0 };
			pack_get(copy, bytes.len, tree_shape, ends, &mem, &t);
			tree_free(&t, &mem);
			copy[i] ^= (char)(1 << bit);
		}
		free(copy);
	}
	buf_free(&bytes);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_again),
		cmocka_unit_test(a_link_elsewhere),
		cmocka_unit_test(other_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
