/* SHA-256: the vectors of FIPS 180-4 (NIST, "Example Values"). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/digest.h"

static const struct {
	const char *text, *hex;
} vectors[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc",
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	{ "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
	  "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
	    "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
};

static void
vectors_come_out(void **state)
{
	char hex[DIGEST_HEX + 1];
	struct digest d;
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		digest_begin(&d);
		digest_add(&d, vectors[i].text, strlen(vectors[i].text));
		digest_end(&d, hex);
		assert_string_equal(hex, vectors[i].hex);
		assert_true(digest_is_valid(hex));
		/* The same, a byte at a time. */
		digest_begin(&d);
		for (k = 0; vectors[i].text[k] != '\0'; k++)
			digest_add(&d, vectors[i].text + k, 1);
		digest_end(&d, hex);
		assert_string_equal(hex, vectors[i].hex);
	}
}

static void
a_million_bytes_come_out(void **state)
{
	static const char want[] =
	    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
	char hex[DIGEST_HEX + 1], as[1000];
	struct digest d;
	int i;

	(void)state;
	memset(as, 'a', sizeof(as));
	digest_begin(&d);
	for (i = 0; i < 1000; i++)
		digest_add(&d, as, sizeof(as));
	digest_end(&d, hex);
	assert_string_equal(hex, want);
}

static void
two_strings_do_not_run_together(void **state)
{
	char one[DIGEST_HEX + 1], other[DIGEST_HEX + 1];
	struct digest d;

	(void)state;
	digest_begin(&d);
	digest_add_str(&d, "ab");
	digest_add_str(&d, "c");
	digest_end(&d, one);
	digest_begin(&d);
	digest_add_str(&d, "a");
	digest_add_str(&d, "bc");
	digest_end(&d, other);
	assert_string_not_equal(one, other);
	digest_begin(&d);
	digest_add(&d, "a\0bc", 5);
	digest_end(&d, one);
	assert_string_equal(one, other);
}

static void
only_a_digest_is_one(void **state)
{
	char text[DIGEST_HEX + 2];

	(void)state;
	assert_true(digest_is_valid(vectors[0].hex));
	assert_false(digest_is_valid(""));
	assert_false(digest_is_valid(vectors[0].hex + 1));
	memset(text, 'a', sizeof(text));
	text[DIGEST_HEX + 1] = '\0';
	assert_false(digest_is_valid(text));
	text[DIGEST_HEX] = '\0';
	assert_true(digest_is_valid(text));
	text[5] = 'A';
	assert_false(digest_is_valid(text));
	text[5] = 'g';
	assert_false(digest_is_valid(text));
}

/* As Python's uuid.uuid5 has it. */
static void
names_have_uuids(void **state)
{
	char uuid[DIGEST_UUID + 1], other[DIGEST_UUID + 1];

	(void)state;
	digest_uuid("relationship", "a b", uuid);
	assert_string_equal(uuid, "1bfdf0b7-530f-5cfe-8bf8-6a55bc76f13c");
	digest_uuid("relationshi", "pa b", other);
	assert_string_not_equal(uuid, other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_come_out),
		cmocka_unit_test(names_have_uuids),
		cmocka_unit_test(a_million_bytes_come_out),
		cmocka_unit_test(two_strings_do_not_run_together),
		cmocka_unit_test(only_a_digest_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
