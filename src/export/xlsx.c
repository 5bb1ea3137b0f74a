/* Workbooks, by libxlsxwriter, loaded when one is written (base/library.h). */
#include "xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/library.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/temp.h"
#include "export/export.h"
#include "value/member.h"
#include "words/words.h"

enum {
	NUMBER_MAX = 8, /* behind the name of a sheet: " 12" */
	TITLE_MAX = 255, /* of the book; a longer one is on its first sheet alone */
	URL_MAX = 2000, /* of 2079 that spreadsheets take, before escapes */
	WIDTH_MIN = 7,
	WIDTH_MAX = 48, /* of a column, in characters */
	WIDTH_PROSE = 100,
	WIDTH_PAGE = 200, /* of a sheet that is still readable on one page's width */
	PERCENT = 10, /* the format's own number of this format */
	LINE = 15, /* its height, in points */
	HEAD_COLOUR = 0xdce3ea,
	LINK_COLOUR = 0x0b5394
};

/* Its interface is that of its header alone: each release may have another, and
 * another number. */
LIBRARY_NAMES(lxw_sonames, "xlsx", "writes workbooks", "recommended",
    "libxlsxwriter." LXW_SOVERSION ".dylib", "libxlsxwriter.so." LXW_SOVERSION);

/* What is called of it: lxw->workbook_new() is workbook_new(). */
#define LXW_CALLS(X) \
	X(lxw_version) X(lxw_strerror) X(workbook_new) X(workbook_close) \
	X(workbook_add_worksheet) X(workbook_add_format) \
	X(workbook_set_properties) X(worksheet_write_string) \
	X(worksheet_write_number) X(worksheet_write_datetime) \
	X(worksheet_write_url_opt) X(worksheet_set_column) \
	X(worksheet_freeze_panes) X(worksheet_autofilter) \
	X(worksheet_repeat_rows) X(worksheet_set_landscape) \
	X(worksheet_fit_to_pages) X(worksheet_set_row) X(format_set_bold) \
	X(format_set_bg_color) X(format_set_bottom) X(format_set_num_format) \
	X(format_set_num_format_index) X(format_set_text_wrap) \
	X(format_set_align) X(format_set_font_color) X(format_set_underline)

struct lxw {
#define LXW_CALL(name) __typeof__(name) *name;
	LXW_CALLS(LXW_CALL)
#undef LXW_CALL
};

static const struct library_call lxw_calls[] = {
#define LXW_CALL(name) LIBRARY_CALL(struct lxw, , name)
	LXW_CALLS(LXW_CALL)
#undef LXW_CALL
};

struct writing {
	struct lxw lxw;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *head, *text, *prose, *share, *day, *link;
	int links;       /* of the sheet */
	lxw_error error; /* the first */
	struct buf b;    /* a cell's text */
};

static int
lxw_load(struct lxw *lxw, bool said)
{
	return library_load(said ? "libxlsxwriter" : NULL, lxw_sonames, lxw_calls,
	    sizeof(lxw_calls) / sizeof(lxw_calls[0]), lxw);
}

void
export_library(char *version, size_t n)
{
	struct lxw lxw;

	version[0] = '\0';
	if (lxw_load(&lxw, false) == 0)
		snprintf(version, n, "%s", lxw.lxw_version());
}

static bool
is_sheet_name(const struct xlsx_sheet *sheets, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_equal_nocase(sheets[i].name, name))
			return true;
	return false;
}

void
xlsx_name(const struct xlsx_sheet *sheets, size_t n, const char *said,
    char name[XLSX_NAME])
{
	struct buf number = BUF_INIT;
	char *c;
	size_t i;

	str_copy(name, XLSX_NAME, *said == '\0' ? "sheet" : said);
	for (c = name; *c != '\0'; c++)
		if (strchr("[]:*?/\\'", *c) != NULL || *c < ' ' || *c > '~')
			*c = '-';
	for (i = 2; is_sheet_name(sheets, n, name); i++) {
		buf_reset(&number);
		buf_printf(&number, " %zu", i);
		if (i == 2 && strlen(name) > XLSX_NAME - 1 - NUMBER_MAX)
			name[XLSX_NAME - 1 - NUMBER_MAX] = '\0';
		if (i > 2)
			*strrchr(name, ' ') = '\0';
		str_copy(name + strlen(name), XLSX_NAME - strlen(name),
		    buf_str(&number));
	}
	buf_free(&number);
}

/* The first error. Not every call tells that it had no memory: errno may. */
static void
note(struct writing *w, lxw_error error)
{
	if (error == LXW_NO_ERROR && errno == ENOMEM)
		error = LXW_ERROR_MEMORY_MALLOC_FAILED;
	if (w->error == LXW_NO_ERROR)
		w->error = error;
}

/* Does it begin with "_x0041_"? */
static bool
is_code(const char *s)
{
	return s[0] == '_' && s[1] == 'x' &&
	    strspn(s + 2, "0123456789ABCDEFabcdef") == 4 && s[6] == '_';
}

/*
 * In w->b the text as a cell can have it: no control characters, and no more than
 * fits. "_x0041_" is how the format writes a character that XML has not; where a
 * text has that itself, its "_" is written so.
 */
static const char *
cell_text(struct writing *w, const char *text)
{
	struct buf clean = BUF_INIT;
	const char *s;
	unsigned cp;
	size_t units = 0, n;

	escape_line(&clean, text);
	buf_reset(&w->b);
	for (s = buf_str(&clean); *s != '\0'; s += n) {
		n = str_next(s, &cp);
		units += cp > 0xffff ? 2 : 1;
		if (units >= XLSX_TEXT_MAX && s[n] != '\0') {
			buf_puts(&w->b, "…");
			break;
		}
		if (is_code(s))
			buf_puts(&w->b, "_x005F");
		buf_put(&w->b, s, n);
	}
	buf_free(&clean);
	return buf_str(&w->b);
}

static void
write_text(struct writing *w, lxw_row_t row, lxw_col_t column,
    const char *text, lxw_format *format)
{
	if (text != NULL && *text != '\0')
		note(w, w->lxw.worksheet_write_string(w->sheet, row, column,
		    cell_text(w, text), format));
}

static void
write_link(struct writing *w, lxw_row_t row, lxw_col_t column,
    const char *text, const char *url)
{
	struct buf address = BUF_INIT;

	if (text == NULL || url == NULL || strlen(url) > URL_MAX ||
	    w->links == XLSX_LINKS || (!str_has_prefix(url, "https://") &&
	    !str_has_prefix(url, "http://"))) {
		write_text(w, row, column, text, w->text);
		return;
	}
	w->links++;
	escape_url(&address, url);
	note(w, w->lxw.worksheet_write_url_opt(w->sheet, row, column,
	    buf_str(&address), w->link, cell_text(w, text), NULL));
	buf_free(&address);
}

/* Of a valid day (base/date.h). */
static lxw_datetime
datetime_of(const char *day)
{
	lxw_datetime when = { 0 };
	int *into = &when.year;

	for (; *day != '\0'; day++)
		if (*day == '-')
			into = into == &when.year ? &when.month : &when.day;
		else
			*into = *into * 10 + (*day - '0');
	return when;
}

static void
put_day(struct writing *w, lxw_row_t row, lxw_col_t column, const char *day)
{
	lxw_datetime when;

	/* Spreadsheets know no day before 1900, and count those of that year
	 * in two ways. */
	if (day == NULL || !date_is_valid(day) ||
	    datetime_of(day).year <= 1900) {
		write_text(w, row, column, day, w->text);
		return;
	}
	when = datetime_of(day);
	note(w, w->lxw.worksheet_write_datetime(w->sheet, row, column, &when,
	    w->day));
}

static void
put_cell(struct writing *w, lxw_row_t row, lxw_col_t column,
    const struct xlsx_column *k, const cJSON *from, lxw_format *format)
{
	const cJSON *in = k->in == NULL ? from : member_get(from, k->in);
	const cJSON *value = member_get(in, k->member);
	struct buf list = BUF_INIT;

	if (value == NULL)
		return;
	switch (k->cell) {
	case XLSX_LINK:
		write_link(w, row, column, member_text(in, k->member),
		    member_string(from, "url"));
		break;
	case XLSX_NUMBER:
	case XLSX_SHARE:
		if (cJSON_IsNumber(value))
			note(w, w->lxw.worksheet_write_number(w->sheet, row,
			    column, value->valuedouble, k->cell == XLSX_SHARE
			    ? w->share : w->text));
		break;
	case XLSX_DAY:
		put_day(w, row, column, member_string(in, k->member));
		break;
	case XLSX_LIST:
		member_put_joined(&list, value, ", ");
		write_text(w, row, column, buf_str(&list), format);
		break;
	case XLSX_LEVEL:
		write_text(w, row, column,
		    evidence_name((enum evidence)value->valuedouble), format);
		break;
	case XLSX_TEXT:
		write_text(w, row, column, member_text(in, k->member), format);
		break;
	}
	buf_free(&list);
}

/* The characters of the longest of a column, that it be as wide. */
static int
width_of(const struct xlsx_column *k, const cJSON *rows)
{
	int width = (int)strlen(k->name) + 3; /* the filter's button */
	const cJSON *row, *value;
	struct buf list = BUF_INIT;
	const char *text;

	cJSON_ArrayForEach(row, rows) {
		value = member_get(k->in == NULL ? row : member_get(row, k->in),
		    k->member);
		buf_reset(&list);
		if (k->cell == XLSX_LIST)
			member_put_joined(&list, value, ", ");
		text = k->cell == XLSX_LIST ? buf_str(&list)
		    : cJSON_IsString(value) ? value->valuestring : "";
		if (str_width(text, strlen(text)) + 1 > width)
			width = str_width(text, strlen(text)) + 1;
		if (width > WIDTH_MAX)
			break;
	}
	buf_free(&list);
	return width < WIDTH_MIN ? WIDTH_MIN
	    : width > WIDTH_MAX ? WIDTH_MAX : width;
}

/* The lines that prose takes in its column. */
static int
lines_of(const struct xlsx_column *k, const cJSON *row)
{
	const char *text = member_text_or(row, k->member, "");

	return str_width(text, strlen(text)) / WIDTH_PROSE + 1;
}

static void
finish_sheet(struct writing *w, const struct xlsx_sheet *s, lxw_row_t last)
{
	lxw_col_t i, n = (lxw_col_t)s->ncolumns;
	int width, all = 0;

	for (i = 0; i < n; i++) {
		write_text(w, 0, i, s->columns[i].name, w->head);
		width = s->prose && i == n - 1 ? WIDTH_PROSE
		    : width_of(&s->columns[i], s->rows);
		note(w, w->lxw.worksheet_set_column(w->sheet, i, i, width,
		    NULL));
		all += width;
	}
	w->lxw.worksheet_freeze_panes(w->sheet, 1, 0);
	if (!s->prose)
		note(w, w->lxw.worksheet_autofilter(w->sheet, 0, 0, last,
		    (lxw_col_t)(n - 1)));
	note(w, w->lxw.worksheet_repeat_rows(w->sheet, 0, 0));
	w->lxw.worksheet_set_landscape(w->sheet);
	if (all <= WIDTH_PAGE)
		w->lxw.worksheet_fit_to_pages(w->sheet, 1, 0);
}

static void
put_sheet(struct writing *w, const struct xlsx_sheet *s)
{
	lxw_row_t at = 0;
	const cJSON *row;
	size_t i;

	w->sheet = w->lxw.workbook_add_worksheet(w->book, s->name);
	if (w->sheet == NULL) {
		note(w, LXW_ERROR_SHEETNAME_ALREADY_USED);
		return;
	}
	w->links = 0;
	cJSON_ArrayForEach(row, s->rows) {
		if (at == XLSX_ROWS)
			break;
		at++;
		for (i = 0; i < s->ncolumns; i++)
			put_cell(w, at, (lxw_col_t)i, &s->columns[i], row,
			    s->prose ? w->prose : w->text);
		if (s->prose)
			note(w, w->lxw.worksheet_set_row(w->sheet, at, LINE *
			    lines_of(&s->columns[s->ncolumns - 1], row), NULL));
	}
	finish_sheet(w, s, at);
}

static lxw_format *
new_format(struct writing *w)
{
	lxw_format *format = w->lxw.workbook_add_format(w->book);

	if (format == NULL)
		mem_fail();
	return format;
}

static void
make_formats(struct writing *w)
{
	const struct lxw *l = &w->lxw;

	w->head = new_format(w);
	l->format_set_bold(w->head);
	l->format_set_bg_color(w->head, HEAD_COLOUR);
	l->format_set_bottom(w->head, LXW_BORDER_THIN);
	w->text = new_format(w);
	l->format_set_align(w->text, LXW_ALIGN_VERTICAL_TOP);
	w->prose = new_format(w);
	l->format_set_align(w->prose, LXW_ALIGN_VERTICAL_TOP);
	l->format_set_text_wrap(w->prose);
	w->share = new_format(w);
	l->format_set_align(w->share, LXW_ALIGN_VERTICAL_TOP);
	l->format_set_num_format_index(w->share, PERCENT);
	w->day = new_format(w);
	l->format_set_align(w->day, LXW_ALIGN_VERTICAL_TOP);
	l->format_set_num_format(w->day, "yyyy-mm-dd");
	w->link = new_format(w);
	l->format_set_align(w->link, LXW_ALIGN_VERTICAL_TOP);
	l->format_set_font_color(w->link, LINK_COLOUR);
	l->format_set_underline(w->link, LXW_UNDERLINE_SINGLE);
}

/* Seconds since 1970 at the beginning of the day. */
static time_t
second_of(const char *day)
{
	lxw_datetime when;
	struct tm tm = { 0 };

	if (day == NULL || !date_is_valid(day))
		return 1; /* 0 is now */
	when = datetime_of(day);
	tm.tm_year = when.year - 1900;
	tm.tm_mon = when.month - 1;
	tm.tm_mday = when.day;
	return timegm(&tm) > 0 ? timegm(&tm) : 1;
}

/* The library writes to a path alone. Frees the book. The first error. */
static lxw_error
write_book(struct writing *w, const struct xlsx_book *book, const char *path)
{
	lxw_doc_properties properties = { 0 };
	struct buf title = BUF_INIT, author = BUF_INIT;
	size_t i;

	errno = 0;
	w->book = w->lxw.workbook_new(path);
	if (w->book == NULL)
		mem_fail();
	escape_line(&title, book->title == NULL ? "" : book->title);
	escape_line(&author, book->author == NULL ? "" : book->author);
	if (title.len > TITLE_MAX)
		buf_reset(&title);
	properties.title = title.s; /* copied */
	properties.author = author.s;
	properties.created = second_of(book->day);
	note(w, w->lxw.workbook_set_properties(w->book, &properties));
	make_formats(w);
	for (i = 0; i < book->n; i++)
		put_sheet(w, &book->sheets[i]);
	note(w, w->lxw.workbook_close(w->book));
	buf_free(&title);
	buf_free(&author);
	return w->error;
}

/*
 * Writes it in a process of its own. Where the library has no memory it may end
 * that, or go on without what there was no room for: but it says so on standard
 * error, where it has nothing else to say. 0, or -1 after reporting the error.
 */
static int
write_apart(struct writing *w, const struct xlsx_book *book, const char *path)
{
	lxw_error error = LXW_NO_ERROR;
	FILE *said = tmpfile();
	struct stat st = { 0 };
	int status = 0;
	pid_t child;

	fflush(stdout);
	child = said == NULL ? -1 : fork();
	if (child == 0) {
		dup2(fileno(said), STDERR_FILENO);
		_exit(write_book(w, book, path));
	}
	if (child == -1)
		log_error("libxlsxwriter: %s", strerror(errno));
	while (child != -1 && waitpid(child, &status, 0) == -1 &&
	    errno == EINTR)
		continue;
	if (said != NULL && (fstat(fileno(said), &st) | fclose(said)) != 0)
		st.st_size = 1;
	if (child == -1)
		return -1;
	if (WIFEXITED(status))
		error = (lxw_error)WEXITSTATUS(status);
	if (error == LXW_NO_ERROR && (st.st_size > 0 ||
	    !WIFEXITED(status)))
		error = LXW_ERROR_MEMORY_MALLOC_FAILED;
	if (error == LXW_NO_ERROR)
		return 0;
	log_error("libxlsxwriter: %s", w->lxw.lxw_strerror(error));
	return -1;
}

int
xlsx_put(const struct xlsx_book *book, struct buf *out)
{
	struct writing w = { 0 };
	struct temp temp = { 0 };
	const char *folder = getenv("TMPDIR");
	char *path = path_join(folder == NULL || *folder == '\0' ? "/tmp"
	    : folder, "sextant.xlsx");
	int rc = -1;

	if (lxw_load(&w.lxw, true) == -1)
		goto out;
	if (temp_begin(&temp, path) == -1) {
		log_error("%s: %s", path, strerror(errno));
		goto out;
	}
	if (write_apart(&w, book, temp.path) == -1)
		goto out;
	rc = file_read(temp.path, 0, out);
out:
	temp_abort(&temp);
	buf_free(&w.b);
	free(path);
	return rc;
}
