/* export: the catalog for other programs. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "cmd.h"
#include "common.h"
#include "model/model.h"
#include "rows.h"
#include "selection.h"
#include "terminal.h"
#include "value/value.h"

static void
put_joined(struct buf *out, const cJSON *list)
{
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		buf_printf(&b, "%s%s", b.len > 0 ? ";" : "", e->valuestring);
	escape_csv(out, buf_str(&b));
	buf_free(&b);
}

static void
put_csv_row(struct buf *out, const cJSON *t, const cJSON *all)
{
	const cJSON *s, *n;

	escape_csv(out, value_get_text(t, "id"));
	buf_putc(out, ',');
	escape_csv(out, value_get_text(t, "name"));
	buf_putc(out, ',');
	escape_csv(out, row_text(t, "parent_id", ""));
	buf_putc(out, ',');
	put_joined(out, value_get(t, "tactics"));
	buf_putc(out, ',');
	put_joined(out, value_get(t, "platforms"));
	buf_putc(out, ',');
	escape_csv(out, row_text(t, "url", ""));
	cJSON_ArrayForEach(s, all) {
		n = value_get(value_get(t, "counts"), value_get_text(s, "id"));
		buf_putc(out, ',');
		if (n != NULL)
			buf_printf(out, "%lld", (long long)n->valuedouble);
	}
	buf_printf(out, ",%lld,%lld,%lld\r\n", row_number(t, "policy"),
	    row_number(t, "detection"), row_number(t, "test"));
}

/* RFC 4180: lines end in CR LF. */
static int
export_csv(struct catalog *c, const struct catalog_selection *selection)
{
	cJSON *index = model_index(c, selection), *all = NULL;
	struct buf out = BUF_INIT;
	const cJSON *e;

	if (index == NULL || catalog_rows(c, Q_SOURCES, NULL, &all) == -1)
		return -1;
	buf_puts(&out, "technique,name,parent,tactics,platforms,url");
	cJSON_ArrayForEach(e, all) {
		buf_putc(&out, ',');
		escape_csv(&out, value_get_text(e, "id"));
	}
	buf_puts(&out, ",policy,detection,test\r\n");
	cJSON_ArrayForEach(e, value_get(index, "techniques"))
		if (value_get(e, "active") != NULL)
			put_csv_row(&out, e, all);
	fwrite(buf_str(&out), 1, out.len, stdout);
	buf_free(&out);
	return 0;
}

static int
export_dump(struct catalog *c)
{
	struct buf out = BUF_INIT;
	int rc = catalog_dump(c, &out);

	if (rc == 0)
		fwrite(buf_str(&out), 1, out.len, stdout);
	buf_free(&out);
	return rc;
}

struct asked {
	bool dump;
	struct selection s;
};

static int
answer(struct catalog *c, void *what)
{
	const struct asked *a = what;

	if (selection_find(c, &a->s) == -1)
		return -1;
	return a->dump ? export_dump(c) : export_csv(c, &a->s.chosen);
}

int
cmd_export(const struct command *self, int argc, char **argv)
{
	struct common c = { 0 };
	struct asked a = { 0 };
	const struct opt opts[] = { OPT_CATALOG(c), OPT_SELECTION(a.s),
		OPT_LAST };
	int n, rc = options_read(self, opts, argc, argv, 1, &n);

	if (rc == -1)
		rc = selection_check(self, &a.s);
	if (rc == -1) {
		a.dump = n == 1 && strcmp(argv[0], "dump") == 0;
		if (a.dump || (n == 1 && strcmp(argv[0], "csv") == 0))
			rc = common_ask(&c, answer, &a);
		else
			rc = options_wrong(self, "expected csv or dump");
	}
	selection_free(&a.s);
	return rc;
}
