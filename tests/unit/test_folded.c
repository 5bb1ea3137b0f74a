/* Templates over lists of what is folded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "template/mustache.h"
#include "value/value.h"

/* Items that are folded have more room, each; not where a list of them is within such
 * a list, which makes many of few. */
static void
test_folded_limits(void **state)
{
	cJSON *data = cJSON_CreateObject(), *item = cJSON_CreateObject();
	cJSON *list = cJSON_AddArrayToObject(data, "l");
	struct buf text = BUF_INIT, out = BUF_INIT;
	struct templates *t = NULL;
	struct capture c;
	char *said;
	int i;

	(void)state;
	for (i = 0; i < 64 * 1024; i++)
		buf_putc(&text, 'x');
	cJSON_AddStringToObject(item, "s", buf_str(&text));
	for (i = 0; i < 1100; i++)
		cJSON_AddItemToArray(list, value_fold(item));
	assert_int_equal(templates_add(&t, "main", "{{#l}}{{{s}}}{{/l}}", 19), 0);
	assert_int_equal(templates_add(&t, "twice",
	    "{{#l}}{{#l}}{{{s}}}{{/l}}{{/l}}", 31), 0);
	assert_int_equal(mustache_render(t, "main", data, NULL, &out), 0);
	assert_int_equal(out.len, text.len * 1100);
	capture_begin(&c);
	assert_int_equal(mustache_render(t, "twice", data, NULL, &out), -1);
	said = capture_end(&c);
	assert_string_equal(said,
	    "sextant: twice: more than 67174400 bytes of output\n");
	free(said);
	templates_free(t);
	buf_free(&text);
	buf_free(&out);
	cJSON_Delete(item);
	cJSON_Delete(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_folded_limits),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
