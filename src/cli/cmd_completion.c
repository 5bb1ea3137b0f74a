/* completion: the scripts of shells, and what these ask: what a word may become. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "cmd.h"
#include "common.h"
#include "search/candidates.h"

static const char bash[] =
#include "completion_bash.h"
;
static const char zsh[] =
#include "completion_zsh.h"
;
static const char fish[] =
#include "completion_fish.h"
;

static const struct {
	const char *name, *script;
} shells[] = { { "bash", bash }, { "zsh", zsh }, { "fish", fish } };

/* What the values of options are that are no certain words, by the option. */
static const struct {
	const char *option;
	unsigned kinds;
} options_of[] = {
	{ "source", CANDIDATES_SOURCES },
	{ "accept-change", CANDIDATES_SOURCES },
	{ "like", CANDIDATES_SOURCES },
	{ "minus", CANDIDATES_SOURCES },
	{ "tactic", CANDIDATES_TACTICS },
	{ "group", CANDIDATES_GROUPS },
	{ "platform", CANDIDATES_PLATFORMS },
	{ "domain", CANDIDATES_DOMAINS },
	{ "baseline", CANDIDATES_BASELINES },
	{ "technique", CANDIDATES_TECHNIQUES },
	{ "threat", CANDIDATES_ANYTHING },
	{ "with", CANDIDATES_LOGS },
	{ "sector", CANDIDATES_SECTORS },
	{ "country", CANDIDATES_VICTIMS },
	{ "origin", CANDIDATES_ORIGINS },
};

/* What stands for operands, and for values, as help has it. */
static const struct {
	const char *name;
	unsigned kinds;
	const char *also; /* files, folders, commands or topics; or NULL */
} named[] = {
	{ "ANYTHING", CANDIDATES_ANYTHING, NULL },
	{ "NAME", CANDIDATES_ANYTHING, NULL },
	{ "WORDS", CANDIDATES_ANYTHING, NULL },
	{ "TECHNIQUE", CANDIDATES_TECHNIQUES, NULL },
	{ "GROUP", CANDIDATES_ACTORS, NULL },
	{ "SOURCE", CANDIDATES_SOURCES, NULL },
	{ "FILE", 0, "files" },
	{ "PATH", 0, "files" },
	{ "OLD", 0, "files" },
	{ "NEW", 0, "files" },
	{ "FORMAT=FILE", 0, "files" },
	{ "DIR", 0, "folders" },
	{ "COMMAND", 0, "commands" },
	{ "TOPIC", 0, "topics" },
};

/* What is asked: the words behind the program's name, the last of which is begun. */
struct asked {
	char **words;
	int n;
	const struct command *command;
	const char *catalog;  /* as the words name it; or NULL */
	const char *start;    /* of what may become something */
	const char *prefix;   /* as long as what stands before it in its word */
	struct strs lines;    /* as candidates_find has them */
	unsigned kinds;       /* that the catalog has */
	const char *elsewhere; /* "files", "folders": what the shell knows */
};

static void
add(struct asked *a, const char *word, const char *what)
{
	candidates_add(word, what, a->start, &a->lines);
}

static void
add_commands(struct asked *a)
{
	const struct command *c;

	for (c = commands; c->name != NULL; c++)
		add(a, c->name, c->summary);
}

static void
add_topics(struct asked *a)
{
	const char *name, *about;
	size_t i;

	for (i = 0; (name = help_topic(i, &about)) != NULL; i++)
		add(a, name, about);
}

/* What a name of help stands for, which are len bytes; false: it is not known. */
static bool
add_for_name(struct asked *a, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		if (strncmp(named[i].name, name, len) != 0 ||
		    named[i].name[len] != '\0')
			continue;
		a->kinds |= named[i].kinds;
		if (str_equal(named[i].also, "commands"))
			add_commands(a);
		else if (str_equal(named[i].also, "topics"))
			add_topics(a);
		else if (named[i].also != NULL)
			a->elsewhere = named[i].also;
		return true;
	}
	return false;
}

/* Words stand for themselves, as the first operand; first: it is that. */
static void
add_operands(struct asked *a, bool first)
{
	const char *s = a->command->operands;
	struct buf word = BUF_INIT;
	size_t len;

	for (; *s != '\0'; s += len) {
		s += strspn(s, "[]|. ");
		len = strcspn(s, "[]|. ");
		buf_reset(&word);
		buf_put(&word, s, len);
		if (len > 0 && !add_for_name(a, s, len) && first && *s >= 'a' &&
		    *s <= 'z')
			add(a, buf_str(&word), "");
	}
	buf_free(&word);
}

static void
add_values(struct asked *a, const struct opt *o)
{
	size_t i;

	for (i = 0; o->words != NULL && o->words[i] != NULL; i++)
		add(a, o->words[i], "");
	if (o->words != NULL)
		return;
	for (i = 0; i < sizeof(options_of) / sizeof(options_of[0]); i++)
		if (strcmp(options_of[i].option, o->name) == 0 &&
		    strcmp(o->value, "FILE") != 0) {
			a->kinds = options_of[i].kinds;
			return;
		}
	if (strcmp(o->value, "NAME") != 0)
		add_for_name(a, o->value, strlen(o->value));
}

static void
offer_options(struct asked *a, const struct opt *options, size_t n)
{
	struct buf name = BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++) {
		buf_reset(&name);
		buf_printf(&name, "--%s", options[i].name);
		add(a, buf_str(&name), options[i].help);
	}
	buf_free(&name);
}

/* The option of a long name of len bytes, or of its only beginning; or NULL. */
static const struct opt *
find_long(const struct opt *options, size_t n, const char *name, size_t len)
{
	const struct opt *found = NULL;
	size_t i, many = 0;

	for (i = 0; i < n; i++) {
		if (strncmp(options[i].name, name, len) != 0)
			continue;
		found = &options[i];
		if (found->name[len] == '\0')
			return found;
		many++;
	}
	return many == 1 ? found : NULL;
}

/* The option of which the next word is the value: the last letter of some, or a
 * long name; or NULL. */
static const struct opt *
find_waiting(const struct opt *options, size_t n, const char *word)
{
	const struct opt *o = NULL;
	size_t i;

	if (word[1] == '-') {
		o = strchr(word, '=') != NULL ? NULL
		    : find_long(options, n, word + 2, strlen(word + 2));
		return o != NULL && o->value != NULL ? o : NULL;
	}
	for (word++; *word != '\0'; word++) {
		for (i = 0; i < n && options[i].letter != *word; i++)
			;
		o = i < n ? &options[i] : NULL;
		if (o != NULL && o->value != NULL)
			return word[1] == '\0' ? o : NULL;
	}
	return NULL;
}

/* Of the command's options: what the last word may become (a command's tell). */
static void
complete_word(void *told, const struct opt *options, size_t n)
{
	struct asked *a = told;
	const struct opt *waiting = NULL;
	const char *w, *value;
	bool behind = false; /* of "--" */
	int i, operands = 0;

	for (i = 1; i < a->n - 1; i++) {
		w = a->words[i];
		if (waiting != NULL) {
			if (strcmp(waiting->name, "catalog") == 0)
				a->catalog = w;
			waiting = NULL;
		} else if (behind || w[0] != '-' || w[1] == '\0') {
			operands++;
		} else if (strcmp(w, "--") == 0) {
			behind = true;
		} else {
			waiting = find_waiting(options, n, w);
			if (str_has_prefix(w, "--catalog="))
				a->catalog = w + strlen("--catalog=");
		}
	}
	w = a->words[a->n - 1];
	value = strchr(w, '=');
	if (waiting != NULL) {
		add_values(a, waiting);
	} else if (!behind && str_has_prefix(w, "--") && value != NULL) {
		waiting = find_long(options, n, w + 2, (size_t)(value - w) - 2);
		a->start = value + 1;
		a->prefix = w;
		if (waiting != NULL && waiting->value != NULL)
			add_values(a, waiting);
	} else if (!behind && w[0] == '-') {
		offer_options(a, options, n);
	} else {
		add_operands(a, operands == 0);
	}
}

static int
ask_catalog(struct catalog *c, void *what)
{
	struct asked *a = what;

	return candidates_find(c, a->kinds, a->start, &a->lines);
}

static void
ask_command(struct asked *a)
{
	struct command command;
	struct build_options c = { 0 };

	a->command = command_find(a->words[0]);
	if (a->command == NULL)
		return;
	command = *a->command;
	command.tell = complete_word;
	command.told = a;
	/* Its first operand may make it another command. */
	command.run(&command, a->n > 2 && a->words[1][0] != '-' ? 2 : 1,
	    a->words);
	c.catalog = a->catalog;
	if (a->kinds != 0)
		common_ask(&c, ask_catalog, a);
}

/* Prints what the last of n words may become, silently where nothing is known: what
 * the shell has to add (":files", ":folders", or ":"), and a line each. */
static int
complete(int n, char **words)
{
	struct asked a = { .words = words, .n = n };
	size_t i;

	if (n == 0 || freopen("/dev/null", "w", stderr) == NULL)
		return EXIT_OK;
	a.start = words[n - 1];
	a.prefix = a.start;
	if (n > 1)
		ask_command(&a);
	else
		add_commands(&a);
	if (n == 1 && a.start[0] == '-') {
		add(&a, "--help", "list the commands");
		add(&a, "--version", "show the version");
	}
	printf(":%s\n", a.elsewhere != NULL ? a.elsewhere : "");
	for (i = 0; i < a.lines.n; i++)
		printf("%.*s%s\n", (int)(a.start - a.prefix), a.prefix,
		    a.lines.v[i]);
	strs_free(&a.lines);
	return EXIT_OK;
}

int
cmd_completion(const struct command *self, int argc, char **argv)
{
	const struct opt opts[] = { OPT_LAST };
	size_t i = 0;
	int n, rc;

	if (argc > 1 && strcmp(argv[1], "for") == 0 && self->tell == NULL)
		return complete(argc - 2, argv + 2);
	rc = options_read(self, opts, argc, argv, 1, &n);
	if (rc != 0)
		return rc;
	while (n == 1 && i < sizeof(shells) / sizeof(shells[0]) &&
	    strcmp(shells[i].name, argv[0]) != 0)
		i++;
	if (n == 0 || i == sizeof(shells) / sizeof(shells[0]))
		return options_wrong(self, "expected %s", self->operands);
	fputs(shells[i].script, stdout);
	return EXIT_OK;
}
