/* CSV: any bytes; what is read and written again reads the same. */
#include "fuzz.h"
#include "base/buf.h"
#include "value/csv.h"

static void
put_field(struct buf *b, const char *s)
{
	buf_putc(b, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_putc(b, '"');
		buf_putc(b, *s);
	}
	buf_putc(b, '"');
}

static void
put_row(struct buf *b, const cJSON *row, bool is_header)
{
	const cJSON *field;

	cJSON_ArrayForEach(field, row) {
		put_field(b, is_header ? field->string : field->valuestring);
		buf_puts(b, field->next == NULL ? "\r\n" : ",");
	}
}

static void
check_marks(const cJSON *row, size_t size)
{
	const struct mark *m;
	const cJSON *field;

	if (value_line(row) < 2)
		abort();
	cJSON_ArrayForEach(field, row) {
		m = value_mark(field);
		if (m->start > m->end || m->end > size || m->name_line < 1 ||
		    m->line < value_line(row) || (size_t)m->line > size + 1)
			abort();
	}
}

/* Bad rows told: no fewer are read, and what is lost is told. */
static void
check_table(const char *text, size_t size, bool strict)
{
	struct value_repeats repeats = { 0 };
	struct value_table table = { 0 };
	struct value_error why = { .repeats = &repeats, .table = &table };
	const cJSON *row;
	cJSON *rows;

	if (csv_parse(text, size, &rows, &why) == 0) {
		cJSON_ArrayForEach(row, rows)
			check_marks(row, size);
		if (table.header == NULL || table.lost > table.n)
			abort();
	} else if (strict || rows != NULL) {
		abort();
	}
	if (strict && (table.n > 0 || repeats.n > 0))
		abort();
	free(repeats.v);
	free(table.v);
}

static void
check(const cJSON *rows, size_t size)
{
	struct buf text = BUF_INIT;
	struct value_error why = { 0 };
	cJSON *again;
	const cJSON *row;

	if (rows->child == NULL)
		return;
	put_row(&text, rows->child, true);
	cJSON_ArrayForEach(row, rows) {
		check_marks(row, size);
		put_row(&text, row, false);
	}
	if (csv_parse(text.s, text.len, &again, &why) == -1)
		abort();
	if (strcmp(cJSON_PrintUnformatted(rows),
		cJSON_PrintUnformatted(again)) != 0)
		abort();
	buf_free(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	cJSON *rows;
	int rc = csv_parse((const char *)data, size, &rows, &why);

	check_table((const char *)data, size, rc == 0);
	if (rc == 0)
		check(rows, size);
	else if (rows != NULL || why.what[0] == '\0' || why.line < 1 ||
	    (size_t)why.line > size + 1)
		abort();
	value_use(before);
	arena_free(&mem);
	return 0;
}
