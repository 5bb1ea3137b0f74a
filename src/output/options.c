/* Options by tables, and help made from them. */
#include "output/options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/word.h"
#include "output/terminal.h"

enum {
	NUMBER_MAX = 1024,
	PORT_MAX = 65535,
	COUNT_MAX = 1000000,
	COLUMNS = 80, /* of a line of help */
	OPERAND = 1,  /* as getopt returns one */
	LONG = 256,   /* what it returns for options without a letter: from here */
};

int
options_wrong(const struct command *self, const char *fmt, ...)
{
	struct buf what = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&what, fmt, ap);
	va_end(ap);
	/* Who was asked what was meant knows what to do. */
	if (str_has_suffix(buf_str(&what), "?"))
		log_error("%s: %s", self->name, buf_str(&what));
	else
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
	word_put_near_of(&list, word, words);
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
	return 0;
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
	return 0;
}

/* The options of a command and, behind them, those of every command: as they
 * are, and as getopt takes them. */
struct parser {
	const struct command *command;
	struct opt *opts;
	struct option *longs; /* of each of opts; then an empty one */
	size_t n, nlongs;
	const struct opt *none; /* the command's: those of OPT_NONE among them */
	struct buf letters;
};

static void
add_options(struct parser *p, const struct opt *table)
{
	struct option *o;

	for (; table->type != OPT_END; table++) {
		if (table->type == OPT_NONE)
			continue;
		o = LIST_ADD(p->longs, p->nlongs);
		o->name = table->name;
		o->has_arg = table->type <= OPT_HIDDEN ? no_argument
						       : required_argument;
		o->val = table->letter != 0 ? table->letter : LONG + (int)p->n;
		if (table->letter != 0)
			buf_printf(&p->letters, "%c%s", table->letter,
			    table->type <= OPT_HIDDEN ? "" : ":");
		*LIST_ADD(p->opts, p->n) = *table;
	}
}

/* What an option is for: lines of it stand below one another. */
static void
print_purpose(const char *text)
{
	const char *end;

	for (; (end = strchr(text, '\n')) != NULL; text = end + 1)
		printf("%.*s\n%33s", (int)(end - text), text, "");
	printf("%s\n", text);
}

/* Behind n characters, or, where they would not fit there, on lines of their own:
 * these end behind a '|'. */
static void
print_operands(const char *operands, int n)
{
	const char *word;
	int len;

	if (*operands != '\0' && n + 1 + (int)strlen(operands) <= COLUMNS)
		printf(" %s", operands);
	else
		for (word = operands, n = COLUMNS; *word != '\0'; word += len) {
			len = (int)strcspn(word, "|");
			len += word[len] == '|';
			if (n + len > COLUMNS)
				n = printf("\n    ") - 1;
			n += printf("%.*s", len, word);
		}
}

static void
print_help(const struct parser *p)
{
	const struct command *self = p->command;
	int n = printf("usage: sextant %s [options]", self->name);
	struct buf left = BUF_INIT;
	const struct opt *o;

	print_operands(self->operands, n);
	printf("\n\n%s\n\n", self->summary);
	for (o = p->opts; o != LIST_END(p->opts, p->n); o++) {
		if (o->type == OPT_HIDDEN)
			continue;
		buf_reset(&left);
		buf_printf(&left, "--%s%s%s", o->name,
		    o->value != NULL ? " " : "",
		    o->value != NULL ? o->value : "");
		if (o->letter != 0)
			printf("  -%c, ", o->letter);
		else
			printf("      ");
		printf("%-26s ", buf_str(&left));
		print_purpose(o->help);
	}
	buf_free(&left);
	printf("\nexample: %s\n", self->example);
}

/* The option for which getopt returns val, or NULL. */
static const struct opt *
find_option(const struct parser *p, int val)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->longs[i].val == val)
			return &p->opts[i];
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
	return 0;
}

static int
set_option(const struct command *self, const struct opt *o, const char *value)
{
	switch (o->type) {
	case OPT_FLAG:
	case OPT_HIDDEN:
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
	case OPT_SPAN:
		if (!date_span_read(value, o->into))
			return options_wrong(self, "--%s %s: expected seconds, "
			    "or a number with s, m, h or d behind it, up to "
			    "30d", o->name, value);
		break;
	case OPT_LIST:
		strs_add(o->into, value);
		break;
	case OPT_NONE:
	case OPT_END:
		break;
	}
	return 0;
}

/* The option of siblings that is written like that, or NULL. */
static const struct opt *
find_none(const struct parser *p, const char *arg, size_t len)
{
	const struct opt *o;

	for (o = p->none; o->type != OPT_END; o++)
		if (o->type == OPT_NONE && (len == 0 ? o->letter != 0 &&
		    arg[1] == o->letter : strlen(o->name) == len &&
		    strncmp(arg + 2, o->name, len) == 0))
			return o;
	return NULL;
}

/* Reports an option that there is not; len bytes behind the dashes are its
 * name. */
static int
unknown_option(const struct parser *p, const char *arg, size_t len)
{
	const struct opt *none = find_none(p, arg, len);
	struct strs known = { 0 };
	struct buf given = BUF_INIT, meant = BUF_INIT;
	size_t i;
	int rc;

	buf_put(&given, arg, len > 0 ? len + 2 : strlen(arg));
	for (i = 0; i < p->n; i++)
		if (p->opts[i].type != OPT_HIDDEN)
			strs_add(&known, p->opts[i].name);
	if (len > 0 && none == NULL)
		word_put_near(&meant, buf_str(&given) + 2, "--",
		    (const char *const *)known.v, known.n);
	rc = none != NULL ? options_wrong(p->command, "%s: %s", buf_str(&given),
	    none->help) : options_wrong(p->command, "unknown option %s%s",
	    meant.len > 0 ? buf_str(&given) : arg, buf_str(&meant));
	strs_free(&known);
	buf_free(&given);
	buf_free(&meant);
	return rc;
}

/* Reports a long option that is the start of none or of several. */
static int
wrong_name(const struct parser *p, const char *arg)
{
	size_t i, n = 0, len = arg[1] == '-' ? strcspn(arg + 2, "=") : 0;
	struct buf given = BUF_INIT, meant = BUF_INIT;
	int rc;

	buf_put(&given, arg, len + 2);
	for (i = 0; len > 0 && i < p->n; i++)
		if (strncmp(p->opts[i].name, arg + 2, len) == 0)
			buf_printf(&meant, "%s--%s", n++ > 0 ? ", " : "",
			    p->opts[i].name);
	rc = n > 1 ? options_wrong(p->command, "ambiguous option %s: could be "
	    "%s", buf_str(&given), buf_str(&meant))
	    : unknown_option(p, arg, len);
	buf_free(&given);
	buf_free(&meant);
	return rc;
}

/* Reports the error of getopt_long in arg: '?', or ':' for a missing value. */
static int
wrong_option(const struct parser *p, int refused, const char *arg)
{
	const char letter[] = { '-', (char)optopt, '\0' };
	const struct opt *o = find_option(p, optopt);

	/* Of combined letters only the one. */
	if (arg[1] != '-' && optopt > ' ' && optopt <= '~')
		arg = letter;
	if (refused == ':')
		return options_wrong(p->command, "%s: expected %s", arg,
		    o->value);
	if (o != NULL)
		return options_wrong(p->command, "%s: takes no value", arg);
	return wrong_name(p, arg);
}

/* Sets the options that argv has, up to --help. */
static int
read_options(const struct parser *p, const bool *help, int argc, char **argv,
    int *n)
{
	int at, c, rc = 0;

	opterr = 0;
	optind = 0; /* starts anew, also in a second call */
	while (rc == 0 && !*help) {
		at = optind == 0 ? 1 : optind;
		c = getopt_long(argc, argv, buf_str(&p->letters), p->longs,
		    NULL);
		if (c == -1)
			break;
		if (c == OPERAND)
			argv[(*n)++] = optarg;
		else if (c == '?' || c == ':')
			rc = wrong_option(p, c, argv[at]);
		else
			rc = set_option(p->command, find_option(p, c), optarg);
	}
	while (optind < argc)
		argv[(*n)++] = argv[optind++]; /* behind -- */
	return rc;
}

/* Sets options that have certain words to those. */
static int
choose_words(const struct parser *p)
{
	const struct opt *o;
	int rc = 0;

	for (o = p->opts; rc == 0 && o != LIST_END(p->opts, p->n); o++) {
		if (o->words != NULL && o->type == OPT_LIST)
			rc = options_choose_each(p->command, o->name, o->into,
			    o->words);
		else if (o->words != NULL)
			rc = options_choose(p->command, o->name, o->into,
			    o->words);
	}
	return rc;
}

/* As options_read says of the command's tell. */
static int
tell_options(struct parser *p)
{
	size_t i, n = 0;

	for (i = 0; i < p->n; i++)
		if (p->opts[i].type != OPT_HIDDEN)
			p->opts[n++] = p->opts[i];
	p->command->tell(p->command->told, p->opts, n);
	return EXIT_HELP;
}

int
options_read(const struct command *self, const struct opt *table, int argc,
    char **argv, int max, int *n)
{
	static const char *const colors[] = { "auto", "always", "never",
		NULL };
	const char *color = NULL;
	bool no_pager = false, verbose = false, help = false;
	const struct opt everywhere[] = {
		{ OPT_TEXT, 0, "color", "WHEN", &color,
		    "auto, always or never (auto)", colors },
		{ OPT_FLAG, 0, "no-pager", NULL, &no_pager,
		    "do not pipe long output into a pager" },
		{ OPT_FLAG, 0, "verbose", NULL, &verbose,
		    "report what is read, and how long it takes" },
		{ OPT_FLAG, 'h', "help", NULL, &help, "show this help" },
		{ OPT_END, 0, NULL, NULL, NULL, NULL },
	};
	struct parser p = { .command = self, .none = table };
	int rc;

	*n = 0;
	/* "-": operands are returned in order; ":": a missing value is ':'. */
	buf_puts(&p.letters, "-:");
	add_options(&p, table);
	add_options(&p, everywhere);
	LIST_ADD(p.longs, p.nlongs);
	rc = self->tell != NULL ? tell_options(&p)
	    : read_options(&p, &help, argc, argv, n);
	if (rc == 0 && help) {
		print_help(&p);
		rc = EXIT_HELP;
	}
	if (rc == 0 && *n > max)
		rc = options_wrong(self, "unexpected %s", argv[max]);
	if (rc == 0)
		rc = choose_words(&p);
	free(p.opts);
	free(p.longs);
	buf_free(&p.letters);
	if (rc == 0 && verbose)
		log_be_verbose();
	if (rc == 0)
		terminal_choose(color, no_pager);
	return rc;
}
