/* The options that say which techniques are asked about. */
#include "filter.h"

#include <string.h>

#include "base/log.h"
#include "model/targets.h"
#include "output/answer.h"
#include "value/member.h"

int
filter_check(const struct command *self, struct filter *a)
{
	int rc = selection_check(self, &a->s);

	if (rc != 0)
		return rc;
	rc = options_choose(self, "format", &a->format, answer_formats);
	if (rc != 0)
		return rc;
	if (a->s.chosen.kinds.n > 1)
		return options_wrong(self, "--kind: expected one kind");
	return 0;
}

/* Of an option's words the prefix that says what the option does goes. */
static void
say_unresolved(const cJSON *u, const char *option)
{
	const char *word = member_text_or(u, "word", "");
	size_t len = option == NULL ? 0 : strlen(option);
	struct buf b = BUF_INIT;
	const cJSON *n;

	if (len > 0 && strncmp(word, option, len) == 0 && word[len] == ':')
		word += len + 1;
	cJSON_ArrayForEach(n, member_get(u, "near"))
		buf_printf(&b, "%s%s %s", b.len > 0 ? ", " : "",
		    member_text_or(n, "id", ""), member_text_or(n, "name", ""));
	log_error("%s%s%s%s: %s%s%s%s", len > 0 ? "--" : "",
	    len > 0 ? option : "", len > 0 ? " " : "", word,
	    member_text_or(u, "why", ""), b.len > 0 ? "; did you mean " : "",
	    buf_str(&b), b.len > 0 ? "?" : "");
	buf_free(&b);
}

/* What is told of one word for one reason stands on one line. */
static const cJSON *
say_told(const cJSON *first)
{
	const char *word = member_text_or(first, "word", "");
	const char *why = member_text_or(first, "why", "");
	struct buf b = BUF_INIT;
	const cJSON *one = first;

	do {
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
		    member_text_or(one, "id", ""));
		one = one->next;
	} while (one != NULL &&
	    strcmp(member_text_or(one, "word", ""), word) == 0 &&
	    strcmp(member_text_or(one, "why", ""), why) == 0);
	log_info("%s: %s%s%s", word, buf_str(&b), b.len > 0 ? ": " : "", why);
	buf_free(&b);
	return one;
}

int
filter_say(const cJSON *targets, const char *option)
{
	const cJSON *one = member_get(targets, "told")->child;

	while (one != NULL)
		one = say_told(one);
	cJSON_ArrayForEach(one, member_get(targets, "unresolved"))
		say_unresolved(one, option);
	if (member_get(targets, "unresolved")->child == NULL)
		return 0;
	return EXIT_USAGE;
}

/* Words of one kind, resolved; *targets stays NULL where there are none. */
static int
resolve(struct catalog *c, const char *kind, const struct strs *words,
    const cJSON **targets)
{
	struct arena mem = { 0 };
	struct strs all = { 0 };
	const cJSON *found;
	size_t i;

	if (words->n == 0)
		return 0;
	for (i = 0; i < words->n; i++)
		strs_add(&all, arena_printf(&mem, "%s:%s", kind, words->v[i]));
	*targets = found = model_targets(c, &all, false);
	strs_free(&all);
	arena_free(&mem);
	return found == NULL ? -1 : filter_say(found, kind);
}

int
filter_filter(struct catalog *c, struct filter *a, struct gaps_filter *filter)
{
	int rc = selection_find(c, &a->s);

	*filter = (struct gaps_filter){ .single = a->single };
	if (rc == 0)
		rc = selection_find_domain(c, &a->domain);
	if (rc == 0)
		rc = selection_kind(c, &a->s, NULL, &filter->kind);
	if (rc == 0)
		rc = resolve(c, "tactic", &a->tactics, &filter->tactics);
	if (rc == 0)
		rc = resolve(c, "group", &a->groups, &filter->users);
	if (rc == 0)
		rc = selection_weigh(c, &a->s, filter->kind);
	filter->domain = a->domain;
	return rc;
}

void
filter_free(struct filter *a)
{
	selection_free(&a->s);
	strs_free(&a->tactics);
	strs_free(&a->groups);
}
