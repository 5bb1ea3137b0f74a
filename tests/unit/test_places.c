/* What a reader finds by typing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model.h"
#include "model/matrix.h"
#include "model/model.h"
#include "search/search_index.h"

static cJSON *matrix;

static int
set_up(void **state)
{
	if (model_begin(state) == -1)
		return -1;
	matrix = matrix_make(model_catalog, model_overview(model_catalog, NULL));
	return matrix == NULL ? -1 : 0;
}

static void
old_ids_and_other_names_lead_to_places(void **state)
{
	(void)state;
	assert_string_equal(json_of(search_index_names(model_catalog, matrix)),
	    "{\"places\":[[\"T1001\",\"Data Obfuscation\","
	    "\"T1002\\nData Compressed\"],[\"T1001.001\",\"Junk Data\","
	    "\"T1005\\nTwice\"],[\"T1001.002\",\"Steganography\"],"
	    "[\"T1003\",\"Bygone\"],[\"T1005\",\"Twice\"],"
	    "[\"TA0001\",\"The First\"],[\"TA0002\",\"The Second\"],"
	    "[\"G0001\",\"Bear\",\"Brown Bear\"],[\"S0001\",\"Hammer\"],"
	    "[\"C0001\",\"Autumn\"]]}");
}

static void
titles_stand_at_their_first_technique(void **state)
{
	cJSON *rules = search_index_titles(model_catalog, matrix), *first;

	(void)state;
	first = cJSON_GetArrayItem(rules, 0);
	assert_string_equal(cJSON_GetArrayItem(first, 0)->valuestring, "T1001");
	assert_string_equal(cJSON_GetArrayItem(first, 1)->valuestring,
	    "Mitigate\nOwn\nRule A\nRule B");
	assert_string_equal(json_of(cJSON_GetArrayItem(rules, 1)),
	    "[\"T1001.001\",\"Test 1\"]");
	assert_int_equal(cJSON_GetArraySize(rules), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(old_ids_and_other_names_lead_to_places),
		cmocka_unit_test(titles_stand_at_their_first_technique),
	};

	value_init();
	return cmocka_run_group_tests(tests, set_up, model_end);
}
