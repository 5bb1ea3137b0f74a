/* What could be seen on the logs that are collected, and what to collect next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "capture.h"

#include "base/file.h"
#include "base/str.h"
#include "catalog/put_detection.h"
#include "catalog/put_logs.h"
#include "count/visibility.h"
#include "value/member.h"
#include "value/value.h"

static struct arena mem;
static struct catalog *catalog;
static char *root;

/* Techniques: pk is the place. */
static const struct {
	const char *id, *platforms;
	bool scoped;
} techniques[] = {
	{ "T1", "Windows Linux", true },
	{ "T2", "Windows", true },
	{ "T3", "Linux", true },
	{ "T4", "Windows", true },  /* no analytic */
	{ "T5", "Windows", true },  /* an analytic of another platform */
	{ "T6", "Windows", false }, /* out of scope */
};
enum { TECHNIQUES = sizeof(techniques) / sizeof(techniques[0]) };

/* Analytics, each of a strategy of its own; log sources that are collected end in
 * "+". */
static const struct {
	long long technique;
	const char *platforms, *logs;
} analytics[] = {
	{ 1, "Windows", "Sysmon+ Security+" },
	{ 1, "Linux", "auditd syslog" },
	{ 2, "Windows", "Sysmon+ PowerShell dns" },
	{ 2, "Windows", "Security+ powershell" },
	{ 3, "Linux", "auditd" },
	{ 5, "Linux", "auditd syslog" },
	{ 6, "Windows", "Sysmon+" },
};

/* Splits words into a list, of the arena. */
static struct strs
words_of(const char *text)
{
	struct strs l = { 0 };
	size_t len;

	for (; *text != '\0'; text += len + (text[len] == ' ')) {
		len = strcspn(text, " ");
		*ARENA_ADD(&mem, l.v, l.n) = arena_strndup(&mem, text, len);
	}
	return l;
}

static void
put_techniques_seen(void)
{
	struct catalog_technique t;
	struct strs platforms;
	long long i;

	for (i = 0; i < TECHNIQUES; i++) {
		platforms = words_of(techniques[i].platforms);
		t = (struct catalog_technique){ .pk = i + 1,
			.domain = "enterprise", .id = techniques[i].id,
			.stix = techniques[i].id, .name = "Some",
			.description = "", .url = "https://e.org",
			.state = "active", .page = true,
			.scoped = techniques[i].scoped,
			.reason = techniques[i].scoped ? NULL : "not ours",
			.platforms = &platforms };
		assert_int_equal(catalog_put_technique(catalog, &t), 0);
	}
}

static void
put_analytics_seen(void)
{
	const long long n = sizeof(analytics) / sizeof(analytics[0]);
	struct catalog_strategy s;
	struct catalog_analytic a;
	struct strs platforms, logs;
	long long i, k;
	bool collected;
	char *name;

	for (i = 0; i < n; i++) {
		platforms = words_of(analytics[i].platforms);
		logs = words_of(analytics[i].logs);
		name = arena_printf(&mem, "AN%lld", i + 1);
		a = (struct catalog_analytic){ .pk = i + 1,
			.domain = "enterprise", .id = name, .name = name,
			.platforms = &platforms };
		s = (struct catalog_strategy){ .pk = i + 1,
			.domain = "enterprise", .id = name, .name = name };
		assert_int_equal(catalog_put_analytic(catalog, &a), 0);
		assert_int_equal(catalog_put_strategy(catalog, &s), 0);
		assert_int_equal(catalog_put_strategy_analytic(catalog, i + 1,
		    0, i + 1), 0);
		assert_int_equal(catalog_put_detects(catalog, i + 1,
		    analytics[i].technique), 0);
		for (k = 0; k < (long long)logs.n; k++) {
			name = logs.v[k];
			collected = str_has_suffix(name, "+");
			name[strlen(name) - collected] = '\0';
			assert_int_equal(catalog_put_log_source(catalog, i + 1,
			    k, 0, name, NULL, collected), 0);
		}
	}
}

/* Rules: what each needs, alternatives with a space between. */
static const struct {
	const char *whose, *needs[2];
	long long technique;
} rules[] = {
	{ "yours", { "1" }, 1 },             /* runs */
	{ "yours", { "2", "1" }, 1 },        /* wants auditd */
	{ "available", { "3 2" }, 1 },       /* auditd or syslog */
	{ "available", { "2", "3" }, 2 },    /* both */
	{ "available", { "0", "2" }, 2 },    /* something unknown */
	{ "available", { "2" }, 6 },         /* out of scope */
};

static void
put_rules(void)
{
	static const char *const names[] = { "Sysmon", "auditd", "syslog" };
	const struct catalog_source s = { .ord = 1, .id = "rules",
		.title = "Rules", .domain = "enterprise", .kind = "detection",
		.perspective = "all", .compass_list = "files" };
	struct catalog_mapping m = { .outcome = "exact", .counted = true };
	struct catalog_control k;
	struct catalog_log log;
	struct strs alternatives;
	long long i, ord, n;

	assert_int_equal(catalog_put_source(catalog, &s), 0);
	for (i = 0; i < 3; i++) {
		log = (struct catalog_log){ .pk = i + 1, .id = names[i],
			.title = names[i], .collected = i == 0
			? COLLECTED_YES : COLLECTED_NO };
		assert_int_equal(catalog_put_log(catalog, &log), 0);
		assert_int_equal(catalog_put_log_gives(catalog, names[i],
		    i + 1), 0);
	}
	for (i = 0; i < (long long)(sizeof(rules) / sizeof(rules[0])); i++) {
		k = (struct catalog_control){ .pk = i + 1, .source = 1,
			.id = rules[i].needs[0], .title = "Rule",
			.path = "r.yml", .line = 1, .lifecycle = "active",
			.type = "rule", .whose = rules[i].whose,
			.counts = true, .runs = i == 0 ? RUNS_YES : RUNS_NO };
		m.control = i + 1;
		m.technique = rules[i].technique;
		m.tagged = techniques[m.technique - 1].id;
		assert_int_equal(catalog_put_control(catalog, &k), 0);
		assert_int_equal(catalog_put_mapping(catalog, &m), 0);
		for (ord = 0; ord < 2 && rules[i].needs[ord] != NULL; ord++) {
			alternatives = words_of(rules[i].needs[ord]);
			for (n = 0; n < (long long)alternatives.n; n++)
				assert_int_equal(catalog_put_need(catalog,
				    i + 1, ord, n, "it",
				    alternatives.v[n][0] - '0'), 0);
		}
	}
}

static void
put_groups(void)
{
	static const long long uses[][2] = { { 1, 3 }, { 2, 3 }, { 2, 1 } };
	struct catalog_actor a;
	size_t i;

	for (i = 1; i <= 2; i++) {
		a = (struct catalog_actor){ .pk = (long long)i,
			.domain = "enterprise", .kind = "group",
			.id = i == 1 ? "G1" : "G2", .name = "Them" };
		assert_int_equal(catalog_put_actor(catalog, &a), 0);
	}
	for (i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
		assert_int_equal(catalog_put_use(catalog, uses[i][0],
		    uses[i][1]), 0);
}

static int
begin(void **state)
{
	const struct catalog_domain d = { .id = "enterprise", .name = "Small",
		.version = "18.1", .sha256 = "00" };
	char *path;

	(void)state;
	root = scratch_begin();
	value_init();
	value_use(&mem);
	path = path_join(root, "catalog.db");
	catalog = catalog_create(path);
	assert_int_equal(catalog_put_domain(catalog, &d), 0);
	assert_int_equal(catalog_put_meta(catalog, "logs", "told"), 0);
	put_techniques_seen();
	put_analytics_seen();
	put_groups();
	put_rules();
	assert_int_equal(catalog_commit(catalog), 0);
	catalog = catalog_open(path);
	assert_non_null(catalog);
	free(path);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	catalog_close(catalog);
	value_use(NULL);
	arena_free(&mem);
	scratch_end(root);
	return 0;
}

/* "T1 full, T2 partly" of those asked about on platforms and with more logs; or
 * what is next: "auditd +1 (T3) 1/1 G2:1". */
static const char *
seen(const char *platforms, const char *with, bool next)
{
	struct catalog_selection s = { .platforms = words_of(platforms) };
	struct strs more = words_of(with);
	struct visibility_asked asked = { &s, &more, NULL };
	struct visibility *v = visibility_open(catalog, &asked);
	const cJSON *one, *t, *rules_next;
	struct buf b = BUF_INIT;
	cJSON *list;
	long long i;
	char *text;

	assert_non_null(v);
	for (i = 1; !next && i <= TECHNIQUES; i++)
		if (visibility_asks(v, i))
			buf_printf(&b, "%s%s %s", b.len > 0 ? ", " : "",
			    techniques[i - 1].id,
			    visible_name(visibility_of(v, i)));
	list = next ? visibility_next(v, catalog, 0) : NULL;
	cJSON_ArrayForEach(one, list) {
		rules_next = member_get(one, "rules");
		buf_printf(&b, "%s%s %lld/%lld", b.len > 0 ? ", " : "",
		    member_string(one, "name"), member_number(one, "gain"),
		    member_number(one, "partly"));
		cJSON_ArrayForEach(t, member_get(one, "techniques"))
			buf_printf(&b, " %s", member_string(t, "id"));
		buf_printf(&b, " %lld+%lld", member_number(rules_next, "yours"),
		    member_number(rules_next, "available"));
		cJSON_ArrayForEach(t, member_get(one, "groups"))
			buf_printf(&b, " %s", member_string(t, "id"));
	}
	visibility_close(v);
	text = arena_strdup(&mem, buf_str(&b));
	buf_free(&b);
	return text;
}

static void
a_technique_is_as_visible_as_its_best_analytic(void **state)
{
	(void)state;
	assert_string_equal(seen("", "", false), "T1 full, T2 partly, "
	    "T3 blind, T4 not-told, T5 blind");
	/* Of a platform only the analytics for it count. */
	assert_string_equal(seen("Windows", "", false), "T1 full, T2 partly, "
	    "T4 not-told, T5 not-told");
	assert_string_equal(seen("Linux", "", false), "T1 blind, T3 blind");
	assert_string_equal(seen("Linux Windows", "", false), "T1 full, "
	    "T2 partly, T3 blind, T4 not-told, T5 not-told");
}

static void
more_logs_are_as_if_collected(void **state)
{
	(void)state;
	assert_string_equal(seen("", "auditd", false), "T1 full, T2 partly, "
	    "T3 full, T4 not-told, T5 partly");
	assert_string_equal(seen("", "POWERSHELL", false), "T1 full, T2 full, "
	    "T3 blind, T4 not-told, T5 blind");
}

static void
what_gains_most_is_next(void **state)
{
	(void)state;
	/* PowerShell is written in two ways; what has no gain and lets no rule
	 * run (dns) is not there. */
	assert_string_equal(seen("", "", true), "auditd 1/1 T3 1+1 G1 G2, "
	    "PowerShell 1/0 T2 0+0, syslog 0/1 0+1");
	assert_string_equal(seen("", "auditd", true), "syslog 1/0 T5 0+1, "
	    "PowerShell 1/0 T2 0+0");
	assert_string_equal(seen("Windows", "", true), "PowerShell 1/0 T2 0+0, "
	    "auditd 0/0 1+1, syslog 0/0 0+1");
}

static void
what_is_missing_is_told(void **state)
{
	struct visibility_asked asked = { 0 };
	struct visibility *v = visibility_open(catalog, &asked);
	cJSON *t = cJSON_CreateObject(), *list;

	(void)state;
	visibility_add(v, 2, t);
	assert_string_equal(cJSON_PrintUnformatted(t), "{\"visible\":\"partly\","
	    "\"analytics\":2,\"nearest\":\"AN4\",\"lacks\":[\"PowerShell\"],"
	    "\"missing\":"
	    "[{\"name\":\"powershell\"}]}");
	list = visibility_analytics(v, 3);
	assert_string_equal(cJSON_PrintUnformatted(list), "[{\"id\":\"AN5\","
	    "\"name\":\"AN5\",\"platforms\":[\"Linux\"],\"visible\":\"blind\","
	    "\"log_sources\":[{\"name\":\"auditd\",\"collected\":false}]}]");
	list = visibility_sources(v);
	assert_int_equal(cJSON_GetArraySize(list), 6);
	assert_string_equal(cJSON_PrintUnformatted(list->child), "{\"name\":"
	    "\"auditd\",\"techniques\":3,\"analytics\":3,\"alone\":1,"
	    "\"collected\":\"no\"}");
	visibility_close(v);
}

static void
platforms_say_where(void **state)
{
	struct catalog_selection s = { .platforms = words_of("Windows Linux") };
	struct visibility_asked asked = { .selection = &s };
	struct visibility *v = visibility_open(catalog, &asked);
	struct visibility_figures f;
	cJSON *t = cJSON_CreateObject();

	(void)state;
	visibility_add(v, 1, t);
	assert_string_equal(cJSON_PrintUnformatted(t), "{\"visible\":\"full\","
	    "\"analytics\":2,\"visible_on\":[\"Windows\"]}");
	visibility_count(v, "enterprise", "Linux", NULL, &f);
	assert_int_equal(f.of, 2);
	assert_int_equal(f.n[VISIBLE_BLIND], 2);
	visibility_close(v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    a_technique_is_as_visible_as_its_best_analytic),
		cmocka_unit_test(more_logs_are_as_if_collected),
		cmocka_unit_test(what_gains_most_is_next),
		cmocka_unit_test(what_is_missing_is_told),
		cmocka_unit_test(platforms_say_where),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
