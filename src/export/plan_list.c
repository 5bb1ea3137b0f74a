/* The tests of a plan, as what runs them reads them. */
#include "export/plan_list.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/str.h"
#include "value/member.h"
#include "words/words.h"

/* The lists of a plan whose tests are to be run. */
static const char *const lists[] = { "rules_without_test", "outdated_proofs" };
enum { LISTS = sizeof(lists) / sizeof(lists[0]) };

/* A test, and its place. */
struct one {
	const cJSON *test;
	const char *id;
	size_t at;
};

struct listed {
	struct one *v;
	size_t n;
	size_t rules; /* that have any of them */
};

static int
by_id(const void *a, const void *b)
{
	const struct one *x = a, *y = b;
	int order = strcasecmp(x->id, y->id);

	return order != 0 ? order : x->at < y->at ? -1 : x->at > y->at;
}

static int
by_place(const void *a, const void *b)
{
	const struct one *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

/* Leaves the first of each id. */
static void
unite(struct listed *l)
{
	size_t i, n = 0;

	if (l->n == 0)
		return;
	qsort(l->v, l->n, sizeof(*l->v), by_id);
	for (i = 0; i < l->n; i++)
		if (n == 0 || strcasecmp(l->v[n - 1].id, l->v[i].id) != 0)
			l->v[n++] = l->v[i];
	l->n = n;
	qsort(l->v, l->n, sizeof(*l->v), by_place);
}

/* Adds the tests of one rule that the runner runs; returns whether it has any. */
static bool
add_listed(struct listed *l, const cJSON *rule, enum runner runner)
{
	const cJSON *test;
	const char *id;
	size_t at = l->n, before = l->n;

	cJSON_ArrayForEach(test, member_get(rule, "tests")) {
		id = member_string(test, "id");
		if (member_runner(test) != runner || id == NULL)
			continue;
		at = l->n;
		*LIST_ADD(l->v, l->n) = (struct one){ test, id, at };
	}
	return l->n > before;
}

static struct listed
list_tests(const cJSON *plan, enum runner runner)
{
	struct listed l = { 0 };
	const cJSON *rule;
	size_t i;

	for (i = 0; i < LISTS; i++)
		cJSON_ArrayForEach(rule, member_get(plan, lists[i]))
			l.rules += add_listed(&l, rule, runner);
	unite(&l);
	return l;
}

/* The digest of the tests' ids as a UUID of version 8 (RFC 9562, 5.8). */
static void
put_uuid(struct buf *out, const struct listed *l)
{
	struct digest d;
	char hex[DIGEST_HEX + 1];
	static const char form[] = "xxxxxxxx-xxxx-8xxx-8xxx-xxxxxxxxxxxx";
	size_t i, n = 0;

	digest_begin(&d);
	for (i = 0; i < l->n; i++)
		digest_add_str(&d, l->v[i].id);
	digest_end(&d, hex);
	for (i = 0; form[i] != '\0'; i++)
		buf_putc(out, form[i] == 'x' ? hex[n++] : form[i]);
}

/* "Sextant plan for G0016 APT29, T1105 Ingress Tool Transfer" */
static void
put_name_plan(struct buf *out, const cJSON *plan)
{
	const cJSON *targets = member_get(plan, "targets"), *t;

	buf_puts(out, "Sextant plan");
	cJSON_ArrayForEach(t, targets)
		buf_printf(out, "%s%s%s%s", t == targets->child ? " for " : ", ",
		    member_text_or(t, "label", ""),
		    member_text(t, "name") == NULL ? "" : " ",
		    member_text_or(t, "name", ""));
}

size_t
plan_list_caldera(const cJSON *plan, struct buf *out)
{
	struct listed l = list_tests(plan, RUNNER_CALDERA);
	struct buf b = BUF_INIT;
	size_t i;

	buf_puts(out, "---\nid: ");
	put_uuid(out, &l);
	buf_puts(out, "\nname: ");
	put_name_plan(&b, plan);
	escape_yaml(out, buf_str(&b));
	buf_reset(&b);
	buf_puts(out, "\ndescription: ");
	buf_printf(&b, "%zu abilit%s for %zu rule%s to prove. %s.", l.n,
	    l.n == 1 ? "y" : "ies", l.rules, l.rules == 1 ? "" : "s",
	    member_text_or(plan, "text", ""));
	escape_yaml(out, buf_str(&b));
	buf_puts(out, l.n == 0 ? "\natomic_ordering: []\n"
			       : "\natomic_ordering:\n");
	for (i = 0; i < l.n; i++) {
		buf_puts(out, "- ");
		escape_yaml(out, l.v[i].id);
		buf_putc(out, '\n');
	}
	buf_free(&b);
	free(l.v);
	return l.n;
}

/* Has it only letters, digits, dots and hyphens? So it is one word in any
 * shell. */
static bool
is_word_plan(const char *s, size_t n)
{
	static const char word[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";

	return n > 0 && strspn(s, word) >= n;
}

/* The folder's technique of atomics/T1003.001/T1003.001.yaml: its length; 0:
 * it stands in no such folder. */
static size_t
folder_of(const char *path, const char **name)
{
	const char *dot;
	size_t n;

	*name = path == NULL ? "" : path_base(path);
	dot = strrchr(*name, '.');
	n = dot == NULL ? 0 : (size_t)(dot - *name);
	return **name == 'T' && is_word_plan(*name, n) ? n : 0;
}

/* Adds "Windows, powershell, elevated: " */
static void
put_needs(struct buf *out, const cJSON *test)
{
	struct buf b = BUF_INIT;

	member_put_joined(&b, member_get(test, "platforms"), ", ");
	if (member_string(test, "executor") != NULL)
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
		    member_string(test, "executor"));
	if (member_get(test, "elevated") != NULL)
		buf_printf(&b, "%selevated", b.len > 0 ? ", " : "");
	if (b.len > 0)
		buf_printf(&b, ": ");
	buf_puts(&b, member_text_or(test, "title", ""));
	escape_line(out, buf_str(&b));
	buf_free(&b);
}

size_t
plan_list_atomic(const cJSON *plan, struct buf *out)
{
	struct listed l = list_tests(plan, RUNNER_ATOMIC);
	const char *name, *id;
	size_t i, len, n = 0;

	buf_puts(out, "# ");
	escape_line(out, member_text_or(plan, "text", ""));
	buf_putc(out, '\n');
	for (i = 0; i < l.n; i++) {
		id = l.v[i].id;
		len = folder_of(member_string(l.v[i].test, "path"), &name);
		if (len == 0 || !is_word_plan(id, strlen(id)))
			continue;
		buf_printf(out, "Invoke-AtomicTest %.*s -TestGuids %s # ",
		    (int)len, name, id);
		put_needs(out, l.v[i].test);
		buf_putc(out, '\n');
		n++;
	}
	free(l.v);
	return n;
}
