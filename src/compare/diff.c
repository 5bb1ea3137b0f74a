/* What is between two snapshots, controls and ATT&CK apart. */
#include "compare/diff.h"

#include "diff_parts.h"
#include "settings.h"
#include "value/member.h"

enum { SCHEMA = 1 };

static void
add_domains_diff(cJSON *to, const cJSON *old, const cJSON *new)
{
	cJSON *list = cJSON_AddArrayToObject(to, "domains"), *one;
	const cJSON *was = member_get(old, "attack"), *d;
	const cJSON *is = member_get(new, "attack");

	cJSON_ArrayForEach(d, was) {
		one = cJSON_CreateObject();
		member_add_text(one, "domain", d->string);
		member_add_text(one, "old", member_string(d, "version"));
		member_add_text(one, "new",
		    member_string(member_get(is, d->string), "version"));
		cJSON_AddItemToArray(list, one);
	}
	cJSON_ArrayForEach(d, is) {
		if (member_get(was, d->string) != NULL)
			continue;
		one = cJSON_CreateObject();
		member_add_text(one, "domain", d->string);
		member_add_text(one, "new", member_string(d, "version"));
		cJSON_AddItemToArray(list, one);
	}
}

static long long
controls_of(const struct side *s, const char *source)
{
	long long n = 0;
	size_t i;

	for (i = 0; i < s->ncontrols; i++)
		n += str_equal(s->controls[i].source->string, source);
	return n;
}

static cJSON *
state_of_source(const struct side *s, const cJSON *source)
{
	cJSON *one = cJSON_CreateObject();

	member_copy(one, source, "revision");
	member_copy(one, source, "accessed");
	member_add_number(one, "controls", controls_of(s, source->string));
	return one;
}

bool
diff_is_pinned(const cJSON *source)
{
	return member_string(source, "sha256") != NULL ||
	    member_string(source, "revision") != NULL;
}

bool
diff_is_same_source(const cJSON *a, const cJSON *b)
{
	return str_equal(member_string(a, "sha256"),
		   member_string(b, "sha256")) &&
	    str_equal(member_string(a, "revision"),
		member_string(b, "revision"));
}

/* How many of the listed controls of the source changed so; of all of them. */
static long long
add_changes(cJSON *one, const cJSON *controls, const char *source)
{
	static const char *const names[] = { "added", "removed", "changed" };
	const cJSON *k;
	long long n, all = 0;
	size_t i;

	for (i = 0; i < 3; i++) {
		n = 0;
		cJSON_ArrayForEach(k, controls)
			n += str_equal(member_string(k, "source"), source) &&
			    str_equal(member_string(k, "change"), names[i]);
		member_add_number(one, names[i], n);
		all += n;
	}
	return all;
}

static void
add_source_diff(cJSON *list, const struct diff *d, const cJSON *was,
    const cJSON *is, const cJSON *controls)
{
	const cJSON *s = is != NULL ? is : was;
	cJSON *one = cJSON_CreateObject();
	long long changes;

	member_add_text(one, "id", s->string);
	member_copy(one, s, "title");
	member_copy(one, s, "kind");
	member_copy(one, s, "domain");
	member_copy(one, s, "own");
	member_add_flag(one, "of_attack",
	    side_is_attack(is != NULL ? &d->new : &d->old, s));
	if (was != NULL)
		cJSON_AddItemToObject(one, "old",
		    state_of_source(&d->old, was));
	if (is != NULL)
		cJSON_AddItemToObject(one, "new",
		    state_of_source(&d->new, is));
	changes = add_changes(one, controls, s->string);
	member_add_text(one, "change", was == NULL ? "added"
	    : is == NULL ? "removed" : diff_is_same_source(was, is) &&
	    (changes == 0 || diff_is_pinned(is)) ? "same" : "updated");
	cJSON_AddItemToArray(list, one);
}

static void
add_sources_diff(cJSON *to, const struct diff *d)
{
	const cJSON *was = member_get(d->old.snapshot, "sources"), *s;
	const cJSON *is = member_get(d->new.snapshot, "sources");
	const cJSON *controls = member_get(to, "controls");
	cJSON *list = cJSON_CreateArray();

	cJSON_ArrayForEach(s, is)
		if (side_wants(&d->new, s))
			add_source_diff(list, d, member_get(was, s->string), s,
			    controls);
	cJSON_ArrayForEach(s, was)
		if (side_wants(&d->old, s) && member_get(is, s->string) == NULL)
			add_source_diff(list, d, s, NULL, controls);
	cJSON_AddItemToObject(to, "sources", list);
}

/* Which sources both snapshots have looked at, where that is not all. */
static void
add_only(cJSON *to, const struct diff *d)
{
	const cJSON *a = member_get(d->old.snapshot, "only"), *e, *f;
	const cJSON *b = member_get(d->new.snapshot, "only");
	const cJSON *first = a != NULL ? a : b;
	cJSON *list;

	if (first == NULL)
		return;
	list = cJSON_AddArrayToObject(to, "only");
	cJSON_ArrayForEach(e, first) {
		cJSON_ArrayForEach(f, b)
			if (str_equal(e->valuestring, f->valuestring))
				break;
		if (a == NULL || b == NULL || f != NULL)
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(e->valuestring));
	}
}

/* Are the sources of a that are wanted those of b, for certain? Not those of a
 * domain that b is not configured with. */
static bool
has_same_sources(const struct side *a, const struct side *b)
{
	const cJSON *e, *other, *attack = member_get(b->snapshot, "attack");

	cJSON_ArrayForEach(e, member_get(a->snapshot, "sources")) {
		if (!side_wants(a, e) ||
		    member_get(attack, member_string(e, "domain")) == NULL)
			continue;
		other = member_get(member_get(b->snapshot, "sources"),
		    e->string);
		if (other == NULL || !diff_is_pinned(e) || !diff_is_same_source(e, other))
			return false;
	}
	return true;
}

/* Is all that both were made from the same? */
static bool
are_inputs_same(const struct diff *d)
{
	const cJSON *e, *other;

	cJSON_ArrayForEach(e, member_get(d->old.snapshot, "attack")) {
		other = member_get(member_get(d->new.snapshot, "attack"),
		    e->string);
		if (other != NULL && (!diff_is_pinned(e) ||
		    !diff_is_same_source(e, other)))
			return false;
	}
	return has_same_sources(&d->old, &d->new) &&
	    has_same_sources(&d->new, &d->old);
}

/* A source of another day that holds the same is no difference. */
static bool
is_same_diff(const cJSON *to)
{
	static const char *const lists[] = { "settings", "techniques",
		"controls", "moves", "attack", NULL };
	const cJSON *e;
	size_t i;

	for (i = 0; lists[i] != NULL; i++)
		if (member_get(to, lists[i])->child != NULL)
			return false;
	cJSON_ArrayForEach(e,
	    member_get(to,
		"domains")) if (!str_equal(member_string(e, "old"),
				    member_string(e, "new"))) return false;
	cJSON_ArrayForEach(e,
	    member_get(to, "sources")) if (member_get(e, "old") == NULL ||
	    member_get(e, "new") == NULL) return false;
	return true;
}

cJSON *
model_diff(const cJSON *old, const cJSON *new, const struct diff_filter *filter)
{
	static const struct diff_filter all = { 0 };
	struct diff d = { 0 };
	cJSON *to = cJSON_CreateObject();

	if (filter == NULL)
		filter = &all;
	side_begin(&d.old, old, member_get(new, "only"), filter);
	side_begin(&d.new, new, member_get(old, "only"), filter);
	side_match(&d.old, &d.new);
	member_add_number(to, "schema", SCHEMA);
	add_only(to, &d);
	add_domains_diff(to, old, new);
	/* What the same scope is called with another ATT&CK is no setting. */
	if (filter->same_controls)
		cJSON_AddArrayToObject(to, "settings");
	else if (!settings_compare(to, old, new))
		d.cause = are_inputs_same(&d) ? "settings" : "mixed";
	member_add_text(to, "cause", d.cause);
	steps_take(&d.steps, &d.old, &d.new, filter, d.cause != NULL);
	attack_begin(&d.attack, &d.steps);
	diff_add_controls(to, &d);
	add_sources_diff(to, &d);
	diff_add_figures(to, &d);
	diff_add_techniques(to, &d);
	diff_add_moves(to, &d);
	diff_add_stranded(to, &d);
	cJSON_AddItemToObject(to, "attack", attack_changes(&d.attack));
	member_add_flag(to, "same", is_same_diff(to));
	attack_free(&d.attack);
	steps_free(&d.steps);
	side_free(&d.old);
	side_free(&d.new);
	return to;
}

static void
add_word(struct strs *words, const char *word)
{
	if (word != NULL && !strs_has(words, word))
		strs_add(words, word);
}

void
diff_add_tactics(const cJSON *snapshot, struct strs *words)
{
	const cJSON *domain, *t;

	cJSON_ArrayForEach(domain, member_get(snapshot, "tactics"))
		cJSON_ArrayForEach(t, domain) {
			add_word(words, member_string(t, "name"));
			add_word(words, member_string(t, "shortname"));
			add_word(words, t->string);
		}
}
