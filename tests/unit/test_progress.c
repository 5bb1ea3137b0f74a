/* Progress: a bar on a terminal, lines elsewhere, nothing when quiet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>

#include "base/progress.h"
#include "capture.h"

static const struct { long long bytes; const char *want; } sizes[] = {
	{ 0, "0 bytes" },
	{ 999, "999 bytes" },
	{ 1000, "1.0 kB" },
	{ 999949, "999.9 kB" },
	{ 999950, "1.0 MB" },
	{ 50690938, "50.7 MB" },
	{ 2500000000LL, "2.5 GB" },
	{ 7000000000000000LL, "7000.0 TB" },
};

static void
sizes_are_for_people(void **state)
{
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		buf_reset(&b);
		progress_put_size(&b, sizes[i].bytes);
		assert_string_equal(buf_str(&b), sizes[i].want);
	}
	buf_free(&b);
}

static void
work(bool quiet)
{
	struct progress p;

	progress_begin(&p, "fetching", 2, quiet);
	progress_add_bytes(&p, 1500);
	progress_step(&p, "%s: done", "one");
	progress_pass(&p);
	progress_note(&p, "%d of both", 2);
	progress_end(&p);
}

static void
elsewhere_it_is_lines(void **state)
{
	struct capture c;
	char *said;

	(void)state;
	capture_begin(&c);
	work(false);
	said = capture_end(&c);
	assert_string_equal(said, "one: done\n2 of both\n");
	free(said);
	capture_begin(&c);
	work(true);
	said = capture_end(&c);
	assert_string_equal(said, "");
	free(said);
}

/* What a terminal gets to see of work; caller frees. */
static char *
on_terminal(const char *term, bool quiet)
{
	struct buf b = BUF_INIT;
	struct pollfd p = { .events = POLLIN };
	int saved = dup(STDERR_FILENO), other;
	ssize_t n;

	p.fd = posix_openpt(O_RDWR | O_NOCTTY);
	if (p.fd == -1 || grantpt(p.fd) == -1 || unlockpt(p.fd) == -1)
		return NULL;
	other = open(ptsname(p.fd), O_RDWR | O_NOCTTY);
	setenv("TERM", term, 1);
	dup2(other, STDERR_FILENO);
	work(quiet);
	dup2(saved, STDERR_FILENO);
	while (poll(&p, 1, 50) == 1 && (p.revents & POLLIN) != 0) {
		n = read(p.fd, buf_room(&b, 4096), 4096);
		if (n <= 0)
			break;
		buf_add(&b, (size_t)n);
	}
	close(other);
	close(saved);
	close(p.fd);
	return buf_take(&b);
}

static void
on_a_terminal_it_is_a_bar(void **state)
{
	char *said = on_terminal("xterm", false);

	(void)state;
	if (said == NULL)
		skip();
	assert_non_null(strstr(said,
	    "\rfetching [############............] 1/2, 1.5 kB\x1b[K"));
	assert_non_null(strstr(said, "] 2/2, 1.5 kB\x1b[K"));
	assert_null(strstr(said, "one: done"));
	assert_null(strstr(said, "of both"));
	/* And is gone at the end. */
	assert_string_equal(said + strlen(said) - 4, "\r\x1b[K");
	free(said);
	said = on_terminal("xterm", true);
	assert_string_equal(said, "");
	free(said);
	said = on_terminal("dumb", false);
	assert_string_equal(said, "one: done\r\n2 of both\r\n");
	free(said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes_are_for_people),
		cmocka_unit_test(elsewhere_it_is_lines),
		cmocka_unit_test(on_a_terminal_it_is_a_bar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
