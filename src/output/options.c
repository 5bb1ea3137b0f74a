/* Options by tables, and help made from them. */
#include "output/options.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/word.h"
#include "output/terminal.h"

enum {
	NUMBER_MAX = 1024,
	PORT_MAX = 65535,
	COUNT_MAX = 1000000,
	COLUMNS = 80, /* of a line of help */
};

int
options_wrong(const struct command *self, const char *fmt, ...)
{
	struct buf what = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&what, fmt, ap);
	va_end(ap);
	log_error("%s: %s; see `sextant %s --help`", self->name,
	    buf_str(&what), self->name);
	buf_free(&what);
	return EXIT_USAGE;
}

static int
wrong_word(const struct command *self, const char *name, const char *word,
    const char *const *words)
{
	struct buf list = BUF_INIT;
	int rc;

	word_put_list(&list, words);
	rc = options_wrong(self, "--%s %s: expected %s", name, word,
	    buf_str(&list));
	buf_free(&list);
	return rc;
}

int
options_choose(const struct command *self, const char *name,
    const char **value, const char *const *words)
{
	const char *word = *value == NULL ? NULL : word_find(*value, words);

	if (*value != NULL && word == NULL)
		return wrong_word(self, name, *value, words);
	*value = word;
	return -1;
}

int
options_choose_each(const struct command *self, const char *name,
    struct strs *values, const char *const *words)
{
	const char *word;
	size_t i;

	for (i = 0; i < values->n; i++) {
		word = word_find(values->v[i], words);
		if (word == NULL)
			return wrong_word(self, name, values->v[i], words);
		strs_set(values, i, word);
	}
	return -1;
}

/* Options of every command. */
struct everywhere {
	const char *color;
	bool no_pager, verbose;
};

#define OPT_EVERYWHERE(e) \
	{ OPT_TEXT, 0, "color", "WHEN", &(e).color, \
		"auto, always or never (auto)" }, \
	{ OPT_FLAG, 0, "no-pager", NULL, &(e).no_pager, \
		"do not pipe long output into a pager" }, \
	{ OPT_FLAG, 0, "verbose", NULL, &(e).verbose, \
		"report what is read, and how long it takes" }, \
	{ OPT_END, 0, NULL, NULL, NULL, NULL }

static void
print_options(const struct opt *table)
{
	const struct opt *o;
	struct buf left = BUF_INIT;

	for (o = table; o->type != OPT_END; o++) {
		buf_reset(&left);
		buf_printf(&left, "--%s%s%s", o->name,
		    o->value != NULL ? " " : "",
		    o->value != NULL ? o->value : "");
		if (o->letter != 0)
			printf("  -%c, %-26s %s\n", o->letter, buf_str(&left),
			    o->help);
		else
			printf("      %-26s %s\n", buf_str(&left), o->help);
	}
	buf_free(&left);
}

static void
print_help(const struct command *self, const struct opt *table,
    const struct opt *everywhere)
{
	int n = printf("usage: sextant %s [options]", self->name);

	/* On a line of their own where both would not fit one. */
	if (*self->operands != '\0')
		printf("%s%s", n + 1 + (int)strlen(self->operands) > COLUMNS
		    ? "\n    " : " ", self->operands);
	printf("\n\n%s\n\n", self->summary);
	print_options(table);
	print_options(everywhere);
	printf("  -h, %-26s %s\n\nexample: %s\n", "--help", "show this help",
	    self->example);
}

static const struct opt *
find_option(const struct opt *table, const char *name, size_t len, char letter)
{
	const struct opt *o;

	for (o = table; o->type != OPT_END; o++)
		if (name != NULL ? strlen(o->name) == len &&
		    strncmp(o->name, name, len) == 0
				 : o->letter == letter)
			return o;
	return NULL;
}

static int
set_number(const struct command *self, const struct opt *o, const char *value,
    int least, int most)
{
	long long n;

	if (!str_to_number(value, &n) || n < least || n > most)
		return options_wrong(self,
		    "--%s: expected a number from %d to %d", o->name, least,
		    most);
	*(int *)o->into = (int)n;
	return -1;
}

static int
set_option(const struct command *self, const struct opt *o, const char *value)
{
	switch (o->type) {
	case OPT_FLAG:
		*(bool *)o->into = true;
		break;
	case OPT_TEXT:
		if (*value == '\0')
			return options_wrong(self, "--%s: empty", o->name);
		*(const char **)o->into = value;
		break;
	case OPT_NUMBER:
		return set_number(self, o, value, 1, NUMBER_MAX);
	case OPT_PORT:
		return set_number(self, o, value, 0, PORT_MAX);
	case OPT_COUNT:
		return set_number(self, o, value, 0, COUNT_MAX);
	case OPT_LIST:
		strs_add(o->into, value);
		break;
	case OPT_END:
		break;
	}
	return -1;
}

/* An option of the command's own, or of every command. */
static const struct opt *
find_either(const struct opt *table, const struct opt *everywhere,
    const char *name, size_t len, char letter)
{
	const struct opt *o = find_option(table, name, len, letter);

	return o != NULL ? o : find_option(everywhere, name, len, letter);
}

/* One option at argv[*i]; moves *i to its value where that stands apart. */
static int
read_option(const struct command *self, const struct opt *table,
    const struct opt *everywhere, int argc, char **argv, int *i)
{
	char *arg = argv[*i], *value = NULL;
	const struct opt *o;
	size_t len = 0;

	if (arg[1] == '-') {
		len = strcspn(arg + 2, "=");
		o = find_either(table, everywhere, arg + 2, len, 0);
		if (arg[2 + len] == '=')
			value = arg + 2 + len + 1;
	} else {
		o = find_either(table, everywhere, NULL, 0, arg[1]);
		if (arg[2] != '\0')
			value = arg + 2;
	}
	if (o == NULL)
		return options_wrong(self, "unknown option %s", arg);
	if (o->type == OPT_FLAG && value != NULL)
		return options_wrong(self, "%s: takes no value", arg);
	if (o->type != OPT_FLAG && value == NULL) {
		if (*i + 1 >= argc)
			return options_wrong(self, "%s: expected %s", arg,
			    o->value);
		value = argv[++*i];
	}
	return set_option(self, o, value);
}

int
options_read(const struct command *self, const struct opt *table, int argc,
    char **argv, int max, int *n)
{
	static const char *const colors[] = { "auto", "always", "never",
		NULL };
	struct everywhere e = { 0 };
	const struct opt everywhere[] = { OPT_EVERYWHERE(e) };
	bool only_operands = false;
	int i, rc;

	*n = 0;
	for (i = 1; i < argc; i++) {
		if (only_operands || argv[i][0] != '-' || argv[i][1] == '\0') {
			argv[(*n)++] = argv[i];
			continue;
		}
		if (strcmp(argv[i], "--") == 0) {
			only_operands = true;
			continue;
		}
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0) {
			print_help(self, table, everywhere);
			return EXIT_OK;
		}
		rc = read_option(self, table, everywhere, argc, argv, &i);
		if (rc != -1)
			return rc;
	}
	if (*n > max)
		return options_wrong(self, "unexpected %s", argv[max]);
	if (e.verbose)
		log_be_verbose();
	i = options_choose(self, "color", &e.color, colors);
	if (i == -1)
		terminal_choose(e.color, e.no_pager);
	return i;
}
