/* Standard input and output: lines that wait, and commands in processes of their
 * own. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "mcp/mcp.h"
#include "value/value.h"

/* What waits, and what a command may print: bytes. */
enum { WAITING_MOST = 16 * 1024 * 1024, PRINTED_MOST = 256 * 1024 * 1024 };

struct line {
	char *text;
	size_t len;
	bool too_long;
};

struct serving {
	const struct mcp_commands *commands;
	struct buf read;  /* of a line that has not ended yet */
	bool skipping;    /* that line is too long already */
	bool ended;       /* so has the input */
	bool failed;      /* it could not be read */
	struct line *lines; /* that wait, from first on */
	size_t first, n, waiting; /* waiting: their bytes */
	struct arena mem; /* of id */
	const char *id;   /* of the request that is being answered, or NULL */
	bool cancelled;   /* it was */
};

/* The request that is cancelled is dropped, or the one that runs is ended. */
static void
cancel(struct serving *s, const struct line *line)
{
	struct arena mem = { 0 };
	const char *id = mcp_cancels(&mem, line->text, line->len), *other;
	size_t i;

	if (id != NULL && s->id != NULL && strcmp(id, s->id) == 0)
		s->cancelled = true;
	for (i = s->first; id != NULL && i < s->n; i++) {
		other = mcp_id(&mem, s->lines[i].text, s->lines[i].len);
		if (other == NULL || strcmp(other, id) != 0)
			continue;
		s->waiting -= s->lines[i].len;
		s->lines[i].len = 0;
	}
	arena_free(&mem);
}

static void
queue_line(struct serving *s, const char *text, size_t len, bool too_long)
{
	struct line line = { mem_strndup(text, len), len, too_long };

	if (s->first == s->n)
		s->first = s->n = 0;
	/* Before it waits itself: it is about those before it. */
	if (!too_long && strstr(line.text, "cancelled") != NULL)
		cancel(s, &line);
	*LIST_ADD(s->lines, s->n) = line;
	s->waiting += len;
}

/* Takes what was read: lines that are whole. */
static void
take_bytes(struct serving *s, const char *bytes, size_t len)
{
	const char *end;
	size_t n;

	for (; len > 0; bytes += n, len -= n) {
		end = memchr(bytes, '\n', len);
		n = end == NULL ? len : (size_t)(end - bytes);
		if (!s->skipping)
			buf_put(&s->read, bytes, n);
		if (s->read.len > MCP_LINE_MAX) {
			buf_free(&s->read);
			s->skipping = true;
		}
		if (end == NULL)
			continue;
		queue_line(s, buf_str(&s->read), s->read.len, s->skipping);
		buf_reset(&s->read);
		s->skipping = false;
		n++;
	}
}

/* Reads once from standard input. */
static void
read_input(struct serving *s)
{
	char bytes[8192];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof(bytes));

	if (n == -1 && errno == EINTR)
		return;
	if (n > 0) {
		take_bytes(s, bytes, (size_t)n);
		return;
	}
	s->ended = true;
	s->failed = n == -1;
	if (s->failed) {
		log_error("standard input: %s", strerror(errno));
		return;
	}
	/* A last line may lack its end. */
	if (s->read.len > 0 || s->skipping)
		take_bytes(s, "\n", 1);
}

/* The child: its standard streams, and the command. Never returns. */
static void
run_child(const struct serving *s, const struct strs *args, int in, int out,
    int err)
{
	int rc;

	if (dup2(in, STDIN_FILENO) == -1 || dup2(out, STDOUT_FILENO) == -1 ||
	    dup2(err, STDERR_FILENO) == -1)
		_exit(1);
	close(in);
	close(out);
	close(err);
	/* Nothing of what is being answered here is the command's. */
	value_use(NULL);
	rc = s->commands->run(s->commands->ctx, args);
	if (fflush(stdout) == EOF)
		rc = 1;
	_exit(rc);
}

/* A pipe's end that has something to say, into b; closed at its end. */
static void
drain(struct pollfd *p, struct buf *b)
{
	ssize_t n;

	if (p->fd == -1 || p->revents == 0)
		return;
	n = read(p->fd, buf_room(b, 65536), 65536);
	if (n > 0)
		buf_add(b, (size_t)n);
	if (n == -1 && errno == EINTR)
		return;
	if (n <= 0) {
		close(p->fd);
		p->fd = -1;
	}
}

/* Until the child has said all, or is not wanted any more. */
static void
follow_child(struct serving *s, pid_t child, int out_fd, int err_fd, struct buf *out,
    struct buf *err)
{
	struct pollfd p[3] = { { out_fd, POLLIN, 0 }, { err_fd, POLLIN, 0 },
		{ STDIN_FILENO, POLLIN, 0 } };
	bool killed = false;

	while (p[0].fd != -1 || p[1].fd != -1) {
		p[2].fd = s->ended || s->waiting > WAITING_MOST ? -1
		    : STDIN_FILENO;
		p[2].revents = 0;
		if (poll(p, 3, -1) == -1 && errno != EINTR)
			break;
		if (p[2].fd != -1 && p[2].revents != 0)
			read_input(s);
		drain(&p[0], out);
		drain(&p[1], err);
		if (!killed && (s->cancelled || out->len > PRINTED_MOST ||
		    err->len > PRINTED_MOST)) {
			kill(child, SIGKILL);
			killed = true;
		}
	}
	if (p[0].fd != -1)
		close(p[0].fd);
	if (p[1].fd != -1)
		close(p[1].fd);
}

/* The input as a file that has no name; or nothing. -1 after reporting the error. */
static int
open_input(const struct buf *input)
{
	FILE *f = tmpfile();
	int fd = -1;

	if (f != NULL && (input == NULL || file_write_all(fileno(f),
	    buf_str(input), input->len) == 0) &&
	    lseek(fileno(f), 0, SEEK_SET) == 0)
		fd = dup(fileno(f));
	if (fd == -1)
		log_error("a temporary file: %s", strerror(errno));
	if (f != NULL)
		fclose(f);
	return fd;
}

static int
end_of(pid_t child, struct buf *err)
{
	int status = 0;

	while (waitpid(child, &status, 0) == -1)
		if (errno != EINTR)
			return 1;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	buf_printf(err, "the command was ended by signal %d\n",
	    WTERMSIG(status));
	return 1;
}

static int
run_command(void *ctx, const struct strs *args, const struct buf *input,
    struct buf *out, struct buf *err)
{
	struct serving *s = ctx;
	int in = open_input(input), o[2] = { -1, -1 }, e[2] = { -1, -1 };
	pid_t child = -1;

	if (s->cancelled)
		goto out;
	if (in != -1 && pipe(o) == 0 && pipe(e) == 0)
		child = fork();
	if (child == 0) {
		close(o[0]);
		close(e[0]);
		run_child(s, args, in, o[1], e[1]);
	}
	if (child == -1) {
		buf_printf(err, "cannot run a command: %s\n", strerror(errno));
		goto out;
	}
	close(o[1]);
	close(e[1]);
	follow_child(s, child, o[0], e[0], out, err);
	o[0] = o[1] = e[0] = e[1] = -1;
out:
	if (in != -1)
		close(in);
	for (in = 0; in < 2; in++) {
		if (o[in] != -1)
			close(o[in]);
		if (e[in] != -1)
			close(e[in]);
	}
	if (child > 0)
		in = end_of(child, err);
	else
		in = 1;
	return s->cancelled ? -1 : in;
}

static void
identify(void *ctx, struct buf *out)
{
	const struct serving *s = ctx;

	s->commands->identify(s->commands->ctx, out);
}

static int
read_methodology(void *ctx, struct buf *out)
{
	const struct serving *s = ctx;

	return s->commands->methodology(s->commands->ctx, out);
}

static void
answer_next(struct serving *s, struct mcp *m, struct buf *out)
{
	struct line line = s->lines[s->first++];

	s->waiting -= line.len;
	s->cancelled = false;
	s->id = mcp_id(&s->mem, line.text, line.len);
	if (line.too_long)
		mcp_too_long(out);
	else
		mcp_line(m, line.text, line.len, out);
	s->id = NULL;
	arena_free(&s->mem);
	free(line.text);
}

int
mcp_serve(const struct mcp_commands *commands)
{
	struct serving s = { .commands = commands };
	const struct mcp_host host = { &s, run_command, identify,
		read_methodology };
	struct mcp *m = mcp_new(&host);
	struct buf out = BUF_INIT;
	int rc = 0;

	while (rc == 0 && (!s.ended || s.first < s.n)) {
		if (s.first == s.n) {
			read_input(&s);
			continue;
		}
		answer_next(&s, m, &out);
		if (s.ended && s.first == s.n)
			mcp_end(m, &out);
		rc = file_write_all(STDOUT_FILENO, buf_str(&out), out.len);
		buf_reset(&out);
	}
	if (rc == 0) {
		mcp_end(m, &out);
		rc = file_write_all(STDOUT_FILENO, buf_str(&out), out.len);
	}
	if (rc == -1)
		log_error("standard output: %s", strerror(errno));
	while (s.first < s.n)
		free(s.lines[s.first++].text);
	free(s.lines);
	buf_free(&s.read);
	buf_free(&out);
	mcp_free(m);
	return s.failed ? -1 : rc;
}
