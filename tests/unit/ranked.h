/* A catalog of techniques that are used and answered more or less: for what
 * ranks and judges them. */
#ifndef TESTS_RANKED_H
#define TESTS_RANKED_H

#include "capture.h"
#include "catalog/catalog.h"
#include "value/value.h"
#include "value/member.h"

static char *ranked_root;
static struct arena ranked_mem;
static struct catalog *ranked_catalog;

/* Numbers of groups and of software that use it; and its detections, by their
 * evidence, of source 1 ("ours") and of source 2 ("public"). */
static const struct {
	const char *id;
	long long parent;
	int groups, software;
	const char *ours, *public;
	int tests; /* of source 3 */
	const char *moved, *platform;
} ranked[] = {
	{ "T1", 0, 1, 0, "", "", 0, NULL, "Windows" },
	{ "T1.001", 1, 2, 0, "2 1", "0", 0, NULL, "Windows" },
	{ "T2", 0, 2, 1, "", "0 3", 2, NULL, "Linux" },
	{ "T3", 0, 2, 2, "0", "1", 0, NULL, "Linux" },
	{ "T4", 0, 0, 0, "1 0", "", 1, NULL, "Linux" },
	{ "T5", 0, 2, 1, "", "", 0, NULL, "Linux" },
	{ "T6", 0, 3, 0, "", "", 0, "T66", "Linux" },
	{ "T7", 0, 3, 0, "", "", 0, NULL, NULL }, /* out of scope */
	{ "T8", 0, 0, 0, "2", "4 4", 0, NULL, "Windows" },
};

enum { RANKED = sizeof(ranked) / sizeof(ranked[0]), RANKED_ACTORS = 3 };

static char ranked_words[2][16] = { "Windows", "Linux" };

static inline void
ranked_put_techniques(struct catalog *c)
{
	struct catalog_technique t;
	char stix[16], *word[1];
	struct strs platforms = { word, 1 };
	size_t i;

	for (i = 0; i < RANKED; i++) {
		snprintf(stix, sizeof(stix), "ap--%zu", i);
		word[0] = ranked_words[str_equal(ranked[i].platform, "Linux")];
		t = (struct catalog_technique){ .pk = (long long)i + 1,
			.domain = "enterprise", .id = ranked[i].id,
			.stix = stix, .name = "A name", .description = "",
			.url = "https://e.org/", .state = "active",
			.parent = ranked[i].parent,
			.sub = ranked[i].parent != 0, .page = true,
			.scoped = ranked[i].platform != NULL,
			.platforms = ranked[i].platform != NULL ? &platforms
								: NULL,
			.moved_id = ranked[i].moved,
			.moved_name = ranked[i].moved,
			.moved_version = ranked[i].moved == NULL ? NULL
								 : "19.1" };
		if (t.reason == NULL && !t.scoped)
			t.reason = "not ours";
		assert_int_equal(catalog_put_technique(c, &t), 0);
	}
}

/* Groups 1 to 3, software 4 to 6: the first n of them use a technique. */
static inline void
ranked_put_actors(struct catalog *c)
{
	struct catalog_actor a;
	char id[8];
	long long i, n;

	for (i = 0; i < 2LL * RANKED_ACTORS; i++) {
		snprintf(id, sizeof(id), "%c%lld", i < RANKED_ACTORS ? 'G'
		    : 'S', i % RANKED_ACTORS + 1);
		a = (struct catalog_actor){ .pk = i + 1, .id = id, .name = id,
			.domain = "enterprise",
			.kind = i < RANKED_ACTORS ? "group" : "software" };
		assert_int_equal(catalog_put_actor(c, &a), 0);
	}
	for (i = 0; i < RANKED; i++) {
		for (n = 0; n < ranked[i].groups; n++)
			assert_int_equal(catalog_put_use(c, n + 1, i + 1), 0);
		for (n = 0; n < ranked[i].software; n++)
			assert_int_equal(catalog_put_use(c,
			    RANKED_ACTORS + n + 1, i + 1), 0);
	}
}

static inline void
ranked_put_control(struct catalog *c, long long source, int evidence,
    long long technique, const char *tagged)
{
	static long long pk;
	char id[24];
	struct catalog_control k = { .pk = ++pk, .source = source, .id = id,
		.title = id, .url = "https://e.org/control",
		.lifecycle = "active", .type = source == 3 ? "test" : "rule",
		.evidence = evidence, .whose = source == 1 ? "yours" : "available",
		.counts = true };
	struct catalog_mapping m = { .control = pk, .tagged = tagged,
		.technique = technique, .outcome = technique == 0 ? "unknown"
		: "exact", .counted = technique != 0,
		.evidence = evidence };

	snprintf(id, sizeof(id), "c%lld", pk);
	assert_int_equal(catalog_put_control(c, &k), 0);
	assert_int_equal(catalog_put_mapping(c, &m), 0);
}

/* One for each digit of levels. */
static inline void
ranked_put_levels(struct catalog *c, long long source, const char *levels,
    long long technique)
{
	for (; *levels != '\0'; levels++)
		if (*levels != ' ')
			ranked_put_control(c, source, *levels - '0', technique,
			    ranked[technique - 1].id);
}

static inline void
ranked_put_controls(struct catalog *c)
{
	static const char *const ids[] = { "ours", "public", "tests" };
	struct catalog_source s;
	long long i;
	int n;

	for (i = 0; i < 3; i++) {
		s = (struct catalog_source){ .ord = i + 1, .id = ids[i],
			.title = ids[i], .domain = "enterprise",
			.kind = i == 2 ? "test" : "detection", .own = i == 0,
			.perspective = "all", .compass_list = "files" };
		assert_int_equal(catalog_put_source(c, &s), 0);
	}
	for (i = 0; i < RANKED; i++) {
		ranked_put_levels(c, 1, ranked[i].ours, i + 1);
		ranked_put_levels(c, 2, ranked[i].public, i + 1);
		for (n = 0; n < ranked[i].tests; n++)
			ranked_put_control(c, 3, 2, i + 1, ranked[i].id);
	}
	ranked_put_control(c, 2, 0, 0, "T66");
}

static inline int
ranked_begin(void **state)
{
	struct catalog_domain d = { .id = "enterprise", .name = "Small",
		.version = "18.1", .sha256 = "00", .newer_version = "19.1" };
	struct catalog_tactic tactic = { .domain = "enterprise", .id = "TA1",
		.shortname = "first", .name = "The First",
		.description = "" };
	struct catalog *c;
	char *path;

	(void)state;
	ranked_root = scratch_begin();
	value_use(&ranked_mem);
	path = path_join(ranked_root, "catalog.db");
	c = catalog_create(path);
	assert_int_equal(catalog_put_domain(c, &d), 0);
	assert_int_equal(catalog_put_tactic(c, &tactic), 0);
	ranked_put_techniques(c);
	ranked_put_actors(c);
	ranked_put_controls(c);
	assert_int_equal(catalog_commit(c), 0);
	ranked_catalog = catalog_open(path);
	assert_non_null(ranked_catalog);
	free(path);
	return 0;
}

static inline int
ranked_end(void **state)
{
	(void)state;
	catalog_close(ranked_catalog);
	value_use(NULL);
	arena_free(&ranked_mem);
	scratch_end(ranked_root);
	return 0;
}

/* "T1 gap, T2 single": ids and another member of rows. */
static inline const char *
ranked_rows(const cJSON *rows, const char *member)
{
	struct buf b = BUF_INIT;
	const cJSON *row;
	char *text;

	cJSON_ArrayForEach(row, rows)
		buf_printf(&b, "%s%s %s", b.len > 0 ? ", " : "",
		    member_text(row, "id"), member_text(row, member));
	text = arena_strdup(&ranked_mem, buf_str(&b));
	buf_free(&b);
	return text;
}

#endif
