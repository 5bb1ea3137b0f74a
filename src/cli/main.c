/* The program: a verb, and what it is asked. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "base/pattern.h"
#include "base/str.h"
#include "catalog/catalog.h"
#include "cmd.h"
#include "export/export.h"
#include "fetch/fetch.h"
#include "serve/serve.h"
#include "site/render.h"
#include "store/archive.h"
#include "value/value.h"
#include "value/yaml.h"

/* What this program is made of: each library, asked by who owns it. */
static const struct {
	const char *name;
	void (*ask)(char *version, size_t n);
} libraries[] = {
	{ "cJSON", value_library },
	{ "cmark", render_cmark },
	{ "libarchive", archive_library },
	{ "libcurl", fetch_library },
	{ "libmicrohttpd", serve_library },
	{ "libxlsxwriter", export_library },
	{ "libxml2", render_libxml2 },
	{ "libyaml", yaml_library },
	{ "OpenSSL", digest_library },
	{ "PCRE2", pattern_library },
	{ "SQLite", catalog_library },
	{ "utf8proc", str_library },
};

/* The program's version, and that of each library as it is loaded. */
static void
print_version(void)
{
	char version[64];
	size_t i;

	printf("sextant %s\n", SEXTANT_VERSION);
	for (i = 0; i < sizeof(libraries) / sizeof(libraries[0]); i++) {
		libraries[i].ask(version, sizeof(version));
		printf("%s %s\n", libraries[i].name,
		    version[0] != '\0' ? version : "not found");
	}
}

int
cmd_version(const struct command *self, int argc, char **argv)
{
	const struct opt opts[] = { { OPT_END, 0, NULL, NULL, NULL, NULL } };
	int n, rc = options_read(self, opts, argc, argv, 0, &n);

	if (rc == 0)
		print_version();
	return rc;
}

static int
no_command(const char *word)
{
	struct buf meant = BUF_INIT;

	if (word[0] == '-')
		buf_puts(&meant, "; see `sextant --help`");
	else
		help_put_meant(&meant, word, false);
	log_error(word[0] == '-' ? "unknown option %s%s"
	    : "%s: no such command%s", word, buf_str(&meant));
	buf_free(&meant);
	return EXIT_USAGE;
}

static int
run_main(int argc, char **argv)
{
	const struct command *c;
	int rc;

	if (argc < 2)
		return help_start();
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return help_commands();
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
		print_version();
		return EXIT_OK;
	}
	c = command_find(argv[1]);
	if (c == NULL)
		return no_command(argv[1]);
	rc = c->run(c, argc - 1, argv + 1);
	return rc == EXIT_HELP ? EXIT_OK : rc;
}

int
main(int argc, char **argv)
{
	int rc;

	/* A closed pipe is an error like any other: said once, exit code 1. */
	signal(SIGPIPE, SIG_IGN);
	digest_init();
	value_init();
	catalog_init();
	rc = run_main(argc, argv);
	interrupt_end();
	if (fflush(stdout) == EOF || ferror(stdout)) {
		if (errno != EPIPE)
			log_error("standard output: %s", strerror(errno));
		return EXIT_FAILED;
	}
	return rc;
}
