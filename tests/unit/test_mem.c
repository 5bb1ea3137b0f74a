/* Memory that cannot fail to be had, and arenas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "capture.h"

enum { BLOCK = 64 * 1024, ALIGNMENT = 16 };

static bool
is_zero(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] != 0)
			return false;
	return true;
}

/* Pieces of these sizes, filled, so that reuse without zeroing would show. */
static void
fill(struct arena *a, const size_t *sizes, size_t n)
{
	char *p;
	size_t i;

	for (i = 0; i < n; i++) {
		p = arena_alloc(a, sizes[i]);
		assert_non_null(p);
		assert_int_equal((uintptr_t)p % ALIGNMENT, 0);
		assert_true(is_zero(p, sizes[i]));
		memset(p, 0xa5, sizes[i]);
	}
}

static void
plain_memory_is_zeroed_and_grows(void **state)
{
	char *p = mem_alloc(100), *copy;
	int *v = mem_array(10, sizeof(*v));

	(void)state;
	assert_true(is_zero(p, 100));
	assert_true(is_zero((const char *)v, 10 * sizeof(*v)));
	v[9] = 7;
	v = mem_grow(v, 1000, sizeof(*v));
	assert_int_equal(v[9], 7);
	v[999] = 1;
	copy = mem_strndup("abcdef", 3);
	assert_string_equal(copy, "abc");
	free(copy);
	copy = mem_strdup("");
	assert_string_equal(copy, "");
	free(copy);
	free(v);
	free(p);
	p = mem_alloc(0);
	assert_non_null(p);
	free(p);
	p = mem_grow(NULL, 0, 8);
	assert_non_null(p);
	free(p);
}

static void
pieces_are_aligned_zeroed_and_apart(void **state)
{
	static const size_t sizes[] = { 1, 0, 15, 16, 17, 31, 1000, BLOCK / 4,
		BLOCK / 4 + 1, BLOCK, BLOCK + 1, 3 * BLOCK, 5, BLOCK / 5,
		BLOCK / 5, BLOCK / 5, BLOCK / 5, BLOCK / 5, BLOCK / 5, 9 };
	struct arena a = { 0 };
	char *first, *second;

	(void)state;
	first = arena_room(&a, 3);
	memcpy(first, "abc", 3);
	fill(&a, sizes, sizeof(sizes) / sizeof(sizes[0]));
	second = arena_alloc(&a, 3);
	assert_memory_equal(first, "abc", 3);
	assert_true(is_zero(second, 3));
	assert_true(a.bytes >= 4 * BLOCK);
	arena_free(&a);
	assert_int_equal(a.bytes, 0);
	assert_null(a.blocks);
}

static void
a_list_grows_in_an_arena(void **state)
{
	struct arena a = { 0 };
	struct pair {
		int a, b;
	} *v = NULL;
	size_t n = 0;
	int i;

	(void)state;
	for (i = 0; i < 1000; i++)
		ARENA_ADD(&a, v, n)->a = i;
	assert_int_equal(n, 1000);
	for (i = 0; i < 1000; i++) {
		assert_int_equal(v[i].a, i);
		assert_int_equal(v[i].b, 0);
	}
	arena_free(&a);
}

static void
texts_are_copied(void **state)
{
	struct arena a = { 0 };
	char *long_text;

	(void)state;
	assert_null(arena_strdup(&a, NULL));
	assert_null(arena_strndup(&a, NULL, 3));
	assert_string_equal(arena_strdup(&a, ""), "");
	assert_string_equal(arena_strdup(&a, "abc"), "abc");
	assert_string_equal(arena_strndup(&a, "abcdef", 2), "ab");
	assert_string_equal(arena_printf(&a, "%d-%s", 12, "x"), "12-x");
	assert_string_equal(arena_printf(&a, "%s", ""), "");
	long_text = arena_printf(&a, "%*s|", BLOCK, "x");
	assert_int_equal(strlen(long_text), BLOCK + 1);
	assert_int_equal(long_text[BLOCK], '|');
	arena_free(&a);
}

static void
what_reset_takes_back_is_zeroed_again(void **state)
{
	static const struct {
		size_t n, sizes[6];
	} uses[] = {
		{ 0, { 0 } },
		{ 1, { 10 } },
		{ 1, { BLOCK / 4 } },
		{ 2, { 10, BLOCK } },
		{ 2, { 2 * BLOCK, 10 } },
		{ 3, { 10, 3 * BLOCK, 20 } },
		{ 6, { BLOCK / 5, BLOCK / 5, BLOCK / 5, BLOCK / 5, BLOCK / 5,
			  BLOCK / 5 } },
	};
	struct arena a = { 0 };
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(uses) / sizeof(uses[0]); i++) {
		for (k = 0; k < 3; k++) {
			fill(&a, uses[i].sizes, uses[i].n);
			arena_reset(&a);
			assert_int_equal(a.bytes, 0);
		}
		fill(&a, (const size_t[]){ BLOCK / 4, BLOCK / 4, 100 }, 3);
		arena_free(&a);
	}
}

/* It is as large as a block that is kept, but nothing says so. */
static void
reset_after_one_piece_of_a_blocks_size(void **state)
{
	static const size_t size = BLOCK;
	struct arena a = { 0 };

	(void)state;
	fill(&a, &size, 1);
	arena_reset(&a);
	fill(&a, &size, 1);
	fill(&a, (const size_t[]){ 10, 20 }, 2);
	arena_free(&a);
}

/* Of a new arena it was no address at all. */
static void
nothing_has_an_address_too(void **state)
{
	struct arena a = { 0 };
	char *one, *other;

	(void)state;
	one = arena_alloc(&a, 0);
	other = arena_alloc(&a, 0);
	assert_non_null(one);
	assert_non_null(other);
	assert_ptr_not_equal(one, other);
	arena_free(&a);
}

static void
reset_keeps_a_block(void **state)
{
	struct arena a = { 0 };
	char *before, *after;

	(void)state;
	before = arena_alloc(&a, 100);
	arena_reset(&a);
	after = arena_alloc(&a, 100);
	assert_ptr_equal(before, after);
	arena_free(&a);
}

/* What a child says and how it ends: 1, and one line. */
static void
assert_ends(void (*too_much)(void))
{
	struct capture c;
	int status = 0;
	char *said;
	pid_t pid;

	capture_begin(&c);
	pid = fork();
	if (pid == 0) {
		too_much();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	said = capture_end(&c);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	assert_string_equal(said, "sextant: out of memory\n");
	free(said);
}

static void
grow_beyond_all(void)
{
	mem_grow(NULL, SIZE_MAX / 4, 8);
}

static void
piece_beyond_all(void)
{
	struct arena a = { 0 };

	arena_alloc(&a, SIZE_MAX - 3);
}

static void
piece_that_leaves_no_room_for_its_block(void)
{
	struct arena a = { 0 };

	arena_alloc(&a, SIZE_MAX - 15);
}

static void
too_much_ends_the_process(void **state)
{
	(void)state;
	assert_ends(grow_beyond_all);
	assert_ends(piece_beyond_all);
	assert_ends(piece_that_leaves_no_room_for_its_block);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_memory_is_zeroed_and_grows),
		cmocka_unit_test(pieces_are_aligned_zeroed_and_apart),
		cmocka_unit_test(a_list_grows_in_an_arena),
		cmocka_unit_test(texts_are_copied),
		cmocka_unit_test(what_reset_takes_back_is_zeroed_again),
		cmocka_unit_test(reset_after_one_piece_of_a_blocks_size),
		cmocka_unit_test(nothing_has_an_address_too),
		cmocka_unit_test(reset_keeps_a_block),
		cmocka_unit_test(too_much_ends_the_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
