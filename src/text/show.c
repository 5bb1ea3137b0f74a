/* A technique as text. */
#include "text/show.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "text/crosswalks.h"
#include "model/description.h"
#include "output/terminal.h"
#include "value/member.h"
#include "words/exception.h"
#include "words/logs.h"
#include "words/words.h"

enum {
	NAME = 11,     /* columns of "part of" and the like */
	USERS = 12,    /* groups, and so on */
	LOGS = 5,      /* log sources of an analytic */
	ID = 8,        /* letters of an id that somebody says */
};

struct page {
	struct terminal t;
	int columns; /* 0: as wide as need be */
	bool all, policy; /* in the section of policies */
	int cut; /* how many lines were left out */
};

void
show_put_row(struct terminal *t, int columns, const char *name,
    const char *text)
{
	if (text == NULL)
		return;
	terminal_printf(t, "  ");
	terminal_pad(t, name, NAME);
	terminal_wrap(t, NAME + 2, NAME + 2, text, columns);
}

static void
put_row_show(struct page *p, const char *name, const char *text)
{
	show_put_row(&p->t, p->columns, name, text);
}

/* "T1562.001 Disable or Modify Tools, …" */
static void
put_list_show(struct page *p, const char *name, const cJSON *list)
{
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		buf_printf(&b, "%s%s %s", b.len > 0 ? ", " : "",
		    member_text(e, "id"), member_text(e, "name"));
	if (b.len > 0)
		put_row_show(p, name, buf_str(&b));
	buf_free(&b);
}

static void
put_title(struct page *p, const cJSON *m)
{
	if (member_get(m, "sample") != NULL) {
		terminal_put(&p->t, STYLE_WARN, "SAMPLE: made from sample data");
		terminal_printf(&p->t, "\n");
	}
	terminal_put(&p->t, STYLE_STRONG, member_text(m, "id"));
	terminal_printf(&p->t, "  ");
	terminal_put(&p->t, STYLE_STRONG, member_text(m, "name"));
	terminal_printf(&p->t, "\n");
}

static void
put_state(struct page *p, const cJSON *m)
{
	const cJSON *attack = member_get(m, "attack");
	bool several = member_get(attack, "several") != NULL;
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s, ", member_text(m, "url"));
	if (several || !domain_is_attack(member_text(attack, "id")))
		domain_put(&b, member_text(attack, "id"),
		    member_text(attack, "version"));
	else
		buf_printf(&b, "ATT&CK %s", member_text(attack, "version"));
	put_row_show(p, "at MITRE", buf_str(&b));
	buf_reset(&b);
	if (member_state(m) != STATE_ACTIVE) {
		put_row_show(p, "state", member_text(m, "state"));
	} else if (member_get(m, "scoped") == NULL) {
		buf_puts(&b, "out: ");
		exception_put(&b, member_text_or(m, "reason", ""),
		    member_text(m, "owner"), member_text(m, "until"));
		put_row_show(p, "scope", buf_str(&b));
	}
	put_row_show(p, "newer", member_text(member_get(m, "moved"), "text"));
	buf_free(&b);
}

void
show_put_description(struct terminal *t, int columns, const char *description,
    bool whole)
{
	struct buf b = BUF_INIT;
	char *text, *line, *rest;

	description_plain(description, whole, &b);
	text = buf_take(&b);
	for (rest = text; *rest != '\0';) {
		line = rest;
		rest += strcspn(rest, "\n");
		if (*rest != '\0')
			*rest++ = '\0';
		terminal_printf(t, "\n  ");
		terminal_wrap(t, 2, 2, line, columns);
	}
	free(text);
}

static void
put_head(struct page *p, const cJSON *m)
{
	struct buf b = BUF_INIT;

	put_title(p, m);
	if (member_get(m, "parent_id") != NULL) {
		buf_printf(&b, "%s %s", member_text(m, "parent_id"),
		    member_text(m, "parent_name"));
		put_row_show(p, "part of", buf_str(&b));
	}
	put_list_show(p, "formerly", member_get(m, "formerly"));
	put_list_show(p, "parts", member_get(m, "subs"));
	put_row_show(p, "tactics", member_text(m, "tactic_list"));
	put_row_show(p, "platforms", member_text(m, "platform_list"));
	put_state(p, m);
	show_put_description(&p->t, p->columns,
	    member_text_or(m, "description", ""), p->all);
	terminal_printf(&p->t, "\n");
	terminal_wrap(&p->t, 0, 0, member_text(m, "verdict"), p->columns);
	if (member_text(m, "basis") != NULL)
		terminal_wrap(&p->t, 0, 0, member_text(m, "basis"),
		    p->columns);
	buf_free(&b);
}

/* "… 23 more: --all" */
static void
put_more(struct page *p, int indent, int n)
{
	if (n <= 0)
		return;
	terminal_printf(&p->t, "%*s… %d more: --all\n", indent, "", n);
	p->cut += n;
}

/* Facts of a control, behind its title where there is room. */
static void
put_facts(struct page *p, int used, const cJSON *k)
{
	const char *facts = member_text(k, "facts");
	const char *tagged = member_text(k, "remapped_from");
	const char *why = member_text(k, "why");
	/* Its status, a fact, may be why it does not count. */
	bool twice = str_equal(why, member_text(k, "status"));
	int width = (facts == NULL ? 0 : 2 + terminal_width(facts)) +
	    (tagged == NULL ? 0 : 9 + terminal_width(tagged)) +
	    (why == NULL || twice ? 0 : 2 + terminal_width(why));

	if (p->columns > 0 && width > 0 && used + width > p->columns)
		terminal_printf(&p->t, "\n    ");
	if (facts != NULL) {
		terminal_printf(&p->t, "  ");
		terminal_put(&p->t, STYLE_QUIET, facts);
	}
	if (tagged != NULL) {
		terminal_printf(&p->t, "  tagged ");
		terminal_put(&p->t, STYLE_PLAIN, tagged);
	}
	if (why != NULL && !twice) {
		terminal_printf(&p->t, "  ");
		terminal_put(&p->t, STYLE_WARN, why);
	}
	terminal_printf(&p->t, "\n");
}

/* Is its id what people call it: "M1026", "AC-2"? */
static bool
is_spoken(const struct page *p, const cJSON *k)
{
	const char *id = member_text(k, "id");

	return p->policy && id != NULL && strlen(id) <= ID &&
	    !str_equal(id, member_text(k, "title"));
}

/* "runs on Sysmon event 1 or Security event 4688", "lacks Sysmon event 1" */
static void
put_logs(struct page *p, const cJSON *k)
{
	static const struct {
		const char *words, *all, *brief; /* and members that follow */
	} ways[] = {
		[RUNS_UNKNOWN] = { "may run on", "needs_text", "needs_short" },
		[RUNS_NO] = { "lacks", "lacks", "lacks_short" },
		[RUNS_YES] = { "runs on", "needs_text", "needs_short" },
		[RUNS_NOT_TOLD] = { "needs", "needs_text", "needs_short" },
	};
	enum runs runs = member_runs(k);

	if (member_text(k, "needs_text") == NULL)
		return;
	terminal_printf(&p->t, "      %s ", ways[runs].words);
	terminal_wrap(&p->t, 7 + (int)strlen(ways[runs].words), 8,
	    member_text(k, p->all ? ways[runs].all : ways[runs].brief),
	    p->columns);
}

static void
put_control(struct page *p, const cJSON *k)
{
	const char *id = member_text(k, "id");
	const char *seen = member_text(k, "seen_on");
	const char *made_of = member_text(k, "made_of");
	const char *from = member_text(k, "from");
	const char *copied = member_text(k, "copied");
	char *title;
	int at = 4;

	terminal_printf(&p->t, "    ");
	if (is_spoken(p, k)) {
		terminal_put(&p->t, STYLE_PLAIN, id);
		terminal_printf(&p->t, "  ");
		at += terminal_width(id) + 2;
	}
	title = p->columns > at ? terminal_cut(member_text(k, "title"),
	    p->columns - at) : mem_strdup(member_text(k, "title"));
	terminal_link(&p->t, title, member_text(k, "url"));
	put_facts(p, at + terminal_width(title), k);
	free(title);
	if (made_of != NULL) {
		terminal_printf(&p->t, "      of ");
		terminal_wrap(&p->t, 9, 8, made_of, p->columns);
	}
	if (from != NULL) {
		terminal_printf(&p->t, "      from ");
		terminal_wrap(&p->t, 11, 8, from, p->columns);
	}
	if (copied != NULL) {
		terminal_printf(&p->t, "      yours: ");
		terminal_wrap(&p->t, 13, 8, copied, p->columns);
	}
	if (seen != NULL) {
		terminal_printf(&p->t, "      fired on ");
		terminal_wrap(&p->t, 15, 8, seen, p->columns);
	}
	put_logs(p, k);
}

/* The first ones of a list, and how many more of size there are. */
static void
put_controls_show(struct page *p, const cJSON *list, int most, int size)
{
	const cJSON *k;
	int n = 0;

	cJSON_ArrayForEach(k, list) {
		/* One that is left is no shorter than to say so. */
		if (!p->all && n >= most && n + 1 < size)
			break;
		put_control(p, k);
		n++;
	}
	put_more(p, 4, size - n);
}

static void
put_source_show(struct page *p, const cJSON *s)
{
	int others = cJSON_GetArraySize(member_get(s, "others")) +
	    (int)member_number(member_get(s, "unread"), "others");

	terminal_printf(&p->t, "  ");
	terminal_put(&p->t, STYLE_STRONG, member_text(s, "title"));
	terminal_printf(&p->t, ": %lld", member_number(s, "count"));
	if (member_number(s, "hidden") > 0)
		terminal_printf(&p->t, " of %lld", member_number(s, "count") +
		    member_number(s, "hidden"));
	if (member_text(s, "accessed") != NULL) {
		terminal_printf(&p->t, "  ");
		terminal_put(&p->t, STYLE_QUIET, member_text(s, "accessed"));
	}
	terminal_printf(&p->t, "\n");
	put_controls_show(p, member_get(s, "controls"), SHOW_CONTROLS,
	    (int)member_number(s, "count"));
	if (member_get(s, "left_out") == NULL)
		return;
	terminal_printf(&p->t, "    not counted: %d\n", others);
	put_controls_show(p, member_get(s, "others"), SHOW_OTHERS, others);
}

/* "Detection: 118  E4 6, E2 41, E1 71" */
static void
put_heading_show(struct page *p, const cJSON *section)
{
	static const char *const headings[] = { "Policy", "Detection",
		"Test" };
	const cJSON *levels = member_get(section, "evidence"), *e;

	terminal_printf(&p->t, "\n");
	terminal_put(&p->t, STYLE_STRONG, headings[member_kind(section)]);
	terminal_printf(&p->t, ": %lld", member_number(section, "count"));
	if (member_of(section) == OF_YOURS)
		terminal_printf(&p->t, " of yours");
	if (member_of(section) == OF_YOURS &&
	    member_number(section, "available") > 0)
		terminal_printf(&p->t, ", %lld more public",
		    member_number(section, "available"));
	if (member_number(section, "hidden") > 0)
		terminal_printf(&p->t, " of %lld",
		    member_number(section, "count") +
		    member_number(section, "hidden"));
	if (cJSON_GetArraySize(levels) > 1 || (levels->child != NULL &&
	    evidence_read(member_text(levels->child, "level")) > E0))
		cJSON_ArrayForEach(e, levels)
			terminal_printf(&p->t, "%s%s %lld",
			    e == levels->child ? "  " : ", ",
			    member_text(e, "level"),
			    member_number(e, "count"));
	terminal_printf(&p->t, "\n");
}

static void
put_section(struct page *p, const cJSON *section, const cJSON *assessed)
{
	const char *between = "  elsewhere: ";
	const cJSON *s;

	p->policy = member_kind(section) == KIND_POLICY;
	put_heading_show(p, section);
	cJSON_ArrayForEach(s, member_get(section, "sources"))
		put_source_show(p, s);
	if (p->policy)
		cJSON_ArrayForEach(s, assessed) {
			terminal_printf(&p->t, "  ");
			terminal_put(&p->t, STYLE_PLAIN,
			    member_text(s, "title"));
			terminal_printf(&p->t,
			    ": assessed, and not mappable\n");
		}
	cJSON_ArrayForEach(s, member_get(section, "elsewhere")) {
		terminal_printf(&p->t, "%s", between);
		terminal_wrap(&p->t, 13, 15, member_text(s, "text"),
		    p->columns);
		between = "             ";
	}
}

/* "G0016 APT29, …, and 23 more" of one kind. */
static void
put_users(struct page *p, const cJSON *groups, const char *kind,
    const char *name)
{
	struct buf b = BUF_INIT;
	const cJSON *g;
	int n = 0;

	cJSON_ArrayForEach(g, groups) {
		if (strcmp(member_text(g, "kind"), kind) != 0)
			continue;
		if (n++ < USERS || p->all)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    member_text(g, "name"));
	}
	if (n > USERS && !p->all) {
		buf_printf(&b, ", and %d more", n - USERS);
		p->cut += n - USERS;
	}
	if (n > 0)
		put_row_show(p, name, buf_str(&b));
	buf_free(&b);
}

/* "Windows: WinEventLog:Sysmon (EventCode=10), …" */
static void
put_analytic(struct page *p, const cJSON *a)
{
	struct buf b = BUF_INIT;
	const cJSON *l, *logs = member_get(a, "log_sources");
	int n = 0, size = cJSON_GetArraySize(logs);

	buf_printf(&b, "%s", member_text_or(a, "on", "anywhere"));
	cJSON_ArrayForEach(l, logs) {
		if (n++ >= LOGS && !p->all)
			break;
		buf_printf(&b, "%s%s", l == logs->child ? ": " : ", ",
		    member_text(l, "name"));
		if (member_text(l, "channel") != NULL)
			buf_printf(&b, " (%s)", member_text(l, "channel"));
	}
	if (size > LOGS && !p->all) {
		buf_printf(&b, ", and %d more", size - LOGS);
		p->cut += size - LOGS;
	}
	put_row_show(p, member_text_or(a, "id", ""), buf_str(&b));
	if (p->all && member_text(a, "description") != NULL) {
		buf_reset(&b);
		description_plain(member_text(a, "description"), false, &b);
		put_row_show(p, "", buf_str(&b));
	}
	buf_free(&b);
}

/* "Exploited: 19 vulnerabilities of Known exploited vulnerabilities (kev)" */
static void
put_exploited(struct page *p, const cJSON *list)
{
	struct buf b = BUF_INIT;
	const cJSON *one;

	cJSON_ArrayForEach(one, list)
		buf_printf(&b, "%s%lld %s of %s (%s)", b.len > 0 ? ", " : "",
		    member_number(one, "vulnerabilities"),
		    member_text(one, "noun"), member_text(one, "title"),
		    member_text(one, "source"));
	if (b.len > 0) {
		terminal_printf(&p->t, "\n");
		terminal_put(&p->t, STYLE_STRONG, "Exploited");
		terminal_printf(&p->t, ": ");
		terminal_put(&p->t, STYLE_PLAIN, buf_str(&b));
		terminal_printf(&p->t, "\n");
	}
	buf_free(&b);
}

/* What MITRE says of it: who uses it, and how it would be detected. */
static void
put_mitre(struct page *p, const cJSON *m)
{
	const cJSON *groups = member_get(m, "groups"), *s, *a;

	if (groups->child != NULL) {
		terminal_printf(&p->t, "\n");
		terminal_put(&p->t, STYLE_STRONG, "Used by");
		terminal_printf(&p->t, ": ");
		terminal_put(&p->t, STYLE_PLAIN,
		    member_text(member_get(m, "users"), "text"));
		terminal_printf(&p->t, "\n");
		put_users(p, groups, "group", "groups");
		put_users(p, groups, "campaign", "campaigns");
		put_users(p, groups, "software", "software");
	}
	put_exploited(p, member_get(m, "exploited"));
	if (member_get(m, "strategies")->child == NULL &&
	    member_text(m, "data_source_list") == NULL)
		return;
	terminal_printf(&p->t, "\n");
	terminal_put(&p->t, STYLE_STRONG, "How MITRE would detect it");
	terminal_printf(&p->t, "\n");
	cJSON_ArrayForEach(s, member_get(m, "strategies")) {
		put_row_show(p, member_text(s, "id"), member_text(s, "name"));
		cJSON_ArrayForEach(a, member_get(s, "analytics"))
			put_analytic(p, a);
	}
	put_row_show(p, "data", member_text(m, "data_source_list"));
}

void
show_print(const cJSON *m, bool all)
{
	struct page p = { .columns = terminal_columns(), .all = all };
	const cJSON *section;

	terminal_begin(&p.t);
	put_head(&p, m);
	cJSON_ArrayForEach(section, member_get(m, "sections"))
		put_section(&p, section, member_get(m, "assessed"));
	p.cut += crosswalks_put_derived(&p.t, p.columns,
	    member_get(m, "derived"), all);
	put_mitre(&p, m);
	if (p.cut > 0)
		terminal_printf(&p.t, "\n--all shows the %d that were left "
		    "out\n", p.cut);
	terminal_end(&p.t);
}
