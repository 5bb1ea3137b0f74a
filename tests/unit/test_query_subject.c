/* The catalog's questions about MITRE's own detection. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog_place.h"
#include "filled.h"
#include "value/member.h"

/* One of each, a component of before 18, and a channel that lists events. */
static void
make(void)
{
	static const struct catalog_component old = { .pk = 2,
		.domain = "enterprise", .name = "Process" };
	struct catalog *c = catalog_create(path);

	assert_non_null(c);
	assert_int_equal(fill(c), 0);
	assert_int_equal(catalog_put_component(c, &old), 0);
	assert_int_equal(catalog_put_log_source(c, 2, 1, 0, "Security",
	    "EventCode=3, 22", false), 0);
	assert_int_equal(catalog_commit(c), 0);
}

static const struct {
	enum catalog_query q;
	const char *param, *column, *values; /* of all rows, a space between */
} asked[] = {
	{ Q_STRATEGY, "1", "id", "DET0001" },
	{ Q_STRATEGY, "2", "id", "" },
	{ Q_COMPONENT, "1", "description", "A program starts." },
	{ Q_CHANNELS, "1", "channel", "1" },
	{ Q_CHANNELS, "eventcode=3, 22", "channel", "EventCode=3, 22" },
	{ Q_CHANNELS, "EventCode=22", "channel", "EventCode=3, 22" },
	{ Q_CHANNELS, "eventcode=3", "channel", "EventCode=3, 22" },
	{ Q_CHANNELS, "EventCode=2", "channel", "" },
	{ Q_CHANNELS, "Event=22", "channel", "" },
	{ Q_CHANNELS, "EventCode=", "channel", "" },
	{ Q_CHANNELS, "22", "channel", "" },
	{ Q_CHANNELS, "", "channel", "" },
	{ Q_READERS, "strategy:DET0001", "id", "AN0002 AN0001" },
	{ Q_READERS, "analytic:AN0001", "platforms", "Linux\nWindows" },
	{ Q_READERS, "component:DC0001", "id", "AN0001" },
	{ Q_READERS, "component:Process Creation", "id", "" },
	{ Q_READERS, "log-source:auditd", "id", "AN0002" },
	{ Q_READERS, "channel:EventCode=3, 22", "strategy_id", "DET0001" },
	{ Q_READERS, "auditd", "id", "" },
	{ Q_READER_LOGS, "analytic:AN0002", "name", "auditd Security" },
	{ Q_READER_LOGS, "component:DC0001", "component_id", "DC0001" },
	{ Q_READER_MUTABLES, "strategy:DET0001", "field", "Window" },
	{ Q_READER_TECHNIQUES, "strategy:DET0001", "id", "T1001" },
	{ Q_READER_TECHNIQUES, "component:DC0001", "id", "T1001" },
	/* A technique of before 18 names its data source itself. */
	{ Q_READER_TECHNIQUES, "component:Process", "id", "T1001" },
	{ Q_READER_TECHNIQUES, "log-source:nothing", "id", "" },
};

static void
what_reads_a_log_is_found_from_any_side(void **state)
{
	struct catalog *c;
	cJSON *rows = NULL, *names;
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	make();
	c = catalog_open(path);
	assert_non_null(c);
	for (i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		assert_int_equal(catalog_rows(c, asked[i].q, asked[i].param,
		    &rows), 0);
		names = member_column(rows, asked[i].column);
		buf_reset(&b);
		member_put_joined(&b, names, " ");
		if (strcmp(buf_str(&b), asked[i].values) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", asked[i].param,
			    buf_str(&b), asked[i].values);
		cJSON_Delete(names);
		cJSON_Delete(rows);
	}
	buf_free(&b);
	catalog_close(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    what_reads_a_log_is_found_from_any_side, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
