/* What the compass page says beyond the technique's own model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model.h"
#include "model/model.h"
#include "value/member.h"

#define is_json(node, want) assert_string_equal(json_of(node), want)

static cJSON *
compass(const char *id)
{
	cJSON *t = technique_model(id);

	model_compass(t);
	return t;
}

static void
files_stand_in_their_folders(void **state)
{
	cJSON *s = source_of(compass("T1001"), "detection", "rules");

	(void)state;
	is_json(member_get(s, "files"), "true");
	is_json(member_get(s, "names"), "");
	is_json(member_get(s, "links"), "");
	is_json(member_get(s, "word"), "\"rules\"");
	is_json(member_get(s, "items"),
	    "[{\"title\":\"Rule A\",\"folders\":["
	    "{\"name\":\"web\",\"url\":\"https://e.org/r/tree/main/rules/web/\"},"
	    "{\"name\":\"x\",\"url\":\"https://e.org/r/tree/main/rules/web/x/\"}],"
	    "\"link\":\"https://e.org/r/blob/main/rules/web/x/a.yml\"},"
	    /* outside of the folder: from the root on */
	    "{\"title\":\"Rule B\",\"folders\":["
	    "{\"name\":\"other\",\"url\":\"https://e.org/r/tree/main/other/\"}],"
	    "\"link\":\"https://e.org/r/blob/main/other/b.yml\"}]");
}

static void
a_source_without_an_address_has_titles_only(void **state)
{
	cJSON *s = source_of(compass("T1001"), "detection", "ours");

	(void)state;
	is_json(member_get(s, "files"), "true");
	is_json(member_get(s, "items"), "[{\"title\":\"Own\"}]");
}

static void
links_are_the_controls_own(void **state)
{
	cJSON *s = source_of(compass("T1001"), "policy", "mitigations");

	(void)state;
	is_json(member_get(s, "links"), "true");
	is_json(member_get(s, "items"), "[{\"title\":\"Mitigate\","
	    "\"link\":\"https://e.org/M1\"}]");
	is_json(member_get(s, "word"), "\"resources\"");
}

static void
names_stand_in_one_file(void **state)
{
	cJSON *s = source_of(compass("T1001.001"), "test", "tests");

	(void)state;
	is_json(member_get(s, "names"), "true");
	is_json(member_get(s, "items"), "[{\"title\":\"Test 1\"}]");
	is_json(member_get(s, "file"),
	    "\"https://e.org/T1001.001/T1001.001.yaml\"");
}

/* A folder is a whole name: "rules" is not the head of "rules-more". */
static void
a_folder_is_no_prefix(void **state)
{
	static const struct {
		const char *path, *folders;
	} paths[] = {
		{ "rules/a.yml", "[]" },
		{ "a.yml", "[]" },
		{ "rules", "[]" },
		{ "rules-more/a.yml", "[{\"name\":\"rules-more\",\"url\":"
		    "\"https://e.org/t/rules-more/\"}]" },
		{ "rules/a/b.yml", "[{\"name\":\"a\",\"url\":"
		    "\"https://e.org/t/rules/a/\"}]" },
	};
	cJSON *t, *k, *s;
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		buf_reset(&b);
		buf_printf(&b, "{\"id\":\"T1\",\"sections\":[{\"sources\":[{"
		    "\"compass_list\":\"files\",\"compass_tree\":"
		    "\"https://e.org/t\",\"compass_blob\":\"https://e.org/b\","
		    "\"compass_folder\":\"rules\",\"controls\":[{\"title\":\"x\","
		    "\"path\":\"%s\"}]}]}]}", paths[i].path);
		t = cJSON_Parse(buf_str(&b));
		model_compass(t);
		s = member_get(member_get(t, "sections")->child, "sources");
		k = member_get(s->child, "items")->child;
		is_json(member_get(k, "folders"), paths[i].folders);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_stand_in_their_folders),
		cmocka_unit_test(a_source_without_an_address_has_titles_only),
		cmocka_unit_test(links_are_the_controls_own),
		cmocka_unit_test(names_stand_in_one_file),
		cmocka_unit_test(a_folder_is_no_prefix),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
