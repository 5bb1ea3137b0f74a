/* The order of what a search finds, tier by tier, in a small catalog. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "catalog/catalog.h"
#include "search/search.h"
#include "value/member.h"
#include "value/value.h"

static char *root;
static struct arena mem;
static struct catalog *catalog;

/* pk is the place, from 1. */
static const struct catalog_technique techniques[] = {
	{ .id = "T1001", .name = "Remote Desk", .state = "active" },
	{ .id = "T1002", .name = "Desk Hijacking", .state = "active" },
	{ .id = "T1003", .name = "Credential Dumping", .state = "active" },
	{ .id = "T1003.001", .name = "Vault Memory", .state = "active",
	    .parent = 3, .sub = true },
	{ .id = "T1004", .name = "Desk", .state = "deprecated" },
	{ .id = "T1005", .name = "Old Desk", .state = "revoked",
	    .successor = 1 },
	{ .id = "T1006", .name = "Recover Nothing", .state = "active" },
	{ .id = "T1007", .name = "Another", .state = "active",
	    .description = "Says eraser once." },
};

static char alias_text[][16] = { "Brown Bear" };
static char *alias_words[] = { alias_text[0] };
static const struct strs aliases = { alias_words, 1 };

static const struct catalog_actor actors[] = {
	{ .id = "G0016", .kind = "group", .name = "Desk Spider",
	    .aliases = &aliases },
	{ .id = "S0001", .kind = "software", .name = "Wmint" },
};

/* What each rule is about is in rules_of. */
static const struct catalog_control rules[] = {
	{ .id = "r1", .title = "Eraser Started", .logic = "eraser exe" },
	{ .id = "r2", .title = "Copies Are Gone", .logic = "eraser delete" },
	{ .id = "r3", .title = "Something Else", .logic = "eraser or not" },
	{ .id = "r4", .title = "CVE-2021-44228 Is Tried", .logic = "jndi" },
	{ .id = "r5", .title = "Web Request", .tags = "CVE-2021-44228" },
	{ .id = "0badcafe", .title = "Desk Is Opened by Someone Else" },
};
static const long long rules_of[] = { 7, 7, 8, 8, 8, 1 };

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static int
put_all(struct catalog *c)
{
	const struct catalog_domain domain = { .id = "enterprise",
		.name = "Enterprise", .version = "18.1", .sha256 = "" };
	const struct catalog_source source = { .ord = 1, .id = "rules",
		.title = "Rules", .kind = "detection", .domain = "enterprise",
		.perspective = "all", .compass_list = "files" };
	struct catalog_technique t;
	struct catalog_control k;
	struct catalog_mapping m;
	struct catalog_actor a;
	size_t i;

	if (catalog_put_domain(c, &domain) == -1)
		return -1;
	for (i = 0; i < COUNT(techniques); i++) {
		t = techniques[i];
		t.pk = (long long)i + 1;
		t.domain = "enterprise";
		t.stix = t.id;
		t.url = "";
		t.page = true;
		t.scoped = strcmp(t.state, "active") == 0;
		t.description = t.description == NULL ? "" : t.description;
		if (catalog_put_technique(c, &t) == -1)
			return -1;
	}
	for (i = 0; i < COUNT(actors); i++) {
		a = actors[i];
		a.pk = (long long)i + 1;
		a.domain = "enterprise";
		if (catalog_put_actor(c, &a) == -1)
			return -1;
	}
	if (catalog_put_use(c, 1, 2) == -1 || catalog_put_source(c, &source) == -1)
		return -1;
	for (i = 0; i < COUNT(rules); i++) {
		k = rules[i];
		k.pk = (long long)i + 1;
		k.source = 1;
		k.type = "rule";
		k.lifecycle = "active";
		k.whose = "available";
		k.counts = true;
		m = (struct catalog_mapping){ .control = k.pk,
			.tagged = techniques[rules_of[i] - 1].id,
			.technique = rules_of[i], .outcome = "exact",
			.counted = true };
		if (catalog_put_control(c, &k) == -1 ||
		    catalog_put_mapping(c, &m) == -1)
			return -1;
	}
	if (catalog_put_synonym(c, "T1005", "rdsk") == -1 ||
	    catalog_put_synonym(c, "T1002", "desk spider theft") == -1 ||
	    catalog_put_synonym(c, "T9999", "nothing of that kind") == -1)
		return -1;
	return 0;
}

static int
begin(void **state)
{
	char *path;

	(void)state;
	root = scratch_begin();
	value_use(&mem);
	path = path_join(root, "catalog.db");
	catalog = catalog_create(path);
	if (catalog == NULL || put_all(catalog) == -1 ||
	    catalog_commit(catalog) == -1)
		return -1;
	catalog = catalog_open(path);
	free(path);
	return catalog == NULL ? -1 : 0;
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

/* "T1001:name, G0016:other name; ": ids, and by what, a group of results behind
 * another. */
static const struct {
	const char *words, *want;
} asked[] = {
	/* Its id in any spelling, an old one. */
	{ "t1003/1", "T1003.001:id" },
	{ "attack.t1003.001", "T1003.001:id" },
	{ "g16", "G0016:id" },
	{ "T1005", "T1001:old id" },
	{ "T1003.009", "T1003:id instead: T1003" },
	{ "0badcafe", "0badcafe:id" },
	/* A name, whole; a synonym, which follows an old id; another name. */
	{ "rdsk", "T1001:synonym" },
	{ "remotedesk", "T1001:name" },
	{ "Credential Dumping: Vault Memory", "T1003.001:name" },
	{ "brownbear", "G0016:other name" },
	/* Nothing of ATT&CK has the id. */
	{ "nothing of that kind", "T1006:name instead: nothing" },
	/* Other forms of its words. */
	{ "credentials dumped", "T1003:name T1003.001:name" },
	/* The used one first, the deprecated one last; then who else has it. */
	{ "desk", "T1002:name T1001:name T1004:name; G0016:name; 0badcafe:title" },
	/* Of all words some stand in its name, others in its parent's. */
	{ "dump vault memory", "T1003.001:name" },
	/* Two of three that match are about T1006. */
	{ "eraser", "T1006:controls T1007:description; "
	    "r1:title r3:query r2:query" },
	/* What a CVE is about is not guessed. */
	{ "cve_2021_44228", "r4:title r5:tag" },
	/* A part of a word is none; its beginning is. */
	{ "wmi", "S0001:name" },
	{ "int", "" },
	/* Typos, but not in quotes. */
	{ "credentail dumping", "T1003:name T1003.001:name "
	    "instead: credential dumping" },
	{ "\"credentail\"", "" },
	/* A phrase stands as it is. */
	{ "\"dumping credential\"", "" },
	{ "\"is opened by\"", "0badcafe:title" },
	/* What nothing has is dropped. */
	{ "vault zwieback", "T1003.001:name instead: vault" },
};

static const char *
answer(const char *words)
{
	struct catalog_search s = { .words = words };
	const cJSON *m = search_find(catalog, &s), *r, *i;
	struct buf b = BUF_INIT;
	const char *text;

	assert_non_null(m);
	cJSON_ArrayForEach(r, member_get(m, "results")) {
		buf_puts(&b, b.len > 0 ? "; " : "");
		cJSON_ArrayForEach(i, member_get(r, "items"))
			buf_printf(&b, "%s%s:%s", i->prev->next == NULL ? ""
			    : " ", member_text(i, "id"),
			    member_get(i, "matched")->child->valuestring);
	}
	if (member_get(m, "instead") != NULL)
		buf_printf(&b, " instead: %s", member_text(m, "instead"));
	text = arena_strdup(&mem, buf_str(&b));
	buf_free(&b);
	return text;
}

static void
what_is_meant_comes_first(void **state)
{
	const char *got;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(asked); i++) {
		got = answer(asked[i].words);
		if (!str_equal(got, asked[i].want))
			fail_msg("%s: \"%s\", not \"%s\"", asked[i].words, got,
			    asked[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_meant_comes_first),
	};

	value_init();
	return cmocka_run_group_tests(tests, begin, end);
}
