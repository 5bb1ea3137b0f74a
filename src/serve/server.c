/* Answers requests; the one file that knows libmicrohttpd. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "address.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "beneath.h"
#include "guests.h"
#include "listen.h"
#include "mhd.h"
#include "serve/serve.h"

typedef enum MHD_Result answer_t;

/* Our own addresses; a file's name cannot begin with a dot. */
#define OURS "/.preview/"
#define SCRIPT "<script src=\"" OURS "preview.js\" defer></script>\n"
#define PLAIN "text/plain; charset=utf-8"
#define SCRIPTS "text/javascript; charset=utf-8"
#define PDF "application/pdf"

/* What a page may do says the page itself, and this, which only a header can;
 * another file that a browser shows may do nothing. */
#define UNFRAMED "frame-ancestors 'none'"
#define PASSIVE "default-src 'none'; style-src 'unsafe-inline'; " UNFRAMED

enum {
	/* More than there may be guests: those sent away are still closing. */
	CONNECTIONS_MAX = 2 * GUESTS_MAX,
	IDLE_SECONDS = 30,
	PAGE_BYTES_MAX = 16 << 20, /* larger ones go without our script */
	HEAD_BYTES = 4096,         /* of a page: they have its policy */
};

/* A socket that is listened at, with a thread of its own. */
struct door {
	struct serve *s;
	struct MHD_Daemon *daemon; /* or NULL */
	struct guests guests;
};

struct serve {
	char *folder;
	int port;
	struct mhd mhd;
	struct door doors[2]; /* for IPv4 and IPv6 */
};

/* A request being answered. */
struct request {
	const struct serve *s;
	const struct mhd *mhd;
	struct MHD_Connection *connection;
	const char *path; /* with its escapes */
};

static const char preview_js[] =
#include "preview.h"
    ;

static const char *
header(const struct request *r, const char *name)
{
	return r->mhd->lookup_connection_value(r->connection, MHD_HEADER_KIND,
	    name);
}

static answer_t
count_hosts(void *count, enum MHD_ValueKind kind, const char *name,
    const char *value)
{
	(void)kind;
	(void)value;
	*(int *)count += str_equal_nocase(name, "Host");
	return MHD_YES;
}

/* Does it ask for this machine? Two names of a host are none. */
static bool
is_ours(const struct request *r)
{
	int hosts = 0;

	r->mhd->get_connection_values(r->connection, MHD_HEADER_KIND,
	    count_hosts, &hosts);
	return hosts == 1 && address_is_ours(header(r, "Host"), r->s->port);
}

/* Sends the answer, and gives it back. */
static answer_t
send_answer(const struct request *r, unsigned status,
    struct MHD_Response *response, const char *type, const char *policy)
{
	/* What is served may be internal: no other site's page may load it, or
	 * hold on to its window. */
	const char *const headers[][2] = {
		{ "Content-Type", type },
		{ "Content-Security-Policy", policy },
		{ "X-Content-Type-Options", "nosniff" },
		{ "Referrer-Policy", "no-referrer" },
		{ "Cross-Origin-Resource-Policy", "same-origin" },
		{ "Cross-Origin-Opener-Policy", "same-origin" },
	};
	answer_t rc;
	size_t i;

	if (response == NULL)
		return MHD_NO;
	for (i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		r->mhd->add_response_header(response, headers[i][0],
		    headers[i][1]);
	rc = r->mhd->queue_response(r->connection, status, response);
	r->mhd->destroy_response(response);
	return rc;
}

/* An answer of bytes that stand in b, which is emptied. */
static struct MHD_Response *
response_of(const struct request *r, struct buf *b)
{
	size_t n = b->len;
	char *bytes = buf_take(b);
	struct MHD_Response *response = r->mhd->create_response_from_buffer(n,
	    bytes, MHD_RESPMEM_MUST_FREE);

	if (response == NULL)
		free(bytes);
	return response;
}

static answer_t
send_text(const struct request *r, unsigned status, const char *type,
    const char *text)
{
	struct buf b = BUF_INIT;
	struct MHD_Response *response;

	buf_puts(&b, text);
	response = response_of(r, &b);
	if (response == NULL)
		return MHD_NO;
	r->mhd->add_response_header(response, "Cache-Control", "no-store");
	if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
		r->mhd->add_response_header(response, "Allow", "GET, HEAD");
	return send_answer(r, status, response, type, PASSIVE);
}

/* Does a browser ask for this as a page to be shown? */
static bool
is_shown(const struct request *r, const char *type, const struct stat *st)
{
	const char *into = header(r, "Sec-Fetch-Dest");

	return str_equal(into, "document") && st->st_size <= PAGE_BYTES_MAX &&
	    str_has_prefix(type, "text/html");
}

/* The page with our script at the end of its head; closes fd. */
static struct MHD_Response *
with_script(const struct request *r, int fd, size_t size)
{
	struct buf page = BUF_INIT, shown = BUF_INIT;
	const char *text, *end;
	ssize_t n = 1;

	while (n > 0 && page.len < size) {
		n = read(fd, buf_room(&page, size - page.len),
		    size - page.len);
		if (n > 0)
			buf_add(&page, (size_t)n);
	}
	close(fd);
	text = buf_str(&page);
	end = strstr(text, "</head>");
	if (end == NULL)
		return response_of(r, &page);
	buf_put(&shown, text, (size_t)(end - text));
	buf_puts(&shown, SCRIPT);
	buf_put(&shown, end, page.len - (size_t)(end - text));
	buf_free(&page);
	return response_of(r, &shown);
}

/* What the open file may do in a browser. */
static void
put_policy(struct buf *policy, const char *type, int fd)
{
	char head[HEAD_BYTES + 1];
	ssize_t n;

	if (!str_has_prefix(type, "text/html")) {
		/* Chrome's viewer of PDF is bound by it, too, and stays empty. */
		buf_puts(policy, strcmp(type, PDF) == 0 ? UNFRAMED : PASSIVE);
		return;
	}
	n = pread(fd, head, HEAD_BYTES, 0);
	head[n > 0 ? n : 0] = '\0';
	if (address_policy(head, policy))
		buf_puts(policy, "; ");
	buf_puts(policy, UNFRAMED);
}

/* Sends the open file, or that nothing has changed; closes fd. */
static answer_t
send_file(const struct request *r, unsigned status, const char *file, int fd,
    const struct stat *st)
{
	const char *type = address_type(file);
	bool shown = is_shown(r, type, st);
	struct MHD_Response *response;
	struct buf policy = BUF_INIT;
	answer_t rc;
	char tag[80];

	put_policy(&policy, type, fd);
	snprintf(tag, sizeof(tag), "\"%llx-%llx.%lx%s\"",
	    (unsigned long long)st->st_size,
	    (unsigned long long)st->st_mtim.tv_sec,
	    (unsigned long)st->st_mtim.tv_nsec, shown ? "-shown" : "");
	if (status == MHD_HTTP_OK &&
	    address_has_tag(header(r, "If-None-Match"), tag)) {
		close(fd);
		status = MHD_HTTP_NOT_MODIFIED;
		response = r->mhd->create_response_from_buffer(0, NULL,
		    MHD_RESPMEM_PERSISTENT);
	} else if (shown) {
		response = with_script(r, fd, (size_t)st->st_size);
	} else {
		response = r->mhd->create_response_from_fd64(
		    (uint64_t)st->st_size, fd);
		if (response == NULL)
			close(fd);
	}
	/* Kept, but asked for each time. */
	if (response != NULL)
		r->mhd->add_response_header(response, "Cache-Control",
		    "no-cache");
	if (response != NULL && status != MHD_HTTP_NOT_FOUND)
		r->mhd->add_response_header(response, "ETag", tag);
	rc = send_answer(r, status, response, type, buf_str(&policy));
	buf_free(&policy);
	return rc;
}

static answer_t
send_not_found(const struct request *r)
{
	static const char page[] = "404.html";
	struct stat st;
	int fd = beneath_open(r->s->folder, page, &st);

	if (fd == -1)
		return send_text(r, MHD_HTTP_NOT_FOUND, PLAIN, "Not found.\n");
	return send_file(r, MHD_HTTP_NOT_FOUND, page, fd, &st);
}

/* A folder without its last '/': relative addresses in its page would go
 * wrong. */
static answer_t
send_to_folder(const struct request *r, struct buf *file)
{
	struct buf to = BUF_INIT;
	struct MHD_Response *response;
	struct stat st;
	answer_t rc;
	int fd;

	buf_puts(file, "/index.html");
	fd = beneath_open(r->s->folder, buf_str(file), &st);
	if (fd == -1)
		return send_not_found(r);
	close(fd);
	response = response_of(r, &to);
	buf_puts(&to, r->path);
	buf_putc(&to, '/');
	if (response != NULL)
		r->mhd->add_response_header(response, "Location", buf_str(&to));
	rc = send_answer(r, MHD_HTTP_FOUND, response, PLAIN, PASSIVE);
	buf_free(&to);
	return rc;
}

/* What tells this site from one rendered later: another folder. */
static answer_t
send_state(const struct request *r)
{
	struct stat st = { 0 };
	char text[128];

	if (stat(r->s->folder, &st) == -1)
		return send_not_found(r);
	snprintf(text, sizeof(text), "sextantPreview(\"%llx-%llx.%lx\");\n",
	    (unsigned long long)st.st_ino,
	    (unsigned long long)st.st_mtim.tv_sec,
	    (unsigned long)st.st_mtim.tv_nsec);
	return send_text(r, MHD_HTTP_OK, SCRIPTS, text);
}

static answer_t
send_path(const struct request *r)
{
	const char *path = r->path;
	struct buf file = BUF_INIT;
	struct stat st;
	answer_t rc;
	int fd;

	if (strcmp(path, OURS "preview.js") == 0)
		return send_text(r, MHD_HTTP_OK, SCRIPTS, preview_js);
	if (strcmp(path, OURS "state.js") == 0)
		return send_state(r);
	if (!address_file(path, &file))
		return send_not_found(r);
	fd = beneath_open(r->s->folder, buf_str(&file), &st);
	if (fd != -1)
		rc = send_file(r, MHD_HTTP_OK, buf_str(&file), fd, &st);
	else if (errno == EISDIR)
		rc = send_to_folder(r, &file);
	else
		rc = send_not_found(r);
	buf_free(&file);
	return rc;
}

static answer_t
answer_server(void *door, struct MHD_Connection *connection, const char *path,
    const char *method, const char *version, const char *body, size_t *n,
    void **state)
{
	struct door *d = door;
	struct request r = { d->s, &d->s->mhd, connection, path };

	(void)version;
	(void)body;
	if (*state != NULL && *n == 0)
		return send_path(&r);
	*n = 0; /* of a body nothing is read */
	if (*state != NULL)
		return MHD_YES;
	*state = door;
	guests_ask(&d->guests, r.mhd->get_connection_info(connection,
	    MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context);
	/* An answer to the headers alone closes the connection: only where
	 * nothing else is welcome. */
	if (!is_ours(&r))
		return send_text(&r, MHD_HTTP_FORBIDDEN, PLAIN,
		    "Unknown host.\n");
	if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
		return send_text(&r, MHD_HTTP_METHOD_NOT_ALLOWED, PLAIN,
		    "GET and HEAD only.\n");
	return MHD_YES;
}

/* Somebody comes, or goes. */
static void
note_guest(void *door, struct MHD_Connection *connection, void **guest,
    enum MHD_ConnectionNotificationCode what)
{
	struct door *d = door;

	if (what == MHD_CONNECTION_NOTIFY_STARTED)
		*guest = guests_come(&d->guests,
		    d->s->mhd.get_connection_info(connection,
		    MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
	else
		guests_leave(&d->guests, *guest);
}

/* address_file knows what an escape may mean, and is given them as they came. */
static size_t
keep_escapes(void *cls, struct MHD_Connection *connection, char *s)
{
	(void)cls;
	(void)connection;
	return strlen(s);
}

static void
open_door(struct door *d, struct serve *s, int fd)
{
	d->s = s;
	if (fd == -1)
		return;
	d->daemon = s->mhd.start_daemon(MHD_USE_AUTO_INTERNAL_THREAD, 0, NULL,
	    NULL, answer_server, d, MHD_OPTION_LISTEN_SOCKET, fd,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
	    MHD_OPTION_NOTIFY_CONNECTION, note_guest, d,
	    MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL, MHD_OPTION_END);
	if (d->daemon == NULL)
		close(fd);
}

struct serve *
serve_start(const char *folder, int port)
{
	struct serve *s = mem_alloc(sizeof(*s));
	int fds[2], i;

	s->port = port;
	if (mhd_load(&s->mhd, true) == -1 ||
	    listen_loopback(&s->port, fds) == -1) {
		free(s);
		return NULL;
	}
	s->folder = mem_strdup(folder);
	for (i = 0; i < 2; i++)
		open_door(&s->doors[i], s, fds[i]);
	if (s->doors[0].daemon == NULL) {
		log_error("port %d: cannot be served", s->port);
		serve_stop(s);
		return NULL;
	}
	return s;
}

void
serve_stop(struct serve *s)
{
	int i;

	for (i = 0; i < 2; i++)
		if (s->doors[i].daemon != NULL)
			s->mhd.stop_daemon(s->doors[i].daemon);
	free(s->folder);
	free(s);
}

int
serve_port(const struct serve *s)
{
	return s->port;
}
