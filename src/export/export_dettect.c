/* What is collected, as DeTT&CT's administration of data sources. */
#include "base/escape.h"
#include "count/platforms.h"
#include "count/provenance.h"
#include "domains.h"
#include "export/export.h"
#include "value/member.h"
#include "value/value.h"
#include "words/logs.h"

enum { NAMES_MAX = 5 }; /* in a comment */
static const double layout = 1.1; /* the version of DeTT&CT's files */

/*
 * DeTT&CT has no word for a quality that nobody has assessed. A data source is
 * there where a score is above 0, so that 1, the lowest of those, stands for it.
 */
static const char *const dimensions[] = { "device_completeness",
	"data_field_completeness", "timeliness", "consistency", "retention" };

struct form {
	bool told;
	const cJSON *platforms; /* that bound the figures; NULL: none do */
	const cJSON *collected; /* Q_COLLECTED */
	struct strs systems;
	struct buf sources; /* what stands below data_sources */
	const char *component; /* the last that was written */
};

/* Rows of Q_DOMAIN_READS: those of a component on a platform, or of a name of
 * these. */
struct run {
	const cJSON *first, *end; /* end: the one behind, or NULL */
};

static bool
is_like(const cJSON *a, const cJSON *b, const char *member)
{
	return str_equal(member_text(a, member), member_text(b, member));
}

static struct run
entry_at(const cJSON *row)
{
	struct run r = { row, row };

	while (r.end != NULL && is_like(r.end, row, "platform") &&
	    is_like(r.end, row, "component"))
		r.end = r.end->next;
	return r;
}

static struct run
name_at(const struct run *entry, const cJSON *row)
{
	struct run r = { row, row };

	while (r.end != entry->end && is_like(r.end, row, "name"))
		r.end = r.end->next;
	return r;
}

static bool
is_collected(const cJSON *row)
{
	return member_number(row, "collected") > 0;
}

/* How many of them are collected; *of gets how many there are. */
static int
count_collected(const struct run *r, int *of)
{
	const cJSON *row;
	int n = 0;

	*of = 0;
	for (row = r->first; row != r->end; row = row->next) {
		n += is_collected(row);
		++*of;
	}
	return n;
}

static bool
has_platform(const cJSON *list, const char *platform)
{
	return list == NULL || member_has(list, platform);
}

/* Is it of the systems of that platform? */
static bool
is_on_platform(const cJSON *collected, const char *platform)
{
	cJSON *lines = value_lines(member_string(collected, "platforms"));
	bool of = lines->child == NULL || member_has(lines, platform);

	cJSON_Delete(lines);
	return of;
}

/* Is the component collected as such, whoever records it? */
static bool
is_whole(const struct form *f, const cJSON *row)
{
	const cJSON *c;
	const char *name;

	cJSON_ArrayForEach(c, f->collected) {
		name = member_string(c, "name");
		if (str_equal(member_string(c, "what"),
			collected_what_name(COLLECTED_COMPONENT)) &&
		    (str_equal_nocase(name, member_string(row, "component")) ||
			str_equal_nocase(name,
			    member_string(row, "component_id"))) &&
		    is_on_platform(c, member_string(row, "platform")))
			return true;
	}
	return false;
}

/* What is collected of the rows of one name: the name where that is all of them,
 * else a channel each. */
static void
take_run(const struct run *r, struct strs *names)
{
	const char *name = member_string(r->first, "name"), *channel;
	struct buf b = BUF_INIT;
	const cJSON *row;
	int of, n = count_collected(r, &of);

	if (n == of) {
		strs_add(names, name);
		return;
	}
	for (row = r->first; row != r->end; row = row->next) {
		channel = member_string(row, "channel");
		if (!is_collected(row))
			continue;
		buf_reset(&b);
		buf_printf(&b, "%s%s%s", name, channel == NULL ? "" : ": ",
		    channel == NULL ? "" : channel);
		strs_add(names, buf_str(&b));
	}
	buf_free(&b);
}

static void
take_products(const struct run *entry, struct strs *names)
{
	struct run r;

	for (r.end = entry->first; r.end != entry->end;) {
		r = name_at(entry, r.end);
		take_run(&r, names);
	}
}

/* The names of which something is not collected. */
static void
take_missing(const struct run *entry, struct strs *names)
{
	struct run r;
	int of;

	for (r.end = entry->first; r.end != entry->end;) {
		r = name_at(entry, r.end);
		if (count_collected(&r, &of) < of)
			strs_add(names, member_string(r.first, "name"));
	}
}

/* Appends the first names, and how many more there are. */
static void
put_first_names(struct buf *out, const struct strs *names)
{
	size_t i;

	for (i = 0; i < names->n && i < NAMES_MAX; i++)
		buf_printf(out, "%s%s", i > 0 ? ", " : "", names->v[i]);
	if (names->n > NAMES_MAX)
		buf_printf(out, ", and %zu more", names->n - NAMES_MAX);
}

/* How the entry came about. */
static void
put_comment(struct form *f, const struct run *entry, bool whole)
{
	struct buf b = BUF_INIT;
	struct strs names = { 0 };
	int of, n = count_collected(entry, &of);

	take_missing(entry, &names);
	if (!f->told)
		buf_puts(&b, "MITRE's analytics read ");
	else if (whole)
		buf_puts(&b, "Collected as a data component.");
	else if (names.n == 0)
		buf_puts(&b, "Collected: all that MITRE's analytics read.");
	else
		buf_printf(&b, "Collected: %d of %d channels that MITRE's "
		    "analytics read; not all of ", n, of);
	if (!whole && names.n > 0) {
		put_first_names(&b, &names);
		buf_putc(&b, '.');
	}
	if (f->told)
		buf_puts(&b, " The quality is not known: 1 stands for that.");
	escape_yaml(&f->sources, buf_str(&b));
	strs_free(&names);
	buf_free(&b);
}

static void
put_entry(struct form *f, const struct run *entry)
{
	const char *platform = member_string(entry->first, "platform");
	bool whole = f->told && is_whole(f, entry->first);
	struct buf *out = &f->sources;
	struct strs products = { 0 };
	size_t i;

	if (f->told && !whole)
		take_products(entry, &products);
	buf_puts(out, "  - applicable_to:\n    - ");
	escape_yaml(out, platform);
	buf_puts(out, "\n    date_registered:\n    date_connected:\n"
	    "    products:");
	buf_puts(out, products.n == 0 ? " []\n" : "\n");
	for (i = 0; i < products.n; i++) {
		buf_puts(out, "    - ");
		escape_yaml(out, products.v[i]);
		buf_putc(out, '\n');
	}
	buf_printf(out, "    available_for_data_analytics: %s\n    comment: ",
	    f->told ? "true" : "false");
	put_comment(f, entry, whole);
	buf_puts(out, "\n    data_quality:\n");
	for (i = 0; i < sizeof(dimensions) / sizeof(dimensions[0]); i++)
		buf_printf(out, "      %s: %d\n", dimensions[i], f->told);
	strs_free(&products);
}

static void
take_entry(struct form *f, const struct run *entry)
{
	const char *platform = member_string(entry->first, "platform");
	const char *component = member_string(entry->first, "component");
	int of;

	if (!has_platform(f->platforms, platform) ||
	    (f->told && count_collected(entry, &of) == 0))
		return;
	if (f->component == NULL || !str_equal(f->component, component)) {
		buf_puts(&f->sources, "- data_source_name: ");
		escape_yaml(&f->sources, component);
		buf_puts(&f->sources, "\n  data_source:\n");
	}
	f->component = component;
	put_entry(f, entry);
	if (!strs_has(&f->systems, platform))
		strs_add(&f->systems, platform);
}

/* The platforms that bound the figures are systems, whatever is collected of
 * them. */
static void
put_systems(struct form *f, struct buf *out)
{
	const cJSON *p;
	size_t i;

	cJSON_ArrayForEach(p, f->platforms)
		if (!strs_has(&f->systems, p->valuestring))
			strs_add(&f->systems, p->valuestring);
	strs_sort(&f->systems);
	buf_puts(out, f->systems.n == 0 ? "systems: []\n" : "systems:\n");
	for (i = 0; i < f->systems.n; i++) {
		buf_puts(out, "- applicable_to: ");
		escape_yaml(out, f->systems.v[i]);
		buf_puts(out, "\n  platform:\n  - ");
		escape_yaml(out, f->systems.v[i]);
		buf_putc(out, '\n');
	}
}

static void
put_form_head(const struct form *f, const cJSON *meta, const cJSON *domain,
    struct buf *out)
{
	const char *id = member_string(domain, "id");

	buf_printf(out, "# Data sources for DeTT&CT, by %s from ATT&CK %s %s.\n",
	    member_string(meta, "generator"), id,
	    member_text_or(domain, "version", ""));
	buf_puts(out, f->told ? "# Collected is what sextant.yaml says. Its "
	    "quality is not known: scores of 1 stand for that.\n"
	    : "# A form to fill in: nobody has said what is collected. With "
	    "all scores 0 a data\n# source is not there.\n");
	buf_printf(out, "version: %.1f\n", layout);
	buf_puts(out, "file_type: data-source-administration\nname: ");
	escape_yaml(out, member_string(meta, "title"));
	buf_printf(out, "\ndomain: %s%s\n", id, DOMAINS_SUFFIX);
}

/* Fills in the form, but for what the catalog does not hold. */
static int
read_form(struct catalog *c, const cJSON *domain, cJSON **reads,
    struct form *f, cJSON **collected, cJSON **platforms)
{
	struct run entry;

	if (catalog_rows(c, Q_DOMAIN_READS, member_string(domain, "id"),
	    reads) == -1 ||
	    catalog_rows(c, Q_COLLECTED, NULL, collected) == -1 ||
	    platforms_of(c, domain, NULL, platforms) == -1)
		return -1;
	f->collected = *collected;
	f->platforms = *platforms;
	for (entry.end = (*reads)->child; entry.end != NULL;) {
		entry = entry_at(entry.end);
		take_entry(f, &entry);
	}
	return 0;
}

/* What is collected and no component of MITRE's. */
static void
list_left(const cJSON *collected, cJSON *left)
{
	const cJSON *row;
	const char *name;

	cJSON_ArrayForEach(row, collected) {
		name = member_string(row, "name");
		if (member_number(row, "read") == 0 && !member_has(left, name))
			cJSON_AddItemToArray(left, cJSON_CreateString(name));
	}
}

int
export_dettect(struct catalog *c, const char *domain, cJSON *left,
    struct buf *out)
{
	cJSON *meta = cJSON_CreateObject(), *domains = NULL, *reads = NULL;
	cJSON *collected = NULL, *platforms = NULL;
	struct form f = { 0 };
	const cJSON *row = NULL;
	int rc = -1;

	if (provenance_read_meta(meta, c) == -1 ||
	    catalog_rows(c, Q_DOMAINS, NULL, &domains) == -1)
		goto out;
	row = domains_find(domains, domain);
	if (row == NULL)
		goto out;
	f.told = member_get(meta, "logs") != NULL;
	if (read_form(c, row, &reads, &f, &collected, &platforms) == -1)
		goto out;
	list_left(collected, left);
	put_form_head(&f, meta, row, out);
	put_systems(&f, out);
	buf_printf(out, "data_sources:%s\n%s", f.sources.len == 0 ? " []" : "",
	    buf_str(&f.sources));
	rc = 0;
out:
	cJSON_Delete(meta);
	cJSON_Delete(domains);
	cJSON_Delete(reads);
	cJSON_Delete(collected);
	cJSON_Delete(platforms);
	strs_free(&f.systems);
	buf_free(&f.sources);
	return rc;
}
