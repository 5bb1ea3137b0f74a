/* One figure on a badge. */
#include "export/badge.h"

#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "count/coverage.h"
#include "count/facts.h"
#include "count/percent.h"
#include "count/perspective.h"
#include "count/provenance.h"
#include "domains.h"
#include "svg_text.h"
#include "value/member.h"
#include "words/words.h"

/* In pixels. Texts are drawn as wide as they are said to be: the template tells. */
enum { MARGIN = 6, FONT = 11 };

#define YOURS "#1f5f9e"
#define OTHERS "#565c64" /* white on it has a contrast of 6.7 */

/* "ATT&CK detection, yours, exact; platforms Linux" */
static void
put_label_badge(struct buf *b, const cJSON *meta, const cJSON *domain,
    const struct catalog_selection *s, enum of of,
    const struct badge_options *o, const struct definition *d)
{
	struct catalog_selection only = { 0 };
	struct buf words = BUF_INIT;

	if (member_string(meta, "sample") != NULL)
		buf_puts(b, "SAMPLE ");
	buf_printf(b, "%s %s, %s, %s", member_string(domain, "framework"),
	    kind_name(o->kind), of == OF_AVAILABLE
	    ? perspective_state(of, o->kind, "covered") :
	    perspective_short(of), d->name);
	/* Kind and whose are told already. */
	if (s != NULL)
		only = *s;
	memset(&only.kinds, 0, sizeof(only.kinds));
	only.of = OF_DEFAULT;
	provenance_put_selection(&words, &only);
	if (words.len > 0)
		buf_printf(b, "; %s", buf_str(&words));
	buf_free(&words);
}

/* Adds where texts are, from what they are. */
static void
add_places(cJSON *badge)
{
	int label = svg_text_width(member_text(badge, "label"), FONT);
	int message = svg_text_width(member_text(badge, "message"), FONT);
	int split = label + 2 * MARGIN;

	cJSON_AddNumberToObject(badge, "width", split + message + 2 * MARGIN);
	cJSON_AddNumberToObject(badge, "split", split);
	cJSON_AddNumberToObject(badge, "label_x", MARGIN);
	cJSON_AddNumberToObject(badge, "label_width", label);
	cJSON_AddNumberToObject(badge, "message_x", split + MARGIN);
	cJSON_AddNumberToObject(badge, "message_width", message);
}

/* Adds the texts. */
static void
fill_badge(cJSON *badge, const cJSON *meta, const cJSON *domain,
    const struct catalog_selection *s, enum of of,
    const struct badge_options *o, const struct definition *d,
    const cJSON *figure)
{
	long long covered = member_number(figure, "covered");
	long long all = member_number(figure, "of");
	struct buf b = BUF_INIT, noun = BUF_INIT;

	put_label_badge(&b, meta, domain, s, of, o, d);
	svg_text_add(badge, "label", buf_str(&b));
	buf_reset(&b);
	buf_printf(&b, "%lld of %lld", covered, all);
	if (all > 0) {
		buf_puts(&b, ", ");
		percent_put(&b, covered, all, 0);
		buf_puts(&b, " %");
	}
	cJSON_AddStringToObject(badge, "message", buf_str(&b));
	buf_reset(&b);
	buf_printf(&b, "%s: %s. Counted: ", member_text(badge, "label"),
	    member_text(badge, "message"));
	perspective_put_noun(&noun, of, o->kind, false);
	definition_put(&b, d, buf_str(&noun));
	buf_printf(&b, ". %s %s.", member_string(domain, "name"),
	    member_string(domain, "version"));
	provenance_put_basis(&b, meta, domain, s);
	svg_text_add(badge, "title", buf_str(&b));
	cJSON_AddStringToObject(badge, "colour", of == OF_YOURS ? YOURS
	    : OTHERS);
	buf_free(&b);
	buf_free(&noun);
}

cJSON *
badge_make(struct catalog *c, const struct catalog_selection *selection,
    const struct badge_options *o)
{
	const struct definition *d = definition_find(o->definition != NULL
	    ? o->definition : coverage_names[COVERAGE_EXACT]);
	cJSON *meta = cJSON_CreateObject(), *domains = NULL;
	cJSON *coverage = NULL, *badge = NULL;
	const cJSON *domain, *figure;
	struct perspective p;

	if (provenance_read_meta(meta, c) == -1 ||
	    catalog_rows(c, Q_DOMAINS, NULL, &domains) == -1 ||
	    perspective_read(c, selection, &p) == -1)
		goto out;
	domain = domains_find(domains, o->domain);
	if (domain == NULL)
		goto out;
	coverage = coverage_read(c, member_string(domain, "id"), selection);
	if (coverage == NULL)
		goto out;
	figure = member_get(member_get(coverage, kind_name(o->kind)), d->name);
	if (figure == NULL) {
		log_error("%s: no such definition of %s", d->name,
		    kind_name(o->kind));
		goto out;
	}
	badge = cJSON_CreateObject();
	fill_badge(badge, meta, domain, selection, p.of[o->kind], o, d, figure);
	add_places(badge);
out:
	cJSON_Delete(meta);
	cJSON_Delete(domains);
	cJSON_Delete(coverage);
	return badge;
}
