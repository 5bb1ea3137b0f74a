/* Groups, software and campaigns at a glance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model.h"
#include "threat/actors.h"
#include "model/matrix.h"
#include "model/model.h"
#include "value/member.h"

#define is_json(node, want) assert_string_equal(json_of(node), want)

static cJSON *site, *matrix;

static int
set_up(void **state)
{
	if (model_begin(state) == -1)
		return -1;
	site = model_overview(model_catalog, NULL);
	matrix = matrix_make(model_catalog, site);
	return matrix == NULL ? -1 : 0;
}

static void
a_group_has_what_its_campaigns_use(void **state)
{
	cJSON *all = actors_make(model_catalog, matrix), *bear, *part, *use;

	(void)state;
	/* By id: the campaign is the first. */
	bear = all->child->next;
	is_json(member_get(bear, "id"), "\"G0001\"");
	is_json(member_get(bear, "group"), "true");
	is_json(member_get(bear, "aliases"), "\"Brown Bear\"");
	is_json(member_get(bear, "description"), "\"A group.\"");
	part = member_get(bear, "parts")->child;
	assert_null(part->next);
	is_json(member_get(part, "domain"), "\"enterprise\"");
	is_json(member_get(part, "of"), "2");
	is_json(member_get(part, "covered"), "1");
	is_json(member_get(part, "thin"), "0");
	/* What has moved is not open. */
	is_json(member_get(part, "moved"), "1");
	is_json(member_get(part, "open"), "0");
	is_json(member_get(part, "exposed"), "false");
	is_json(member_get(part, "answered"), "1");
	is_json(member_get(bear, "other_names"), "[\"Brown Bear\"]");
	use = member_get(part, "uses")->child;
	is_json(member_get(member_get(use, "cell"), "id"), "\"T1001.001\"");
	is_json(member_get(use, "state"), "\"moved\"");
	is_json(member_get(use, "via"), "\"Autumn\"");
	is_json(member_get(use, "via_id"), "\"C0001\"");
	is_json(member_get(use->next, "state"), "\"covered\"");
	is_json(member_get(use->next, "via"), "false");
	assert_null(use->next->next);
	/* Its software does nothing that it is not known for itself. */
	is_json(member_get(part, "by_software"), "false");
	is_json(member_get(bear, "links"), "[{\"relation\":\"Software used\","
	    "\"others\":[{\"other_id\":\"S0001\",\"other_name\":\"Hammer\","
	    "\"other_answered\":1,\"other_of\":1,\"last\":true}],\"n\":1},"
	    "{\"relation\":\"Campaigns attributed\",\"others\":[{"
	    "\"other_id\":\"C0001\",\"other_name\":\"Autumn\","
	    "\"other_answered\":0,\"other_of\":1,\"last\":true}],\"n\":1}]");
	is_json(member_get(bear->next, "aliases"), "false");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_group_has_what_its_campaigns_use),
	};

	value_init();
	return cmocka_run_group_tests(tests, set_up, model_end);
}
