/* What crosswalks say, as text: of a control and of a technique. */
#include "text/crosswalks.h"

#include "base/buf.h"
#include "base/escape.h"
#include "value/member.h"
#include "words/words.h"

enum {
	SHOWN = 8,     /* ids of each framework, unless all */
	RELATION = 17, /* columns of "intersects with" */
};

static void
put_heading_crosswalks(struct terminal *t, const char *heading)
{
	terminal_printf(t, "\n");
	terminal_put(t, STYLE_STRONG, heading);
	terminal_printf(t, " ");
	terminal_put(t, STYLE_QUIET, "(looked up, in no figure)");
	terminal_printf(t, "\n");
}

/* "CIS Controls v8: 12, by CIS Controls v8 to NIST 800-53" */
static void
put_sayer(struct buf *b, const cJSON *of, const char *sayer)
{
	buf_reset(b);
	buf_printf(b, "%s: %d, by %s", member_text(of, "name"),
	    cJSON_GetArraySize(member_get(of, "ids")), sayer);
}

/* Is there room for the nth? One that is left is no shorter than to say so. */
static bool
has_room_for(const cJSON *one, int n, bool all)
{
	return all || n < SHOWN || (n == SHOWN && one->next == NULL);
}

static int
put_left(struct terminal *t, int n)
{
	if (n > 0)
		terminal_printf(t, "    … %d more: --all\n", n);
	return n;
}

/* "superset of  5.3 Disable Dormant Accounts", or an item of a list. */
static void
put_other(struct writer *w, const cJSON *one)
{
	struct terminal *t = &w->t;

	if (w->markdown) {
		buf_printf(&t->text, "- %s ", member_text(one, "said"));
		escape_markdown(&t->text, member_text(one, "text"));
		buf_putc(&t->text, '\n');
		return;
	}
	terminal_printf(t, "    ");
	terminal_pad(t, member_text(one, "said"), RELATION);
	terminal_wrap(t, RELATION + 4, RELATION + 6, member_text(one, "text"),
	    w->columns);
}

int
crosswalks_put(struct writer *w, const cJSON *crosswalks, bool all)
{
	struct buf b = BUF_INIT;
	const cJSON *of, *one;
	int cut = 0, n;

	if (crosswalks != NULL && w->markdown)
		buf_puts(&w->t.text, "\n## In other frameworks\n\n"
		    "Looked up, and in no figure.\n");
	else if (crosswalks != NULL)
		put_heading_crosswalks(&w->t, "In other frameworks");
	cJSON_ArrayForEach(of, crosswalks) {
		put_sayer(&b, of, member_text(of, "crosswalk_title"));
		if (w->markdown) {
			buf_puts(&w->t.text, "\n### ");
			escape_markdown(&w->t.text, buf_str(&b));
			buf_puts(&w->t.text, "\n\n");
		} else {
			terminal_printf(&w->t, "  ");
			terminal_wrap(&w->t, 2, 4, buf_str(&b), w->columns);
		}
		n = 0;
		cJSON_ArrayForEach(one, member_get(of, "ids")) {
			if (!has_room_for(one, n, all || w->markdown))
				break;
			put_other(w, one);
			n++;
		}
		cut += put_left(&w->t,
		    cJSON_GetArraySize(member_get(of, "ids")) - n);
	}
	buf_free(&b);
	return cut;
}

int
crosswalks_put_derived(struct terminal *t, int columns, const cJSON *derived,
    bool all)
{
	struct buf b = BUF_INIT;
	const cJSON *of, *one;
	int cut = 0, n;

	if (derived != NULL)
		put_heading_crosswalks(t, "Policy by way of crosswalks");
	cJSON_ArrayForEach(of, derived) {
		put_sayer(&b, of, member_text(of, "of_titles"));
		terminal_printf(t, "  ");
		terminal_wrap(t, 2, 4, buf_str(&b), columns);
		n = 0;
		cJSON_ArrayForEach(one, member_get(of, "ids")) {
			if (!has_room_for(one, n, all))
				break;
			buf_reset(&b);
			buf_printf(&b, "%s, by way of %s",
			    member_text(one, "text"),
			    member_text(one, "by_list"));
			terminal_printf(t, "    ");
			terminal_wrap(t, 4, 6, buf_str(&b), columns);
			n++;
		}
		cut += put_left(t, (int)member_number(of, "count") - n);
	}
	buf_free(&b);
	return cut;
}
